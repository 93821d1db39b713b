import { Suspense, useEffect, useSyncExternalStore } from "react";
import type * as Sounding from "sonner";
import { late } from "./late.ts";

let loading: Promise<typeof Sounding> | null = null;

/** A page that has been open for so long, in ms, gets the library: the first message may say that the network is gone. */
const SETTLED = 5_000;

function load(): Promise<typeof Sounding> {
  return (loading ??= import("sonner"));
}

const Sonner = late(async () => (await load()).Toaster);

const listeners = new Set<() => void>();
let wanted = false;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Resolves when the frame stands in the page: what is said before is not heard. Null when it can't be loaded. */
async function frame(): Promise<typeof Sounding | null> {
  wanted = true;
  for (const listener of listeners) listener();
  const sonner = await load().catch(() => null);
  for (let tries = 0; sonner && tries < 50 && !document.querySelector("section[aria-label^='Notifications']"); tries += 1) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  return sonner;
}

export interface Told {
  dismiss: () => void;
}

function tell(kind: "message" | "error", text: string, options?: Sounding.ExternalToast): Told {
  const shown = frame().then((sonner) => sonner && { toast: sonner.toast, id: sonner.toast[kind](text, options) });
  return { dismiss: () => void shown.then((told) => told?.toast.dismiss(told.id)) };
}

/** Says something at the edge of the window for a while; answers the way to take it back. */
export const toast = {
  message: (text: string, options?: Sounding.ExternalToast): Told => tell("message", text, options),
  error: (text: string, options?: Sounding.ExternalToast): Told => tell("error", text, options),
};

/** Above what stands at the foot of a narrow desk (desk.css). */
const above = (gap: string) => ({ bottom: `calc(var(--foot, 0px) + ${gap})` });
const [OFFSET, MOBILE_OFFSET] = [above("1.5rem"), above("1rem")];

/** Once, in the page frame. */
export function Toaster({ theme }: { theme: "light" | "dark" | "system" }) {
  const shown = useSyncExternalStore(subscribe, () => wanted, () => false);
  useEffect(() => {
    const timer = setTimeout(() => void load().catch(() => undefined), SETTLED);
    return () => clearTimeout(timer);
  }, []);
  if (!shown) return null;
  return (
    <Suspense fallback={null}>
      <Sonner theme={theme} position="bottom-left" offset={OFFSET} mobileOffset={MOBILE_OFFSET} closeButton visibleToasts={3} />
    </Suspense>
  );
}
