import { Toaster as Sonner } from "sonner";

export { toast } from "sonner";

/** Once, in the page frame. */
export function Toaster({ theme }: { theme: "light" | "dark" | "system" }) {
  return <Sonner theme={theme} position="bottom-left" closeButton visibleToasts={3} />;
}
