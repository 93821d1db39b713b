import { useLayoutEffect, useRef, useState, type FormEvent, type KeyboardEvent } from "react";
import { Button } from "~/components/ui/button.tsx";
import { TextArea } from "~/components/ui/fields.tsx";
import { COMMENT_LIMIT, type Person } from "~/core/annotation/annotation.ts";
import { namedIn } from "~/core/annotation/mentions.ts";
import { codePointLength } from "~/core/document/code-points.ts";
import { useDesk } from "./desk-context.ts";
import { MentionList, mentionOptionId } from "./mention-list.tsx";
import { useDraft } from "./use-draft.ts";
import { useMentions } from "./use-mentions.ts";

/** Sends a comment with the people it names; answers whether it was sent. */
export type OnComment = (text: string, mentions: Person[]) => Promise<boolean>;

export interface CommentFieldProps {
  markId: string;
  isPrivate: boolean;
  onComment: OnComment;
}

/** The field to say something about a mark; "@" offers the members of the workspace. */
export function CommentField({ markId, isPrivate, onComment }: CommentFieldProps) {
  const { workspaceId, viewer } = useDesk();
  const form = useRef<HTMLFormElement>(null);
  const [text = "", setText] = useDraft("comment", markId);
  const [caret, setCaret] = useState<number | null>(null);
  const mentions = useMentions({ workspaceId, viewerId: viewer.id, off: isPrivate });
  const length = codePointLength(text);
  const area = () => form.current?.querySelector("textarea");

  useLayoutEffect(() => {
    if (caret === null) return;
    form.current?.querySelector("textarea")?.setSelectionRange(caret, caret);
    setCaret(null);
  }, [caret]);

  const send = (event?: FormEvent) => {
    event?.preventDefault();
    const said = text.trim();
    if (said === "" || length > COMMENT_LIMIT) return;
    setText(undefined);
    mentions.close();
    void onComment(said, isPrivate ? [] : namedIn(said, mentions.people)).then((sent) => {
      // Refused: the words come back, unless others have been typed meanwhile.
      if (!sent) setText((now) => now ?? said);
    });
  };
  const take = (person: Person) => {
    const next = mentions.take(person, text);
    setText(next.text);
    setCaret(next.caret);
    area()?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return send();
    const person = mentions.onKey(event);
    if (person) take(person);
  };
  const look = () => mentions.look(area()?.value ?? "", area()?.selectionStart ?? 0);
  return (
    <form ref={form} onSubmit={send} className="comments__form">
      <TextArea
        label="Comment"
        hideLabel
        rows={text === "" ? 1 : 3}
        placeholder={isPrivate ? "Comment for yourself" : "Comment for the team, @ for a name"}
        value={text}
        aria-autocomplete="list"
        aria-haspopup="listbox"
        aria-controls={mentions.found.length > 0 ? mentions.listId : undefined}
        aria-activedescendant={mentions.found.length > 0 ? mentionOptionId(mentions.listId, mentions.active) : undefined}
        onChange={(event) => {
          setText(event.currentTarget.value || undefined);
          look();
        }}
        onSelect={look}
        onBlur={mentions.close}
        onKeyDown={onKeyDown}
        hint={length > COMMENT_LIMIT * 0.9 ? `${length} of ${COMMENT_LIMIT} characters` : undefined}
        error={length > COMMENT_LIMIT ? `It is ${length - COMMENT_LIMIT} characters too long.` : null}
      />
      <MentionList id={mentions.listId} people={mentions.found} active={mentions.active} onTake={take} />
      {text.trim() !== "" && (
        <Button type="submit" size="small" aria-keyshortcuts="Control+Enter" disabled={length > COMMENT_LIMIT}>
          Send
        </Button>
      )}
    </form>
  );
}
