import { useRef } from "react";
import { linkWords } from "~/components/review/link-words.ts";
import { classNames } from "~/components/ui/class-names.ts";
import { stateWords } from "~/components/ui/state-mark.tsx";
import { tagStyle } from "~/components/ui/tag-badge.tsx";
import { LINK_COLOUR } from "~/components/desk/link-colours.ts";
import { shortQuote } from "~/components/desk/quotation.ts";
import type { LinkPair } from "./link-pairs.ts";
import { ribbonsOf, type Ribbon } from "./ribbons.ts";
import { linesOf } from "./use-compare-side.ts";
import type { Comparison } from "./use-comparison.ts";
import { useWhileScrolling } from "./use-while-scrolling.ts";

export interface RibbonGutterProps {
  comparison: Comparison;
  /** There is no room for it: nothing is drawn. */
  idle: boolean;
}

const NOTHING: { ribbons: Ribbon[]; width: number; height: number } = { ribbons: [], width: 0, height: 0 };

/** The links between the two texts as curves from words to words. */
export function RibbonGutter({ comparison: { left, right, pairs, pair, select }, idle }: RibbonGutterProps) {
  const gutter = useRef<HTMLDivElement>(null);
  const found = useWhileScrolling(() => {
    const box = idle ? undefined : gutter.current?.getBoundingClientRect();
    if (!box || box.width === 0) return NOTHING;
    const [leftLine, rightLine] = [linesOf(left), linesOf(right)];
    const within = (line: number | null) => (line === null ? null : line - box.top);
    const wishes = pairs.map((one) => ({ id: one.link.id, left: within(leftLine(one.left.mark)), right: within(rightLine(one.right.mark)) }));
    return { ribbons: ribbonsOf(wishes, box.width, box.height), width: box.width, height: box.height };
  }, [pairs, left.layout, right.layout, idle]);
  const drawn = found ?? NOTHING;

  const byId = new Map(pairs.map((one) => [one.link.id, one]));
  const chosen = pair?.link.id;
  return (
    <div ref={gutter} className="ribbons">
      <svg className="ribbons__curves" width={drawn.width} height={drawn.height} aria-hidden="true">
        {[...drawn.ribbons]
          .sort((a, b) => Number(a.id === chosen) - Number(b.id === chosen))
          .map(({ id, path }) => {
            const one = byId.get(id);
            return one && <path key={id} d={path} className={classNames("ribbon", lookOf(one), id === chosen && "ribbon--selected")} stroke={LINK_COLOUR[one.link.type]} />;
          })}
      </svg>
      <ul aria-label="Links in view">
        {drawn.ribbons.map(({ id, label }) => {
          const one = byId.get(id);
          return (
            one && (
              <li key={id} style={{ insetBlockStart: label }}>
                <button
                  type="button"
                  className={classNames("ribbon-label tagged", id === chosen && "ribbon-label--selected")}
                  style={tagStyle(LINK_COLOUR[one.link.type])}
                  aria-pressed={id === chosen}
                  title={`${linkWords(one.link.type)} · ${stateWords(one.link.state)}`}
                  onClick={() => select(one)}
                >
                  {shortWords(one)}
                  <span className="visually-hidden">
                    , {stateWords(one.link.state)}: “{shortQuote(one.left.end.anchor.quote, 60)}” and “{shortQuote(one.right.end.anchor.quote, 60)}”
                  </span>
                </button>
              </li>
            )
          );
        })}
      </ul>
    </div>
  );
}

/** Solid when approved, dashed while proposed. */
function lookOf({ link }: LinkPair): string | false {
  return link.state !== "approved" && "ribbon--proposed";
}

const SIGN = { draft: "○", submitted: "●", approved: "✓", changes_requested: "↺", rejected: "✕" } as const;

function shortWords({ link }: LinkPair): string {
  const words = link.type === "same-subject" ? "same subject" : linkWords(link.type);
  return `${words} ${SIGN[link.state]}`;
}
