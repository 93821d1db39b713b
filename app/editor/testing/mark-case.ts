/**
 * One case of the anchor matrix: five windows on a marked text, an operation in one of them, and what has become of the
 * marks in all of them afterwards.
 *
 * Called by the anchor matrix. Promises: the verdicts need no knowledge of how anchors work; they compare syllables, which
 * occur once. What must stay true: "ana" edits, and has two more windows; "ben" has two; one of each is away meanwhile.
 */
import type { Node } from "prosemirror-model";
import { highlightsOf } from "../highlight-state.ts";
import { anchorOf } from "../reanchoring.ts";
import type { Operation } from "./mark-operations.ts";
import { at, isDecoy, MARKED, markedText, rangeOf, syllables, TARGETS, type Target } from "./marked-text.ts";
import { MarkedRoom, sees } from "./marked-room.ts";
import type { MarkedWindow, SettledPlace } from "./marked-window.ts";

export const SIGHTS = ["team", "private, edited by its author", "private, edited by another"] as const;
export type Sight = (typeof SIGHTS)[number];

/** What ben writes while he is away, near the words the operation is about; and how time goes. */
export interface Variant {
  away: "reads" | "types before" | "types inside" | "types after";
  decoys: "before" | "after" | null;
  /** Everything settles between two steps, or nothing does. */
  slowly: boolean;
  /** The person who is away has a smaller number in Yjs than the one who edits. */
  awayFirst: boolean;
}

/** What became of one mark. `wrong`: why that must not be; null when it is right. */
export interface Outcome {
  target: Target;
  sight: Sight;
  place: SettledPlace;
  /** One of the operation's own target, not a bystander. */
  struck: boolean;
  wrong: string | null;
}

export type Pass = (ms: number) => Promise<unknown>;

const OVERTYPES = /overtype/;

export async function playCase(operation: Operation, target: Target, variant: Variant, pass: Pass): Promise<Outcome[]> {
  const { room, windows, editing, away } = await opened(variant, pass);
  const before = editing.editor.state.doc;
  for (const window of away) window.online = false;
  writeAway(away[1] as MarkedWindow, target, variant);
  for (const [nth, step] of operation.steps.entries()) {
    if (nth > 0 && variant.slowly) await room.settle(pass);
    step(editing.editor, target, before);
    room.sync();
  }
  await room.settle(pass);
  for (const window of away) window.comeBack();
  await room.settle(pass);
  const outcomes = [...room.marks.keys()].map((id) => outcomeOf(room, id, operation, target));
  const texts = new Set(windows.map((window) => window.editor.state.doc.toString()));
  if (texts.size > 1) throw new Error("the texts differ");
  for (const window of windows) window.destroy();
  return outcomes;
}

async function opened({ decoys, awayFirst }: Variant, pass: Pass) {
  const room = new MarkedRoom(markedText(decoys));
  const state = room.read();
  for (const of of TARGETS) {
    const anchor = anchorOf(state, rangeOf(state, of), true);
    if (!anchor) throw new Error("nothing to mark");
    room.give({ id: `${of}:0`, anchor, author: "ana", visibility: "team" });
    room.give({ id: `${of}:1`, anchor, author: "ana", visibility: "private" });
    room.give({ id: `${of}:2`, anchor, author: "ben", visibility: "private" });
  }
  const editing = room.open("ana", awayFirst ? 90 : 10);
  const windows = [editing, room.open("ana", 20), room.open("ben", 30), room.open("ana", 40), room.open("ben", 50)];
  await room.settle(pass);
  return { room, windows, editing, away: windows.slice(3) };
}

function writeAway({ editor }: MarkedWindow, target: Target, { away }: Variant): void {
  if (away === "reads") return;
  const { state } = editor;
  const { from, to } = rangeOf(state, target);
  const where = { "types before": from, "types inside": at(state, MARKED[target][1]), "types after": to }[away];
  editor.dispatch(state.tr.insertText(away === "types after" ? " AWAY" : "AWAY ", where));
}

function outcomeOf(room: MarkedRoom, id: string, operation: Operation, struck: Target): Outcome {
  const [target, sight] = id.split(":") as [Target, string];
  const mark = room.marks.get(id)!;
  const windows = room.windows.filter((window) => sees(window.userId, mark));
  const places = windows.map((window) => window.placeOf(id));
  const place = places[0] ?? { status: "detached", words: "" };
  const said = { target, sight: SIGHTS[Number(sight)] as Sight, place, struck: target === struck };
  const unsettled = windows.find((window) => !window.placeOf(id));
  if (unsettled) {
    const { stale, own } = highlightsOf(unsettled.editor.state);
    return { ...said, wrong: `${unsettled.userId} has not settled (stale ${stale.has(id)}, own ${own.has(id)})` };
  }
  const different = places.find((one) => JSON.stringify(one) !== JSON.stringify(place));
  if (different) return { ...said, wrong: `another window shows ${different.status} “${different.words}”` };
  const server = room.seenByServer(id);
  return { ...said, wrong: verdict(windows[0]!, target, place, operation) ?? serverVerdict(place, server) };
}

/** What lists and exports say may be more careful than a window, never less. */
function serverVerdict(place: SettledPlace, server: SettledPlace): string | null {
  const claims = server.status === "exact" || server.status === "moved";
  if (!claims || (server.words === place.words && place.status !== "detached")) return null;
  return `the server shows ${server.status} “${server.words}”`;
}

function verdict({ editor: { state } }: MarkedWindow, target: Target, place: SettledPlace, { name }: Operation): string | null {
  const quote = syllables(MARKED[target].join(" "));
  const text = syllablesOf(state.doc);
  const surviving = quote.filter((syllable) => text.has(syllable));
  const shown = syllables(place.words);
  if (place.status === "exact" || place.status === "moved") {
    if (surviving.length === 0) return "claimed, though its words are gone";
    if (place.from !== undefined && isDecoy(state, place.from)) return "claimed at other words of the same kind";
    if (shown.some((syllable) => !quote.includes(syllable))) return "claimed with other words in it";
  }
  if (surviving.length === 0 || OVERTYPES.test(name)) return null;
  const lost = surviving.filter((syllable) => !shown.includes(syllable));
  if (lost.length > 0 && isOneStretch([...text], surviving, quote)) return `${place.status}, though “${lost.join(" ")}” is still there`;
  return null;
}

const known = new WeakMap<Node, ReadonlySet<string>>();

/** The syllables of a document without its decoys, in order. */
function syllablesOf(doc: Node): ReadonlySet<string> {
  const there = known.get(doc);
  if (there) return there;
  const parts: string[] = [];
  doc.forEach((node) => {
    if (!node.textContent.startsWith("DECOY")) parts.push(node.textBetween(0, node.content.size, "\n", "\n"));
  });
  const all = new Set(syllables(parts.join("\n")));
  known.set(doc, all);
  return all;
}

/** Do the surviving words still stand together, without words of others between them? */
function isOneStretch(all: readonly string[], surviving: readonly string[], quote: readonly string[]): boolean {
  const places = surviving.map((syllable) => all.indexOf(syllable));
  const between = all.slice(Math.min(...places), Math.max(...places) + 1);
  return between.every((syllable) => quote.includes(syllable)) && places.every((place, nth) => nth === 0 || place > (places[nth - 1] ?? 0));
}
