import { useEffect, useRef, useState, type FormEvent, type KeyboardEvent } from "react";
import { Button } from "~/components/ui/button.tsx";
import { Select, TextArea } from "~/components/ui/fields.tsx";
import { NOTE_LIMIT, type Link, type LinkType } from "~/core/annotation/annotation.ts";
import { codePointLength } from "~/core/document/code-points.ts";
import type { Desk } from "./desk-context.ts";
import { LINK_CHOICES } from "./link-colours.ts";
import { telling } from "./mark-commands.ts";

export interface LinkEditorProps {
  link: Link;
  desk: Desk;
  onClose: () => void;
}

/** Type and note of a link, to be changed. */
export function LinkEditor({ link, desk: { store, announce }, onClose }: LinkEditorProps) {
  const [type, setType] = useState<LinkType>(link.type);
  const [note, setNote] = useState(link.note ?? "");
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector("select")?.focus(), []);
  const length = codePointLength(note);
  const isDecided = link.state === "approved" || link.state === "rejected";
  const save = (event?: FormEvent) => {
    event?.preventDefault();
    if (length > NOTE_LIMIT) return;
    const patch = { ...(type === link.type ? {} : { type }), ...(note.trim() === (link.note ?? "") ? {} : { note: note.trim() || null }) };
    onClose();
    if (Object.keys(patch).length === 0) return;
    void telling(store.editLink(link.id, patch)).then((done) => done && announce("The link is changed."));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) save();
    if (event.key !== "Escape") return;
    event.stopPropagation();
    onClose();
  };
  return (
    // Escape and Ctrl-Enter work from every field in it.
    <div role="presentation" onKeyDown={onKeyDown}>
      <form ref={form} className="stack stack--tight" aria-label="Change the link" onSubmit={save}>
        <Select label="How it is connected" options={LINK_CHOICES} value={type} onChange={(event) => setType(event.currentTarget.value as LinkType)} />
        <TextArea
          label="Note"
          rows={3}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          hint={length > NOTE_LIMIT * 0.9 ? `${length} of ${NOTE_LIMIT} characters` : undefined}
          error={length > NOTE_LIMIT ? `It is ${length - NOTE_LIMIT} characters too long.` : null}
        />
        <div className="row">
          <Button size="small" type="submit" variant="primary" disabled={length > NOTE_LIMIT}>
            Save link
          </Button>
          <Button size="small" variant="bare" onClick={onClose}>
            Cancel
          </Button>
          {isDecided && <span className="small soft">Saving it asks for a new review.</span>}
        </div>
      </form>
    </div>
  );
}
