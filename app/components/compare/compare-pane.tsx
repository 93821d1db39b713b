import { Link } from "@remix-run/react";
import { Chip } from "~/components/ui/chip.tsx";
import { documentLabel, type DocumentSummary } from "~/core/document/document.ts";
import { DocumentText } from "~/components/desk/document-text.tsx";
import { shortQuote } from "~/components/desk/quotation.ts";
import { DocumentChooser } from "./document-chooser.tsx";
import type { ComparedDocument, CompareSide } from "./use-compare-side.ts";

export interface ComparePaneProps {
  side: "left" | "right";
  documents: readonly DocumentSummary[];
  compared: ComparedDocument;
  live: CompareSide;
  hidden: boolean;
  /** It is the panel of a tab. */
  tabbed: boolean;
}

/** One text with its name above it; scrolls by itself. */
export function ComparePane({ side, documents, compared, live, hidden, tabbed }: ComparePaneProps) {
  const { document: facts } = compared.open;
  const { selection, clear } = live.selection;
  const about = [facts.type, facts.date?.slice(0, 4)].filter(Boolean).join(" · ");
  const role = tabbed ? { role: "tabpanel", "aria-labelledby": `tab-${side}` } : { "aria-labelledby": `name-${side}` };
  return (
    <section id={`pane-${side}`} className="compare-pane" hidden={hidden} {...role}>
      <header className="compare-pane__head">
        <h2 id={`name-${side}`} className="visually-hidden" dir="auto">
          {documentLabel(facts)}
        </h2>
        <DocumentChooser side={side} documents={documents} chosen={facts.id} />
        {about && <Chip tone="quiet">{about}</Chip>}
        <Link to={`/documents/${facts.id}`} className="compare-pane__open">
          Open<span className="visually-hidden"> {documentLabel(facts)}</span>
        </Link>
        {selection && (
          <span className="compare-pane__chosen">
            <span dir="auto">“{shortQuote(selection.text, 40)}”</span>{" "}
            <button type="button" className="text-button" onClick={clear}>
              Let go<span className="visually-hidden"> of the selection in {documentLabel(facts)}</span>
            </button>
          </span>
        )}
      </header>
      {/* What scrolls has to be within reach of the keyboard: by the editor in it, and until that is there by itself. */}
      <div className="compare-pane__text" tabIndex={live.editor ? undefined : 0} role="group" aria-label={`Text of ${documentLabel(facts)}`}>
        <DocumentText documentId={facts.id} html={compared.html} place={live.place} />
      </div>
    </section>
  );
}
