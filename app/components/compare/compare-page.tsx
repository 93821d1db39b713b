import { ChevronDown, ChevronUp } from "lucide-react";
import { useState } from "react";
import { TopBar } from "~/components/shell/top-bar.tsx";
import { Button } from "~/components/ui/button.tsx";
import { Chip } from "~/components/ui/chip.tsx";
import { EmptyState } from "~/components/ui/empty-state.tsx";
import { Kbd } from "~/components/ui/kbd.tsx";
import { LiveRegion } from "~/components/ui/live-region.tsx";
import { useKeys } from "~/components/ui/use-keys.ts";
import type { Viewer, WorkspaceSummary } from "~/context.ts";
import { can } from "~/core/access/can.ts";
import type { Tag } from "~/core/codebook/tags.ts";
import { documentLabel, type DocumentSummary } from "~/core/document/document.ts";
import { DeskContext } from "~/components/desk/desk-context.ts";
import { FinalBanner } from "~/components/desk/final-banner.tsx";
import { SaveStatus } from "~/components/desk/save-status.tsx";
import { UntilEnded } from "~/components/desk/until-ended.tsx";
import { useMedia, WITHOUT_MARGIN } from "~/components/desk/use-media.ts";
import { ComparePane } from "./compare-pane.tsx";
import { ChooserForm, DocumentChooser } from "./document-chooser.tsx";
import { LinkInfo } from "./link-info.tsx";
import { LinkTypeMenu } from "./link-type-menu.tsx";
import { RibbonGutter } from "./ribbon-gutter.tsx";
import type { ComparedDocument } from "./use-compare-side.ts";
import { useComparison } from "./use-comparison.ts";

export interface ComparePageProps {
  workspace: WorkspaceSummary;
  documents: readonly DocumentSummary[];
  tags: readonly Tag[];
  viewer: Viewer;
  left: ComparedDocument | null;
  right: ComparedDocument | null;
}

/** Two documents of a workspace side by side. */
export function ComparePage(props: ComparePageProps) {
  const { workspace, documents, left, right } = props;
  if (left && right) {
    return (
      <UntilEnded key={`${left.open.document.id} ${right.open.document.id}`}>
        <Comparison {...props} left={left} right={right} />
      </UntilEnded>
    );
  }
  return (
    <>
      <TopBar workspace={workspace} title="Compare" />
      <main id="main" className="page stack" tabIndex={-1}>
        <h1>Compare two documents</h1>
        <div className="row">
          <DocumentChooser side="left" documents={documents} chosen={left?.open.document.id ?? null} />
          <DocumentChooser side="right" documents={documents} chosen={right?.open.document.id ?? null} />
          <ChooserForm />
        </div>
        <EmptyState
          title={documents.length < 2 ? "Two documents are needed" : "Choose two documents"}
          text="They are shown side by side, with the links between their passages."
        />
      </main>
    </>
  );
}

interface ComparisonProps extends ComparePageProps {
  left: ComparedDocument;
  right: ComparedDocument;
}

type Side = "left" | "right";

function Comparison({ workspace, documents, tags, viewer, left, right }: ComparisonProps) {
  const comparison = useComparison({ left, right, tags, viewer });
  const { pairs, pair, step, select, link, fromSide, desk, actor, told } = comparison;
  const [tab, setTab] = useState<Side>("left");
  const [choosing, setChoosing] = useState(false);
  const narrow = useMedia(WITHOUT_MARGIN);
  const links = can(actor, "link.create");
  const ready = comparison.left.selection.selection !== null && comparison.right.selection.selection !== null;
  const labels = { left: documentLabel(left.open.document), right: documentLabel(right.open.document) };
  const [end] = (["left", "right"] as const).flatMap((side) => {
    const code = comparison[side].final;
    return code === null ? [] : { code, about: labels[side] };
  });
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    l: () => links && setChoosing(true),
    escape: () => select(undefined),
  });
  const bar = (
    <div className="desk-bar">
      <SaveStatus connections={[comparison.left.connection, comparison.right.connection]} stores={[comparison.left.store, comparison.right.store]} />
      <Chip tone="quiet">
        <span>
          {pairs.length} {pairs.length === 1 ? "link" : "links"}
          <span className="desk-bar__word"> here</span>
        </span>
      </Chip>
      <Button disabled={pairs.length === 0} aria-keyshortcuts="K" onClick={() => step(-1)}>
        <ChevronUp aria-hidden="true" /> <span className="desk-bar__word">Previous</span> <Kbd>K</Kbd>
      </Button>
      <Button disabled={pairs.length === 0} aria-keyshortcuts="J" onClick={() => step(1)}>
        <ChevronDown aria-hidden="true" /> <span className="desk-bar__word">Next</span> <Kbd>J</Kbd>
      </Button>
      {links && <LinkTypeMenu open={choosing} onOpenChange={setChoosing} ready={ready} labels={labels} from={fromSide} onChoose={link} />}
    </div>
  );
  const pane = (side: Side) => (
    <ComparePane side={side} documents={documents} compared={side === "left" ? left : right} live={comparison[side]} hidden={narrow && tab !== side} tabbed={narrow} />
  );
  return (
    <DeskContext.Provider value={desk}>
      <TopBar workspace={workspace} title="Compare" right={bar} />
      {end && <FinalBanner {...end} workspaceId={workspace.id} />}
      <main id="main" className="compare" tabIndex={-1}>
        <h1 className="visually-hidden">
          {labels.left} and {labels.right}
        </h1>
        <ChooserForm />
        {narrow && <SideTabs tab={tab} labels={labels} onTab={setTab} />}
        <div className="compare__texts">
          {pane("left")}
          {!narrow && <RibbonGutter comparison={comparison} />}
          {pane("right")}
        </div>
        {pair && <LinkInfo pair={pair} onClose={() => select(undefined)} />}
      </main>
      <LiveRegion text={told} />
    </DeskContext.Provider>
  );
}

/** Where there is room for one text only. */
function SideTabs({ tab, labels, onTab }: { tab: Side; labels: Record<Side, string>; onTab: (side: Side) => void }) {
  return (
    <div className="side-tabs" role="tablist" aria-label="Which document">
      {(["left", "right"] as const).map((side) => (
        <button
          key={side}
          type="button"
          role="tab"
          id={`tab-${side}`}
          className="side-tabs__tab"
          aria-selected={tab === side}
          aria-controls={`pane-${side}`}
          tabIndex={tab === side ? 0 : -1}
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
