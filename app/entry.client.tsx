import { RemixBrowser } from "@remix-run/react";
import { StrictMode, startTransition } from "react";
import { hydrateRoot } from "react-dom/client";
import { FirstPaint, readFirstPaint } from "./first-paint.ts";

const firstPaint = readFirstPaint(document);

startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <FirstPaint.Provider value={firstPaint}>
        <RemixBrowser />
      </FirstPaint.Provider>
    </StrictMode>,
  );
});
