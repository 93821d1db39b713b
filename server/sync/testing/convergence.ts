/**
 * Long sessions in the simulated world that must end with one text, however it is looked at.
 *
 * Used by the convergence tests. What must stay true: every choice comes from the seed; people edit offline too, for
 * some time, and come back; a view is made as somebody would come to see it, not by copying another one.
 */
import * as Y from "yjs";
import { yXmlFragmentToProseMirrorRootNode } from "y-prosemirror";
import { schema } from "../../../app/core/document/schema.ts";
import { FRAGMENT } from "../../../app/core/live/protocol.ts";
import { Replica } from "../replica.ts";
import type { Rooms } from "../rooms.ts";
import { insertParagraph, SimulatedClient } from "./simulated-client.ts";
import { SimulatedEditor } from "./simulated-editor.ts";
import { Chance, DOCUMENT, Fleet, SimulatedLog, VirtualClock } from "./simulated-world.ts";

export interface Session<T extends SimulatedClient> {
  readonly seed: number;
  readonly chance: Chance;
  readonly clock: VirtualClock;
  readonly log: SimulatedLog;
  readonly nodes: Rooms[];
  readonly clients: T[];
  /** For who is offline: before which edit they don't come back. */
  readonly away: Map<T, number>;
}

type MakeClient<T> = (userId: string, clientId: number, log: SimulatedLog, clock: VirtualClock, chance: Chance) => T;

const bare: MakeClient<SimulatedClient> = (...parts) => new SimulatedClient(...parts);
const withEditor: MakeClient<SimulatedEditor> = (...parts) => new SimulatedEditor(...parts);

/** People with the stock client and no editor. */
export const bareSession = (seed: number, people: number): Session<SimulatedClient> => session(seed, people, bare);

/** People with real editors. */
export const editorSession = (seed: number, people: number): Session<SimulatedEditor> => session(seed, people, withEditor);

function session<T extends SimulatedClient>(seed: number, people: number, make: MakeClient<T>): Session<T> {
  const chance = new Chance(seed);
  const clock = new VirtualClock();
  const first = new Y.Doc();
  first.clientID = 1;
  for (let at = 0; at < 3; at += 1) insertParagraph(first.getXmlFragment(FRAGMENT), at, `first${at}`);
  const log = new SimulatedLog(clock, chance, Y.encodeStateAsUpdate(first));
  const { nodes } = new Fleet(1, log, clock, chance);
  const clients = Array.from({ length: people }, (_, n) => make(`user${n}`, 10 + n, log, clock, chance));
  return { seed, chance, clock, log, nodes, clients, away: new Map() };
}

/** Everybody edits; now and then somebody is cut off, edits on for a while, and comes back. */
export async function edit<T extends SimulatedClient>(world: Session<T>, edits: number, act = (client: T): void => client.edit()): Promise<void> {
  const { chance, clock, nodes, clients, away } = world;
  for (let nth = 0; nth < edits; nth += 1) {
    const client = chance.pick(clients);
    if (client.mayConnect && nth >= (away.get(client) ?? 0)) client.connect(chance.pick(nodes));
    else if (chance.happens(0.01)) {
      client.cut();
      away.set(client, nth + chance.below(200));
    }
    act(client);
    if (chance.happens(0.3)) await clock.run(clock.now() + chance.below(60));
  }
}

/** Everybody comes back, and it goes quiet. */
export async function comeBack({ clock, nodes, clients, chance }: Session<SimulatedClient>): Promise<void> {
  for (let round = 0; round < 5; round += 1) {
    await clock.run();
    for (const client of clients) if (client.mayConnect) client.connect(chance.pick(nodes));
  }
  await clock.run();
}

/** The document as JSON, with marks in one order. */
export function canonical(doc: Y.Doc): string {
  const root = yXmlFragmentToProseMirrorRootNode(doc.getXmlFragment(FRAGMENT), schema);
  return canonicalJson(root.toJSON());
}

/**
 * The JSON of a ProseMirror document. Clients may have marks in another order; and a line break in bold words is bold in the
 * editor that put it in only, because y-prosemirror keeps marks of words alone. Nobody sees that.
 */
export function canonicalJson(json: unknown): string {
  return JSON.stringify(json, (_, value: unknown) => {
    const node = value as { type?: string; marks?: { type: string }[] } | null;
    if (typeof node !== "object" || node === null || !node.marks) return value;
    const { marks, ...rest } = node;
    return node.type === "text" ? { ...rest, marks: marks.toSorted((x, y) => (x.type < y.type ? -1 : 1)) } : rest;
  });
}

/** The text as five people see it who come to it in different ways. */
export async function views(world: Session<SimulatedClient>): Promise<Record<string, string>> {
  const { clients, log, clock, chance, nodes } = world;
  const seen: Record<string, string> = Object.fromEntries(clients.map((client) => [`${client.userId}, live`, canonical(client.doc)]));
  for (const client of clients) {
    const editor = client instanceof SimulatedEditor ? client.editor : null;
    if (editor) seen[`${client.userId}, in the editor`] = canonicalJson(editor.state.doc.toJSON());
  }
  seen["somebody new"] = await visit(nodes[0] as Rooms, world);
  await Promise.all([nodes[0]?.closeAll(), clock.run()]);
  seen["somebody new after a restart"] = await visit(new Fleet(1, log, clock, chance).nodes[0] as Rooms, world);
  const replayed = Replica.from(log.rows.map((row) => row.data));
  seen["the log, replayed"] = canonical(replayed.doc);
  const compacted = new Y.Doc();
  Y.applyUpdate(compacted, Y.encodeStateAsUpdate(replayed.doc));
  seen["the log, compacted"] = canonical(compacted);
  return seen;
}

async function visit(node: Rooms, { log, clock, chance }: Session<SimulatedClient>): Promise<string> {
  const visitor = new SimulatedClient("visitor", 99, log, clock, chance);
  visitor.connect(node);
  await clock.run();
  const seen = canonical(visitor.doc);
  visitor.cut();
  await clock.run();
  if (node.get(DOCUMENT)?.isEmpty) throw new Error("a room outlives its last visitor");
  return seen;
}
