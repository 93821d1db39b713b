import { Link } from "@remix-run/react";
import { Suspense, type ReactNode } from "react";
import { classNames } from "~/components/ui/class-names.ts";
import { Chip } from "~/components/ui/chip.tsx";
import { late } from "~/components/ui/late.ts";
import type { Tag } from "~/core/codebook/tags.ts";
import { documentLabel, type DocumentSummary } from "~/core/document/document.ts";
import { DocumentText } from "~/components/desk/document-text.tsx";
import { DocumentChooser } from "./document-chooser.tsx";
import { PaneOutline } from "./pane-outline.tsx";
import { PaneStrip } from "./pane-strip.tsx";
import { useOthers } from "~/components/desk/use-others.ts";
import type { ComparedDocument, CompareSide } from "./use-compare-side.ts";

const FormatBar = late(async () => (await import("~/components/desk/format-bar.tsx")).FormatBar);
const PresenceRow = late(async () => (await import("~/components/desk/presence-row.tsx")).PresenceRow);

export interface ComparePaneProps {
  side: "left" | "right";
  documents: readonly DocumentSummary[];
  compared: ComparedDocument;
  live: CompareSide;
  tags: readonly Tag[];
  selected: string | null;
  /** Where there is room for one text: it is not this one. */
  behind: boolean;
  /** It is the panel of a tab. */
  tabbed: boolean;
  onActive: () => void;
  /** What lies over the text. */
  over: ReactNode;
  /** What stands at its foot. */
  foot: ReactNode;
}

/** One text with its name above it; scrolls by itself. */
export function ComparePane({ side, documents, compared, live, tags, selected, behind, tabbed, onActive, over, foot }: ComparePaneProps) {
  const { document: facts } = compared.open;
  const { connection, editor, canType, desk } = live;
  const label = documentLabel(facts);
  const about = [facts.type, facts.date?.slice(0, 4)].filter(Boolean).join(" · ");
  const role = tabbed ? { role: "tabpanel", "aria-labelledby": `tab-${side}` } : { "aria-labelledby": `name-${side}` };
  const others = useOthers(connection, desk.viewer.id);
  return (
    // What is pressed or focused in it makes it the side one is on; it takes no press itself.
    <section id={`pane-${side}`} className={classNames("compare-pane", behind && "compare-pane--behind")} onFocus={onActive} {...role}>
      <header className="compare-pane__head">
        <h2 id={`name-${side}`} className="visually-hidden" dir="auto">
          {label}
        </h2>
        <PaneOutline live={live} side={side} />
        <DocumentChooser side={side} documents={documents} chosen={facts.id} />
        {about && <Chip tone="quiet">{about}</Chip>}
        <span className="compare-pane__people">
          {connection && others && (
            <Suspense>
              <PresenceRow connection={connection} editor={editor} viewerId={desk.viewer.id} about={label} />
            </Suspense>
          )}
        </span>
        <Link to={`/documents/${facts.id}`} className="compare-pane__open">
          Open<span className="visually-hidden"> {label}</span>
        </Link>
      </header>
      {canType && (
        <div className="format-bar">
          {editor && (
            <Suspense>
              <FormatBar editor={editor} />
            </Suspense>
          )}
        </div>
      )}
      <div className="compare-pane__body">
        {/* What scrolls has to be within reach of the keyboard: by the editor in it, and until that is there by itself. */}
        <div ref={live.scroller} className="compare-pane__text" tabIndex={editor ? undefined : 0} role="group" aria-label={`Text of ${label}`}>
          <DocumentText documentId={facts.id} html={compared.html} place={live.place} />
        </div>
        {over}
        <PaneStrip live={live} tags={tags} selected={selected} />
      </div>
      {foot}
    </section>
  );
}
