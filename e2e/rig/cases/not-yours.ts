/** C6, C8: writing what one may not, and writing in another's name. */
import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import { CLOSE } from "../../../app/core/live/protocol.ts";
import { questionFrame, replyFrame, updateFrame } from "../../../server/sync/wire.ts";
import type { Case, Rig } from "../case.ts";
import * as crafted from "../crafted.ts";
import type { Person } from "../house.ts";
import { Target, tally } from "../target.ts";
import { abreast, until } from "../waiting.ts";

/** The ways to smuggle a write in; each answers the frames to send one behind the other. */
type Smuggle = (doc: Y.Doc, nth: number) => Uint8Array[];

function frameOf(type: number, ...more: number[]): Uint8Array {
  return encoding.encode((encoder) => [type, ...more].forEach((value) => encoding.writeVarUint(encoder, value)));
}

const typed = (doc: Y.Doc, nth: number): Uint8Array => crafted.updateOf(doc, () => crafted.firstText(doc).insert(0, `canaryword${nth} `));

/** An update that only deletes. */
function deletion(doc: Y.Doc): Uint8Array {
  return crafted.updateOf(doc, () => crafted.firstText(doc).delete(0, 3));
}

const SMUGGLES: readonly Smuggle[] = [
  (doc, nth) => [updateFrame(typed(doc, nth))],
  (doc, nth) => [replyFrame(typed(doc, nth))],
  (doc) => [replyFrame(deletion(doc))],
  (doc) => [updateFrame(deletion(doc))],
  (doc) => [updateFrame(crafted.updateOf(doc, () => crafted.firstText(doc).format(0, 4, { strong: {} })))],
  (doc) => [updateFrame(crafted.updateOf(doc, () => crafted.firstBlock(doc).setAttribute("part", "concern")))],
  (doc, nth) => [questionFrame(Y.encodeStateVector(doc)), updateFrame(typed(doc, nth))],
  (doc, nth) => [replyFrame(Y.encodeStateAsUpdate(doc)), updateFrame(typed(doc, nth))],
  // Two writes in one frame: what stands behind the first must not be read.
  (doc, nth) => [Buffer.concat([questionFrame(Y.encodeStateVector(doc)), updateFrame(typed(doc, nth))])],
  () => [frameOf(2, 0)],
  () => [frameOf(100, 2, 123, 125)],
  () => [frameOf(0, 3, 0)],
  () => [frameOf(101)],
];

async function writesWithoutRight(rig: Rig): Promise<void> {
  const house = await rig.house({ postgres: "apart" });
  const [source, working] = [await Target.of(rig, house, await house.source()), await Target.of(rig, house, await house.document())];
  const { reader, annotator, reviewer } = house.people;
  const grounds: [Target, Person][] = [[working, reader], [source, reader], [source, annotator], [source, reviewer]];
  const count = rig.scaled(200, 52);
  const codes: number[] = [];
  await abreast(8, Array.from({ length: count }).keys(), async (nth) => {
    const [target, who] = grounds[nth % grounds.length] as [Target, Person];
    const smuggle = SMUGGLES[Math.floor(nth / grounds.length) % SMUGGLES.length] as Smuggle;
    const attacker = await target.attacker(who).sync();
    for (const frame of smuggle(crafted.copyOf(target.doc), nth)) attacker.send(frame);
    codes.push(await attacker.closed());
  });
  rig.figures.exactly("closed with", tally(codes), `${CLOSE.refused} ×${count}`);
  await working.expectLines(count);
  for (const target of [source, working]) await target.expectUntouched();
  working.expectQuietLog(["canaryword"]);
}

/** Changes under the id of another, each from a copy that knows what is stored. */
function forgeries(target: Target, victim: Y.Doc): Uint8Array[] {
  const own = crafted.copyOf(victim, 5_555);
  const [, two] = crafted.updatesOf(own, () => ["ab", "cd"].forEach((word) => crafted.firstText(own).insert(0, word)));
  const under = (id: number): Uint8Array => typed(crafted.copyOf(victim, id), id);
  const jump = crafted.copyOf(victim, 6_666);
  const [, later] = crafted.updatesOf(jump, () => ["x", "y"].forEach((letter) => crafted.firstText(jump).insert(0, letter)));
  const blocks = crafted.fragmentOf(target.doc).toArray().map((block) => (block as Y.XmlElement)._item as Y.Item);
  const [first, last] = [blocks[0] as Y.Item, blocks.at(-1) as Y.Item];
  return [
    under(victim.clientID),
    // The victim's own next clock, with other words.
    under(victim.clientID),
    later as Uint8Array,
    Y.mergeUpdates([two as Uint8Array]),
    // Its left neighbour stands behind its right one.
    crafted.betweenWrongly(7_777, last.id, first.id),
  ];
}

async function inAnothersName(rig: Rig): Promise<void> {
  const house = await rig.house({ postgres: "apart" });
  const documentId = await house.document(["One.", "Two.", "Three."]);
  const victim = rig.typist(house, documentId);
  await until("the victim is in", () => victim.isUp);
  victim.type();
  await until("the victim's words are saved", () => victim.isSaved);
  const target = await Target.of(rig, house, documentId);
  const mallory = await house.person("Mallory", "annotator");
  const frames = forgeries(target, victim.doc).map(updateFrame);
  const codes: number[] = [];
  for (const frame of frames) {
    const attacker = await target.attacker(mallory).sync();
    // A gap is asked about first: said again and again, it must end.
    for (let again = 0; again < 320; again += 1) attacker.send(frame);
    codes.push(await attacker.closed(15_000));
  }
  rig.figures.exactly("closed with", tally(codes), `${CLOSE.refused} ×${frames.length}`);
  await target.expectLines(frames.length);
  await target.expectUntouched();
  const before = (await house.stored(documentId)).head;
  victim.type();
  await until("the victim types on", () => victim.isSaved);
  const [row] = await house.connection.raw<{ user_id: string }[]>`select user_id from document_updates where document_id = ${documentId} and seq > ${before}`;
  rig.figures.exactly("the victim's words are", row?.user_id === victim.who.id ? "the victim's" : "another's", "the victim's");
  target.expectQuietLog(["canaryword"]);
}

export const NOT_YOURS: readonly Case[] = [
  { id: "C6", tier: 0, title: "writes without the right to", run: writesWithoutRight },
  { id: "C8", tier: 1, title: "writes in another's name", run: inAnothersName },
];
