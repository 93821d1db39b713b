import { useEffect, useReducer, useRef } from "react";
import { formatBytes } from "./format-bytes.ts";
import { uploadDocument, type UploadOutcome } from "./upload-request.ts";

export interface Upload {
  key: number;
  name: string;
  size: number;
  sent: number;
  /** Null while it waits or is under way. */
  outcome: UploadOutcome | null;
}

type Change =
  | { type: "add"; upload: Upload }
  | { type: "sent"; key: number; sent: number }
  | { type: "end"; key: number; outcome: UploadOutcome }
  | { type: "clear" };

/** So many files travel at once; the others wait. */
const AT_ONCE = 2;

function reduce(uploads: Upload[], change: Change): Upload[] {
  switch (change.type) {
    case "add":
      return [...uploads, change.upload];
    case "sent":
      return uploads.map((upload) => (upload.key === change.key ? { ...upload, sent: change.sent } : upload));
    case "end":
      return uploads.map((upload) => (upload.key === change.key ? { ...upload, outcome: change.outcome } : upload));
    case "clear":
      return uploads.filter((upload) => upload.outcome === null);
  }
}

interface Uploads {
  uploads: Upload[];
  add: (files: Iterable<File>) => void;
  cancel: (key: number) => void;
  /** Forgets what is finished. */
  clear: () => void;
}

/** Files on their way into a workspace. `onAdded` is called whenever one has arrived. */
export function useUploads(workspaceId: string, limit: number, onAdded: () => void): Uploads {
  const [uploads, dispatch] = useReducer(reduce, []);
  const queue = useRef<{ key: number; file: File }[]>([]);
  const running = useRef(new Map<number, AbortController>());
  const lastKey = useRef(0);
  useLeaveWarning(uploads.some((upload) => upload.outcome === null));

  const end = (key: number, outcome: UploadOutcome) => dispatch({ type: "end", key, outcome });

  const pump = () => {
    while (running.current.size < AT_ONCE) {
      const next = queue.current.shift();
      if (!next) return;
      void send(next.key, next.file);
    }
  };

  const send = async (key: number, file: File) => {
    const controller = new AbortController();
    running.current.set(key, controller);
    const onSent = (sent: number) => dispatch({ type: "sent", key, sent: Math.min(sent, file.size) });
    const outcome = await uploadDocument({ workspaceId, file, onSent, signal: controller.signal });
    running.current.delete(key);
    end(key, outcome);
    pump();
    if (outcome.kind === "done") onAdded();
  };

  const add = (files: Iterable<File>) => {
    for (const file of files) {
      const key = (lastKey.current += 1);
      dispatch({ type: "add", upload: { key, name: file.name, size: file.size, sent: 0, outcome: null } });
      if (file.size <= limit) queue.current.push({ key, file });
      else end(key, tooBig(file.size, limit));
    }
    pump();
  };

  const cancel = (key: number) => {
    const controller = running.current.get(key);
    if (controller) return controller.abort();
    queue.current = queue.current.filter((waiting) => waiting.key !== key);
    end(key, { kind: "cancelled" });
  };

  return { uploads, add, cancel, clear: () => dispatch({ type: "clear" }) };
}

function tooBig(size: number, limit: number): UploadOutcome {
  const detail = `It has ${formatBytes(size)}; ${formatBytes(limit)} is the most that is taken. Split it, or send the text without pictures.`;
  return { kind: "failed", title: "The file is too big", detail };
}

function useLeaveWarning(active: boolean): void {
  useEffect(() => {
    if (!active) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [active]);
}
