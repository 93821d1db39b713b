import { useState, type FormEvent } from "react";
import { Button } from "~/components/ui/button.tsx";
import { TextArea } from "~/components/ui/fields.tsx";
import { RelativeTime } from "~/components/ui/relative-time.tsx";
import { COMMENT_LIMIT, type Comment } from "~/core/annotation/annotation.ts";
import { ApiProblem, request } from "~/live/api.ts";

export interface ReviewCommentsProps {
  annotationId: string;
  comments: Comment[];
  /** A comment was added: the item has to be read again. */
  onAdded: () => void;
}

/** What has been said about an annotation, and a place to say more. */
export function ReviewComments({ annotationId, comments, onAdded }: ReviewCommentsProps) {
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);

  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || !text.trim()) return;
    setBusy(true);
    try {
      await request("POST", `/annotations/${annotationId}/comments`, { text: text.trim() });
      setProblem(null);
      setText("");
      onAdded();
    } catch (cause) {
      setProblem(ApiProblem.from(cause));
    } finally {
      setBusy(false);
    }
  };

  return (
    <section className="stack stack--tight" aria-labelledby="comments">
      <h2 id="comments" className="review-side__title">
        Comments
      </h2>
      {comments.length === 0 && <p className="small soft">None yet.</p>}
      <ul className="stack stack--tight">
        {comments.map((comment) => (
          <li key={comment.id} className="small">
            <p>
              <strong dir="auto">{comment.author.name}</strong>{" "}
              <span className="soft">
                <RelativeTime iso={comment.at} />
              </span>
            </p>
            <p className="review-comment" dir="auto">
              {comment.text}
            </p>
          </li>
        ))}
      </ul>
      <form className="stack stack--tight" onSubmit={send}>
        <TextArea
          label="New comment"
          hideLabel
          placeholder="Say something to the team"
          rows={2}
          maxLength={COMMENT_LIMIT}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          error={problem ? `${problem.title}. Your words are kept here; try again.` : null}
        />
        <div>
          <Button type="submit" size="small" busy={busy} disabled={!text.trim()}>
            Comment
          </Button>
        </div>
      </form>
    </section>
  );
}
