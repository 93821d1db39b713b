import { Popover } from "radix-ui";
import { useState, type ReactNode } from "react";
import type { Tag } from "~/core/codebook/tags.ts";
import { TagPicker } from "./tag-picker.tsx";

export interface TagPopoverProps {
  /** A button. */
  trigger: ReactNode;
  tags: readonly Tag[];
  onPick: (tag: Tag) => void;
  onOpenChange?: (open: boolean) => void;
}

/** The tag picker, opened by a button. */
export function TagPopover({ trigger, tags, onPick, onOpenChange }: TagPopoverProps) {
  const [open, setOpen] = useState(false);
  const change = (next: boolean) => {
    setOpen(next);
    onOpenChange?.(next);
  };
  const pick = (tag: Tag) => {
    change(false);
    onPick(tag);
  };
  return (
    <Popover.Root open={open} onOpenChange={change}>
      <Popover.Trigger asChild>{trigger}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className="float tag-popover" align="start" sideOffset={6} collisionPadding={8} aria-label="All tags">
          <TagPicker tags={tags} onPick={pick} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
