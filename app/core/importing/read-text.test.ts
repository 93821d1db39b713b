/** Rules of the reader, each on a small text of our own. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { draftText, type DraftBlock } from "../document/block.ts";
import type { ImportWarning } from "./imported-document.ts";
import { readText, type ReadTextOptions } from "./read-text.ts";

/** A document as short rows: kind, number or label, text. */
function rows(source: string, options?: ReadTextOptions): string[] {
  return readText(source, options).blocks.map((block) => row(block));
}

function row(block: DraftBlock): string {
  const level = block.kind === "heading" || (block.level ?? 1) > 1 ? `${block.level}` : "";
  const mark = block.number ?? block.label;
  return `${block.kind[0]}${level}${mark === undefined ? "" : ` ${mark}`} | ${draftText(block)}`;
}

const codes = (source: string, options?: ReadTextOptions): ImportWarning["code"][] => readText(source, options).report.warnings.map(({ code }) => code);

describe("line joining", () => {
  it("joins hard breaks into paragraphs and counts them", () => {
    const source = "1. The Committee notes that the State party has adopted a new\nlaw on the police. It regrets that the law does not cover the\narmed forces.\n\n2. The Committee notes the plan.\n";
    expect(rows(source)).toEqual([
      "p 1 | The Committee notes that the State party has adopted a new law on the police. It regrets that the law does not cover the armed forces.",
      "p 2 | The Committee notes the plan.",
    ]);
    expect(readText(source).report.joinedLines).toBe(2);
  });

  it("keeps one paragraph a line where lines are not wrapped", () => {
    const long = "The Government had trained many officers in the provinces, and the training went on in all of them in the course of the whole year under review.";
    expect(rows(`${long}\n${long}\n${long}`)).toHaveLength(3);
  });

  it.each(["\n", "\r\n", "\r"])("reads the same text with every line end (%j)", (end) => {
    const lines = ["1. The first paragraph goes on in the next line of the", "text.", "", "2. The second."];
    expect(rows(lines.join(end))).toEqual(rows(lines.join("\n")));
  });

  it("keeps real hyphens at a line end", () => {
    expect(rows("1. Under article 347-\n1 of the Code, ill-\ntreatment is a crime, in pre- \nand post-trial detention.")).toEqual([
      "p 1 | Under article 347-1 of the Code, ill-treatment is a crime, in pre- and post-trial detention.",
    ]);
  });

  it("joins what a page break has torn, over furniture, and says so", () => {
    const source = "1. The police had been trained, and the results of the training, which had\n\nCAT/C/SR.9\n\nCAT/C/SR.9\n\nbeen reviewed, were good.\n\n2. Next.\n\n3. Places of detention under the authority of the Ministry of the\n\n- interior had been visited.";
    expect(rows(source).filter((text) => text.startsWith("p"))).toEqual([
      "p 1 | The police had been trained, and the results of the training, which had been reviewed, were good.",
      "p 2 | Next.",
      "p 3 | Places of detention under the authority of the Ministry of the interior had been visited.",
    ]);
    const { report, blocks } = readText(source);
    const joined = report.warnings.filter(({ code }) => code === "joined-page-break");
    expect(joined.map(({ block }) => blocks[block ?? -1]?.number)).toEqual([1, 3]);
  });

  it("does not join a title or a new sentence to the paragraph before", () => {
    expect(rows("1. The first paragraph.\n\nUniversal jurisdiction\n\n2. The second one.")).toEqual(["p 1 | The first paragraph.", "h1 | Universal jurisdiction", "p 2 | The second one."]);
  });
});

