/**
 * The one kind of error the embedded Postgres lets out: one line a person can act on, no stack needed. Thrown by
 * every file of this folder, printed by whoever starts the server. The cause, where there is one, is kept.
 */

/** The embedded Postgres cannot start or stop; `message` is one line that says why. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';

  constructor(reason: string, options?: { cause?: unknown }) {
    super(`The embedded Postgres ${reason.replace(/\s*\n\s*/g, ' ')}`, options);
  }
}

/** The system's code of a failed call, such as `EACCES`, or undefined. */
export function errorCode(error: unknown): string | undefined {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return typeof code === 'string' ? code : undefined;
}

const MEANINGS: Record<string, string> = {
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  EROFS: 'read-only file system',
  ENOSPC: 'no space left on device',
  EDQUOT: 'disk quota exceeded',
  ENOTDIR: 'a part of the path is not a folder',
  EEXIST: 'a file is in the way',
};

/** Wraps a failed file-system step (`doing` completes "cannot …") so that its message is one readable line. */
export function fileFailure(doing: string, error: unknown): EmbeddedPostgresError {
  if (error instanceof EmbeddedPostgresError) return error;
  // On a read-only file system, making a folder with its parents fails as if a parent were missing.
  const isReadOnly = errorCode(error) === 'ENOENT' && (error as NodeJS.ErrnoException).syscall === 'mkdir';
  const code = isReadOnly ? 'EROFS' : errorCode(error);
  const meaning = code === undefined ? undefined : MEANINGS[code];
  const reason = meaning === undefined ? String(error instanceof Error ? error.message : error) : `${meaning} (${code})`;
  return new EmbeddedPostgresError(`cannot ${doing}: ${reason}`, { cause: error });
}

/**
 * The line of Postgres' own output that says what went wrong: the last error with its detail, else the last line.
 * Empty when it printed nothing.
 */
export function lastUsefulLine(lines: readonly string[]): string {
  const filled = lines.map((line) => line.trim()).filter((line) => line !== '');
  const at = filled.findLastIndex((line) => /\b(PANIC|FATAL|ERROR|error):/.test(line));
  if (at === -1) return filled.at(-1) ?? '';
  const detail = filled[at + 1];
  const tail = detail?.startsWith('DETAIL:') ? ` (${detail.replace(/^DETAIL:\s*/, '')})` : '';
  return (filled[at] ?? '').replace(/^.*?\b(?:PANIC|FATAL|ERROR|error):\s*/, '') + tail;
}
