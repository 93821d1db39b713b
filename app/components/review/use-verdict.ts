import { useState } from "react";
import type { VerdictKind } from "~/core/annotation/annotation.ts";
import { ApiProblem, request } from "~/live/api.ts";
import type { ReviewEntry } from "./review-entry.ts";

/** What became of a verdict. `overtaken`: somebody else decided; `changed`: it was edited meanwhile; `failed`: nothing is known to have been done. */
export type VerdictResult =
  | { kind: "done" }
  | { kind: "overtaken" | "changed" | "failed"; title: string; detail: string };

interface UseVerdict {
  busy: boolean;
  give: (entry: ReviewEntry, verdict: VerdictKind, reason: string) => Promise<VerdictResult>;
}

/** Sends verdicts, one at a time. */
export function useVerdict(): UseVerdict {
  const [busy, setBusy] = useState(false);
  const give = async (entry: ReviewEntry, verdict: VerdictKind, reason: string): Promise<VerdictResult> => {
    setBusy(true);
    try {
      await request("POST", `/${entry.kind}s/${entry.id}/verdicts`, reason ? { verdict, reason } : { verdict }, { ifMatch: entry.version });
      return { kind: "done" };
    } catch (cause) {
      return refusal(ApiProblem.from(cause));
    } finally {
      setBusy(false);
    }
  };
  return { busy, give };
}

function refusal({ status, title, detail = "" }: ApiProblem): VerdictResult {
  if (status === 409 || status === 404) {
    return { kind: "overtaken", title: "Somebody else was faster", detail: `Your verdict was not needed any more. ${detail} The list is up to date again.` };
  }
  if (status === 412) {
    return {
      kind: "changed",
      title: "It has been changed since you opened it",
      detail: "Nothing was decided. Below is how it stands now; look at it again.",
    };
  }
  return { kind: "failed", title, detail };
}
