/**
 * The marks of one open document in the browser: what the server said, what was just done here, what was refused.
 *
 * Called by the desk (through useSyncExternalStore), fed with frames by the document connection. Promises: everything
 * done here is seen at once, sent until it is answered and never twice; a refusal takes it back and stays in `failed`,
 * with what was wished, until it is dismissed or tried again. What must stay true: the server's clock alone says what
 * is known; a gap is closed by asking, never by guessing.
 */
import type { Role } from "~/core/access/can.ts";
import type { Anchor } from "~/core/anchor/anchor.ts";
import type { Annotation, Link, LinkEnd, Person } from "~/core/annotation/annotation.ts";
import type { Tag } from "~/core/codebook/tags.ts";
import type { ChangesFrame } from "~/core/live/protocol.ts";
import type { MarkSet } from "~/context.ts";
import { request, type ApiProblem } from "./api.ts";
import { CatchUp } from "./catch-up.ts";
import type { Plan } from "./mark-delivery.ts";
import { MarkKind } from "./mark-kind.ts";
import { MarkOutbox } from "./mark-outbox.ts";
import { commentPlan, reanchorPlan, type AnnotationPatch, type Judgement, type LinkPatch, type StoreViewer, type Wisher } from "./mark-plans.ts";
import type { Mark } from "./mark-shelf.ts";
import { annotatePlan, inCodebookOrder, linkPlan, type AnnotationWish, type LinkEndWish, type LinkWish } from "./new-marks.ts";
import { storeEnvironment, type StoreEnvironment } from "./store-environment.ts";

export interface MarkSnapshot {
  annotations: readonly Annotation[];
  links: readonly Link[];
  /** All marks are here: of very many a page brings only the first. */
  whole: boolean;
  /** Ids of marks with something not yet answered. */
  pending: ReadonlySet<string>;
  /** By mark id: what was refused, `more.wished` saying what it was. */
  failed: ReadonlyMap<string, ApiProblem>;
}

export class MarkStore {
  readonly documentId: string;
  readonly #annotations: MarkKind<Annotation>;
  readonly #links: MarkKind<Link>;
  readonly #environment: StoreEnvironment;
  readonly #outbox: MarkOutbox;
  readonly #catchUp: CatchUp;
  readonly #listeners = new Set<() => void>();
  /** Ends everything that is on its way. */
  readonly #dropping = new AbortController();
  #viewer: StoreViewer;
  #tags: readonly Tag[];
  #clock: number;
  /** The clock of the page the store began with, which may have had a part of the marks only. */
  readonly #opened: number;
  #snapshot: MarkSnapshot | null = null;

