import { useRouteLoaderData } from "@remix-run/react";
import type { Viewer } from "~/context.ts";
import type { Theme } from "./theme.ts";

/** What the page frame knows on every page. */
export interface RootData {
  viewer: Viewer | null;
  theme: Theme;
}

/** Null only when the page frame itself could not be loaded. */
export function useRootData(): RootData | null {
  return useRouteLoaderData<RootData>("root") ?? null;
}
