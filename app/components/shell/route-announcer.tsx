import { useLocation } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import { LiveRegion } from "~/components/ui/live-region.tsx";

/** Says the title of each further page, as browsers do when a page is loaded. */
export function RouteAnnouncer() {
  const { pathname } = useLocation();
  const shown = useRef(pathname);
  const [text, setText] = useState("");

  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    setText(document.title);
  }, [pathname]);

  return <LiveRegion text={text} />;
}
