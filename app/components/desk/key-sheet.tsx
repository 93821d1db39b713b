import { Kbd } from "~/components/ui/kbd.tsx";
import { Panel } from "~/components/ui/overlay.tsx";
import type { KeyedTag } from "./tag-keys.ts";

export interface KeySheetProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  tags: readonly KeyedTag[];
  reviews: boolean;
  types: boolean;
}

/** All keys of the desk. */
export function KeySheet({ open, onOpenChange, tags, reviews, types }: KeySheetProps) {
  const groups: { title: string; keys: [string, string][] }[] = [
    {
      title: "With words selected",
      keys: [
        ...tags.flatMap(({ tag, letter }): [string, string][] => (letter ? [[letter.toUpperCase(), `Mark as ${tag.name.toLowerCase()}`]] : [])),
        ["L", "Link with another passage"],
        ["N", "Mark with a note"],
        ["Esc", "Let the selection go"],
      ],
    },
    {
      title: "Marks",
      keys: [
        ["J", "Next mark"],
        ["K", "Previous mark"],
        ["E", "Edit the note"],
        ["S", "Submit for review"],
        ["Delete", "Delete, with a way back"],
        ["X", "Pick it, to change several at once"],
        ["Shift J, Shift K", "Pick it and the next, or the previous"],
        ["Ctrl A", "Among the cards: pick all that are shown"],
        ["Alt Shift ← →", "Move its end by a word"],
        ["Alt Shift ↑ ↓", "Move its start by a word"],
        ["Ctrl Z", "Undo your last step on the marks"],
        ["Ctrl Shift Z", "Do it again"],
        ["Esc", "Close the card"],
      ],
    },
    ...(reviews ? [{ title: "Review, on a selected mark", keys: [["A", "Approve"], ["C", "Ask for changes"], ["R", "Reject with a reason"]] as [string, string][] }] : []),
    {
      title: "Text",
      keys: [
        ["Shift", "With the arrows: selects words from the caret"],
        ["Alt F10", types ? "From the text to the buttons for what is selected; letters type there" : "From the text to the buttons for what is selected"],
        ["?", "These keys"],
      ],
    },
  ];
  return (
    <Panel title="Keys" open={open} onOpenChange={onOpenChange}>
      {groups.map(({ title, keys }) => (
        <section key={title} className="key-sheet">
          <h3>{title}</h3>
          <dl>
            {keys.map(([key, what]) => (
              <div key={key}>
                <dt>
                  <Kbd>{key}</Kbd>
                </dt>
                <dd>{what}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Panel>
  );
}
