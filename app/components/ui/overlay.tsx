import { X } from "lucide-react";
import { cloneElement, useEffect, useId, useRef, useState, type ReactElement, type ReactNode } from "react";
import { Button } from "./button.tsx";
import { usePressBesides } from "./use-press-besides.ts";

export interface OverlayProps {
  title: string;
  description?: string;
  /** The button that opens it, unless `open` is controlled. */
  trigger?: ReactElement<Record<string, unknown>>;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  children: ReactNode;
}

interface FrameProps extends OverlayProps {
  className: string;
}

/** The browser's own modal dialog: it keeps the focus, closes by Escape and by a press on the ground behind, gives the focus back. */
function Overlay({ title, description, trigger, open, onOpenChange, className, children }: FrameProps) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const [inner, setInner] = useState(false);
  const shown = open ?? inner;
  const change = (next: boolean) => {
    setInner(next);
    onOpenChange?.(next);
  };
  useEffect(() => {
    const element = dialog.current;
    if (shown && !element?.open) element?.showModal();
    if (!shown && element?.open) element.close();
  }, [shown]);
  usePressBesides(dialog, () => change(false));
  return (
    <>
      {trigger && cloneElement(trigger, { onClick: () => change(true), "aria-haspopup": "dialog", "aria-expanded": shown })}
      <dialog
        ref={dialog}
        className={className}
        aria-labelledby={`${id}-title`}
        aria-describedby={description ? `${id}-words` : undefined}
        onClose={() => shown && change(false)}
      >
        {shown && (
          <div className="overlay__inside">
            <div className="overlay__head">
              <div>
                <h2 id={`${id}-title`} className="overlay__title">
                  {title}
                </h2>
                {description && (
                  <p id={`${id}-words`} className="soft small">
                    {description}
                  </p>
                )}
              </div>
              <Button variant="bare" size="small" icon aria-label="Close" onClick={() => change(false)}>
                <X aria-hidden="true" />
              </Button>
            </div>
            {children}
          </div>
        )}
      </dialog>
    </>
  );
}

/** A panel in the middle of the window. */
export function Panel(props: OverlayProps) {
  return <Overlay {...props} className="panel" />;
}

export interface DrawerProps extends OverlayProps {
  side?: "start" | "end";
}

/** A panel at one side of the window, for what stands beside the text on wide screens. */
export function Drawer({ side = "end", ...rest }: DrawerProps) {
  return <Overlay {...rest} className={`drawer drawer--${side}`} />;
}
