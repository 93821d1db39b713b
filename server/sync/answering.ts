/**
 * What connections are sent besides the changes of others: answers to what they ask, and what was kept back from them.
 *
 * Kept by the room, which calls `answerAll` between two batches, when the text holds what is durable and nothing else.
 * What must stay true: a connection is asked for what it has for us once it has said what it lacks, and the changes of
 * others reach it only after its answer: before, they would be gaps to it.
 */
import { CLOSE } from "../../app/core/live/protocol.ts";
import type { Audience } from "./audience.ts";
import type { DurableText } from "./durable-text.ts";
import type { Seat } from "./seat.ts";
import { EMPTY_VECTOR, questionFrame, replyFrames, updateFrame, type Question } from "./wire.ts";

export class Answering {
  private questions: { seat: Seat; question: Question }[] = [];
  /** Connections whose line is free again, and up to where they have the text. */
  private lagging: { seat: Seat; vector: Uint8Array }[] = [];

  constructor(
    private readonly text: Pick<DurableText, "vector" | "missingFor">,
    private readonly audience: Pick<Audience, "deliver">,
    private readonly refuse: (seat: Seat, code: number, reason: string) => void,
  ) {}

  /** Does anybody wait? */
  get isAwaited(): boolean {
    return this.questions.length + this.lagging.length > 0;
  }

  take(seat: Seat, question: Question): void {
    this.questions.push({ seat, question });
  }

  /** Its line takes more again: one difference from `vector` on makes up for all that was kept back. */
  takeLagging(seat: Seat, vector: Uint8Array): void {
    this.lagging.push({ seat, vector });
  }

  clear(): void {
    this.questions = [];
    this.lagging = [];
  }

  answerAll(): void {
    for (const { seat, question } of this.questions.splice(0)) if (!seat.gone) this.answer(seat, question);
    for (const { seat, vector } of this.lagging.splice(0)) {
      if (!seat.gone) this.audience.deliver(seat, this.text.missingFor(vector).map(updateFrame));
    }
  }

  /** Asks a connection for what is missing here. */
  ask(seat: Seat): void {
    seat.asked = true;
    seat.member.send(questionFrame(this.text.vector()));
  }

  private answer(seat: Seat, { vector }: Question): void {
    const missing = this.missingFor(vector);
    if (missing === null) return this.refuse(seat, CLOSE.refused, "malformed question");
    const isFirst = !seat.joined;
    // The answer may be long: what it has for us need not wait for it. A newcomer has nothing for us.
    const isNew = vector.length === EMPTY_VECTOR.length;
    if (isFirst && !isNew) this.ask(seat);
    seat.joined = true;
    this.audience.deliver(seat, replyFrames(missing));
    if (isFirst && isNew) this.ask(seat);
  }

  /** Null when Yjs can't read the vector. */
  private missingFor(vector: Uint8Array): readonly Uint8Array[] | null {
    try {
      return this.text.missingFor(vector);
    } catch {
      return null;
    }
  }
}
