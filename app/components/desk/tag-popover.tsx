import { Suspense, type ReactElement } from "react";
import { late } from "~/components/ui/late.ts";
import { Popover } from "~/components/ui/popover.tsx";
import type { Tag } from "~/core/codebook/tags.ts";

const TagPicker = late(async () => (await import("./tag-picker.tsx")).TagPicker);

export interface TagPopoverProps {
  /** A button. */
  trigger: ReactElement<Record<string, unknown>>;
  tags: readonly Tag[];
  onPick: (tag: Tag) => void;
}

/** The tag picker, opened by a button. */
export function TagPopover({ trigger, tags, onPick }: TagPopoverProps) {
  return (
    <Popover trigger={trigger} label="All tags" className="tag-popover">
      {(close) => (
        <Suspense>
          <TagPicker
            tags={tags}
            onPick={(tag) => {
              close();
              onPick(tag);
            }}
          />
        </Suspense>
      )}
    </Popover>
  );
}
