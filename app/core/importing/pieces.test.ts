/** The small passes by themselves: joining lines, emphasis, notes, marks, symbols, dates, speakers. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findDate } from "./dates.ts";
import { readInline } from "./inline.ts";
import { readLines } from "./lines.ts";
import { isContentsEntry, readMark, romanValue } from "./marks.ts";
import { endsClosed, endsOpen, foldSpace, joinPieces, joinText } from "./sentence.ts";
import { findSpeaker } from "./speakers.ts";
import { findSymbol, symbolFromFilename } from "./symbols.ts";

const plain = (text: string, underscores = false): string => readInline(text, underscores).map((run) => run.text).join("");

describe("joinText", () => {
  it.each([
    ["a plain break", "of the", "Convention", "of the Convention"],
    ["a hyphen in a word", "ill-", "treatment", "ill-treatment"],
    ["a hyphen in a number", "347-", "1 of the Code", "347-1 of the Code"],
    ["a hyphen that waits for its word", "pre-", "and post-trial", "pre- and post-trial"],
    ["a hyphen with space before it", "2006 -", "2008", "2006 - 2008"],
    ["a range", "2006–", "2008", "2006–2008"],
    ["a soft hyphen", "treat\u00ad", "ment", "treatment"],
    ["a slash", "his/", "her", "his/her"],
    ["Chinese", "委员会", "审议了", "委员会审议了"],
    ["nothing before", "", "text", "text"],
  ])("%s", (_, first, second, whole) => expect(joinText(first, second)).toBe(whole));

  it("joins many pieces as it joins two", () => {
    const word = fc.stringMatching(/^[a-z]{1,60}[-,.]?$/);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 20 }), (words) => {
        expect(joinPieces(words)).toBe(words.reduce((whole, next) => (whole === "" ? next : joinText(whole, next))));
      }),
    );
  });
});

describe("ends of lines", () => {
  it.each(["the end.", "the end.”", "(art. 2).", "as follows:", "the end;", "finished! ", "*so.*", "в отчете."])("%s is closed", (text) => expect(endsClosed(text)).toBe(true));
  it.each(["in the", "under art.", "see paras.", "of the Code", "Mr.", "the State party, "])("%s is not closed", (text) => expect(endsClosed(text)).toBe(false));
  it.each(["in the", "freedoms and", "self-", "Further,", "under art."])("%s must go on", (text) => expect(endsOpen(text)).toBe(true));
  it.each(["the report", "Article 2", "Non-refoulement"])("%s may stand alone", (text) => expect(endsOpen(text)).toBe(false));
});

describe("readInline", () => {
  it.each<[string, string, object[]]>([
    ["bold", "**Ms. Lind** said", [{ text: "Ms. Lind", strong: true }, { text: " said" }]],
    ["italic", "the *Gazette*, No. 2", [{ text: "the " }, { text: "Gazette", em: true }, { text: ", No. 2" }]],
    ["both", "***so***", [{ text: "so", strong: true, em: true }]],
    ["nested", "**a *b* c**", [{ text: "a ", strong: true }, { text: "b", strong: true, em: true }, { text: " c", strong: true }]],
    ["note stars", "Norway* **", [{ text: "Norway* **" }]],
    ["a product", "5 * 3 * 2", [{ text: "5 * 3 * 2" }]],
    ["an open sign", "*not closed", [{ text: "*not closed" }]],
    ["escaped stars", "\\*not italic\\*", [{ text: "*not italic*" }]],
    ["nothing", "", []],
  ])("%s", (_, text, runs) => expect(readInline(text)).toEqual(runs));

  it("takes underscores in Markdown only, and never inside an address", () => {
    expect(plain("see _this_", true)).toBe("see this");
    expect(plain("see _this_")).toBe("see _this_");
    expect(plain("http://a.example/x_y_z", true)).toBe("http://a.example/x_y_z");
  });

  it("keeps every character that is not a sign", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ab *]{0,40}$/), (text) => {
        expect(plain(text).replace(/\*/g, "")).toBe(text.replace(/\*/g, ""));
      }),
    );
  });
});

describe("readLines", () => {
  it.each(["a\nb\n\nc", "a\r\nb\r\n\r\nc", "a\rb\r\rc"])("understands every line end (%j)", (source) => {
    expect(readLines(source).lines.map(({ text }) => text)).toEqual(["a", "b", "", "c"]);
  });
  it("takes out bookmarks and invisible characters, and counts indentation", () => {
    const { lines, bookmarks } = readLines("\ufeff\t [bookmark: _Hlk1]12.\tTe\u00adxt\u200b  \fnext");
    expect(bookmarks).toBe(1);
    expect(lines).toEqual([
      { at: 1, text: "12.\tText", spaces: 1, tabs: 1, pageStart: false },
      { at: 2, text: "next", spaces: 0, tabs: 0, pageStart: true },
    ]);
  });
});

