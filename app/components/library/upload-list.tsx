import { Link } from "@remix-run/react";
import { Button } from "~/components/ui/button.tsx";
import { LiveRegion } from "~/components/ui/live-region.tsx";
import { Progress } from "~/components/ui/progress.tsx";
import { formatBytes } from "./format-bytes.ts";
import type { UploadOutcome } from "./upload-request.ts";
import type { Upload } from "./use-uploads.ts";

export interface UploadListProps {
  uploads: Upload[];
  onCancel: (key: number) => void;
  onClear: () => void;
}

/** How far each file is, and what became of it. */
export function UploadList({ uploads, onCancel, onClear }: UploadListProps) {
  const last = uploads.filter((upload) => upload.outcome !== null).at(-1);
  return (
    <>
      <LiveRegion text={last?.outcome ? `${last.name}: ${outcomeWords(last.outcome)}` : ""} />
      {uploads.length > 0 && (
        <div className="card stack stack--tight">
          <ul className="stack" aria-label="Files being added">
            {uploads.map((upload) => (
              <li key={upload.key} className="stack stack--tight">
                <div className="row row--between">
                  <strong dir="auto">{upload.name}</strong>
                  <span className="soft small">{formatBytes(upload.size)}</span>
                </div>
                {upload.outcome ? <Outcome outcome={upload.outcome} /> : <OnItsWay upload={upload} onCancel={() => onCancel(upload.key)} />}
              </li>
            ))}
          </ul>
          {last && (
            <div>
              <Button variant="bare" size="small" onClick={onClear}>
                Clear finished
              </Button>
            </div>
          )}
        </div>
      )}
    </>
  );
}

function OnItsWay({ upload, onCancel }: { upload: Upload; onCancel: () => void }) {
  const { sent, size, name } = upload;
  const words = sent === 0 ? "Waiting" : sent < size ? `${formatBytes(sent)} of ${formatBytes(size)} sent` : "Sent; the text is being read";
  return (
    <div className="upload__going">
      <Progress value={sent} max={size} label={`Sending ${name}`} words={words} />
      <span className="small soft">{words}</span>
      <Button size="small" onClick={onCancel} aria-label={`Cancel ${name}`}>
        Cancel
      </Button>
    </div>
  );
}

function Outcome({ outcome }: { outcome: UploadOutcome }) {
  switch (outcome.kind) {
    case "done":
      return <Done outcome={outcome} />;
    case "already-there":
      return (
        <p className="small">
          {outcome.detail}{" "}
          {outcome.documentId && <Link to={`/documents/${outcome.documentId}`}>Open the existing one</Link>}
        </p>
      );
    case "failed":
      return (
        <p className="field__error">
          <strong>{outcome.title}.</strong> {outcome.detail}
        </p>
      );
    case "cancelled":
      return <p className="small soft">Cancelled; nothing was added.</p>;
  }
}

function Done({ outcome }: { outcome: Extract<UploadOutcome, { kind: "done" }> }) {
  const { report } = outcome;
  return (
    <div className="small stack stack--tight">
      <p>
        ✓ Added as <Link to={`/documents/${outcome.id}`}>{outcome.label}</Link>
        {report && (
          <>
            {" "}
            · {plural(report.paragraphs, "numbered paragraph")} · <Link to={`/documents/${outcome.id}/import-report`}>how it was read</Link>
          </>
        )}
      </p>
      {report && report.warnings.length > 0 && (
        <details>
          <summary>{plural(report.warnings.length, "thing")} to check</summary>
          <ul className="bullets">
            {report.warnings.slice(0, 5).map((warning, nth) => (
              <li key={nth}>{warning.message}</li>
            ))}
            {report.warnings.length > 5 && <li>and {report.warnings.length - 5} more in the import report</li>}
          </ul>
        </details>
      )}
    </div>
  );
}

function outcomeWords(outcome: UploadOutcome): string {
  switch (outcome.kind) {
    case "done":
      return `added as ${outcome.label}${outcome.report ? `, ${plural(outcome.report.paragraphs, "numbered paragraph")}` : ""}`;
    case "already-there":
      return "already in the library";
    case "failed":
      return `${outcome.title}. ${outcome.detail}`;
    case "cancelled":
      return "cancelled";
  }
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
