import { useEffect, useRef, type ReactNode } from "react";
import { classNames } from "./class-names.ts";

export interface DisclosureProps {
  /** What the button says. */
  label: ReactNode;
  variant?: "quiet" | "primary" | "danger" | "bare";
  size?: "small" | "medium";
  align?: "start" | "end";
  /** What is inside goes to the edges, as the entries of a menu do. */
  flush?: boolean;
  /** Closes it when this changes, for instance the address. */
  resetOn?: unknown;
  children: ReactNode;
}

/** A button that opens something below it. Works without scripts; with them, Escape and a click elsewhere close it. */
export function Disclosure({ label, variant = "quiet", size = "medium", align = "end", flush, resetOn, children }: DisclosureProps) {
  const details = useRef<HTMLDetailsElement>(null);

  useEffect(() => {
    if (details.current) details.current.open = false;
  }, [resetOn]);

  useEffect(() => {
    const close = (event: Event) => {
      const element = details.current;
      if (!element?.open) return;
      if (event instanceof KeyboardEvent) {
        if (event.key !== "Escape") return;
        element.open = false;
        element.querySelector("summary")?.focus();
      } else if (event.target instanceof Node && !element.contains(event.target)) {
        element.open = false;
      }
    };
    document.addEventListener("keydown", close);
    document.addEventListener("pointerdown", close);
    return () => {
      document.removeEventListener("keydown", close);
      document.removeEventListener("pointerdown", close);
    };
  }, []);

  return (
    <details ref={details} className={classNames("disclosure", align === "start" && "disclosure--start")}>
      <summary
        className={classNames("button", variant !== "quiet" && `button--${variant}`, size === "small" && "button--small")}
      >
        {label}
      </summary>
      <div className={classNames("float", !flush && "float--padded")}>{children}</div>
    </details>
  );
}
