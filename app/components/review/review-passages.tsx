import { Link } from "@remix-run/react";
import { tagStyle } from "~/components/ui/tag-badge.tsx";
import type { ReviewPassage } from "./review-entry.ts";

const PLACE_NOTES: Record<ReviewPassage["place"], string | null> = {
  found: null,
  check: "The text has changed here: similar words were found. Check the position.",
  lost: "These words are not in the text any more. This is what was marked.",
};

export interface ReviewPassagesProps {
  passages: ReviewPassage[];
  /** The tag's colour. */
  colour: string;
}

/** The passages of one item, each in its sentences. */
export function ReviewPassages({ passages, colour }: ReviewPassagesProps) {
  return (
    <div className="stack stack--tight tagged" style={tagStyle(colour)}>
      {passages.map((passage, nth) => (
        <div key={nth} className="stack stack--tight">
          {passage.relation && (
            <p className="small">
              <strong>{passage.relation}</strong>
              {passage.relationNote && (
                <span className="soft" dir="auto">
                  {" "}
                  · {passage.relationNote}
                </span>
              )}
            </p>
          )}
          <figure className="card review-passage">
            <figcaption>
              <Link to={passage.href}>{passage.citation}</Link>
            </figcaption>
            <blockquote dir="auto">
              {passage.before}
              <mark className="review-mark">{passage.quote}</mark>
              {passage.after}
            </blockquote>
            {PLACE_NOTES[passage.place] && <p className="small review-passage__note">{PLACE_NOTES[passage.place]}</p>}
          </figure>
        </div>
      ))}
    </div>
  );
}
