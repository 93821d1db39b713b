import { ArrowLeftRight, X } from "lucide-react";
import { linkWords } from "~/components/review/link-words.ts";
import { Button, ButtonLink } from "~/components/ui/button.tsx";
import { StateMark } from "~/components/ui/state-mark.tsx";
import { TagBadge, tagStyle } from "~/components/ui/tag-badge.tsx";
import { endHref } from "~/components/desk/desk-address.ts";
import { useDesk } from "~/components/desk/desk-context.ts";
import { LinkActions } from "~/components/desk/link-box.tsx";
import { LINK_COLOUR } from "~/components/desk/link-colours.ts";
import { MarkFailure } from "~/components/desk/mark-notices.tsx";
import { authorOf, decidedBy } from "~/components/desk/mark-words.ts";
import { passageCitation, shortQuote } from "~/components/desk/quotation.ts";
import { useMarkTrouble } from "~/components/desk/use-marks.ts";
import type { LinkPair, PairEnd } from "./link-pairs.ts";
import type { Side } from "./use-comparison.ts";

export interface LinkInfoProps {
  pair: LinkPair;
  /** Where there is room for one text: the one that is shown. Null where both are. */
  active: Side | null;
  onSide: (side: Side) => void;
  onClose: () => void;
}

/** The selected link: what it says, its state, and what can be done with it. */
export function LinkInfo({ pair: { link, left, right }, active, onSide, onClose }: LinkInfoProps) {
  const desk = useDesk();
  const { pending, problem } = useMarkTrouble(desk.store, link.id);
  const colour = LINK_COLOUR[link.type];
  const [from, to] = left.side === "from" ? [left, right] : [right, left];
  return (
    <section className="link-info tagged" style={tagStyle(colour)} aria-label="Selected link">
      <div className="row row--between">
        <span className="row">
          <TagBadge tag={{ code: "LI", name: linkWords(link.type), colour }} />
          <StateMark state={link.state} by={decidedBy(link)} />
          <span className="soft small">
            <bdi>{authorOf(link, desk.viewer.id)}</bdi>
            {pending && " · not sent yet"}
          </span>
        </span>
        <Button variant="bare" size="small" icon aria-label="Close" onClick={onClose}>
          <X aria-hidden="true" />
        </Button>
      </div>
      <p className="small" dir="auto">
        <EndWords end={from} /> <strong>{linkWords(link.type)}</strong> <EndWords end={to} />
      </p>
      {link.note && (
        <p className="note__text" dir="auto">
          {link.note}
        </p>
      )}
      {problem && <MarkFailure id={link.id} problem={problem} />}
      <LinkActions link={link} desk={desk} />
      <div className="row">
        {active !== null && (
          <Button size="small" onClick={() => onSide(active === "left" ? "right" : "left")}>
            <ArrowLeftRight aria-hidden="true" /> Other end
          </Button>
        )}
        {[left, right].map(({ end, side }) => (
          <ButtonLink key={side} size="small" variant="bare" to={endHref(link, side)}>
            Open {passageCitation(end.documentLabel, end.paragraph)}
          </ButtonLink>
        ))}
      </div>
    </section>
  );
}

function EndWords({ end: { end } }: { end: PairEnd }) {
  return (
    <>
      {passageCitation(end.documentLabel, end.paragraph)} “<bdi>{shortQuote(end.anchor.quote, 60)}</bdi>”
    </>
  );
}
