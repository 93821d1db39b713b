import { Tooltip as Radix } from "radix-ui";
import type { ReactNode } from "react";

/** Once, around the page. */
export const TooltipProvider = Radix.Provider;

export interface TooltipProps {
  text: string;
  /** Something that can have the focus. */
  children: ReactNode;
}

export function Tooltip({ text, children }: TooltipProps) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Content className="tooltip" sideOffset={4} collisionPadding={8}>
        {text}
      </Radix.Content>
    </Radix.Root>
  );
}
