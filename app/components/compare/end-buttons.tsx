import { ArrowLeftRight } from "lucide-react";
import { useRef } from "react";
import { linkWords } from "~/components/review/link-words.ts";
import { tagStyle } from "~/components/ui/tag-badge.tsx";
import { LINK_COLOUR } from "~/components/desk/link-colours.ts";
import { placeCards } from "~/components/desk/place-cards.ts";
import { shortQuote } from "~/components/desk/quotation.ts";
import { linesOf } from "./use-compare-side.ts";
import type { Comparison, Side } from "./use-comparison.ts";
import { useWhileScrolling } from "./use-while-scrolling.ts";

export interface EndButtonsProps {
  comparison: Comparison;
  side: Side;
  labels: Record<Side, string>;
  onGo: (side: Side) => void;
}

const SIZE = 28;

/** Where one text is shown at a time, instead of ribbons: beside each linked passage in view, a button that leads to its other end. */
export function EndButtons({ comparison, side, labels, onGo }: EndButtonsProps) {
  const strip = useRef<HTMLDivElement>(null);
  const { pairs, select } = comparison;
  const live = comparison[side];
  const other: Side = side === "left" ? "right" : "left";
  const tops = useWhileScrolling(() => {
    const box = strip.current?.getBoundingClientRect();
    if (!box) return new Map<string, number>();
    const lineOf = linesOf(live);
    const wishes = pairs.flatMap((pair) => {
      const line = lineOf(pair[side].mark);
      return line === null || line < box.top || line > box.bottom ? [] : [{ id: pair.link.id, top: line - box.top - SIZE / 2, height: SIZE }];
    });
    return placeCards(wishes.sort((a, b) => a.top - b.top), null, { gap: 2, floor: 0 });
  }, [pairs, live.layout, side]);

  return (
    <div ref={strip} className="end-buttons">
      <ul aria-label="Other ends of the links in view">
        {pairs.map((pair) => {
          const top = tops?.get(pair.link.id);
          return (
            top !== undefined && (
              <li key={pair.link.id} style={{ insetBlockStart: top }}>
                <button
                  type="button"
                  className="end-button tagged"
                  style={tagStyle(LINK_COLOUR[pair.link.type])}
                  aria-label={`Other end, ${linkWords(pair.link.type)}, ${labels[other]}: ${shortQuote(pair[other].end.anchor.quote, 60)}`}
                  onClick={() => {
                    select(pair);
                    onGo(other);
                  }}
                >
                  <ArrowLeftRight aria-hidden="true" />
                </button>
              </li>
            )
          );
        })}
      </ul>
    </div>
  );
}