describe("paragraph numbers", () => {
  it.each([
    ["with a tab", "1.\tOne thing.\n2.\tTwo things."],
    ["as list items", "- 1. One thing.\n- 2. Two things."],
    ["in bold", "**1.** One thing.\n\n**2.** Two things."],
    ["behind bookmarks", "[bookmark: _Hlk1]1.\tOne thing.\n[bookmark: z6]2.\tTwo things."],
    ["behind a leading space", " 1. One thing.\n 2. Two things."],
    ["escaped", "1\\. One thing.\n\n2\\. Two things."],
  ])("are read %s", (_, source) => expect(rows(source)).toEqual(["p 1 | One thing.", "p 2 | Two things."]));

  it("leaves the numbers of inner lists, dates and references alone", () => {
    const source = "1. The plan has these aims:\n1. Training;\n2. Control;\n3. Redress.\n2. The law applies under article\n3. Since 2008.\n3. The end of the plan was on\n12. March.";
    const { report } = readText(source);
    expect(report.paragraphs).toBe(3);
    expect(rows(source).slice(0, 4)).toEqual(["p 1 | The plan has these aims:", "i 1. | Training;", "i 2. | Control;", "i 3. | Redress."]);
  });

  it.each<[string, string, ImportWarning["code"]]>([
    ["jumps", "1. One.\n2. Two.\n4. Four.\n5. Five.", "number-gap"],
    ["repeats", "1. One.\n2. Two.\n2. Two again.\n3. Three.", "number-repeated"],
    ["restarts", "1. One.\n2. Two.\n3. Three.\n\nAnnex\n\n1. One.\n2. Two.\n3. Three.", "number-restarted"],
    ["are not there", "There is a text.\n\nIt has no numbers.", "no-numbered-paragraphs"],
  ])("that %s are reported, the text kept as printed", (_, source, code) => {
    expect(codes(source)).toContain(code);
    const { blocks, report } = readText(source);
    const warning = report.warnings.find((one) => one.code === code);
    if (warning?.block !== undefined) expect(blocks[warning.block]?.number).toBeDefined();
    const printed = source.split(/\n+/).filter((line) => /^\d/.test(line)).map((line) => Number(line.split(".")[0]));
    expect(blocks.flatMap(({ number }) => number ?? [])).toEqual(printed);
  });
});

describe("summary records", () => {
  it("names the speaker where a turn begins, in wrapped text without blank lines too", () => {
    const source = "The meeting was called to order at 3 p.m.\nMr. Holm (Norway) said that the law had been amended in the year before and\nthat it was in force in the whole territory of the State party since that time.\nThe Chair asked whether other members of the Committee had any more questions.\nA representative of Norway, replying to the question put to her at the meeting,\nsaid that figures would follow.\nThe meeting rose at 6 p.m.";
    const { blocks, report, type } = readText(source);
    expect(blocks.map(({ speaker }) => speaker)).toEqual([undefined, "Mr. Holm", "The Chair", "A representative of Norway", undefined]);
    expect([report.speakers, type]).toEqual([3, "Summary record"]);
  });
});

describe("items", () => {
  it("keeps letters, numerals and bullets as labels, with their depth", () => {
    expect(rows("1. The Committee welcomes:\n(a) The law;\n(b) These measures:\n(i) The first;\n(ii) The second;\n(c) The plan.\n2. And:\n - One;\n - Two.\n3. Also:\n(1) One;\n(3-1) More.")).toEqual([
      "p 1 | The Committee welcomes:", "i (a) | The law;", "i (b) | These measures:", "i2 (i) | The first;", "i2 (ii) | The second;", "i (c) | The plan.",
      "p 2 | And:", "i • | One;", "i • | Two.", "p 3 | Also:", "i (1) | One;", "i (3-1) | More.",
    ]);
  });
  it("does not take a wrapped reference for an item", () => {
    expect(rows("1. The State party has not replied to the requests made in subparagraphs (a),\n(b) and (c) of the paragraph on the training of its police officers in the\nprovinces.")).toHaveLength(1);
  });
  it("finds the lines of a list that has no bullets", () => {
    expect(rows("1. The following laws apply:\nThe Civil Code, No. 2\nThe Criminal Code, No. 3\n2. Others do not.").map((text) => text[0])).toEqual(["p", "i", "i", "p"]);
  });
});

