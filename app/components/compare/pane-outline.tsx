import { ListTree } from "lucide-react";
import { useState } from "react";
import { Button } from "~/components/ui/button.tsx";
import { Drawer } from "~/components/ui/overlay.tsx";
import { OutlinePanel } from "~/components/desk/outline-panel.tsx";
import type { CompareSide } from "./use-compare-side.ts";

/** The headings of one text, in a drawer from its own side. */
export function PaneOutline({ live: { outline, editor, desk }, side }: { live: CompareSide; side: "left" | "right" }) {
  const [open, setOpen] = useState(false);
  return (
    <Drawer
      title={`Outline of ${desk.label}`}
      side={side === "left" ? "start" : "end"}
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button variant="bare" size="small" icon aria-label={`Outline of ${desk.label}`} title="Outline">
          <ListTree aria-hidden="true" />
        </Button>
      }
    >
      <OutlinePanel
        {...outline}
        tags={desk.tags}
        onGo={(section) => {
          setOpen(false);
          editor?.scrollToBlock(section.id);
        }}
      />
    </Drawer>
  );
}
