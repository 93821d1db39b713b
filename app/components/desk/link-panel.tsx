import { X } from "lucide-react";
import { useEffect, useRef, useState, type FormEvent, type KeyboardEvent } from "react";
import { Button } from "~/components/ui/button.tsx";
import { Select, TextArea, TextField } from "~/components/ui/fields.tsx";
import { LiveRegion } from "~/components/ui/live-region.tsx";
import type { Passage } from "~/context.ts";
import { NOTE_LIMIT, type LinkType } from "~/core/annotation/annotation.ts";
import { documentLabel, type DocumentSummary } from "~/core/document/document.ts";
import { endAt, type TextRange } from "./chosen-passage.ts";
import { useDesk, type LinkStart } from "./desk-context.ts";
import { LINK_CHOICES } from "./link-colours.ts";
import { telling } from "./mark-commands.ts";
import { PassageResults } from "./passage-results.tsx";
import { shortQuote } from "./quotation.ts";
import { usePassages } from "./use-passages.ts";

export interface LinkPanelProps {
  from: LinkStart;
  documents: readonly DocumentSummary[];
  onClose: () => void;
}

/** Links a passage with another one: type, the other passage, a note. Stands beside the text, which stays readable. */
export function LinkPanel({ from, documents, onClose }: LinkPanelProps) {
  const { store, workspaceId, announce } = useDesk();
  const panel = useRef<HTMLElement>(null);
  const [type, setType] = useState<LinkType>("replies-to");
  const [query, setQuery] = useState("");
  const [documentId, setDocumentId] = useState("");
  const [chosen, setChosen] = useState<{ passage: Passage; range: TextRange | null } | null>(null);
  const [note, setNote] = useState("");
  const search = usePassages(workspaceId, query, documentId);
  useEffect(() => panel.current?.querySelector<HTMLElement>("input[type=search]")?.focus(), []);

  const save = (event: FormEvent) => {
    event.preventDefault();
    if (!chosen) return;
    const wish = { from: from.end, to: endAt(chosen.passage, chosen.range), type, note: note.trim() || null };
    void telling(store.link(wish).done);
    announce("Linked. It is a draft until you submit it.");
    onClose();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") onClose();
  };
  return (
    // Escape closes it from every field in it.
    <div role="presentation" onKeyDown={onKeyDown}>
      <section ref={panel} className="link-panel" aria-labelledby="link-panel-title">
        <div className="overlay__head">
          <h2 id="link-panel-title" className="overlay__title">
            Link to another passage
          </h2>
          <Button variant="bare" size="small" icon aria-label="Close" onClick={onClose}>
            <X aria-hidden="true" />
          </Button>
        </div>
        <blockquote className="mark-card__quote" dir="auto">
          “{shortQuote(from.quote)}”
        </blockquote>
        <form className="stack" onSubmit={save}>
          <Select label="How it is connected" options={LINK_CHOICES} value={type} onChange={(event) => setType(event.currentTarget.value as LinkType)} />
          <TextField
            type="search"
            label="Find the other passage"
            hint="Words, a symbol, a paragraph number, or several of them"
            autoComplete="off"
            value={query}
            onChange={(event) => setQuery(event.currentTarget.value)}
            onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
          />
          <Select
            label="In"
            options={[{ value: "", label: "All documents" }, ...documents.map((one) => ({ value: one.id, label: documentLabel(one) }))]}
            value={documentId}
            onChange={(event) => setDocumentId(event.currentTarget.value)}
          />
          <PassageResults search={search} chosen={chosen} onChoose={(passage, range) => setChosen({ passage, range })} />
          <TextArea label="Note" rows={2} maxLength={NOTE_LIMIT} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
          <div className="row link-panel__foot">
            <Button type="submit" variant="primary" disabled={!chosen}>
              Save link
            </Button>
            <Button variant="bare" onClick={onClose}>
              Cancel
            </Button>
          </div>
        </form>
        <LiveRegion text={search.state === "found" ? `${search.passages.length} passages found` : ""} />
      </section>
    </div>
  );
}
