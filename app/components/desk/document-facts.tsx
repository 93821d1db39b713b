import { Chip } from "~/components/ui/chip.tsx";
import { formatDate } from "~/components/ui/relative-time.tsx";
import type { DocumentDetail } from "~/core/document/document.ts";

/** What is known about the document, and how sure that is. */
export function DocumentFacts({ document }: { document: DocumentDetail }) {
  const facts: [string, string | null][] = [
    ["Committee", document.body],
    ["Type", document.kind === "working" ? "Working document" : document.type],
    ["State", document.country],
    ["Date", document.date ? formatDate(document.date) : null],
    ["Language", document.language],
  ];
  return (
    <section className="facts" aria-labelledby="facts-title">
      <h2 id="facts-title" className="desk-label">
        Document
      </h2>
      <p className="facts__title serif" dir="auto">
        {document.title}
      </p>
      <dl>
        {document.symbol && (
          <div>
            <dt>Symbol</dt>
            <dd>
              {document.symbol} {document.symbolStatus === "inferred" && <Chip tone="warn">inferred</Chip>}
            </dd>
          </div>
        )}
        {facts.map(
          ([name, value]) =>
            value && (
              <div key={name}>
                <dt>{name}</dt>
                <dd dir="auto">{value}</dd>
              </div>
            ),
        )}
      </dl>
    </section>
  );
}
