import { lazy, Suspense, useSyncExternalStore } from "react";
import type * as Sounding from "sonner";

/** The library is loaded with the first message: most visits have none. */
const Sonner = lazy(async () => {
  const { Toaster: Frame } = await import("sonner");
  return { default: Frame };
});

const listeners = new Set<() => void>();
let wanted = false;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Resolves when the frame stands in the page: what is said before is not heard. */
async function frame(): Promise<typeof Sounding> {
  wanted = true;
  for (const listener of listeners) listener();
  const sonner = await import("sonner");
  for (let tries = 0; tries < 50 && !document.querySelector("section[aria-label^='Notifications']"); tries += 1) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  return sonner;
}

export interface Told {
  dismiss: () => void;
}

function tell(kind: "message" | "error", text: string, options?: Sounding.ExternalToast): Told {
  const shown = frame().then(({ toast }) => ({ toast, id: toast[kind](text, options) }));
  return { dismiss: () => void shown.then(({ toast, id }) => toast.dismiss(id)) };
}

/** Says something at the edge of the window for a while; answers the way to take it back. */
export const toast = {
  message: (text: string, options?: Sounding.ExternalToast): Told => tell("message", text, options),
  error: (text: string, options?: Sounding.ExternalToast): Told => tell("error", text, options),
};

/** Once, in the page frame. */
export function Toaster({ theme }: { theme: "light" | "dark" | "system" }) {
  const shown = useSyncExternalStore(subscribe, () => wanted, () => false);
  if (!shown) return null;
  return (
    <Suspense fallback={null}>
      <Sonner theme={theme} position="bottom-left" closeButton visibleToasts={3} />
    </Suspense>
  );
}
