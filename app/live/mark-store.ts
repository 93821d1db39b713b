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
import type { Annotation, Link, LinkEnd } from "~/core/annotation/annotation.ts";
import type { Tag } from "~/core/codebook/tags.ts";
import type { ChangesFrame } from "~/core/live/protocol.ts";
import type { MarkSet } from "~/context.ts";
import { ApiProblem, request } from "./api.ts";
import { CatchUp } from "./catch-up.ts";
import type { Plan } from "./mark-delivery.ts";
import { MarkOutbox } from "./mark-outbox.ts";
import {
  commentPlan, editPlan, judgePlan, reanchorPlan, removePlan, restorePlan, statePlan,
  type AnnotationPatch, type Judgement, type LinkPatch, type StoreViewer, type Wisher,
} from "./mark-plans.ts";
import { MarkShelf, type Mark } from "./mark-shelf.ts";
import { annotatePlan, inCodebookOrder, linkPlan, type AnnotationWish, type LinkEndWish, type LinkWish } from "./new-marks.ts";
import { storeEnvironment, type StoreEnvironment } from "./store-environment.ts";

export interface MarkSnapshot {
  annotations: readonly Annotation[];
  links: readonly Link[];
  clock: number;
  /** Ids of marks with something not yet answered. */
  pending: ReadonlySet<string>;
  /** By mark id: what was refused, `more.wished` saying what it was. */
  failed: ReadonlyMap<string, ApiProblem>;
}

const PATHS = { annotation: "/annotations", link: "/links" } as const;

export class MarkStore {
  readonly documentId: string;
  readonly #annotations: MarkShelf<Annotation>;
  readonly #links: MarkShelf<Link>;
  readonly #environment: StoreEnvironment;
  readonly #outbox: MarkOutbox;
  readonly #catchUp: CatchUp;
  readonly #listeners = new Set<() => void>();
  /** Ends everything that is on its way. */
  readonly #dropping = new AbortController();
  #viewer: StoreViewer;
  #tags: readonly Tag[];
  #clock: number;
  #snapshot: MarkSnapshot | null = null;

