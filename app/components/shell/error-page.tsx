import { isRouteErrorResponse, useLocation } from "@remix-run/react";
import { ButtonLink } from "~/components/ui/button.tsx";
import { isProblemDetails, type ProblemDetails } from "~/components/ui/problem-details.ts";
import { PlainPage } from "./plain-page.tsx";

interface Words {
  title: string;
  text: string;
  next: string;
}

const WORDS: Record<number, Words> = {
  401: {
    title: "Please sign in",
    text: "This page is for people who are signed in.",
    next: "Sign in and you come back here.",
  },
  403: {
    title: "Not allowed",
    text: "You may see this, but your role in this workspace does not allow what you asked for.",
    next: "A lead of the workspace can change your role, on its page Members.",
  },
  404: {
    title: "Not found",
    text: "There is no such page, or you may not see it.",
    next: "Check the address. If somebody sent it to you, ask them to invite you to their workspace.",
  },
  429: {
    title: "Too many tries",
    text: "You have asked for many things that are not there, or that you may not see. Wait a minute.",
    next: "Then open the page again. Nothing of yours is lost.",
  },
};

const FAILURE: Words = {
  title: "Something went wrong",
  text: "The page could not be shown. This is an error of the program, not yours.",
  next: "Everything that was shown as saved is kept. Try again; if it stays, tell whoever runs this site what you did.",
};

/** A page for an error: what happened, what was kept, what to do. */
export function ErrorPage({ error }: { error: unknown }) {
  const { pathname, search } = useLocation();
  const status = isRouteErrorResponse(error) ? error.status : 500;
  const problem = isRouteErrorResponse(error) ? readProblem(error.data) : null;
  const words = WORDS[status] ?? FAILURE;
  const own = problem && status !== 404 ? problem.detail : undefined;
  return (
    <PlainPage title={WORDS[status] ? words.title : (problem?.title ?? words.title)} crumb={`Error ${status}`}>
      <div className="stack">
        <p>{own ?? words.text}</p>
        <p className="soft">{words.next}</p>
        <div className="row">
          {status === 401 && (
            <ButtonLink variant="primary" to={`/sign-in?to=${encodeURIComponent(pathname + search)}`}>
              Sign in
            </ButtonLink>
          )}
          {status >= 500 && (
            <ButtonLink variant="primary" to={pathname + search} reloadDocument>
              Try again
            </ButtonLink>
          )}
          <ButtonLink to="/">Go to your documents</ButtonLink>
        </div>
      </div>
    </PlainPage>
  );
}

/** The problem in what was thrown, as JSON text or already read. */
function readProblem(data: unknown): ProblemDetails | null {
  if (isProblemDetails(data)) return data;
  if (typeof data !== "string") return null;
  try {
    const value: unknown = JSON.parse(data);
    return isProblemDetails(value) ? value : null;
  } catch {
    return null;
  }
}
