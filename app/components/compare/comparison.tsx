import { Suspense, useEffect, useState } from "react";
import { TopBar } from "~/components/shell/top-bar.tsx";
import { late } from "~/components/ui/late.ts";
import { LiveRegion } from "~/components/ui/live-region.tsx";
import type { Viewer, WorkspaceSummary } from "~/context.ts";
import { can } from "~/core/access/can.ts";
import type { Tag } from "~/core/codebook/tags.ts";
import { documentLabel, type DocumentSummary } from "~/core/document/document.ts";
import { DeskContext } from "~/components/desk/desk-context.ts";
import { FinalBanner } from "~/components/desk/final-banner.tsx";
import { useMedia, WITHOUT_MARGIN } from "~/components/desk/use-media.ts";
import { CompareBar } from "./compare-bar.tsx";
import { ComparePane } from "./compare-pane.tsx";
import { ChooserForm } from "./document-chooser.tsx";
import { EndButtons } from "./end-buttons.tsx";
import { LinkBar } from "./link-bar.tsx";
import { LinkInfo } from "./link-info.tsx";
import { LinksElsewhere } from "./links-elsewhere.tsx";
import { PaneCard } from "./pane-card.tsx";
import { PaneSelectionBar } from "./pane-selection-bar.tsx";
import { RibbonGutter } from "./ribbon-gutter.tsx";
import { SideTabs } from "./side-tabs.tsx";
import type { ComparedDocument } from "./use-compare-side.ts";
import { useCompareKeys } from "./use-compare-keys.ts";
import { SIDES, useComparison, type Side } from "./use-comparison.ts";
import { useScrollTogether } from "./use-scroll-together.ts";

const LinkPanel = late(async () => (await import("~/components/desk/link-panel.tsx")).LinkPanel);

export interface ComparisonProps {
  workspace: WorkspaceSummary;
  documents: readonly DocumentSummary[];
  tags: readonly Tag[];
  viewer: Viewer;
  left: ComparedDocument;
  right: ComparedDocument;
}

/** Two documents side by side, both read and marked as on their desks, with the links between them. */
export function Comparison({ workspace, documents, tags, viewer, left, right }: ComparisonProps) {
  const comparison = useComparison({ left, right, tags, viewer });
  const { pair, openCard, select, linking, address, told, linkFrom, setLinkFrom } = comparison;
  /** The side one was on last; where there is room for one text, the one that is shown. */
  const [active, setActive] = useState<Side>("left");
  const narrow = useMedia(WITHOUT_MARGIN);
  useCompareKeys(comparison, active, setActive);
  useScrollTogether(comparison, address.together && !narrow);
  useShownEnd(comparison, active, narrow);
  const labels = { left: documentLabel(left.open.document), right: documentLabel(right.open.document) };
  const [end] = SIDES.flatMap((side) => {
    const code = comparison[side].final;
    return code === null ? [] : { code, about: labels[side] };
  });
  const pane = (side: Side) => {
    const live = comparison[side];
    const card = openCard?.side === side ? openCard.card : null;
    const hasWords = live.selection.selection !== null;
    return (
      <ComparePane
        side={side}
        documents={documents}
        compared={side === "left" ? left : right}
        live={live}
        tags={tags}
        selected={pair?.[side].mark ?? card?.id ?? null}
        behind={active !== side}
        tabbed={narrow}
        onActive={() => setActive(side)}
        over={narrow && active === side && <EndButtons comparison={comparison} side={side} labels={labels} onGo={setActive} />}
        foot={card && !hasWords && <PaneCard live={live} card={card} />}
      />
    );
  };
  const marked = (side: Side) =>
    // With words on both sides the bar of the side one is on is enough.
    (!(narrow || linking.ready) || active === side) && comparison[side].final === null && can(comparison[side].desk.actor, "annotation.create") && (
      <PaneSelectionBar key={side} live={comparison[side]} tags={tags} docked={narrow} raised={linking.ready} onLink={linking.link} />
    );
  return (
    <DeskContext.Provider value={comparison.left.desk}>
      <TopBar workspace={workspace} title="Compare" right={<CompareBar comparison={comparison} />} />
      {end && <FinalBanner {...end} workspaceId={workspace.id} />}
      <main id="main" className="compare" tabIndex={-1}>
        <h1 className="visually-hidden">
          {labels.left} and {labels.right}
        </h1>
        <ChooserForm />
        <div className="compare__tabs">
          <SideTabs tab={active} labels={labels} tabbed={narrow} onTab={setActive} />
          <LinksElsewhere links={comparison.elsewhere} comparison={comparison} />
        </div>
        <div className="compare__texts">
          {pane("left")}
          <RibbonGutter comparison={comparison} idle={narrow} />
          {pane("right")}
        </div>
        {SIDES.map(marked)}
        {linking.ready ? (
          <LinkBar linking={linking} labels={labels} types={comparison.left.canType || comparison.right.canType} />
        ) : (
          pair && <LinkInfo key={pair.link.id} pair={pair} active={narrow ? active : null} onSide={setActive} onClose={() => select(undefined)} />
        )}
      </main>
      {linkFrom && (
        <DeskContext.Provider value={comparison[linkFrom.side].desk}>
          <Suspense>
            <LinkPanel key={linkFrom.start.quote} from={linkFrom.start} documents={documents} onClose={() => setLinkFrom(null)} />
          </Suspense>
        </DeskContext.Provider>
      )}
      <LiveRegion text={told} />
    </DeskContext.Provider>
  );
}

/** Where one text is shown at a time: the end of the selected link in it comes into view with it. */
function useShownEnd(comparison: ReturnType<typeof useComparison>, active: Side, narrow: boolean): void {
  const { pair } = comparison;
  const mark = pair?.[active].mark ?? null;
  const { editor } = comparison[active];
  useEffect(() => {
    if (narrow && mark !== null) editor?.scrollToMark(mark);
  }, [narrow, mark, editor]);
}
