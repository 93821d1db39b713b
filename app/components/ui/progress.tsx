import { classNames } from "./class-names.ts";

export interface ProgressProps {
  value: number;
  max: number;
  /** What makes progress. */
  label: string;
  /** Read out instead of the percentage, such as "31 of 42". */
  words?: string;
  tone?: "plain" | "good" | "danger";
}

export function Progress({ value, max, label, words, tone = "plain" }: ProgressProps) {
  const share = max > 0 ? Math.min(1, Math.max(0, value / max)) : 0;
  return (
    <div
      className={classNames("progress", tone !== "plain" && `progress--${tone}`)}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={Math.max(max, 1)}
      aria-valuenow={Math.min(value, Math.max(max, 1))}
      aria-valuetext={words}
    >
      <div className="progress__bar" style={{ inlineSize: `${Math.round(share * 100)}%` }} />
    </div>
  );
}
