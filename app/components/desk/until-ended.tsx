import { createContext, useContext, useState, type ReactNode } from "react";
import { PlainPage } from "~/components/shell/plain-page.tsx";
import { ButtonLink } from "~/components/ui/button.tsx";
import { CLOSE } from "~/core/live/protocol.ts";

/** The right to read what is open has ended. */
export interface Ended {
  /** Of the refusal: see CLOSE. */
  code: number;
  /** What this person had written and the server never had; empty when all of it was saved. */
  unsaved: string;
}

const Ending = createContext<(ended: Ended) => void>(() => undefined);

/** How a document inside of UntilEnded says that it may not be shown any more. */
export const useEnding = (): ((ended: Ended) => void) => useContext(Ending);

/**
 * Shows documents until the right to read them ends; then nothing of them stays on the page, only the reason, what to
 * do next, and words that were written in vain.
 */
export function UntilEnded({ children }: { children: ReactNode }) {
  const [ended, setEnded] = useState<Ended | null>(null);
  return ended ? <EndedPage {...ended} /> : <Ending.Provider value={setEnded}>{children}</Ending.Provider>;
}

function EndedPage({ code, unsaved }: Ended) {
  const signedOut = code === CLOSE.notSignedIn;
  const title = signedOut ? "You are signed out." : "You are no longer a member of this workspace.";
  return (
    <PlainPage title={title} crumb={signedOut ? "Signed out" : "No longer a member"}>
      <p role="alert">
        {title} {signedOut ? "Sign in to go on where you were." : "Ask a lead of the workspace if this is a mistake."}
      </p>
      {unsaved !== "" && (
        <label className="stack">
          What you wrote last was not saved. Copy what you want to keep.
          <textarea readOnly rows={8} dir="auto" value={unsaved} />
        </label>
      )}
      <p>
        {signedOut ? (
          <ButtonLink variant="primary" to={`/sign-in?to=${encodeURIComponent(location.pathname + location.search)}`}>
            Sign in
          </ButtonLink>
        ) : (
          <ButtonLink variant="primary" to="/workspaces">
            To your workspaces
          </ButtonLink>
        )}
      </p>
    </PlainPage>
  );
}
