import { Suspense } from "react";
import { late } from "~/components/ui/late.ts";
import { RelativeTime } from "~/components/ui/relative-time.tsx";
import { useHydrated } from "~/components/ui/use-hydrated.ts";
import type { Comment } from "~/core/annotation/annotation.ts";
import { commentParts } from "~/core/annotation/mentions.ts";
import type { OnComment } from "./comment-field.tsx";
import { useDesk } from "./desk-context.ts";

const CommentField = late(async () => (await import("./comment-field.tsx")).CommentField);

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
  const hydrated = useHydrated();
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
        <div className="comments__field">
          {hydrated && (
            <Suspense>
              <CommentField markId={markId} isPrivate={isPrivate} onComment={onComment} />
            </Suspense>
          )}
        </div>
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