describe("headings", () => {
  it("ranks numerals, letters, titles and subparagraphs", () => {
    const source = "I. Part one\n\nA. Section\n\nArticle 2\n\n1. Text.\n\nSubparagraph (a)\n\n2. Text.\n\nB. Section\n\n3. Text.\n\nII. Part two\n\nArticle 3\n\n4. Text.";
    expect(rows(source).filter((text) => text.startsWith("h"))).toEqual(["h1 | I. Part one", "h2 | A. Section", "h3 | Article 2", "h4 | Subparagraph (a)", "h2 | B. Section", "h1 | II. Part two", "h2 | Article 3"]);
  });
  it("guesses none where others are marked by hashes", () => {
    const source = "## Deaths in custody\n\nTwo persons died in the prison of Orlo in 2012.\n\n[The number should be checked: 12 or 14]\n\nNobody was charged with their deaths so far.\n";
    expect(rows(source, { markdown: true }).map((line) => line[0])).toEqual(["h", "p", "p", "p"]);
  });

  it("says when headings that count on seem to be lost", () => {
    const source = "I. Replies\n\nParagraph 6\n\n1. Text.\n\nParagraph 9\n\n2. Text.";
    expect(readText(source).report.warnings.find(({ code }) => code === "heading-suspected")?.message).toContain("paragraphs 7 to 8");
  });
});

describe("the parts of concluding observations", () => {
  const title = "Concluding observations on the third periodic report of Norway\n\n";
  const parts = (source: string): (string | undefined)[] => readText(title + source).blocks.filter(({ kind }) => kind !== "furniture").map(({ part }) => part);
  it("older form: the recommendation has no number", () => {
    const source = "1. The Committee welcomes the law.\n\nDetention\n\n2. The Committee is concerned at:\n(a) Crowding;\n(b) Violence (art. 11).\n\nThe State party should:\n(a) Build;\n(b) Train.\n\nIt should also report.\n\n3. The Committee invites the State party to report by 2020.";
    const [c, r] = ["concern", "recommendation"];
    expect(parts(source)).toEqual([undefined, undefined, c, c, c, r, r, r, r, undefined]);
  });
  it("newer form: both have numbers", () => {
    const source = "1. The Committee welcomes the law.\n\n2. The Committee regrets the delay.\n\n3. **The State party should act.**\n\nFollow-up\n\n4. The Committee requests a reply.\n\n5. The Committee recommends that the State party ratify the Protocol.";
    expect(parts(source)).toEqual([undefined, "concern", "recommendation", undefined, undefined, "recommendation"]);
  });
  it("other documents have no parts", () => {
    expect(readText("1. The State party should act.\n\nThe State party should act.").blocks.every(({ part }) => part === undefined)).toBe(true);
  });
});

describe("notes, tables, quotes", () => {
  it("lifts notes out of the sentence and puts each after its block", () => {
    const source = "1.\tIn the Act,[footnoteRef:3] and the Code.[footnoteRef:4]  [3: \t\tAct No. 1 [as amended]. ] [4: \t\thttps://a.example/x_.] \n\n2.\tNext.";
    expect(rows(source)).toEqual(["p 1 | In the Act, and the Code.", "n 3 | Act No. 1 [as amended].", "n 4 | https://a.example/x_.", "p 2 | Next."]);
    expect(readText(source).report.footnotes).toBe(2);
  });
  it("says when a reference has no note, and prints again what was no reference", () => {
    expect(codes("1. The Act[footnoteRef:9] applies.")).toContain("text-dropped");
    expect(rows("1. The area is 5 m^{2} in all.")).toEqual(["p 1 | The area is 5 m^{2} in all."]);
  });
  it("knows Markdown notes, tables, quotes and lists", () => {
    const source = "# Report\n\n1. See[^a] the table.\n\n| Year | Cases |\n|---|---|\n| 2019 | 5 |\n\n> Quoted\n> words.\n\n- One\n- Two _words_\n\n2. The end.\n\n[^a]: The note.\n";
    const { blocks } = readText(source, { markdown: true });
    expect(blocks.map(row)).toEqual(["h1 | Report", "p 1 | See the table.", "n a | The note.", "t | ", "p | Quoted words.", "i • | One", "i • | Two words", "p 2 | The end."]);
    expect(blocks[3]?.rows).toEqual([["Year", "Cases"], ["2019", "5"]]);
    expect(blocks[6]?.inline).toEqual([{ text: "Two " }, { text: "words", em: true }]);
  });
  it.each([
    ["one cell a line", "1.\tThese are the figures.\n\tYear\n\tCases\n\n\t2019\n\t5\n\n\t2020\n\t7\n\n2.\tNext."],
    ["tabs between cells", "1.\tThese are the figures.\nYear\tCases\n2019\t5\n2020\t7\n2.\tNext."],
  ])("reads a table with %s", (_, source) => {
    expect(readText(source).blocks[1]?.rows).toEqual([["Year", "Cases"], ["2019", "5"], ["2020", "7"]]);
  });
});

