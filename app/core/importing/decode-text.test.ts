import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeText } from "./decode-text.ts";

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);
const ascii = (text: string): Uint8Array => Uint8Array.from(Array.from(text, (char) => char.charCodeAt(0)));
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

function utf16(text: string, bigEndian: boolean, mark: boolean): Uint8Array {
  const units = Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
  const all = mark ? [0xfeff, ...units] : units;
  return Uint8Array.from(all.flatMap((unit) => (bigEndian ? [unit >> 8, unit & 255] : [unit & 255, unit >> 8])));
}

const TEXT = "1. The Committee considered the report of Côte d’Ivoire.\n2. Комитет рассмотрел доклад.\n";

describe("decodeText", () => {
  it.each([
    ["UTF-8", utf8(TEXT), "UTF-8"],
    ["UTF-8 with a mark", Uint8Array.from([0xef, 0xbb, 0xbf, ...utf8(TEXT)]), "UTF-8"],
    ["UTF-16LE with a mark", utf16(TEXT, false, true), "UTF-16LE"],
    ["UTF-16BE with a mark", utf16(TEXT, true, true), "UTF-16BE"],
    ["UTF-16LE without a mark", utf16(TEXT, false, false), "UTF-16LE"],
    ["UTF-16BE without a mark", utf16(TEXT, true, false), "UTF-16BE"],
  ])("reads %s", (_, source, encoding) => {
    expect(decodeText(source)).toEqual({ text: TEXT, encoding });
  });

  it("reads Windows-1252 with its curly quotes and dashes", () => {
    const source = Uint8Array.from([...ascii("The so-called "), 0x93, ...ascii("caf"), 0xe9, 0x94, ...ascii(" of 2008"), 0x96, ...ascii("2012 was closed.\r\n")]);
    expect(decodeText(source)).toEqual({ text: "The so-called “café” of 2008–2012 was closed.\r\n", encoding: "windows-1252" });
  });

  it("reads Russian text in Windows-1251", () => {
    const word = [0xca, 0xee, 0xec, 0xe8, 0xf2, 0xe5, 0xf2];
    const source = Uint8Array.from(Array.from({ length: 20 }, () => [...word, 0x20]).flat());
    expect(decodeText(source)).toEqual({ text: "Комитет ".repeat(20), encoding: "windows-1251" });
  });

  it("does not turn a whole UTF-8 text into mojibake for one damaged byte", () => {
    const source = Uint8Array.from([...utf8(TEXT.repeat(20)), 0xff, ...utf8(TEXT)]);
    const decoded = decodeText(source);
    expect(decoded).toMatchObject({ encoding: "UTF-8 with damaged characters" });
    expect("text" in decoded && decoded.text.includes("Комитет рассмотрел")).toBe(true);
  });

  it.each([
    ["nothing", bytes(), /^The file is empty/],
    ["only blanks", utf8(" \r\n\t \n"), /^The file is empty/],
    ["only a byte order mark", bytes(0xef, 0xbb, 0xbf), /^The file is empty/],
    ["a pdf", ascii("%PDF-1.7\n%âãÏÓ"), /PDF/],
    ["a docx", ascii("PK\x03\x04\x14\0\x06\0[Content_Types].xml word/document.xml"), /Word document \(\.docx\)/],
    ["another zip", ascii("PK\x03\x04\x14\0\x06\0notes.txt"), /zip archive/],
    ["a png", bytes(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13), /PNG/],
    ["an old Word file", bytes(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1), /\.doc\b/],
    ["rich text", ascii("{\\rtf1\\ansi Hello}"), /\.rtf/],
    ["NULs in text", ascii("The Committee\0 considered \0\0\0 the report\0."), /control characters/],
    ["control characters", ascii("\x01\x02\x03 abc \x04\x05\x06\x0e\x0f".repeat(10)), /control characters/],
    ["random bytes", Uint8Array.from({ length: 4000 }, (_, at) => (at * 7919 + (at >> 3) * 31) & 255), /control characters|encoding/],
    ["UTF-32", bytes(0xff, 0xfe, 0, 0, 0x41, 0, 0, 0), /UTF-32/],
  ])("refuses %s, in a sentence", (_, source, message) => {
    const decoded = decodeText(source);
    expect(decoded).toHaveProperty("refused", expect.stringMatching(message));
    expect("refused" in decoded && /^[A-Z].*\.$/.test(decoded.refused)).toBe(true);
  });

  it("gives back every well-formed text that was written as UTF-8", () => {
    const printable = fc.string({ unit: "grapheme", minLength: 1 }).filter((text) => !/[\p{Cc}\ufeff]/u.test(text) && text.trim() !== "");
    fc.assert(
      fc.property(printable, (text) => {
        const plain = `The text: ${text}`;
        expect(decodeText(utf8(plain))).toEqual({ text: plain, encoding: "UTF-8" });
      }),
    );
  });

  it("never throws, whatever the bytes", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (source) => void decodeText(source)));
  });
});
