import { Link2 } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { Button } from "~/components/ui/button.tsx";
import { Kbd } from "~/components/ui/kbd.tsx";
import { LINK_CHOICES } from "~/components/desk/link-colours.ts";
import { linkWords } from "~/components/review/link-words.ts";
import type { LinkType } from "~/core/annotation/annotation.ts";

export interface LinkTypeMenuProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Words are selected on both sides. */
  ready: boolean;
  labels: { left: string; right: string };
  /** The side that speaks about the other one, as a rule the later document. */
  from: "left" | "right";
  onChoose: (type: LinkType, from: "left" | "right") => void;
}

/** Links the words selected on the left with those on the right: choosing the type does it. */
export function LinkTypeMenu({ open, onOpenChange, ready, labels, from, onChoose }: LinkTypeMenuProps) {
  const to = from === "left" ? "right" : "left";
  const directions = [
    { side: from, start: labels[from], goal: labels[to] },
    { side: to, start: labels[to], goal: labels[from] },
  ] as const;
  return (
    <DropdownMenu.Root modal={false} open={open && ready} onOpenChange={onOpenChange}>
      <DropdownMenu.Trigger asChild>
        <Button
          variant="primary"
          disabled={!ready}
          aria-keyshortcuts="L"
          title={ready ? undefined : "Select words on the left and on the right first"}
          onMouseDown={(event) => event.preventDefault()}
        >
          <Link2 aria-hidden="true" /> <span className="desk-bar__word">Link selection</span> <Kbd>L</Kbd>
        </Button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu link-types" align="end" sideOffset={4} collisionPadding={8} loop>
          {directions.map(({ side, start, goal }, nth) => (
            <DropdownMenu.Group key={side}>
              {nth > 0 && <DropdownMenu.Separator className="menu__separator" />}
              <DropdownMenu.Label className="menu__label">
                <bdi>{start}</bdi> … <bdi>{goal}</bdi>
              </DropdownMenu.Label>
              {LINK_CHOICES.filter(({ value }) => nth === 0 || value !== "same-subject").map(({ value, label }) => (
                <DropdownMenu.Item key={value} className="menu__item" onSelect={() => onChoose(value, side)}>
                  {nth === 0 ? label : linkWords(value)}
                </DropdownMenu.Item>
              ))}
            </DropdownMenu.Group>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
