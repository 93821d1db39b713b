import { useRevalidator } from "@remix-run/react";
import { useState, type DragEvent } from "react";
import { classNames } from "~/components/ui/class-names.ts";
import { formatBytes } from "./format-bytes.ts";
import { UploadList } from "./upload-list.tsx";
import { useUploads } from "./use-uploads.ts";

export interface UploadZoneProps {
  workspaceId: string;
  /** Bytes; told before anybody waits. */
  limit: number;
}

/** Where official texts come in: chosen or dropped, several at once. */
export function UploadZone({ workspaceId, limit }: UploadZoneProps) {
  const { revalidate } = useRevalidator();
  const { uploads, add, cancel, clear } = useUploads(workspaceId, limit, revalidate);
  const [over, setOver] = useState(false);
  const drag = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    setOver(true);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    add(event.dataTransfer.files);
  };
  return (
    <section className="stack" aria-labelledby="add-documents">
      <div
        className={classNames("upload", over && "upload--over")}
        onDragEnter={drag}
        onDragOver={drag}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <div>
          <h2 id="add-documents">Add documents</h2>
          <p id="upload-hint" className="soft small">
            Texts of documents (.txt, .md), several at once, up to {formatBytes(limit)} each. An official text stays as it is: nobody types in it.
          </p>
        </div>
        <div className="upload__choose">
          <input
            id="upload-files"
            type="file"
            multiple
            className="visually-hidden"
            aria-describedby="upload-hint"
            onChange={(event) => {
              add(event.currentTarget.files ?? []);
              event.currentTarget.value = "";
            }}
          />
          <label htmlFor="upload-files" className="button button--primary">
            Choose files
          </label>
          <span className="soft small" aria-hidden="true">
            or drop them here
          </span>
        </div>
        <noscript>
          <p>Adding files needs scripts, so that you see how far they are.</p>
        </noscript>
      </div>
      <UploadList uploads={uploads} onCancel={cancel} onClear={clear} />
    </section>
  );
}
