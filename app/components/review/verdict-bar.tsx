import { useState } from "react";
import { ActionKey } from "~/components/keys/action-key.tsx";
import { useActionKeys, useShortcuts } from "~/components/keys/use-action-keys.ts";
import { Button, ButtonLink } from "~/components/ui/button.tsx";
import { ReasonForm, type Worded } from "./reason-form.tsx";

export interface VerdictBarProps {
  busy: boolean;
  /** Where the passage is read in its document. */
  href: string;
  onApprove: () => void;
  /** Answers whether it was given, so that the words are kept when not. */
  onWorded: (verdict: Worded, reason: string) => Promise<boolean>;
  onMove: (by: 1 | -1) => void;
  onOpen: () => void;
}

/** The verdicts on the item shown, each with its key. Give it a `key` per item, so that words do not wander. */
export function VerdictBar({ busy, href, onApprove, onWorded, onMove, onOpen }: VerdictBarProps) {
  const [wording, setWording] = useState<Worded | null>(null);
  const keyOf = useShortcuts();
  useActionKeys({
    "review.approve": onApprove,
    "review.ask": () => setWording("request-changes"),
    "review.reject": () => setWording("reject"),
    "mark.next": () => onMove(1),
    "mark.previous": () => onMove(-1),
    "review.open": onOpen,
  });
  const give = async (verdict: Worded, reason: string) => {
    if (await onWorded(verdict, reason)) setWording(null);
  };
  return (
    <div className="stack">
      <div className="row" role="group" aria-label="Your verdict">
        <Button variant="primary" size="large" busy={busy} onClick={onApprove} {...keyOf("review.approve").props}>
          Approve <ActionKey of="review.approve" />
        </Button>
        <Button size="large" busy={busy} onClick={() => setWording("request-changes")} aria-expanded={wording === "request-changes"} {...keyOf("review.ask").props}>
          Ask for changes <ActionKey of="review.ask" />
        </Button>
        <Button size="large" busy={busy} onClick={() => setWording("reject")} aria-expanded={wording === "reject"} {...keyOf("review.reject").props}>
          Reject with a reason <ActionKey of="review.reject" />
        </Button>
      </div>
      {wording && <ReasonForm key={wording} verdict={wording} busy={busy} onGive={(reason) => void give(wording, reason)} onCancel={() => setWording(null)} />}
      <div className="row">
        <Button variant="bare" onClick={() => onMove(1)} {...keyOf("mark.next").props}>
          Skip <ActionKey of="mark.next" />
        </Button>
        <Button variant="bare" onClick={() => onMove(-1)} {...keyOf("mark.previous").props}>
          Previous <ActionKey of="mark.previous" />
        </Button>
        <ButtonLink variant="bare" to={href} {...keyOf("review.open").props}>
          Open in document <ActionKey of="review.open" />
        </ButtonLink>
      </div>
    </div>
  );
}
