import { cloneElement, useEffect, useId, useRef, useState, type ReactElement } from "react";
import type { Tag } from "~/core/codebook/tags.ts";
import { TagPicker } from "./tag-picker.tsx";

export interface TagPopoverProps {
  /** A button. */
  trigger: ReactElement<Record<string, unknown>>;
  tags: readonly Tag[];
  onPick: (tag: Tag) => void;
}

const GAP = 6;
const EDGE = 8;

/** The tag picker, opened by a button: the browser's own popover, which closes by Escape and by a click elsewhere. */
export function TagPopover({ trigger, tags, onPick }: TagPopoverProps) {
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
    standBy(element, button.getBoundingClientRect());
    element.querySelector("input")?.focus({ preventScroll: true });
  }, [open, id]);

  const pick = (tag: Tag) => {
    popover.current?.hidePopover();
    onPick(tag);
  };
  return (
    <>
      {cloneElement(trigger, { popovertarget: id, "aria-haspopup": "dialog", "aria-expanded": open })}
      {/* React 18 does not know the attribute by type; it passes it on. */}
      <div ref={popover} id={id} className="float tag-popover" role="dialog" aria-label="All tags" {...{ popover: "auto" }}>
        {open && <TagPicker tags={tags} onPick={pick} />}
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
  element.style.bottom = fits ? "auto" : `${Math.min(window.innerHeight - button.top + GAP, window.innerHeight - height - EDGE)}px`;
  element.style.left = `${Math.max(EDGE, Math.min(button.left, document.documentElement.clientWidth - width - EDGE))}px`;
}
