import { Link2, Lock, StickyNote } from "lucide-react";
import { useLayoutEffect, useRef, type ReactNode } from "react";
import { useShortcuts } from "~/components/keys/use-action-keys.ts";
import { classNames } from "~/components/ui/class-names.ts";
import { tagStyle } from "~/components/ui/tag-badge.tsx";
import type { Tag } from "~/core/codebook/tags.ts";
import { ariaKey, keyWords } from "~/core/keys/key-name.ts";
import type { KeyedTag } from "./tag-keys.ts";
import { TagPopover } from "./tag-popover.tsx";

export interface SelectionBarProps {
  /** Of the selection, in the window. */
  rect: DOMRect;
  /** Docked at the bottom of the window instead. */
  docked: boolean;
  tags: readonly Tag[];
  shown: readonly KeyedTag[];
  privately: boolean;
  onPrivately: (privately: boolean) => void;
  onTag: (tag: Tag) => void;
  onNote: () => void;
  onLink: () => void;
}

/** What can be done with the selected words, near them. */
export function SelectionBar({ rect, docked, tags, shown, privately, onPrivately, onTag, onNote, onLink }: SelectionBarProps) {
  const keyOf = useShortcuts();
  const bar = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (bar.current) stand(bar.current, rect, docked);
  }, [rect, docked]);

  return (
    <div ref={bar} className={classNames("selection-bar", docked && "selection-bar--docked")} role="group" aria-label="The selected words">
      {shown.map(({ tag, letter }) => (
        <BarButton key={tag.id} keyName={letter === null ? undefined : ariaKey(letter)} onPress={() => onTag(tag)}>
          <span className="selection-bar__letter tagged" style={tagStyle(tag.colour)} aria-hidden="true">
            {letter === null ? tag.code : keyWords(letter)}
          </span>
          {tag.name.replace(" addressed", "")}
        </BarButton>
      ))}
      <TagPopover
        tags={tags}
        onPick={onTag}
        trigger={
          <button type="button" className="selection-bar__button" onMouseDown={keepSelection}>
            All tags…
          </button>
        }
      />
      <span className="selection-bar__line" aria-hidden="true" />
      <BarButton keyName={keyOf("words.note").props["aria-keyshortcuts"]} onPress={onNote}>
        <StickyNote aria-hidden="true" /> Note
      </BarButton>
      <BarButton keyName={keyOf("link").props["aria-keyshortcuts"]} onPress={onLink}>
        <Link2 aria-hidden="true" /> Link
      </BarButton>
      <button
        type="button"
        className="selection-bar__button"
        role="switch"
        aria-checked={privately}
        onMouseDown={keepSelection}
        onClick={() => onPrivately(!privately)}
      >
        <Lock aria-hidden="true" /> Private
      </button>
    </div>
  );
}

interface BarButtonProps {
  /** As `aria-keyshortcuts`. */
  keyName: string | undefined;
  onPress: () => void;
  children: ReactNode;
}

function BarButton({ keyName, onPress, children }: BarButtonProps) {
  return (
    <button
      type="button"
      className="selection-bar__button"
      aria-keyshortcuts={keyName}
      onMouseDown={keepSelection}
      onClick={onPress}
    >
      {children}
    </button>
  );
}

/** Pressing a button takes the selection away in some browsers. */
function keepSelection(event: { preventDefault: () => void }): void {
  event.preventDefault();
}

const GAP = 10;
const EDGE = 8;

/** Below the words; above them when there is no room below. In the page, so that it moves with the text. */
function stand(bar: HTMLElement, rect: DOMRect, docked: boolean): void {
  if (docked) {
    bar.style.removeProperty("inset-block-start");
    bar.style.removeProperty("left");
    return;
  }
  const { offsetWidth: width, offsetHeight: height } = bar;
  const below = rect.bottom + GAP;
  const top = below + height < window.innerHeight ? below : Math.max(EDGE, rect.top - GAP - height);
  const left = Math.min(Math.max(EDGE, rect.left + rect.width / 2 - width / 2), document.documentElement.clientWidth - width - EDGE);
  bar.style.insetBlockStart = `${top + window.scrollY}px`;
  bar.style.left = `${left + window.scrollX}px`;
}
