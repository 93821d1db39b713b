import type { Side } from "./use-comparison.ts";

export interface SideTabsProps {
  tab: Side;
  labels: Record<Side, string>;
  /** There is room for one text only: the style shows them from the first paint on, and this makes them tabs for those who listen. */
  tabbed: boolean;
  onTab: (side: Side) => void;
}

/** Which of the two texts is shown, where there is room for one. */
export function SideTabs({ tab, labels, tabbed, onTab }: SideTabsProps) {
  return (
    <div className="side-tabs" role="tablist" aria-label="Which document">
      {(["left", "right"] as const).map((side) => (
        <button
          key={side}
          type="button"
          role="tab"
          id={`tab-${side}`}
          className="side-tabs__tab"
          dir="auto"
          aria-selected={tab === side}
          aria-controls={`pane-${side}`}
          tabIndex={!tabbed || tab === side ? 0 : -1}
          onClick={() => onTab(side)}
          onKeyDown={(event) => {
            if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
            const other = side === "left" ? "right" : "left";
            onTab(other);
            document.getElementById(`tab-${other}`)?.focus();
          }}
        >
          {labels[side]}
        </button>
      ))}
    </div>
  );
}
