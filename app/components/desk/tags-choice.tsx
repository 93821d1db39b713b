import { useState, type KeyboardEvent } from "react";
import { Button } from "~/components/ui/button.tsx";
import { Kbd } from "~/components/ui/kbd.tsx";
import type { State } from "~/core/annotation/annotation.ts";
import type { Tag } from "~/core/codebook/tags.ts";
import { TagPicker } from "./tag-picker.tsx";

export interface TagsChoiceProps {
  tags: readonly Tag[];
  /** Of the mark, before. */
  slugs: readonly string[];
  state: State;
  /** The slugs it is to have; null where nothing was changed. */
  onSave: (slugs: string[] | null) => void;
}

/** The tags of a mark, put in and out before they are saved together. */
export function TagsChoice({ tags, slugs, state, onSave }: TagsChoiceProps) {
  const [wish, setWish] = useState<readonly string[]>(slugs);
  const changes = [...wish, ...slugs].filter((slug) => wish.includes(slug) !== slugs.includes(slug)).length;
  const toggle = ({ slug }: Tag) => setWish(wish.includes(slug) ? wish.filter((one) => one !== slug) : [...wish, slug]);
  const save = () => onSave(changes > 0 ? [...wish] : null);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.stopPropagation();
    save();
  };
  const isDecided = state === "approved" || state === "rejected";
  return (
    // The keys come from the field and the buttons inside.
    <div onKeyDownCapture={onKeyDown}>
      <TagPicker tags={tags} chosen={wish} onPick={toggle} />
      <div className="tags-choice__foot">
        <Button size="small" variant="primary" aria-keyshortcuts="Control+Enter" disabled={changes === 0} onClick={save}>
          Save tags <Kbd>Ctrl ↵</Kbd>
        </Button>
        <span className="soft small" role="status">
          {changes === 0 ? "Enter puts a tag in or out." : `${changes} changed.${isDecided ? " Saving asks for a new review." : ""}`}
        </span>
      </div>
    </div>
  );
}
