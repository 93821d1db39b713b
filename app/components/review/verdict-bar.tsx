import { useEffect, useRef, useState, type FormEvent, type KeyboardEvent } from "react";
import { Button, ButtonLink } from "~/components/ui/button.tsx";
import { TextArea } from "~/components/ui/fields.tsx";
import { Kbd } from "~/components/ui/kbd.tsx";
import { useKeys } from "~/components/ui/use-keys.ts";

/** Verdicts that are said in words. */
export type Worded = "request-changes" | "reject";

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
      {wording && <ReasonForm key={wording} verdict={wording} busy={busy} onGive={onWorded} onCancel={() => setWording(null)} />}
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

interface ReasonFormProps {
  verdict: Worded;
  busy: boolean;
  onGive: (verdict: Worded, reason: string) => Promise<boolean>;
  onCancel: () => void;
}

const FORM_WORDS: Record<Worded, { label: string; hint: string; send: string; missing: string }> = {
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

function ReasonForm({ verdict, busy, onGive, onCancel }: ReasonFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const [reason, setReason] = useState("");
  const [missing, setMissing] = useState(false);
  const words = FORM_WORDS[verdict];
  useEffect(() => form.current?.querySelector("textarea")?.focus(), []);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!reason.trim()) return setMissing(true);
    if (!busy) void onGive(verdict, reason).then((given) => given && onCancel());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") onCancel();
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.current?.requestSubmit();
  };
  return (
    <form ref={form} className="card stack" onSubmit={submit} noValidate>
      <TextArea
        label={words.label}
        hint={words.hint}
        required
        maxLength={10_000}
        value={reason}
        onKeyDown={onKeyDown}
        onChange={(event) => setReason(event.currentTarget.value)}
        error={missing && !reason.trim() ? words.missing : null}
      />
      <div className="row">
        <Button type="submit" variant={verdict === "reject" ? "danger" : "primary"} busy={busy}>
          {words.send}
        </Button>
        <Button variant="bare" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
