import { cloneElement, useEffect, useId, useRef, useState, type ReactElement, type ReactNode } from "react";

export interface PopoverProps {
  /** A button. */
  trigger: ReactElement<Record<string, unknown>>;
  /** What screen readers call it. */
  label: string;
  className?: string;
  /** What is inside, made when it is opened; the focus goes to its first field. */
  children: (close: () => void) => ReactNode;
}

const GAP = 6;
const EDGE = 8;

/** Something small that a button opens: the browser's own popover, which closes by Escape and by a click elsewhere. */
export function Popover({ trigger, label, className = "", children }: PopoverProps) {
  const id = useId();
  const popover = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);

  useEffect(() => {
    const element = popover.current;
    if (!element) return;
    const toggled = () => setOpen(element.matches(":popover-open"));
    element.addEventListener("toggle", toggled);
    return () => element.removeEventListener("toggle", toggled);
  }, []);

  useEffect(() => {
    const element = popover.current;
    const button = document.querySelector(`[popovertarget="${CSS.escape(id)}"]`);
    if (!open || !element || !button) return;
    // Again when it has grown: what is inside may come late.
    const settle = () => {
      standBy(element, button.getBoundingClientRect());
      if (!element.contains(document.activeElement)) element.querySelector("input")?.focus({ preventScroll: true });
    };
    const observer = new ResizeObserver(settle);
    observer.observe(element);
    settle();
    return () => observer.disconnect();
  }, [open, id]);

  return (
    <>
      {cloneElement(trigger, { popovertarget: id, "aria-haspopup": "dialog", "aria-expanded": open })}
      {/* React 18 does not know the attribute by type; it passes it on. */}
      <div ref={popover} id={id} className={`float popover ${className}`} role="dialog" aria-label={label} {...{ popover: "auto" }}>
        {open && children(() => popover.current?.hidePopover())}
      </div>
    </>
  );
}

/** Below the button, or above it where there is no room; never outside of the window. */
function standBy(element: HTMLElement, button: DOMRect): void {
  const { offsetWidth: width, offsetHeight: height } = element;
  const below = button.bottom + GAP;
  const fits = below + height + EDGE <= window.innerHeight;
  // Above, its lower edge stays where it is while the list gets shorter.
  element.style.top = fits ? `${below}px` : "auto";
  element.style.bottom = fits ? "auto" : `${Math.max(EDGE, Math.min(window.innerHeight - button.top + GAP, window.innerHeight - height - EDGE))}px`;
  element.style.left = `${Math.max(EDGE, Math.min(button.left, document.documentElement.clientWidth - width - EDGE))}px`;
}
