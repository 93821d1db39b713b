import { Suspense } from "react";
import { late } from "~/components/ui/late.ts";
import { RelativeTime } from "~/components/ui/relative-time.tsx";
import type { Comment, Person } from "~/core/annotation/annotation.ts";
import { commentParts } from "~/core/annotation/mentions.ts";
import { useDesk } from "./desk-context.ts";

const CommentField = late(async () => (await import("./comment-field.tsx")).CommentField);

/** Sends a comment with the people it names; answers whether it was sent. */
export type OnComment = (text: string, mentions: Person[]) => Promise<boolean>;

export interface CommentThreadProps {
  markId: string;
  comments: readonly Comment[];
  /** Nobody else sees the mark: nobody can be mentioned. */
  isPrivate: boolean;
  /** Null when the viewer may only read. */
  onComment: OnComment | null;
}

/** What was said about a mark, and the field to say more. */
export function CommentThread({ markId, comments, isPrivate, onComment }: CommentThreadProps) {
  if (comments.length === 0 && !onComment) return null;
  return (
    <section className="comments" aria-label="Comments">
      {comments.length > 0 && (
        <ol>
          {comments.map((comment) => (
            <li key={comment.id}>
              <p dir="auto">
                <strong>{comment.author.name}</strong> <CommentText comment={comment} />
              </p>
              <p className="soft mark-card__fine">
                <RelativeTime iso={comment.at} />
              </p>
            </li>
          ))}
        </ol>
      )}
      {onComment && (
        <Suspense fallback={<div className="comments__waiting" />}>
          <CommentField markId={markId} isPrivate={isPrivate} onComment={onComment} />
        </Suspense>
      )}
    </section>
  );
}

function CommentText({ comment: { text, mentions } }: { comment: Comment }) {
  const { viewer } = useDesk();
  return (
    <span className="comments__text">
      {commentParts(text, mentions).map(({ text: part, person }, nth) =>
        person ? (
          <span key={nth} className={person.id === viewer.id ? "mention mention--me" : "mention"}>
            {part}
          </span>
        ) : (
          part
        ),
      )}
    </span>
  );
}
