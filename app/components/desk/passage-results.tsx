import { useEffect, useId, useRef } from "react";
import { classNames } from "~/components/ui/class-names.ts";
import type { Passage } from "~/context.ts";
import { selectedIn, wordsOf, type TextRange } from "./chosen-passage.ts";
import { passageCitation, shortQuote } from "./quotation.ts";
import type { PassageSearch } from "./use-passages.ts";

export interface PassageResultsProps {
  search: PassageSearch;
  chosen: { passage: Passage; range: TextRange | null } | null;
  onChoose: (passage: Passage, range: TextRange | null) => void;
}

/** The passages found, one to choose. In the chosen one words can be selected; otherwise the whole of it is meant. */
export function PassageResults({ search: { passages, state, problem }, chosen, onChoose }: PassageResultsProps) {
  const name = useId();
  if (problem) return <p className="field__error">{`${problem.title}. ${problem.detail ?? ""}`}</p>;
  if (state === "idle") return null;
  if (state === "found" && passages.length === 0) return <p className="soft small">Nothing found. Try fewer words, or another document.</p>;
  return (
    <fieldset className="passages">
      <legend className="visually-hidden">Passages found</legend>
      {passages.map((passage) => {
        const isChosen = chosen?.passage.documentId === passage.documentId && chosen.passage.block === passage.block;
        return (
          <div key={`${passage.documentId} ${passage.block}`} className={classNames("passage", isChosen && "passage--chosen")}>
            <label className="passage__name">
              <input type="radio" name={name} checked={isChosen} onChange={() => onChoose(passage, null)} />
              {passageCitation(passage.documentLabel, passage.paragraph)}
            </label>
            {isChosen ? (
              <ChosenText passage={passage} range={chosen.range} onRange={(range) => onChoose(passage, range)} />
            ) : (
              <p className="passage__text serif" dir="auto">
                {shortQuote(passage.text, 160)}
              </p>
            )}
          </div>
        );
      })}
    </fieldset>
  );
}

interface ChosenTextProps {
  passage: Passage;
  range: TextRange | null;
  onRange: (range: TextRange | null) => void;
}

/** The whole text of the chosen passage; selecting words in it takes just them. */
function ChosenText({ passage, range, onRange }: ChosenTextProps) {
  const text = useRef<HTMLParagraphElement>(null);
  const latest = useRef(onRange);
  useEffect(() => {
    latest.current = onRange;
  }, [onRange]);

  useEffect(() => {
    const listen = () => {
      const selected = text.current && selectedIn(text.current);
      if (selected) latest.current(selected);
    };
    document.addEventListener("selectionchange", listen);
    return () => document.removeEventListener("selectionchange", listen);
  }, []);

  return (
    <>
      <p ref={text} className="passage__text passage__text--whole serif" dir="auto">
        {passage.text}
      </p>
      <p className="small">
        {range ? (
          <>
            Takes “<bdi>{shortQuote(wordsOf(passage, range).quote, 60)}</bdi>”.{" "}
            <button type="button" className="text-button" onClick={() => onRange(null)}>
              Take the whole paragraph
            </button>
          </>
        ) : (
          <span className="soft">Takes the whole paragraph. Select words in it to take only those.</span>
        )}
      </p>
    </>
  );
}
