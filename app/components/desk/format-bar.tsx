import { Bold, Heading, Italic, List } from "lucide-react";
import { toggleMark } from "prosemirror-commands";
import type { NodeType } from "prosemirror-model";
import { liftListItem, wrapInList } from "prosemirror-schema-list";
import type { Command, EditorState } from "prosemirror-state";
import { useEffect, useState, type ReactNode } from "react";
import { Button } from "~/components/ui/button.tsx";
import { schema } from "~/core/document/schema.ts";
import type { DeskEditor } from "~/editor/desk-editor.ts";
import { makeBlocks } from "~/editor/typing.ts";

/** The names are those of the schema. */
const node = (name: string): NodeType => {
  const type = schema.nodes[name];
  if (!type) throw new Error(`There is no ${name} in the schema`);
  return type;
};

interface Format {
  name: string;
  keys: string;
  icon: ReactNode;
  isOn: (state: EditorState) => boolean;
  command: (isOn: boolean) => Command;
}

const FORMATS: readonly Format[] = [
  { name: "Bold", keys: "Control+B", icon: <Bold aria-hidden="true" />, isOn: (state) => hasMark(state, "strong"), command: () => toggle("strong") },
  { name: "Italic", keys: "Control+I", icon: <Italic aria-hidden="true" />, isOn: (state) => hasMark(state, "em"), command: () => toggle("em") },
  {
    name: "Heading",
    keys: "Control+Alt+1",
    icon: <Heading aria-hidden="true" />,
    isOn: ({ selection }) => selection.$from.parent.type === node("heading"),
    command: (isOn) => (isOn ? makeBlocks(node("paragraph")) : makeBlocks(node("heading"), { level: 1 })),
  },
  {
    name: "List",
    keys: "Control+Shift+8",
    icon: <List aria-hidden="true" />,
    isOn: ({ selection: { $from } }) => $from.depth > 1 && $from.node(-1).type === node("list_item"),
    command: (isOn) => (isOn ? liftListItem(node("list_item")) : wrapInList(node("bullet_list"))),
  },
];

function toggle(name: "strong" | "em"): Command {
  const mark = schema.marks[name];
  return mark ? toggleMark(mark) : () => false;
}

function hasMark(state: EditorState, name: "strong" | "em"): boolean {
  const mark = schema.marks[name];
  const { from, to, empty, $from } = state.selection;
  if (!mark) return false;
  return empty ? mark.isInSet(state.storedMarks ?? $from.marks()) !== undefined : state.doc.rangeHasMark(from, to, mark);
}

/** The few formats of a working document. What is on where the caret is, is pressed. */
export function FormatBar({ editor }: { editor: DeskEditor }) {
  const { view } = editor;
  const [state, setState] = useState(view.state);
  useEffect(() => {
    // The caret moves by the browser's selection, formats by changes of the text.
    const read = () => setState(view.state);
    document.addEventListener("selectionchange", read);
    view.dom.addEventListener("keyup", read);
    return () => {
      document.removeEventListener("selectionchange", read);
      view.dom.removeEventListener("keyup", read);
    };
  }, [view]);

  return (
    <div className="format-bar__tools" role="toolbar" aria-label="Format" aria-controls="main">
      {FORMATS.map(({ name, keys, icon, isOn, command }) => {
        const on = isOn(state);
        return (
          <Button
            key={name}
            variant="bare"
            size="small"
            icon
            aria-label={name}
            aria-pressed={on}
            aria-keyshortcuts={keys}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => {
              command(on)(view.state, view.dispatch, view);
              view.focus();
              setState(view.state);
            }}
          >
            {icon}
          </Button>
        );
      })}
    </div>
  );
}
