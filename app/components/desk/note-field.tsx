import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { ActionKey } from "~/components/keys/action-key.tsx";
import { useShortcuts } from "~/components/keys/use-action-keys.ts";
import { Button } from "~/components/ui/button.tsx";
import { TextArea } from "~/components/ui/fields.tsx";
import { NOTE_LIMIT, type State } from "~/core/annotation/annotation.ts";
import { codePointLength } from "~/core/document/code-points.ts";
import { useDraft } from "./use-draft.ts";

export interface NoteFieldProps {
  markId: string;
  note: string | null;
  state: State;
  /** The viewer may change it. */
  editable: boolean;
  onSave: (note: string | null) => void;
}

/** Saving by leaving the field is for marks on which nothing has been decided. */
const UNDECIDED: readonly State[] = ["draft", "submitted", "changes_requested"];

/** The note of a mark: read, and edited where it stands. An empty one is open and waits; one asked for is typed into at once. */
export function NoteField({ markId, note, state, editable, onSave }: NoteFieldProps) {
  const [editing, setEditing] = useState<"waiting" | "asked" | null>(note === null ? "waiting" : null);
  const [draft] = useDraft("note", markId);
  const keyOf = useShortcuts();
  if ((!editing && draft === undefined) || !editable) {
    // A role that was taken away in the middle of a sentence: the words stay, to be copied.
    const stranded = editable ? undefined : draft;
    return (
      <div className="note">
        {note && (
          <p className="note__text" dir="auto">
            {note}
          </p>
        )}
        {stranded && (
          <p className="note__text" dir="auto">
            <strong>Not saved:</strong> {stranded}
          </p>
        )}
        {editable && (
          <Button variant="bare" size="small" {...keyOf("mark.note").props} onClick={() => setEditing("asked")}>
            {note ? "Edit note" : "Add a note"} <ActionKey of="mark.note" />
          </Button>
        )}
      </div>
    );
  }
  return <NoteEditor markId={markId} note={note} state={state} asked={editing === "asked"} onSave={onSave} onClose={() => setEditing(null)} />;
}

interface NoteEditorProps extends Omit<NoteFieldProps, "editable"> {
  /** Somebody wants to type now. */
  asked: boolean;
  onClose: () => void;
}

function NoteEditor({ markId, note, state, asked, onSave, onClose }: NoteEditorProps) {
  const field = useRef<HTMLDivElement>(null);
  const [draft, type] = useDraft("note", markId);
  const text = draft ?? note ?? "";
  const length = codePointLength(text);
  const changed = text.trim() !== (note ?? "");
  useEffect(() => {
    if (asked) field.current?.querySelector("textarea")?.focus();
  }, [asked]);

  const save = () => {
    if (length > NOTE_LIMIT) return;
    type(undefined);
    if (changed) onSave(text.trim() || null);
    if (text.trim() !== "") onClose();
  };
  const cancel = () => {
    type(undefined);
    onClose();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) save();
    if (event.key !== "Escape") return;
    event.stopPropagation();
    cancel();
  };
  return (
    <div ref={field} className="note note--editing">
      <TextArea
        label="Note"
        hideLabel
        data-note
        rows={text === "" ? 1 : 3}
        placeholder="Add a note"
        value={text}
        onChange={(event) => type(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onBlur={() => UNDECIDED.includes(state) && save()}
        hint={length > NOTE_LIMIT * 0.9 ? `${length} of ${NOTE_LIMIT} characters` : undefined}
        error={length > NOTE_LIMIT ? `It is ${length - NOTE_LIMIT} characters too long.` : null}
      />
      {changed && (
        <div className="row">
          <Button size="small" variant="primary" onClick={save} disabled={length > NOTE_LIMIT}>
            Save note
          </Button>
          <Button size="small" variant="bare" onPointerDown={(event) => event.preventDefault()} onClick={cancel}>
            Cancel
          </Button>
          {!UNDECIDED.includes(state) && <span className="small soft">Saving it asks for a new review.</span>}
        </div>
      )}
    </div>
  );
}
