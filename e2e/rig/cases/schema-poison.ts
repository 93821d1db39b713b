/** C9: content that no text of ours holds. */
import * as Y from "yjs";
import { CLOSE } from "../../../app/core/live/protocol.ts";
import { replyFrame, updateFrame } from "../../../server/sync/wire.ts";
import type { Case, Rig } from "../case.ts";
import * as crafted from "../crafted.ts";
import { Target, tally } from "../target.ts";
import { until } from "../waiting.ts";

function element(name: string, attributes: Record<string, unknown> = {}, children: (Y.XmlElement | Y.XmlText)[] = [new Y.XmlText("canaryword")]): Y.XmlElement {
  const made = new Y.XmlElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value as string);
  made.insert(0, children);
  return made;
}

const put = (doc: Y.Doc, ...blocks: Y.XmlElement[]): void => crafted.fragmentOf(doc).insert(0, blocks);
const attributes = (count: number): Record<string, unknown> => Object.fromEntries(Array.from({ length: count }, (_, nth) => [`a${nth}`, "x"]));
const formatted = (mark: Record<string, unknown>) => (doc: Y.Doc): void => crafted.firstText(doc).format(0, 4, mark);

const POISONS: readonly [string, (doc: Y.Doc) => void][] = [
  ["unknown node", (doc) => put(doc, element("iframe"))],
  ["unknown node below a known one", (doc) => put(doc, element("blockquote", {}, [element("script")]))],
  ["the root as a node", (doc) => put(doc, element("doc"))],
  ["text at the root", (doc) => crafted.fragmentOf(doc).insert(0, [new Y.XmlText("canaryword")])],
  ["a row without a table", (doc) => put(doc, element("table_row"))],
  ["unknown mark", formatted({ blink: {} })],
  ["mark named like a property", (doc) => formatted(JSON.parse('{"__proto__":{}}') as Record<string, unknown>)(doc)],
  ["mark with an attribute", formatted({ strong: { onclick: "alert(1)" } })],
  ["javascript: link", formatted({ link: { href: "javascript:alert(1)" } })],
  ["data: link", formatted({ link: { href: "data:text/html,<script>" } })],
  ["JAVASCRIPT: with a tab", formatted({ link: { href: "java\tscript:alert(1)" } })],
  ["vbscript: link", formatted({ link: { href: "vbscript:x" } })],
  ["unknown attribute", (doc) => crafted.firstBlock(doc).setAttribute("onclick", "alert(1)")],
  ["attribute of another type", (doc) => crafted.firstBlock(doc).setAttribute("number", {} as never)],
  ["attribute of 1 MB", (doc) => crafted.firstBlock(doc).setAttribute("id", "x".repeat(1_000_000))],
  ["10^5 attributes", (doc) => put(doc, element("paragraph", attributes(100_000)))],
  ["a second root", (doc) => doc.getXmlFragment("other").insert(0, [element("paragraph")])],
  ["a map as a root", (doc) => doc.getMap("settings").set("a", 1)],
  ["a text as a root", (doc) => doc.getText("notes").insert(0, "canaryword")],
  ["a subdocument", (doc) => crafted.firstBlock(doc).setAttribute("id", new Y.Doc() as never)],
  ["an embed", (doc) => crafted.firstText(doc).insertEmbed(0, { image: "https://evil.test/x" })],
  ["bytes", (doc) => crafted.firstBlock(doc).setAttribute("id", new Uint8Array(9) as never)],
  ["an array in the text", (doc) => crafted.fragmentOf(doc).insert(0, [new Y.Array() as never])],
  ["a hook", (doc) => crafted.fragmentOf(doc).insert(0, [new Y.XmlHook("evil") as never])],
];

/** One change is at most 1 MiB; an answer may be longer. */
const shortestFrame = (update: Uint8Array): Uint8Array => (update.length > 1024 * 1024 ? replyFrame(update) : updateFrame(update));

async function schemaPoison(rig: Rig): Promise<void> {
  const house = await rig.house({ postgres: "apart" });
  const documentId = await house.document(["Honest words stay.", "All of them."]);
  const target = await Target.of(rig, house, documentId);
  const honest = rig.typist(house, documentId, { who: house.people.reader });
  await until("somebody honest reads", () => honest.isUp);
  const frames = POISONS.map(([, poison]) => shortestFrame(crafted.updateOf(crafted.copyOf(target.doc), poison)));
  frames.push(updateFrame(crafted.nestedQuotes(5_000, 31)), replyFrame(crafted.nestedQuotes(40, 32)), replyFrame(crafted.emptyParagraphs(60_000, 33)));
  const names = [...POISONS.map(([name]) => name), "5,000 quotes deep", "40 quotes deep", "60,000 empty paragraphs"];
  const codes = await target.offend(frames);
  rig.figures.none("not refused", names.filter((_, nth) => codes[nth] !== CLOSE.refused));
  // 10^6 of them don't fit into a frame.
  const tooMany = await target.offend([replyFrame(crafted.emptyParagraphs(1_000_000, 34))]);
  rig.figures.exactly("10^6 empty paragraphs closed with", tally(tooMany), `${CLOSE.tooBig} ×1`);
  await target.expectLines(frames.length + 1);
  await target.expectUntouched();
  rig.figures.exactly("errors of other clients", honest.finals.length + honest.downs.length, 0);
  const words = (await house.exported(documentId)).trim();
  rig.figures.exactly("honest words", words === target.before.text.trim() ? "all" : "some", "all");
  target.expectQuietLog(["canaryword", "alert(1)", "evil.test"]);
}

export const SCHEMA_POISON: readonly Case[] = [{ id: "C9", tier: 0, title: "schema poison", run: schemaPoison }];
