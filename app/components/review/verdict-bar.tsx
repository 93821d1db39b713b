import { useState } from "react";
import { Button, ButtonLink } from "~/components/ui/button.tsx";
import { Kbd } from "~/components/ui/kbd.tsx";
import { useKeys } from "~/components/ui/use-keys.ts";
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
  useKeys({
    a: onApprove,
    c: () => setWording("request-changes"),
    r: () => setWording("reject"),
    j: () => onMove(1),
    k: () => onMove(-1),
    o: onOpen,
  });
  const give = async (verdict: Worded, reason: string) => {
    if (await onWorded(verdict, reason)) setWording(null);
  };
  return (
    <div className="stack">
      <div className="row" role="group" aria-label="Your verdict">
        <Button variant="primary" size="large" busy={busy} onClick={onApprove} aria-keyshortcuts="A">
          Approve <Kbd>A</Kbd>
        </Button>
        <Button size="large" busy={busy} onClick={() => setWording("request-changes")} aria-expanded={wording === "request-changes"} aria-keyshortcuts="C">
          Ask for changes <Kbd>C</Kbd>
        </Button>
        <Button size="large" busy={busy} onClick={() => setWording("reject")} aria-expanded={wording === "reject"} aria-keyshortcuts="R">
          Reject with a reason <Kbd>R</Kbd>
        </Button>
      </div>
      {wording && <ReasonForm key={wording} verdict={wording} busy={busy} onGive={(reason) => void give(wording, reason)} onCancel={() => setWording(null)} />}
      <div className="row">
        <Button variant="bare" onClick={() => onMove(1)} aria-keyshortcuts="J">
          Skip <Kbd>J</Kbd>
        </Button>
        <Button variant="bare" onClick={() => onMove(-1)} aria-keyshortcuts="K">
          Previous <Kbd>K</Kbd>
        </Button>
        <ButtonLink variant="bare" to={href} aria-keyshortcuts="O">
          Open in document <Kbd>O</Kbd>
        </ButtonLink>
      </div>
    </div>
  );
}
