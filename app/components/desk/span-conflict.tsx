import { Button } from "~/components/ui/button.tsx";
import type { ApiProblem } from "~/live/api.ts";
import { useDesk } from "./desk-context.ts";
import { shortQuote } from "./quotation.ts";

/** Two people moved the ends of one mark at the same time: theirs stands, one's own is kept to choose. */
export function SpanConflict({ id, problem: { more } }: { id: string; problem: ApiProblem }) {
  const { store } = useDesk();
  const { theirs, wished } = more as { theirs?: Marked; wished?: Marked };
  return (
    <div className="mark-notice mark-notice--danger" role="alert">
      <p>
        <strong>Somebody else moved its ends at the same time.</strong> Theirs is what stands now; yours is kept here.
      </p>
      <dl className="span-conflict">
        <dt>Theirs</dt>
        <dd dir="auto">{quoteOf(theirs)}</dd>
        <dt>Yours</dt>
        <dd dir="auto">{quoteOf(wished)}</dd>
      </dl>
      <div className="row">
        <Button size="small" onClick={() => store.dismiss(id)}>
          Keep theirs
        </Button>
        <Button size="small" onClick={() => store.retry(id)}>
          Use mine
        </Button>
      </div>
    </div>
  );
}

interface Marked {
  anchor?: { quote?: string };
}

function quoteOf(marked: Marked | undefined): string {
  return `“${shortQuote(marked?.anchor?.quote ?? "")}”`;
}
