import { Button, ButtonLink } from "~/components/ui/button.tsx";
import { CLOSE } from "~/core/live/protocol.ts";

interface Words {
  title: string;
  next: string;
}

const KEPT = "What you see can still be read and copied; it is no longer kept up to date.";

const WORDS: Record<number, Words> = {
  [CLOSE.notFound]: { title: "This document has been deleted.", next: "Its marks and links are gone with it." },
  [CLOSE.refused]: {
    title: "A change made here could not be accepted, so the last of what you wrote is not saved.",
    next: "Copy what you want to keep, then load the page again.",
  },
  [CLOSE.full]: {
    title: "This document is as large as it may be.",
    next: "Copy what is not saved, load the page again, and go on in a second document or delete something first.",
  },
  [CLOSE.tooBig]: {
    title: "What was put in at once is too big, so the last of what you wrote is not saved.",
    next: "Copy what you want to keep, load the page again, and put it in in smaller parts.",
  },
  [CLOSE.schemaTooOld]: { title: "Rapporteur has been updated.", next: "Load the page again to go on." },
};

interface FinalBannerProps {
  code: number;
  workspaceId: string;
  /** Which document it is about, where there are several. */
  about?: string;
}

/** Shown when the server has ended the connection for good, but what was read may stay: why, what was kept, what to do. See until-ended.tsx for the rest. */
export function FinalBanner({ code, workspaceId, about }: FinalBannerProps) {
  const { title, next } = WORDS[code] ?? { title: "The connection has ended.", next: "Load the page again to go on." };
  return (
    <div className="final-banner" role="alert">
      <p>
        <strong>
          {about && `${about}: `}
          {title}
        </strong>{" "}
        {next} {KEPT}
      </p>
      {code === CLOSE.notFound && (
        <ButtonLink size="small" to={`/workspaces/${workspaceId}`}>
          To the documents
        </ButtonLink>
      )}
      {code !== CLOSE.notFound && (
        <Button size="small" variant="primary" onClick={() => location.reload()}>
          Load again
        </Button>
      )}
    </div>
  );
}
