import { TopBar } from "~/components/shell/top-bar.tsx";
import { EmptyState } from "~/components/ui/empty-state.tsx";
import { UntilEnded } from "~/components/desk/until-ended.tsx";
import { Comparison, type ComparisonProps } from "./comparison.tsx";
import { ChooserForm, DocumentChooser } from "./document-chooser.tsx";
import type { ComparedDocument } from "./use-compare-side.ts";

export interface ComparePageProps extends Omit<ComparisonProps, "left" | "right"> {
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
