import { useEffect, useState } from "react";
import { PlainPage } from "~/components/shell/plain-page.tsx";
import { ButtonLink } from "~/components/ui/button.tsx";
import { CopyArea } from "~/components/ui/copy-field.tsx";
import { CLOSE } from "~/core/live/protocol.ts";
import { guardLeaving } from "~/live/leave-guard.ts";

export interface EndedPageProps {
  /** Of the refusal: see CLOSE. */
  code: number;
  /** What this person had written and the server never had; empty when all of it was saved. */
  unsaved: string;
  /** The path to come back to. */
  to: string;
}

/** In the place of a document that may not be read any more: why, what was kept, what to do next. */
export function EndedPage({ code, unsaved, to }: EndedPageProps) {
  const signedOut = code === CLOSE.notSignedIn;
  const [copied, setCopied] = useState(false);
  const wouldLose = unsaved !== "" && !copied;
  useEffect(() => (wouldLose ? guardLeaving(() => true) : undefined), [wouldLose]);
  return (
    <PlainPage title={signedOut ? "You are signed out." : "You are no longer a member of this workspace."} crumb={signedOut ? "Signed out" : "No longer a member"}>
      <p role="alert">
        {signedOut
          ? "You have signed out in another window, or your session has run out. Sign in to go on where you were."
          : "Its documents can no longer be read from here. Ask a lead of the workspace if this is a mistake."}
        {unsaved !== "" && " What you wrote last was not saved: copy what you want to keep first."}
      </p>
      {unsaved !== "" && <CopyArea label="Not saved" value={unsaved} onCopied={() => setCopied(true)} />}
      <p>
        {/* A new page, so that nothing of this one stays in the window. */}
        {signedOut ? (
          <ButtonLink variant="primary" reloadDocument to={`/sign-in?to=${encodeURIComponent(to)}`}>
            Sign in
          </ButtonLink>
        ) : (
          <ButtonLink variant="primary" reloadDocument to="/workspaces">
            To your workspaces
          </ButtonLink>
        )}
      </p>
    </PlainPage>
  );
}
