import { X } from "lucide-react";
import { Dialog } from "radix-ui";
import type { ReactNode } from "react";
import { Button } from "./button.tsx";

export interface OverlayProps {
  title: string;
  description?: string;
  /** The button that opens it, unless `open` is controlled. */
  trigger?: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  children: ReactNode;
}

interface FrameProps extends OverlayProps {
  className: string;
}

function Overlay({ title, description, trigger, open, onOpenChange, className, children }: FrameProps) {
  const unsaid = description ? {} : { "aria-describedby": undefined };
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      {trigger && <Dialog.Trigger asChild>{trigger}</Dialog.Trigger>}
      <Dialog.Portal>
        <Dialog.Overlay className="scrim" />
        <Dialog.Content className={className} {...unsaid}>
          <div className="overlay__head">
            <div>
              <Dialog.Title className="overlay__title">{title}</Dialog.Title>
              {description && <Dialog.Description className="soft small">{description}</Dialog.Description>}
            </div>
            <Dialog.Close asChild>
              <Button variant="bare" size="small" icon aria-label="Close">
                <X aria-hidden="true" />
              </Button>
            </Dialog.Close>
          </div>
          {children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
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