  constructor(documentId: string, initial: MarkSet, viewer: StoreViewer, tags: readonly Tag[], environment: Partial<StoreEnvironment> = {}) {
    this.documentId = documentId;
    this.#clock = initial.whole ? initial.clock : 0;
    this.#opened = initial.clock;
    this.#viewer = viewer;
    this.#tags = tags;
    this.#environment = storeEnvironment(environment);
    const api: typeof request = (method, path, body, options) =>
      request(method, path, body, { ...options, signal: this.#dropping.signal, fetch: this.#environment.fetch });
    const pause = (attempt: number): Promise<void> => this.#environment.pause(attempt);
    this.#outbox = new MarkOutbox({ api, pause }, () => this.#changed());
    const wisher = (): Wisher => this.#wisher();
    this.#annotations = new MarkKind("/annotations", initial.annotations, this.#outbox, wisher);
    this.#links = new MarkKind("/links", initial.links, this.#outbox, wisher);
    this.#catchUp = new CatchUp({ api, pause }, documentId, () => this.#clock, (frame) => this.#take(frame));
  }

  /** For useSyncExternalStore; answers how to stop. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The same object until something changes. */
  readonly snapshot = (): MarkSnapshot => {
    this.#snapshot ??= {
      annotations: this.#annotations.shelf.list(),
      links: this.#links.shelf.list(),
      whole: this.#clock >= this.#opened,
      pending: this.#outbox.pending(),
      failed: this.#outbox.failed(),
    };
    return this.#snapshot;
  };

  /** Takes a frame of the live channel; after a gap asks the server instead. */
  apply(frame: ChangesFrame): void {
    if (frame.clock <= this.#clock || this.#dropping.signal.aborted) return;
    if (frame.from > this.#clock) this.#catchUp.upTo(frame.clock);
    else this.#take(frame);
  }

  /** What a connection is to go on from; what is missing before it is asked for (`catchUp`). */
  get clock(): number {
    return Math.max(this.#clock, this.#opened);
  }

  /** Asks what has changed since the store's clock. Called after a connection is made again. */
  catchUp(): Promise<void> {
    return this.#catchUp.now();
  }

  /** A role frame came. */
  setRole(role: Role): void {
    this.#viewer = { ...this.#viewer, role };
  }

  /** The codebook was changed. */
  setTags(tags: readonly Tag[]): void {
    this.#tags = tags;
  }

  /** Marks a passage; seen at once under the answered id. */
  annotate(wish: AnnotationWish): { id: string; done: Promise<Annotation> } {
    const id = this.#environment.newId();
    const wanted = { ...wish, tags: inCodebookOrder(wish.tags, this.#tags) };
    const plan = (): Plan<Annotation> => annotatePlan(id, this.documentId, wanted, this.#wisher());
    return { id, done: this.#annotations.send(id, plan) };
  }

  edit(id: string, patch: AnnotationPatch): Promise<Annotation> {
    const wanted: AnnotationPatch = patch.tags ? { ...patch, tags: inCodebookOrder(patch.tags, this.#tags) } : patch;
    return this.#annotations.edit(id, wanted);
  }

  remove(id: string): Promise<void> {
    return this.#annotations.remove(id);
  }

  /** Undoes `remove`. */
  restore(id: string): Promise<Annotation> {
    return this.#annotations.restore(id);
  }

  submit(id: string): Promise<Annotation> {
    return this.#annotations.turn(id, "submit");
  }

  withdraw(id: string): Promise<Annotation> {
    return this.#annotations.turn(id, "withdraw");
  }

  judge(kind: "annotation" | "link", id: string, judgement: Judgement): Promise<Mark> {
    const verdictId = this.#environment.newId();
    return kind === "annotation" ? this.#annotations.judge(id, judgement, verdictId) : this.#links.judge(id, judgement, verdictId);
  }

  /** `mentions`: whom the text names; the server decides which of them it mentions. */
  comment(id: string, text: string, mentions: Person[] = []): Promise<Annotation> {
    const author = { id: this.#viewer.id, name: this.#viewer.name };
    const comment = { id: this.#environment.newId(), author, text: text.trim(), at: this.#environment.now(), mentions };
    return this.#annotations.change(id, (seen, wisher) => commentPlan(seen, comment, wisher));
  }

  /**
   * `by: "editor"`: after an edit of the text, without being asked; a refusal is no news then, and not listed. `began`: the
   * mark as it was when a person began to move it; if somebody has moved it since, that is a conflict, once.
   */
  reanchor(id: string, anchor: Anchor, by: "person" | "editor" = "person", began?: Annotation): Promise<Annotation> {
    let base = began;
    const plan = (seen: Annotation, wisher: Wisher): Plan<Annotation> => {
      const from = base ?? seen;
      base = undefined;
      return reanchorPlan(from, anchor, wisher);
    };
    return this.#annotations.change(id, plan, { quiet: by === "editor" });
  }

  link(wish: LinkWish): { id: string; done: Promise<Link> } {
    const id = this.#environment.newId();
    const plan = (): Plan<Link> => {
      const ends = { from: this.#endOf(wish.from), to: this.#endOf(wish.to) };
      return linkPlan(id, this.#environment.workspaceId, wish, ends, this.#wisher());
    };
    const after = [wish.from, wish.to].flatMap((end) => ("annotationId" in end ? [end.annotationId] : []));
    return { id, done: this.#links.send(id, plan, { after }) };
  }

  editLink(id: string, patch: LinkPatch): Promise<Link> {
    return this.#links.edit(id, patch);
  }

  removeLink(id: string): Promise<void> {
    return this.#links.remove(id);
  }

  restoreLink(id: string): Promise<Link> {
    return this.#links.restore(id);
  }

  submitLink(id: string): Promise<Link> {
    return this.#links.turn(id, "submit");
  }

  withdrawLink(id: string): Promise<Link> {
    return this.#links.turn(id, "withdraw");
  }

  /** Does again what was refused, against what is known now. */
  retry(id: string): void {
    this.#outbox.retry(id);
  }

  /** Lets go of what was refused. */
  dismiss(id: string): void {
    this.#outbox.dismiss(id);
  }

  /**
   * The right to read has ended: forgets every mark, and neither sends nor asks anything more. Answers the words people
   * had written here and the server never had, one line each.
   */
  drop(): string {
    this.#dropping.abort();
    const words = this.#outbox.drop();
    this.#annotations.shelf.clear();
    this.#links.shelf.clear();
    this.#changed();
    return words.join("\n");
  }

  #wisher(): Wisher {
    return { viewer: this.#viewer, at: this.#environment.now() };
  }

  /** How an end of a link looks, as far as it is known here. */
  #endOf(end: LinkEndWish): LinkEnd | undefined {
    if (end.shown) return end.shown;
    if (!("annotationId" in end)) return undefined;
    const annotation = this.#annotations.shelf.shown(end.annotationId);
    if (!annotation) return undefined;
    const { documentId, anchor, paragraph } = annotation;
    return { documentId, documentLabel: this.#environment.documentLabel, annotationId: annotation.id, anchor, paragraph };
  }

  #take({ clock, puts, removes }: ChangesFrame): void {
    if (clock <= this.#clock) return;
    for (const annotation of puts.annotations) this.#annotations.shelf.put(annotation);
    for (const link of puts.links) this.#links.shelf.put(link);
    for (const id of removes.annotations) this.#annotations.shelf.drop(id);
    for (const id of removes.links) this.#links.shelf.drop(id);
    this.#clock = clock;
    this.#changed();
  }

  #changed(): void {
    this.#snapshot = null;
    for (const listener of [...this.#listeners]) listener();
  }
}
