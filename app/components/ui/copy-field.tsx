import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { Button } from "./button.tsx";
import { TextField } from "./fields.tsx";
import { LiveRegion } from "./live-region.tsx";
import { useHydrated } from "./use-hydrated.ts";

export interface CopyFieldProps {
  label: string;
  value: string;
  hint?: string;
}

/** A value to take away: selected on focus, copied by a button. */
export function CopyField({ label, value, hint }: CopyFieldProps) {
  const hydrated = useHydrated();
  const [result, setResult] = useState<"idle" | "copied" | "failed">("idle");
  const copy = async () => {
    try {
      // Browsers offer no clipboard to pages on plain http.
      await navigator.clipboard.writeText(value);
      setResult("copied");
    } catch {
      setResult("failed");
    }
  };
  const words = { idle: "", copied: "Copied.", failed: "The browser did not allow copying. Select the text and copy it." };
  return (
    <div className="copy">
      <TextField label={label} hint={hint} value={value} readOnly onFocus={(event) => event.currentTarget.select()} />
      {hydrated && (
        <Button onClick={copy}>
          {result === "copied" ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
          {result === "copied" ? "Copied" : "Copy"}
        </Button>
      )}
      {result === "failed" && <p className="field__error">{words.failed}</p>}
      <LiveRegion text={words[result]} />
    </div>
  );
}
