/**
 * Is the other end of a line still there?
 *
 * Kept by the connection. What must stay true: every byte that comes is a sign of life, because on a slow line the answer
 * itself waits behind all that is being written, after a long absence for a minute and more; and nobody owes a sign who
 * was not asked for one.
 */
export class Pulse {
  /** Bytes that had come when it was asked; null while it owes nothing. */
  private heardBefore: number | null = null;

  /** `stream` counts the bytes that have come in (as `net.Socket` does). */
  constructor(private readonly stream: { readonly bytesRead: number }) {}

  /** It has been asked for a sign of life. */
  asked(): void {
    this.heardBefore = this.stream.bytesRead;
  }

  /** What was asked before counts no more. */
  forgive(): void {
    this.heardBefore = null;
  }

  /** Nothing has come since it was asked. */
  get isMissed(): boolean {
    return this.heardBefore === this.stream.bytesRead;
  }
}
