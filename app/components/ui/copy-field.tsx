import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { Button } from "./button.tsx";
import { TextArea, TextField } from "./fields.tsx";
import { LiveRegion } from "./live-region.tsx";
import { useHydrated } from "./use-hydrated.ts";

export interface CopyFieldProps {
  label: string;
  value: string;
  hint?: string;
}

const WORDS = { idle: "", copied: "Copied.", failed: "The browser did not allow copying. Select the text and copy it." };

/** A value to take away: selected on focus, copied by a button. */
export function CopyField({ label, value, hint }: CopyFieldProps) {
  return (
    <div className="copy">
      <TextField label={label} hint={hint} value={value} readOnly onFocus={(event) => event.currentTarget.select()} />
      <CopyButton value={value} />
    </div>
  );
}

export interface CopyAreaProps {
  label: string;
  /** Any number of lines. */
  value: string;
  onCopied: () => void;
}

/** The same for words of several lines; nothing is selected for the reader, who may want a part only. */
export function CopyArea({ label, value, onCopied }: CopyAreaProps) {
  return (
    <div className="copy copy--area">
      <TextArea label={label} value={value} rows={8} readOnly />
      <CopyButton value={value} onCopied={onCopied} />
    </div>
  );
}

function CopyButton({ value, onCopied }: { value: string; onCopied?: () => void }) {
  const hydrated = useHydrated();
  const [result, setResult] = useState<keyof typeof WORDS>("idle");
  const copy = async () => {
    try {
      // Browsers offer no clipboard to pages on plain http.
      await navigator.clipboard.writeText(value);
      setResult("copied");
      onCopied?.();
    } catch {
      setResult("failed");
    }
  };
  return (
    <>
      {hydrated && (
        <Button onClick={copy}>
          {result === "copied" ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
          {result === "copied" ? "Copied" : "Copy"}
        </Button>
      )}
      {result === "failed" && <p className="field__error">{WORDS.failed}</p>}
      <LiveRegion text={WORDS[result]} />
    </>
  );
}
