import { Suspense } from "react";
import { Button } from "~/components/ui/button.tsx";
import { late } from "~/components/ui/late.ts";
import type { Annotation } from "~/core/annotation/annotation.ts";
import type { ApiProblem } from "~/live/api.ts";
import { wishedWords } from "~/live/wished-words.ts";
import { useDesk } from "./desk-context.ts";
import type { PlaceStatus } from "./desk-cards.ts";

const PlaceActions = late(async () => (await import("./place-actions.tsx")).PlaceActions);
const SpanConflict = late(async () => (await import("./span-conflict.tsx")).SpanConflict);

/** Two people have moved the ends of one mark. */
function isSpanConflict({ type, more }: ApiProblem): boolean {
  return type === "conflict" && (more.wished as { verb?: unknown } | undefined)?.verb === "reanchor";
}

/** A command that was refused: why, what was wished, and the two ways on. */
export function MarkFailure({ id, problem }: { id: string; problem: ApiProblem }) {
  const { store } = useDesk();
  if (isSpanConflict(problem)) {
    return (
      <Suspense>
        <SpanConflict id={id} problem={problem} />
      </Suspense>
    );
  }
  const wished = wishedWords(problem.more.wished);
  return (
    <div className="mark-notice mark-notice--danger" role="alert">
      <p>
        <strong>Not saved: {problem.title}.</strong> {problem.detail}
      </p>
      {wished && (
        <p className="note__text" dir="auto">
          {`Yours: “${wished}”`}
        </p>
      )}
      <div className="row">
        <Button size="small" onClick={() => store.retry(id)}>
          Try again
        </Button>
        <Button size="small" variant="bare" onClick={() => store.dismiss(id)}>
          Let it go
        </Button>
      </div>
    </div>
  );
}

/** Why a mark does not stand where it was made, and, for an open card, the ways on. */
export function PlaceNotice({ status, mark }: { status: PlaceStatus | undefined; mark?: Annotation }) {
  if (status !== "check" && status !== "detached") return null;
  return (
    <div className="mark-notice">
      {status === "check" ? (
        <p>Check the position: the words here have changed since it was marked.</p>
      ) : (
        <p>Detached: the words are gone from the text. The quote is kept here.</p>
      )}
      {mark && (
        <Suspense>
          <PlaceActions mark={mark} status={status} />
        </Suspense>
      )}
    </div>
  );
}