  constructor(documentId: string, initial: MarkSet, viewer: StoreViewer, tags: readonly Tag[], environment: Partial<StoreEnvironment> = {}) {
    this.documentId = documentId;
    this.#annotations = new MarkShelf(initial.annotations);
    this.#links = new MarkShelf(initial.links);
    this.#clock = initial.clock;
    this.#viewer = viewer;
    this.#tags = tags;
    this.#environment = storeEnvironment(environment);
    const api: typeof request = (method, path, body, options) =>
      request(method, path, body, { ...options, signal: this.#dropping.signal, fetch: this.#environment.fetch });
    const pause = (attempt: number): Promise<void> => this.#environment.pause(attempt);
    this.#outbox = new MarkOutbox({ api, pause }, () => this.#changed());
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
      annotations: this.#annotations.list(),
      links: this.#links.list(),
      clock: this.#clock,
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
    return { id, done: this.#run(this.#annotations, "annotation", plan, id) };
  }

  edit(id: string, patch: AnnotationPatch): Promise<Annotation> {
    const wanted: AnnotationPatch = patch.tags ? { ...patch, tags: inCodebookOrder(patch.tags, this.#tags) } : patch;
    return this.#change(this.#annotations, "annotation", id, (seen, wisher) => editPlan(PATHS.annotation, seen, wanted, wisher));
  }

  async remove(id: string): Promise<void> {
    await this.#change(this.#annotations, "annotation", id, (seen, wisher) => removePlan(PATHS.annotation, seen, wisher));
  }

  /** Undoes `remove`. */
  restore(id: string): Promise<Annotation> {
    return this.#run(this.#annotations, "annotation", () => restorePlan(PATHS.annotation, id, this.#annotations.removed(id)), id);
  }

  submit(id: string): Promise<Annotation> {
    return this.#change(this.#annotations, "annotation", id, (seen, wisher) => statePlan(PATHS.annotation, seen, "submit", wisher));
  }

  withdraw(id: string): Promise<Annotation> {
    return this.#change(this.#annotations, "annotation", id, (seen, wisher) => statePlan(PATHS.annotation, seen, "withdraw", wisher));
  }

  judge(kind: "annotation", id: string, judgement: Judgement): Promise<Annotation>;
  judge(kind: "link", id: string, judgement: Judgement): Promise<Link>;
  judge(kind: "annotation" | "link", id: string, judgement: Judgement): Promise<Mark> {
    const verdictId = this.#environment.newId();
    const make = <T extends Mark>(seen: T, wisher: Wisher): Plan<T> => judgePlan(PATHS[kind], seen, judgement, wisher, verdictId);
    return kind === "annotation" ? this.#change(this.#annotations, kind, id, make) : this.#change(this.#links, kind, id, make);
  }

  comment(id: string, text: string): Promise<Annotation> {
    const author = { id: this.#viewer.id, name: this.#viewer.name };
    const comment = { id: this.#environment.newId(), author, text: text.trim(), at: this.#environment.now() };
    return this.#change(this.#annotations, "annotation", id, (seen, wisher) => commentPlan(seen, comment, wisher));
  }

  /** `by: "editor"`: after an edit of the text, without being asked; a refusal is no news then, and not listed. */
  reanchor(id: string, anchor: Anchor, by: "person" | "editor" = "person"): Promise<Annotation> {
    const make = (seen: Annotation, wisher: Wisher): Plan<Annotation> => reanchorPlan(seen, anchor, wisher);
    return this.#change(this.#annotations, "annotation", id, make, by === "editor");
  }

  link(wish: LinkWish): { id: string; done: Promise<Link> } {
    const id = this.#environment.newId();
    const plan = (): Plan<Link> => {
      const ends = { from: this.#endOf(wish.from), to: this.#endOf(wish.to) };
      return linkPlan(id, this.#environment.workspaceId, wish, ends, this.#wisher());
    };
    const after = [wish.from, wish.to].flatMap((end) => ("annotationId" in end ? [end.annotationId] : []));
    return { id, done: this.#run(this.#links, "link", plan, id, { after }) };
  }

  editLink(id: string, patch: LinkPatch): Promise<Link> {
    return this.#change(this.#links, "link", id, (seen, wisher) => editPlan(PATHS.link, seen, patch, wisher));
  }

  async removeLink(id: string): Promise<void> {
    await this.#change(this.#links, "link", id, (seen, wisher) => removePlan(PATHS.link, seen, wisher));
  }

  restoreLink(id: string): Promise<Link> {
    return this.#run(this.#links, "link", () => restorePlan(PATHS.link, id, this.#links.removed(id)), id);
  }

  submitLink(id: string): Promise<Link> {
    return this.#change(this.#links, "link", id, (seen, wisher) => statePlan(PATHS.link, seen, "submit", wisher));
  }

  withdrawLink(id: string): Promise<Link> {
    return this.#change(this.#links, "link", id, (seen, wisher) => statePlan(PATHS.link, seen, "withdraw", wisher));
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
    this.#changed();
    return words.join("\n");
  }

  #wisher(): Wisher {
    return { viewer: this.#viewer, at: this.#environment.now() };
  }

  /** A command on a mark that is shown. `make` gets the mark as the person sees it. */
  #change<T extends Mark>(shelf: MarkShelf<T>, kind: "annotation" | "link", id: string, make: (seen: T, wisher: Wisher) => Plan<T>, quiet = false): Promise<T> {
    const plan = (): Plan<T> => {
      const seen = shelf.shown(id);
      if (!seen) throw new ApiProblem(404, "not-found", "It is not here any more", "Somebody has deleted it.");
      return make(seen, this.#wisher());
    };
    return this.#run(shelf, kind, plan, id, { quiet });
  }

  #run<T extends Mark>(shelf: MarkShelf<T>, kind: "annotation" | "link", plan: () => Plan<T>, id: string, options: { after?: string[]; quiet?: boolean } = {}): Promise<T> {
    return this.#outbox.send({ id, plan, shelf, path: PATHS[kind], after: [], quiet: false, ...options });
  }

  /** How an end of a link looks, as far as it is known here. */
  #endOf(end: LinkEndWish): LinkEnd | undefined {
    if (end.shown) return end.shown;
    if (!("annotationId" in end)) return undefined;
    const annotation = this.#annotations.shown(end.annotationId);
    if (!annotation) return undefined;
    const { documentId, anchor, paragraph } = annotation;
    return { documentId, documentLabel: this.#environment.documentLabel, annotationId: annotation.id, anchor, paragraph };
  }

  #take({ clock, puts, removes }: ChangesFrame): void {
    if (clock <= this.#clock) return;
    for (const annotation of puts.annotations) this.#annotations.put(annotation);
    for (const link of puts.links) this.#links.put(link);
    for (const id of removes.annotations) this.#annotations.drop(id);
    for (const id of removes.links) this.#links.drop(id);
    this.#clock = clock;
    this.#changed();
  }

  #changed(): void {
    this.#snapshot = null;
    for (const listener of [...this.#listeners]) listener();
  }
}
