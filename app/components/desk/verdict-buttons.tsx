import { useEffect, useRef, useState, type FormEvent, type KeyboardEvent } from "react";
import { Button } from "~/components/ui/button.tsx";
import { TextArea } from "~/components/ui/fields.tsx";
import { Kbd } from "~/components/ui/kbd.tsx";
import type { VerdictKind } from "~/core/annotation/annotation.ts";

export interface VerdictButtonsProps {
  /** Shows the keys; they work for the mark of the card, not for its links. */
  keyed?: boolean;
  onJudge: (verdict: VerdictKind, reason?: string) => void;
}

type Worded = Exclude<VerdictKind, "approve">;

/** Approve, ask for changes, reject: for reviewers, on the work of others. */
export function VerdictButtons({ keyed, onJudge }: VerdictButtonsProps) {
  const [wording, setWording] = useState<Worded | null>(null);
  const keys = (letter: string) => (keyed ? { "data-key": letter, "aria-keyshortcuts": letter.toUpperCase() } : {});
  if (wording) {
    const give = (reason: string) => {
      setWording(null);
      onJudge(wording, reason);
    };
    return <ReasonForm verdict={wording} onGive={give} onCancel={() => setWording(null)} />;
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

const WORDS: Record<Worded, { label: string; send: string; missing: string }> = {
  "request-changes": { label: "What should change?", send: "Send back", missing: "Say what should change." },
  reject: { label: "Why is it rejected?", send: "Reject", missing: "A rejection needs a reason." },
};

interface ReasonFormProps {
  verdict: Worded;
  onGive: (reason: string) => void;
  onCancel: () => void;
}

function ReasonForm({ verdict, onGive, onCancel }: ReasonFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const [reason, setReason] = useState("");
  const [missing, setMissing] = useState(false);
  const words = WORDS[verdict];
  useEffect(() => form.current?.querySelector("textarea")?.focus(), []);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim() === "") setMissing(true);
    else onGive(reason.trim());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.current?.requestSubmit();
    if (event.key !== "Escape") return;
    event.stopPropagation();
    onCancel();
  };
  return (
    // The keys are those of the field in it.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <form ref={form} className="stack stack--tight" onSubmit={submit} onKeyDown={onKeyDown} noValidate>
      <TextArea
        label={words.label}
        rows={2}
        required
        maxLength={10_000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        error={missing && reason.trim() === "" ? words.missing : null}
      />
      <div className="row">
        <Button type="submit" size="small" variant={verdict === "reject" ? "danger" : "primary"}>
          {words.send}
        </Button>
        <Button size="small" variant="bare" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
