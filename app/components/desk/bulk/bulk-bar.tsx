import { X } from "lucide-react";
import { useState, useSyncExternalStore, type ReactNode } from "react";
import { Progress } from "~/components/ui/progress.tsx";
import { toast } from "~/components/ui/toaster.tsx";
import { markOf, type DeskCard } from "../desk-cards.ts";
import { useDesk, type Desk } from "../desk-context.ts";
import { UNDO_MS } from "../mark-commands.ts";
import type { PickedCards } from "../picked-cards.ts";
import { TagPopover } from "../tag-popover.tsx";
import { DOING, outcomeWords, verdictQuestion } from "./bulk-words.ts";
import { planBulk, runBulk, send, takeBack, type BulkAction, type BulkMark, type BulkPlan } from "./bulk-work.ts";

export interface BulkBarProps {
  picked: PickedCards;
  /** All of the document. */
  cards: readonly DeskCard[];
}

/** What can be done with the picked marks. */
export function BulkBar({ picked, cards }: BulkBarProps) {
  const desk = useDesk();
  const ids = useSyncExternalStore(picked.subscribe, picked.ids, picked.ids);
  const job = useSyncExternalStore(picked.subscribe, picked.job, picked.job);
  const [question, setQuestion] = useState<BulkPlan | null>(null);
  const marks = marksOf(cards, ids);
  const begin = (action: BulkAction) => {
    const plan = planBulk(marks, action, desk.actor);
    if (plan.decided.length > 0) setQuestion(plan);
    else void run(desk, picked, plan);
  };
  const answer = (plan: BulkPlan | null) => {
    setQuestion(null);
    if (plan) void run(desk, picked, plan);
  };
  return (
    <section className="bulk-bar" aria-label="The picked marks">
      {job ? (
        <>
          <p role="status">
            {job.words} {job.answered} of {job.total}
          </p>
          <BulkButton onPress={job.stop}>Stop</BulkButton>
          <Progress value={job.answered} max={job.total} label={job.words} words={`${job.answered} of ${job.total}`} />
        </>
      ) : question ? (
        <Question plan={question} onAnswer={answer} />
      ) : (
        <>
          <p role="status">{marks.length} selected</p>
          <button type="button" className="selection-bar__button bulk-bar__close" aria-label="Let go of the selection" onClick={() => picked.keep(null)}>
            <X aria-hidden="true" />
          </button>
          <Actions marks={marks} onAction={begin} />
        </>
      )}
    </section>
  );
}

function Actions({ marks, onAction }: { marks: readonly BulkMark[]; onAction: (action: BulkAction) => void }) {
  const { tags } = useDesk();
  const used = new Set(marks.flatMap((mark) => ("tags" in mark ? mark.tags : [])));
  return (
    <div className="bulk-bar__actions">
      <TagPopover
        tags={tags}
        onPick={({ slug }) => onAction({ verb: "tag", slug })}
        trigger={
          <button type="button" className="selection-bar__button">
            Add tag
          </button>
        }
      />
      {used.size > 0 && (
        <TagPopover
          tags={tags.filter(({ slug }) => used.has(slug))}
          onPick={({ slug }) => onAction({ verb: "untag", slug })}
          trigger={
            <button type="button" className="selection-bar__button">
              Remove tag
            </button>
          }
        />
      )}
      <BulkButton onPress={() => onAction({ verb: "submit" })}>Submit</BulkButton>
      {marks.some(({ state }) => state === "submitted") && <BulkButton onPress={() => onAction({ verb: "withdraw" })}>Take back</BulkButton>}
      <BulkButton onPress={() => onAction({ verb: "delete" })}>Delete</BulkButton>
    </div>
  );
}

function Question({ plan, onAnswer }: { plan: BulkPlan; onAnswer: (plan: BulkPlan | null) => void }) {
  const { marks, decided } = plan;
  const others = marks.filter((mark) => !decided.includes(mark));
  return (
    <div role="alertdialog" aria-label="Verdicts would be withdrawn" className="bulk-bar__question">
      <p>{verdictQuestion(decided.length)}</p>
      <div className="bulk-bar__actions">
        {others.length > 0 && (
          <BulkButton
            onPress={() => onAnswer({ ...plan, marks: others, refused: new Map([...plan.refused, ["a verdict stands", decided.length]]) })}
          >
            Leave {decided.length === 1 ? "it" : "them"} out
          </BulkButton>
        )}
        <BulkButton onPress={() => onAnswer(plan)}>Change {marks.length === 1 ? "it" : `all ${marks.length}`}</BulkButton>
        <BulkButton onPress={() => onAnswer(null)}>Cancel</BulkButton>
      </div>
    </div>
  );
}

function BulkButton({ onPress, children }: { onPress: () => void; children: ReactNode }) {
  return (
    <button type="button" className="selection-bar__button" onClick={onPress}>
      {children}
    </button>
  );
}

/** The marks of the picked cards; a link with both ends in the document is one mark. */
function marksOf(cards: readonly DeskCard[], ids: ReadonlySet<string>): BulkMark[] {
  return [...new Map(cards.flatMap((card) => (ids.has(card.id) ? [[markOf(card).id, markOf(card)] as const] : []))).values()];
}

/** Does it, and offers for a while to take all of it back. */
async function run({ store, announce }: Desk, picked: PickedCards, plan: BulkPlan): Promise<void> {
  const { action, marks, same } = plan;
  const all = marks.length + same + [...plan.refused.values()].reduce((sum, one) => sum + one, 0);
  const { done, refused, stopped } = await watched(picked, DOING[action.verb], marks, (mark) => send(store, mark, action));
  const words = outcomeWords({ verb: action.verb, all, done: done.length, same, refused: new Map([...plan.refused, ...refused]), stopped });
  announce(words);
  if (done.length === 0) return void toast.message(words);
  const undo = async (): Promise<void> => {
    const back = await watched(picked, "Undoing", [...done].reverse(), (mark) => takeBack(store, mark, action));
    const left = done.length - back.done.length;
    const why = [...back.refused.keys()].join("; ");
    if (left > 0) toast.error(`${left} of ${done.length} could not be taken back${why && `: ${why}`}.`);
    announce(left > 0 ? `${left} could not be taken back.` : "Taken back.");
  };
  toast.message(words, { duration: UNDO_MS, action: { label: "Undo", onClick: () => void undo() } });
}

/** Runs with its progress to be seen. */
async function watched(picked: PickedCards, words: string, marks: readonly BulkMark[], work: (mark: BulkMark) => Promise<unknown>) {
  const stopping = new AbortController();
  const stop = (): void => stopping.abort();
  const show = (answered: number): void => picked.setJob({ words, answered, total: marks.length, stop });
  show(0);
  try {
    return { ...(await runBulk(marks, work, { signal: stopping.signal, onProgress: show })), stopped: stopping.signal.aborted };
  } finally {
    picked.setJob(null);
  }
}