describe("furniture and facts", () => {
  const source =
    "United Nations\tCAT/C/NOR/8\n\nConvention against Torture\n\nDistr.: General\n6 May 2017\n\nOriginal: French\n\nCommittee against Torture\n\nConsideration of reports submitted by States parties\n\nEighth periodic reports of States parties due in 2016\n\nNorway*\n\n[3 May 2016]\n\n^{*} The present document is being issued without formal editing.\n\nContents\n\n\tPage\nI.\tIntroduction\t3\nII.\tFindings\t4\n\nI. Introduction\n\n1. This is the report of the Government on the law and on its use in the courts.\n\n- 2 -\n\nII. Findings\n\n2. See CAT/C/NOR/CO/7 for the views of the Committee.\n\nGE.17-01234 (E)\n\n[image: ]\n\n-----\n";
  it("keeps everything that is not text apart, and loses none of it", () => {
    const { blocks } = readText(source);
    const apart = blocks.filter(({ kind }) => kind === "furniture").map((block) => draftText(block));
    expect(apart).toEqual(expect.arrayContaining(["Contents", "- 2 -", "GE.17-01234 (E)", "[image: ]", "-----", "Norway*"]));
    expect(blocks.filter(({ kind }) => kind !== "furniture").map(row)).toEqual([
      "n * | The present document is being issued without formal editing.",
      "h1 | I. Introduction",
      "p 1 | This is the report of the Government on the law and on its use in the courts.",
      "h1 | II. Findings",
      "p 2 | See CAT/C/NOR/CO/7 for the views of the Committee.",
    ]);
  });
  it("reads symbol, title, committee, type, State, language and date", () => {
    expect(readText(source)).toMatchObject({
      symbol: { value: "CAT/C/NOR/8", status: "stated" },
      title: "Consideration of reports submitted by States parties. Eighth periodic reports of States parties due in 2016. Norway",
      body: "Committee against Torture",
      type: "State report",
      country: "Norway",
      language: "en",
      date: "2017-05-06",
    });
  });
  it("infers a symbol from the name of the file, and says so; else says that none is stated", () => {
    const text = "1. A text.\n2. More text.";
    expect(readText(text, { filename: "CAT_C_NOR_CO_7.txt" }).symbol).toMatchObject({ value: "CAT/C/NOR/CO/7", status: "inferred" });
    expect(codes(text, { filename: "CAT_C_NOR_CO_7.txt" })).toContain("symbol-inferred");
    expect(readText(text, { filename: "notes.txt" }).symbol).toEqual({ value: null, status: "not-stated" });
  });
  it("names another encoding than UTF-8 in the report", () => {
    expect(codes("1. A text.", { encoding: "windows-1252" })).toEqual(["encoding"]);
    expect(codes("1. A text.", { encoding: "UTF-8" })).toEqual([]);
  });
});

describe("any text", () => {
  it("keeps every letter and digit, in some block, and always answers the same", () => {
    const line = fc.oneof(fc.stringMatching(/^[A-Za-z ,;:.()-]{0,80}$/), fc.constantFrom("1. One thing.", "2. Two", "(a) item;", "- 3. Three", "I. Part", "", "", "\tcell", "a\tb", "GE.17-01234", "| a | b |", "> quote", "Contents", "Norway", "## Title"));
    const letters = (text: string): string => Array.from(text.replace(/[^\p{L}\p{N}]/gu, "")).sort().join("");
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
        const { blocks } = readText(lines.join("\n"));
        const kept = blocks.map((block) => `${block.number ?? block.label ?? ""}${draftText(block)}${(block.rows ?? []).flat().join("")}`);
        expect(letters(kept.join(""))).toBe(letters(lines.join("")));
        expect(readText(lines.join("\n")).blocks).toEqual(blocks);
      }),
      { numRuns: 300 },
    );
  });
  it.each(["", " \n\t\n ", "\ufeff"])("has no blocks when there is no text (%j)", (source) => expect(readText(source).blocks).toEqual([]));
});
