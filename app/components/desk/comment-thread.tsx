import { type FormEvent, type KeyboardEvent } from "react";
import { Button } from "~/components/ui/button.tsx";
import { TextArea } from "~/components/ui/fields.tsx";
import { RelativeTime } from "~/components/ui/relative-time.tsx";
import { COMMENT_LIMIT, type Comment } from "~/core/annotation/annotation.ts";
import { codePointLength } from "~/core/document/code-points.ts";
import { useDraft } from "./use-draft.ts";

export interface CommentThreadProps {
  markId: string;
  comments: readonly Comment[];
  /** Null when the viewer may only read. Answers whether it was sent. */
  onComment: ((text: string) => Promise<boolean>) | null;
}

/** What was said about a mark, and the field to say more. */
export function CommentThread({ markId, comments, onComment }: CommentThreadProps) {
  if (comments.length === 0 && !onComment) return null;
  return (
    <section className="comments" aria-label="Comments">
      {comments.length > 0 && (
        <ol>
          {comments.map((comment) => (
            <li key={comment.id}>
              <p dir="auto">
                <strong>{comment.author.name}</strong> <span className="comments__text">{comment.text}</span>
              </p>
              <p className="soft mark-card__fine">
                <RelativeTime iso={comment.at} />
              </p>
            </li>
          ))}
        </ol>
      )}
      {onComment && <CommentField markId={markId} onComment={onComment} />}
    </section>
  );
}

function CommentField({ markId, onComment }: { markId: string; onComment: (text: string) => Promise<boolean> }) {
  const [text = "", type] = useDraft("comment", markId);
  const length = codePointLength(text);
  const send = (event?: FormEvent) => {
    event?.preventDefault();
    const said = text.trim();
    if (said === "" || length > COMMENT_LIMIT) return;
    type(undefined);
    void onComment(said).then((sent) => {
      // Refused: the words come back, unless others have been typed meanwhile.
      if (!sent) type((now) => now ?? said);
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) send();
  };
  return (
    <form onSubmit={send} className="comments__form">
      <TextArea
        label="Comment"
        hideLabel
        rows={text === "" ? 1 : 3}
        placeholder="Comment for the team"
        value={text}
        onChange={(event) => type(event.currentTarget.value || undefined)}
        onKeyDown={onKeyDown}
        error={length > COMMENT_LIMIT ? `It is ${length - COMMENT_LIMIT} characters too long.` : null}
      />
      {text.trim() !== "" && (
        <Button type="submit" size="small" aria-keyshortcuts="Control+Enter" disabled={length > COMMENT_LIMIT}>
          Send
        </Button>
      )}
    </form>
  );
}
