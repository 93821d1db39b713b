import { useState } from "react";
import { ActionKey } from "~/components/keys/action-key.tsx";
import { useShortcuts } from "~/components/keys/use-action-keys.ts";
import { ReasonForm, type Worded } from "~/components/review/reason-form.tsx";
import { Button } from "~/components/ui/button.tsx";
import type { VerdictKind } from "~/core/annotation/annotation.ts";
import type { ActionId } from "~/core/keys/actions.ts";

export interface VerdictButtonsProps {
  /** Shows the keys; they work for the mark of the card, not for its links. */
  keyed?: boolean;
  onJudge: (verdict: VerdictKind, reason?: string) => void;
}

/** Approve, ask for changes, reject: for reviewers, on the work of others. */
export function VerdictButtons({ keyed, onJudge }: VerdictButtonsProps) {
  const [wording, setWording] = useState<Worded | null>(null);
  const keyOf = useShortcuts();
  const keys = (id: ActionId) => (keyed ? keyOf(id).props : {});
  if (wording) {
    const give = (reason: string) => {
      setWording(null);
      onJudge(wording, reason);
    };
    return <ReasonForm compact verdict={wording} onGive={give} onCancel={() => setWording(null)} />;
  }
  return (
    <div className="row" role="group" aria-label="Your verdict">
      <Button size="small" variant="primary" {...keys("review.approve")} onClick={() => onJudge("approve")}>
        Approve {keyed && <ActionKey of="review.approve" />}
      </Button>
      <Button size="small" {...keys("review.ask")} onClick={() => setWording("request-changes")}>
        Ask for changes
      </Button>
      <Button size="small" {...keys("review.reject")} onClick={() => setWording("reject")}>
        Reject
      </Button>
    </div>
  );
}
