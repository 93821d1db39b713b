/**
 * The style sheet of the HTML report: one page width on screen, A4 on paper.
 *
 * Promises: nothing is fetched; marks are told apart by letter codes and line styles, so that black and white
 * works; everything from a user that goes in here (title, colours) is escaped or checked. Called by: ./html.ts.
 */
import type { Report } from "./report-tree.ts";
import { minute } from "./wording.ts";

/** Lanes of lines under the text; marks that overlap deeper share the last. */
export const LANES = 4;

/** A CSS string: everything but letters, digits and spaces is written as an escape. */
export function cssString(text: string): string {
  const escaped = [...text].map((char) => (/^[A-Za-z0-9 ]$/.test(char) ? char : `\\${(char.codePointAt(0) ?? 0xfffd).toString(16)} `));
  return `"${escaped.join("")}"`;
}

function colourRules(report: Report): string {
  return report.tags
    .map((tag, nth) => `.t${nth}{--tag:${/^#[0-9a-f]{6}$/i.test(tag.colour) ? tag.colour : "#666666"}}`)
    .join("");
}

function laneRules(): string {
  return Array.from({ length: LANES }, (_, lane) => `.l${lane}{text-underline-offset:${2 + lane * 3}px}`).join("");
}

const BASE = `
*{box-sizing:border-box}
:root{--ink:#1b1c1f;--soft:#5c6068;--line:#d9d5cb;--tag:#666666}
body{margin:0 auto;max-width:62rem;padding:2.5rem 1.5rem;color:var(--ink);background:#fff;font:1rem/1.6 "Source Serif 4",Georgia,"Times New Roman",serif;overflow-wrap:anywhere}
h1,h2,h3,h4{line-height:1.25;break-after:avoid}
h1{font-size:2rem;margin:0 0 .5rem}
h2{font-size:1.4rem;margin:3rem 0 1rem;padding-bottom:.25rem;border-bottom:1px solid var(--line)}
h3{font-size:1.05rem;margin:0 0 .5rem}
a{color:inherit}
p{margin:.5rem 0}
table{width:100%;border-collapse:collapse;font:.85rem/1.4 Inter,system-ui,Arial,sans-serif}
thead{display:table-header-group}
tr{break-inside:avoid}
th,td{padding:.35rem .5rem;border-bottom:1px solid var(--line);text-align:start;vertical-align:top}
th{color:var(--soft);font-weight:600}
caption{text-align:start;color:var(--soft);padding-bottom:.35rem}
blockquote{margin:.5rem 0;padding-inline-start:.9rem;border-inline-start:3px solid var(--line);white-space:pre-wrap}
cite,.meta,.flag,nav{font:.85rem/1.5 Inter,system-ui,Arial,sans-serif;color:var(--soft)}
.flag{border:1px dashed currentColor;border-radius:4px;padding:0 .35rem}
.notice{border:1px solid var(--ink);padding:.5rem .75rem;font-weight:600}
.code{display:inline-block;min-width:1.9em;padding:0 .3em;border:1.5px solid var(--tag);border-radius:4px;color:var(--tag);font:700 .75rem/1.5 Inter,system-ui,Arial,sans-serif;text-align:center}
.finding,.link{margin:0 0 1.5rem;padding:.9rem 1rem;border:1px solid var(--line);border-inline-start:4px solid var(--tag);break-inside:avoid-page}
.note{white-space:pre-wrap}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:1rem}
figure{margin:0}
.linked{margin:.75rem 0 0;padding-block-start:.5rem;border-block-start:1px solid var(--line)}
`;

const TEXT = `
.text{break-before:page}
.block{display:grid;grid-template-columns:2.5rem minmax(0,1fr) 13rem;column-gap:1rem;margin:.35rem 0}
.block>.words{margin:0;white-space:pre-wrap;line-height:1.8}
.heading>.words{font-weight:700;font-size:1.1rem;margin-block-start:1rem}
.item>.words{padding-inline-start:1.25rem}.level2>.words{padding-inline-start:2.5rem}.level3>.words{padding-inline-start:3.75rem}
.note-block>.words,.furniture>.words{font-size:.85rem;color:var(--soft)}
.cell>.words{border-inline-start:2px solid var(--line);padding-inline-start:.5rem}
.number{color:var(--soft);text-align:end;font:.8rem/2 Inter,system-ui,Arial,sans-serif}
.margin{font:.72rem/1.4 Inter,system-ui,Arial,sans-serif;color:var(--soft);margin:0;padding:0;list-style:none}
.margin li{margin-block-end:.35rem;border-inline-start:3px solid var(--tag);padding-inline-start:.4rem}
.m{text-decoration:underline solid 2px var(--tag);text-decoration-skip-ink:none}
.m.proposed{text-decoration-style:dashed}.m.check{text-decoration-style:wavy;text-decoration-thickness:1px}
sup{font:700 .65em/1 Inter,system-ui,Arial,sans-serif;white-space:nowrap;margin-inline-start:.25em}
sup a{text-decoration:none;color:var(--tag)}
`;

const PRINT = `
@media print{
body{max-width:none;padding:0;font-size:10pt}
.title-page{break-after:page}
.block{grid-template-columns:2rem minmax(0,1fr) 9rem;orphans:2;widows:2}
.heading{break-after:avoid}
a{text-decoration:none}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
}
@media screen and (max-width:46rem){.block{grid-template-columns:2rem minmax(0,1fr)}.margin{grid-column:2}.pair{grid-template-columns:1fr}}
`;

/** The whole style sheet. */
export function styleSheet(report: Report): string {
  const running = cssString(`${report.scope.title} · ${report.state === "approved" ? "approved marks" : "working copy"}`);
  const page = `@page{size:A4;margin:22mm 18mm 20mm;@top-left{content:${running};font:8pt sans-serif;color:#5c6068}` +
    `@bottom-left{content:${cssString(minute(report.generatedAt))};font:8pt sans-serif;color:#5c6068}` +
    `@bottom-right{content:counter(page) " / " counter(pages);font:8pt sans-serif;color:#5c6068}}`;
  return page + BASE + TEXT + laneRules() + PRINT + colourRules(report);
}
