import { Link } from "@remix-run/react";
import type { ImportReport, ImportWarning } from "~/core/importing/imported-document.ts";

export interface ImportReportViewProps {
  documentId: string;
  report: ImportReport;
  /** The paragraph each warning is about, as warningParagraphs answers it. */
  paragraphs: readonly (number | null)[];
}

const FIGURES: { key: Exclude<keyof ImportReport, "warnings">; label: string }[] = [
  { key: "paragraphs", label: "numbered paragraphs" },
  { key: "headings", label: "headings" },
  { key: "items", label: "list items" },
  { key: "footnotes", label: "footnotes" },
  { key: "tables", label: "tables" },
  { key: "speakers", label: "speakers" },
  { key: "joinedLines", label: "lines joined" },
];

const WARNING_NAMES: Record<ImportWarning["code"], string> = {
  "no-numbered-paragraphs": "No numbered paragraphs",
  "number-gap": "Numbers are missing",
  "number-repeated": "A number occurs twice",
  "number-restarted": "Numbering starts again",
  "joined-page-break": "Joined across a page break",
  "heading-suspected": "Perhaps a heading",
  "text-dropped": "Text was left out",
  "symbol-inferred": "The symbol was worked out",
  encoding: "Character encoding",
};

/** What was found in a file, and what a person should check. */
export function ImportReportView({ documentId, report, paragraphs }: ImportReportViewProps) {
  return (
    <>
      <section className="stack" aria-labelledby="found">
        <h2 id="found">What was found</h2>
        <dl className="figures">
          {FIGURES.map(({ key, label }) => (
            <div key={key} className="card">
              <dt className="soft">{label}</dt>
              <dd>{report[key]}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section className="stack" aria-labelledby="check">
        <h2 id="check">What to check</h2>
        {report.warnings.length === 0 ? (
          <p className="soft">Nothing: the text was read without doubts.</p>
        ) : (
          <div className="card table-card">
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">What</th>
                  <th scope="col">In words</th>
                  <th scope="col">Where</th>
                </tr>
              </thead>
              <tbody>
                {report.warnings.map((warning, nth) => (
                  <tr key={nth}>
                    <th scope="row">
                      <strong>{WARNING_NAMES[warning.code]}</strong>
                    </th>
                    <td className="table__wide">{warning.message}</td>
                    <td>
                      <Place documentId={documentId} number={paragraphs[nth] ?? null} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </section>
    </>
  );
}

function Place({ documentId, number }: { documentId: string; number: number | null }) {
  if (number === null) return <span className="soft">–</span>;
  return <Link to={`/documents/${documentId}#p${number}`}>para. {number}</Link>;
}
