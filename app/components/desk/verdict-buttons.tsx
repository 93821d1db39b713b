import { useState } from "react";
import { ReasonForm, type Worded } from "~/components/review/reason-form.tsx";
import { Button } from "~/components/ui/button.tsx";
import { Kbd } from "~/components/ui/kbd.tsx";
import type { VerdictKind } from "~/core/annotation/annotation.ts";

export interface VerdictButtonsProps {
  /** Shows the keys; they work for the mark of the card, not for its links. */
  keyed?: boolean;
  onJudge: (verdict: VerdictKind, reason?: string) => void;
}

/** Approve, ask for changes, reject: for reviewers, on the work of others. */
export function VerdictButtons({ keyed, onJudge }: VerdictButtonsProps) {
  const [wording, setWording] = useState<Worded | null>(null);
  const keys = (letter: string) => (keyed ? { "data-key": letter, "aria-keyshortcuts": letter.toUpperCase() } : {});
  if (wording) {
    const give = (reason: string) => {
      setWording(null);
      onJudge(wording, reason);
    };
    return <ReasonForm compact verdict={wording} onGive={give} onCancel={() => setWording(null)} />;
  }
  return (
    <div className="row" role="group" aria-label="Your verdict">
      <Button size="small" variant="primary" {...keys("a")} onClick={() => onJudge("approve")}>
        Approve {keyed && <Kbd>A</Kbd>}
      </Button>
      <Button size="small" {...keys("c")} onClick={() => setWording("request-changes")}>
        Ask for changes
      </Button>
      <Button size="small" {...keys("r")} onClick={() => setWording("reject")}>
        Reject
      </Button>
    </div>
  );
}
