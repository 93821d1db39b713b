import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useEffect, useState } from "react";
import { EndedPage } from "~/components/ended/ended-page.tsx";
import { CLOSE } from "~/core/live/protocol.ts";
import { takeLastWords } from "~/live/last-words.ts";
import { safeRedirectTarget } from "~/session.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.code === CLOSE.notSignedIn ? "Signed out" : "No longer a member"} – Rapporteur` },
];

/** Says nothing about documents, so it asks nobody who they are. */
export function loader({ request }: LoaderFunctionArgs) {
  const { searchParams } = new URL(request.url);
  const code = Number(searchParams.get("code")) === CLOSE.notSignedIn ? CLOSE.notSignedIn : CLOSE.notAllowed;
  return { code, to: safeRedirectTarget(searchParams.get("to")) };
}

export default function EndedRoute() {
  const [unsaved, setUnsaved] = useState("");
  useEffect(() => {
    const words = takeLastWords();
    if (words !== "") setUnsaved(words);
  }, []);
  return <EndedPage {...useLoaderData<typeof loader>()} unsaved={unsaved} />;
}
