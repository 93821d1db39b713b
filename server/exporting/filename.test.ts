import fc from "fast-check";
import { expect, test } from "vitest";
import { contentDisposition, exportFilename } from "./filename.ts";

test.each([
  ["CAT/C/NRL/8", "CAT_C_NRL_8-approved.html"],
  ["../../etc/passwd", "etc_passwd-approved.html"],
  ["C:\\windows\\x", "C_windows_x-approved.html"],
  ['a"b\r\nSet-Cookie: x=1', "a_b Set-Cookie_ x=1-approved.html"],
  ["txt.\u202Efdp", "txt. fdp-approved.html"],
  ["\u0000\u2066", "report-approved.html"],
  ["", "report-approved.html"],
  ["...", "report-approved.html"],
  ["تقرير الدولة", "تقرير الدولة-approved.html"],
])("%j is exported as %s", (title, expected) => {
  expect(exportFilename(title, "approved", "html")).toBe(expected);
});

test("the header has a plain name and the full one", () => {
  expect(contentDisposition("Übersicht 5% 2.csv")).toBe("attachment; filename=\"Ubersicht 5_ 2.csv\"; filename*=UTF-8''%C3%9Cbersicht%205_%202.csv");
  expect(contentDisposition("تقرير.csv")).toBe("attachment; filename=\"_____.csv\"; filename*=UTF-8''%D8%AA%D9%82%D8%B1%D9%8A%D8%B1.csv");
});

test("whatever the title: one line of ASCII, no path, at most 120 characters, the extension kept", () => {
  const anything = fc.oneof(fc.string({ unit: "binary", maxLength: 300 }), fc.string({ unit: "grapheme", minLength: 130, maxLength: 300 }), fc.constant("\uD800x"));
  fc.assert(
    fc.property(anything, (title) => {
      const name = exportFilename(title, "all", "jsonld");
      expect(name.length).toBeLessThanOrEqual(120);
      expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(200);
      expect(name).toMatch(/^[^\p{Cc}\p{Cf}\p{Cs}/\\"'<>:*?|;%]+-all\.jsonld$/u);
      const header = contentDisposition(name);
      expect(header).toMatch(/^attachment; filename="[\x20-\x21\x23-\x5b\x5d-\x7e]+\.jsonld"; filename\*=UTF-8''[A-Za-z0-9!#$&+.^_`|~%-]+\.jsonld$/);
      expect(decodeURIComponent(header.split("''")[1] ?? "")).toBe(name);
      expect(contentDisposition(title)).toMatch(/^attachment; filename="[^"\\\r\n/]*"; filename\*=UTF-8''[\x21-\x7e]*$/);
    }),
    { numRuns: 300 },
  );
});
