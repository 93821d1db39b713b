import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import type { DeskEditor } from "~/editor/desk-editor.ts";
import type { DocumentConnection } from "~/live/connection.ts";
import type { TextLayout } from "./use-text-layout.ts";

export interface PresenceMarkersProps {
  connection: DocumentConnection;
  editor: DeskEditor;
  layout: TextLayout;
  viewerId: string;
}

/**
 * A dot for each of the others, at the height of what they read. For the mouse alone: the list of who is here says and
 * does the same for the keyboard and for screen readers.
 */
export function PresenceMarkers({ connection: { presence }, editor, layout, viewerId }: PresenceMarkersProps) {
  const people = useSyncExternalStore(presence.subscribe, presence.people, presence.people);
  const reading = useSyncExternalStore(presence.subscribe, presence.reading, presence.reading);
  const others = useMemo(() => people.filter(({ id }) => id !== viewerId && reading.has(id)), [people, reading, viewerId]);
  const [shares, setShares] = useState<ReadonlyMap<string, number>>(new Map());

  // Measured in the next frame, when the layout is made anyway.
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      const { height } = editor.view.dom.getBoundingClientRect();
      const blocks = [...new Set(reading.values())];
      setShares(new Map(blocks.flatMap((block) => {
        const top = height > 0 ? layout.blockTop(block) : null;
        return top === null ? [] : [[block, top / height] as const];
      })));
    });
    return () => cancelAnimationFrame(frame);
  }, [reading, layout, editor]);

  return (
    <div className="readers">
      {others.map(({ id, name, colour }) => {
        const block = reading.get(id) ?? "";
        const share = shares.get(block);
        return (
          share !== undefined && (
            <button
              key={id}
              type="button"
              tabIndex={-1}
              className="readers__dot"
              style={{ insetBlockStart: `${100 * share}%`, background: colour }}
              data-reader={id}
              onClick={(event) => {
                event.stopPropagation();
                editor.scrollToBlock(block);
              }}
            >
              <span className="readers__name">{name}</span>
            </button>
          )
        );
      })}
    </div>
  );
}
