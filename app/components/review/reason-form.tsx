import { useEffect, useRef, useState, type FormEvent, type KeyboardEvent } from "react";
import { Button } from "~/components/ui/button.tsx";
import { TextArea } from "~/components/ui/fields.tsx";
import type { VerdictKind } from "~/core/annotation/annotation.ts";

/** Verdicts that are said in words. */
export type Worded = Exclude<VerdictKind, "approve">;

const WORDS: Record<Worded, { label: string; hint: string; send: string; missing: string }> = {
  "request-changes": {
    label: "What should change?",
    hint: "The author reads this, changes the mark and submits it again.",
    send: "Send back",
    missing: "Say what should change.",
  },
  reject: {
    label: "Why is it rejected?",
    hint: "The author and the history keep this reason.",
    send: "Reject",
    missing: "A rejection needs a reason.",
  },
};

export interface ReasonFormProps {
  verdict: Worded;
  /** Inside a card: smaller, and without the hint. */
  compact?: boolean;
  busy?: boolean;
  onGive: (reason: string) => void;
  onCancel: () => void;
}

/** Asks for the words of a verdict. Ctrl or Command with Enter sends them, Escape lets go. */
export function ReasonForm({ verdict, compact = false, busy = false, onGive, onCancel }: ReasonFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const [reason, setReason] = useState("");
  const [missing, setMissing] = useState(false);
  const words = WORDS[verdict];
  const size = compact ? "small" : "medium";
  useEffect(() => form.current?.querySelector("textarea")?.focus(), []);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim() === "") setMissing(true);
    else if (!busy) onGive(reason.trim());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.current?.requestSubmit();
    if (event.key !== "Escape") return;
    // The desk's Escape would let go of the mark too.
    event.stopPropagation();
    onCancel();
  };
  return (
    <div role="presentation" onKeyDown={onKeyDown}>
      <form ref={form} className={compact ? "stack stack--tight" : "card stack"} onSubmit={submit} noValidate>
        <TextArea
          label={words.label}
          hint={compact ? undefined : words.hint}
          rows={2}
          required
          maxLength={10_000}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={missing && reason.trim() === "" ? words.missing : null}
        />
        <div className="row">
          <Button type="submit" size={size} variant={verdict === "reject" ? "danger" : "primary"} busy={busy}>
            {words.send}
          </Button>
          <Button size={size} variant="bare" onClick={onCancel}>
            Cancel
          </Button>
        </div>
      </form>
    </div>
  );
}
