import { Link as PageLink } from "@remix-run/react";
import { Suspense, useState, type MouseEvent } from "react";
import { linkWords } from "~/components/review/link-words.ts";
import { Button } from "~/components/ui/button.tsx";
import { late } from "~/components/ui/late.ts";
import { StateMark } from "~/components/ui/state-mark.tsx";
import { can } from "~/core/access/can.ts";
import type { Link } from "~/core/annotation/annotation.ts";
import { endHref } from "./desk-address.ts";
import { awaitsVerdict } from "./card-choice.ts";
import { endCard, otherSide, type LinkSide } from "./desk-cards.ts";
import { useDesk, type Desk } from "./desk-context.ts";
import { removeWithUndo, telling } from "./mark-commands.ts";
import { MarkFailure } from "./mark-notices.tsx";
import { authorOf, decidedBy } from "./mark-words.ts";
import { passageCitation, shortQuote } from "./quotation.ts";
import { useMarkTrouble } from "./use-marks.ts";
import { VerdictButtons } from "./verdict-buttons.tsx";

const LinkEditor = late(async () => (await import("./link-editor.tsx")).LinkEditor);

export interface LinkBoxProps {
  link: Link;
  /** The end at which the reader is. */
  side: LinkSide;
  /** Offers what can be done with it. */
  open?: boolean;
}

/** One link as a small box that leads to its other end. */
export function LinkBox({ link, side, open }: LinkBoxProps) {
  const desk = useDesk();
  const { pending, problem } = useMarkTrouble(desk.store, link.id);
  const farSide = otherSide(side);
  const end = link[farSide];
  const go = (event: MouseEvent) => {
    if (end.documentId !== desk.documentId || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    desk.select(endCard(link, farSide));
  };
  return (
    <div className="link-box">
      <PageLink to={(desk.hrefOfEnd ?? endHref)(link, farSide)} className="link-box__go" onClick={go}>
        <strong>{linkWords(link.type, side === "from")}</strong> ·{" "}
        <bdi>{end.documentId === desk.documentId && end.paragraph !== null ? `para. ${end.paragraph}` : passageCitation(end.documentLabel, end.paragraph)}</bdi> — “
        <bdi>{shortQuote(end.anchor.quote, 90)}</bdi>”
      </PageLink>
      {link.note && open && (
        <p className="small note__text" dir="auto">
          {link.note}
        </p>
      )}
      <p className="link-box__state">
        <StateMark state={link.state} by={decidedBy(link)} />
        <span className="soft mark-card__fine">
          <bdi>{authorOf(link, desk.viewer.id)}</bdi>
          {pending && " · not sent yet"}
        </span>
      </p>
      {problem && <MarkFailure id={link.id} problem={problem} />}
      {open && <LinkActions link={link} desk={desk} />}
    </div>
  );
}

/** What the viewer may do with a link. */
export function LinkActions({ link, desk }: { link: Link; desk: Desk }) {
  const { store, actor } = desk;
  const [editing, setEditing] = useState(false);
  const thing = { authorId: link.author.id, contributorIds: link.contributorIds, visibility: "team" as const };
  const mayJudge = awaitsVerdict(link, actor);
  const maySubmit = can(actor, "mark.submit", thing);
  const submits = maySubmit && (link.state === "draft" || link.state === "changes_requested");
  const mayEdit = can(actor, "mark.edit", thing);
  const mayRemove = can(actor, "mark.delete", thing);
  const reasons = link.verdicts.filter((verdict) => verdict.reason && !verdict.withdrawn);
  if (!mayJudge && !maySubmit && !mayEdit && !mayRemove && reasons.length === 0) return null;
  return (
    <div className="stack stack--tight">
      {reasons.map((verdict) => (
        <p key={verdict.id} className="small" dir="auto">
          <strong>{verdict.reviewer.name}:</strong> {verdict.reason}
        </p>
      ))}
      {mayJudge && <VerdictButtons onJudge={(verdict, reason) => void telling(store.judge("link", link.id, { verdict, reason }))} />}
      {editing && mayEdit && (
        <Suspense>
          <LinkEditor link={link} desk={desk} onClose={() => setEditing(false)} />
        </Suspense>
      )}
      <div className="row">
        {mayEdit && !editing && (
          <Button size="small" variant="bare" onClick={() => setEditing(true)}>
            Edit link
          </Button>
        )}
        {submits && (
          <Button size="small" onClick={() => void telling(store.submitLink(link.id))}>
            Submit link
          </Button>
        )}
        {maySubmit && link.state === "submitted" && (
          <Button size="small" variant="bare" onClick={() => void telling(store.withdrawLink(link.id))}>
            Take link back
          </Button>
        )}
        {mayRemove && (
          <Button size="small" variant="bare" onClick={() => removeWithUndo(store, "link", link.id)}>
            Delete link
          </Button>
        )}
      </div>
    </div>
  );
}
