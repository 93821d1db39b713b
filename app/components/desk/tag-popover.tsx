import { Popover } from "radix-ui";
import { useState, type ReactNode } from "react";
import type { Tag } from "~/core/codebook/tags.ts";
import { TagPicker } from "./tag-picker.tsx";

export interface TagPopoverProps {
  /** A button. */
  trigger: ReactNode;
  tags: readonly Tag[];
  onPick: (tag: Tag) => void;
}

/** The tag picker, opened by a button. */
export function TagPopover({ trigger, tags, onPick }: TagPopoverProps) {
  const [open, setOpen] = useState(false);
  const pick = (tag: Tag) => {
    setOpen(false);
    onPick(tag);
  };
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild>{trigger}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className="float tag-popover" align="start" sideOffset={6} collisionPadding={8} aria-label="All tags">
          <TagPicker tags={tags} onPick={pick} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
