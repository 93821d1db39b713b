/**
 * A document under attack: its state before, somebody who only listens, and the question what has changed.
 *
 * Made by the cases of group C. What must stay true: nobody honest writes into it, so that any change at all is the
 * attacker's; the listener has the text before the attack begins.
 */
import * as Y from "yjs";
import type { Rig } from "./case.ts";
import type { House, Person, TextState } from "./house.ts";
import { RawSocket, type RawOptions } from "./raw-socket.ts";
import { abreast, comesTrue } from "./waiting.ts";

export class Target {
  readonly doc = new Y.Doc();
  private constructor(
    private readonly rig: Rig,
    readonly house: House,
    readonly documentId: string,
    readonly before: TextState,
    readonly listener: RawSocket,
    private readonly logged: number,
  ) {}

  static async of(rig: Rig, house: House, documentId: string): Promise<Target> {
    const listener = new RawSocket(house.program.origin, documentId, { who: house.people.reader });
    rig.atEnd(() => listener.terminate());
    await listener.sync();
    const target = new Target(rig, house, documentId, await house.stored(documentId), listener, house.program.refusals().length);
    const copy = rig.typist(house, documentId, { who: house.people.reader });
    await copy.connection.ready;
    Y.applyUpdate(target.doc, Y.encodeStateAsUpdate(copy.doc));
    copy.leave();
    return target;
  }

  attacker(who: Person = this.house.people.annotator, more: RawOptions = {}): RawSocket {
    const socket = new RawSocket(this.house.program.origin, this.documentId, { who, ...more });
    this.rig.atEnd(() => socket.terminate());
    return socket;
  }

  /** Each of these on a connection of its own; answers the codes they were closed with, 0 for not at all. */
  async offend(frames: readonly (Uint8Array | string)[], who?: Person, wait = 15_000): Promise<number[]> {
    const codes: number[] = [];
    await abreast(16, frames.entries(), async ([nth, frame]) => {
      const socket = this.attacker(who);
      await socket.open();
      socket.send(frame);
      codes[nth] = await socket.closed(wait);
      socket.terminate();
    });
    return codes;
  }

  /**
   * Puts down that each refusal left one line in the log, no more and no less; up to `more` where a second message may
   * have been refused as well. The log comes through a pipe, a little later.
   */
  async expectLines(count: number, more = 0): Promise<void> {
    const lines = (): number => this.house.program.refusals().length - this.logged;
    await comesTrue(() => lines() >= count, 5_000);
    this.rig.figures.atLeast("lines in the log", lines(), count);
    this.rig.figures.atMost("and", lines(), count + more);
  }

  /** Puts down that nothing has changed: not what is stored, not what others were sent. */
  async expectUntouched(): Promise<void> {
    const { figures } = this.rig;
    const after = await this.house.stored(this.documentId);
    figures.exactly("log rows added", after.head - this.before.head, 0);
    figures.exactly("text changed", after.hash === this.before.hash ? "no" : "yes", "no");
    figures.exactly("updates sent to others", this.listener.counts.updates, 0);
    figures.exactly("others dropped", this.listener.code ?? 0, 0);
  }

  /** Puts down that the process lives and that nothing of this stands in its log. */
  expectQuietLog(secrets: readonly string[]): void {
    const { program } = this.house;
    this.rig.figures.exactly("process deaths", program.isAlive ? 0 : 1, 0);
    this.rig.figures.exactly("unhandled rejections", /unhandled|uncaught/i.test(program.said) ? 1 : 0, 0);
    this.rig.figures.none("words in the log", secrets.filter((secret) => program.said.includes(secret)));
  }
}

/** How often each code occurs, for a figure: "4422 ×200". */
export function tally(codes: readonly number[]): string {
  const counts = new Map<number, number>();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts].map(([code, count]) => `${code} ×${count}`).join(", ");
}