describe("readMark", () => {
  it.each([
    ["12. The text", { type: "number", value: 12, rest: "The text" }],
    ["- 12. The text", { type: "number", value: 12, bulleted: true }],
    ["**12.** The text", { type: "number", value: 12, rest: "The text" }],
    ["12\\. The text", { type: "number", value: 12 }],
    ["1.5 per cent", { type: "none" }],
    ["(a) First", { type: "item", label: "(a)", rest: "First" }],
    ["(iv)\tFourth", { type: "item", label: "(iv)" }],
    ["(3-1)\tInserted", { type: "item", label: "(3-1)" }],
    ["(а) with a Cyrillic letter", { type: "item", label: "(а)" }],
    ["(civil) law", { type: "none" }],
    ["• point", { type: "bullet", rest: "point" }],
    ["-5 degrees", { type: "none" }],
    ["IV. Findings", { type: "enumerated", style: "roman", ordinal: 4 }],
    ["C.  Findings", { type: "enumerated", style: "letter", ordinal: 3 }],
    ["V.V. Petrov, chief", { type: "none" }],
    ["## Findings", { type: "hash", hashes: 2, rest: "Findings" }],
    ["^{*} A note", { type: "note", label: "*", rest: "A note" }],
    ["[^1]: A note", { type: "note", label: "1" }],
    ["> said", { type: "quote", rest: "said" }],
  ])("%s", (text, mark) => expect(readMark(text)).toMatchObject(mark));

  it("reads Roman numerals", () => expect(["I", "IV", "IX", "XIV", "XXXIX", "IIII", "VX", ""].map(romanValue)).toEqual([1, 4, 9, 14, 39, 0, 0, 0]));
  it.each(["I.\tIntroduction\t1–4\t3", "Article 2 ........ 12", "II. General 5-30 3"])("%s is a line of contents", (text) => expect(isContentsEntry(text)).toBe(true));
  it.each(["12. The report of 2008", "Article 2"])("%s is not", (text) => expect(isContentsEntry(text)).toBe(false));
});

describe("symbols, dates, speakers", () => {
  it.each([
    ["CAT_C_KAZ_CO_2.txt", "CAT/C/KAZ/CO/2"],
    ["CED_C_SR.162.txt", "CED/C/SR.162"],
    ["folder/CEDAW_C_NOR_Q_10_Add.1.md", "CEDAW/C/NOR/Q/10/Add.1"],
    ["CAT_C_SR_2023-05.txt", null],
    ["CAT_C_XYZ_3.txt", null],
    ["report-final.txt", null],
  ])("file name %s → %s", (name, symbol) => expect(symbolFromFilename(name)).toBe(symbol));
  it.each([
    ["United Nations CAT/C/NOR/8", "CAT/C/NOR/8"],
    ["(CCPR/C/SR.3500).", "CCPR/C/SR.3500"],
    ["HIV/AIDS and/or", null],
  ])("%s holds %s", (text, symbol) => expect(findSymbol(text)).toBe(symbol));
  it.each([
    ["Distr.: General 9 January 2014 English", "2014-01-09"],
    ["le 16 mars 2016", "2016-03-16"],
    ["3 - 21 November 2008", null],
    ["Tuesday, 3 July 2018, at 3 p.m.", "2018-07-03"],
  ])("%s → %s", (text, date) => expect(findDate(text)).toBe(date));
  it.each([
    ["**Mr. Holm** (Country Rapporteur) said that", "Mr. Holm"],
    ["Ms. de la Cruz (Norway) replied", "Ms. de la Cruz"],
    ["The Chair said", "The Chair"],
    ["The Vice-Chair, speaking as a member, asked", "The Vice-Chair"],
    ["A representative of Norway, replying to questions, said", "A representative of Norway"],
    ["Mme Belmir (Rapporteuse) demande si", "Mme Belmir"],
    ["Mr. Holm had been arrested in 2016.", null],
    ["At the invitation of the Chair, the delegation took places", null],
    ["The Chair of the commission had been replaced.", null],
    ["**Important** to know", null],
  ])("%s → %s", (text, speaker) => expect(findSpeaker(text)).toBe(speaker));
  it("folds white space but keeps the no-break space", () => expect(foldSpace(" a \t\n b\u00a0c ")).toBe("a b\u00a0c"));
});
