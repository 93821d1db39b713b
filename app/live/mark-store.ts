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
import { Deeds } from "./deeds.ts";
import type { AnnotationPatch, AnnotationWish, Judgement, Kind, LinkEndWish, LinkPatch, LinkWish, Task } from "./errand.ts";
import { MarkKind, type KindOptions } from "./mark-kind.ts";
import { MarkOutbox, type Keeper, type Unsent, type UnsentTally } from "./mark-outbox.ts";
import type { StoreViewer } from "./mark-plans.ts";
import type { Mark } from "./mark-shelf.ts";
import { annotatePlan, inCodebookOrder, linkPlan } from "./new-marks.ts";
import { storeEnvironment, type StoreEnvironment } from "./store-environment.ts";

export interface MarkSnapshot {
  annotations: readonly Annotation[];
  links: readonly Link[];
  /** All marks are here: of very many a page brings only the first. */
  whole: boolean;
  /** Ids of marks with something not yet answered. */
  pending: ReadonlySet<string>;
  /** By mark id: what was refused first, `more.wished` saying what it was. */
  failed: ReadonlyMap<string, ApiProblem>;
  unsent: UnsentTally;
}

export class MarkStore {
  readonly documentId: string;
  readonly #annotations: MarkKind<Annotation>;
  readonly #links: MarkKind<Link>;
  readonly #environment: StoreEnvironment;
  readonly #outbox: MarkOutbox;
  readonly #catchUp: CatchUp;
  /** What was done here and can be undone. */
  readonly deeds = new Deeds();
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
    const { newId, now } = this.#environment;
    this.#outbox = new MarkOutbox({ api, pause, newKey: newId, changed: () => this.#changed() });
    const common = { outbox: this.#outbox, now, viewer: (): StoreViewer => this.#viewer };
    this.#annotations = new MarkKind("annotation", { ...common, initial: initial.annotations, planNew: this.#planAnnotation });
    this.#links = new MarkKind("link", { ...common, initial: initial.links, planNew: this.#planLink });
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
      unsent: this.#outbox.tally(),
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

  get viewer(): StoreViewer {
    return this.#viewer;
  }

  get tags(): readonly Tag[] {
    return this.#tags;
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
    return { id, done: this.#do(this.#annotations, id, { verb: "annotate", ...wish, tags: inCodebookOrder(wish.tags, this.#tags) }) };
  }

  edit(id: string, patch: AnnotationPatch): Promise<Annotation> {
    const wanted: AnnotationPatch = patch.tags ? { ...patch, tags: inCodebookOrder(patch.tags, this.#tags) } : patch;
    return this.#do(this.#annotations, id, { verb: "edit", patch: wanted });
  }

  async remove(id: string): Promise<void> {
    await this.#do(this.#annotations, id, { verb: "remove" });
  }

  /** Undoes `remove`. */
  restore(id: string): Promise<Annotation> {
    return this.#annotations.do(id, { verb: "restore" });
  }

  submit(id: string): Promise<Annotation> {
    return this.#do(this.#annotations, id, { verb: "submit" });
  }

  withdraw(id: string): Promise<Annotation> {
    return this.#do(this.#annotations, id, { verb: "withdraw" });
  }

  judge(kind: Kind, id: string, judgement: Judgement): Promise<Mark> {
    const task: Task = { verb: "judge", verdictId: this.#environment.newId(), ...judgement };
    return kind === "annotation" ? this.#annotations.do(id, task) : this.#links.do(id, task);
  }

  /** `mentions`: whom the text names; the server decides which of them it mentions. */
  comment(id: string, text: string, mentions: Person[] = []): Promise<Annotation> {
    return this.#annotations.do(id, { verb: "comment", commentId: this.#environment.newId(), text: text.trim(), mentions });
  }

  /**
   * `by: "editor"`: after an edit of the text, without being asked; a refusal is no news then, and not listed. `began`: the
   * mark as it was when a person began to move it; if somebody has moved it since, that is a conflict, once.
   */
  reanchor(id: string, anchor: Anchor, by: "person" | "editor" = "person", began?: Annotation): Promise<Annotation> {
    const task: Task = { verb: "reanchor", anchor };
    return by === "editor" ? this.#annotations.do(id, task, { quiet: true }) : this.#do(this.#annotations, id, task, began);
  }

  link(wish: LinkWish): { id: string; done: Promise<Link> } {
    const id = this.#environment.newId();
    return { id, done: this.#do(this.#links, id, { verb: "link", ...wish }) };
  }

  editLink(id: string, patch: LinkPatch): Promise<Link> {
    return this.#do(this.#links, id, { verb: "edit", patch });
  }

  async removeLink(id: string): Promise<void> {
    await this.#do(this.#links, id, { verb: "remove" });
  }

  restoreLink(id: string): Promise<Link> {
    return this.#links.do(id, { verb: "restore" });
  }

  submitLink(id: string): Promise<Link> {
    return this.#do(this.#links, id, { verb: "submit" });
  }

  withdrawLink(id: string): Promise<Link> {
    return this.#do(this.#links, id, { verb: "withdraw" });
  }

  /** Everything done by `work`, before it returns, is one step for undoing. */
  asOneStep<Answer>(work: () => Answer): Answer {
    return this.deeds.asOneStep(work);
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
    this.#annotations.clear();
    this.#links.clear();
    this.deeds.forget();
    this.#changed();
    return words.join("\n");
  }

  /** What is not sent outlasts the page from now on, until the answered function is called. */
  keepWith(keeper: Keeper): () => void {
    this.#outbox.keepWith(keeper);
    return () => this.#outbox.keepWithout(keeper);
  }

  /** Would something done here be lost by closing the page now? */
  wouldLose(): boolean {
    return this.#outbox.wouldLose();
  }

  /** Takes over what a page before this one could not send. */
  resume(kept: readonly Unsent[]): void {
    for (const one of kept) {
      if (one.errand.kind === "annotation") this.#outbox.resume(this.#annotations, one);
      else this.#outbox.resume(this.#links, one);
    }
  }

  #do<T extends Mark>(marks: MarkKind<T>, id: string, task: Task, began?: T): Promise<T> {
    const before = began ?? marks.shelf.shown(id);
    const done = marks.do(id, task, { began });
    this.deeds.tell({ kind: marks.name, id, task, before, done });
    return done;
  }

  readonly #planAnnotation: KindOptions<Annotation>["planNew"] = (errand) =>
    errand.verb === "annotate" ? annotatePlan(errand, this.documentId, this.#viewer) : undefined;

  readonly #planLink: KindOptions<Link>["planNew"] = (errand) => {
    if (errand.verb !== "link") return undefined;
    return linkPlan(errand, this.#environment.workspaceId, { from: this.#endOf(errand.from), to: this.#endOf(errand.to) }, this.#viewer);
  };

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
