import "~/styles/review.css";
import type { AppLoadContext, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData, type ShouldRevalidateFunction } from "@remix-run/react";
import { ReviewDesk } from "~/components/review/review-desk.tsx";
import { documentsToOpen, reviewEntries } from "~/components/review/review-entries.ts";
import { useReview } from "~/components/review/use-review.ts";
import { TopBar } from "~/components/shell/top-bar.tsx";
import { Chip } from "~/components/ui/chip.tsx";
import { Progress } from "~/components/ui/progress.tsx";
import type { OpenDocument } from "~/context.ts";
import { attempt, orRespond } from "~/respond.ts";
import { requireViewer } from "~/session.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Review${data ? ` – ${data.workspace.name}` : ""} – Rapporteur` },
];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  requireViewer(context, request);
  const workspaceId = params.workspaceId ?? "";
  const { queries } = context;
  const workspace = await orRespond(queries.workspace(workspaceId));
  const [{ items, decided, total }, tags] = await orRespond(Promise.all([queries.reviewQueue(workspaceId), queries.tags(workspaceId)]));
  const annotated = new Set(items.flatMap((item) => (item.annotation && !item.own ? [item.documentId] : [])));
  const found = await orRespond(Promise.all([...annotated].map((id) => queries.links(id))));
  const links = [...new Map(found.flat().map((link) => [link.id, link])).values()];
  const documents = await openAll(queries, documentsToOpen(items, links));
  const entries = reviewEntries({ items, tags, documents, links });
  return { workspace, entries, decided, total, ownCount: items.filter((item) => item.own).length };
}

/** One that has gone in the meantime is left out: its passages show what was marked. */
async function openAll(queries: AppLoadContext["queries"], ids: readonly string[]): Promise<OpenDocument[]> {
  const tried = await Promise.all(ids.map((id) => attempt(queries.open(id))));
  return tried.flatMap((result) => (result.ok ? [result.value] : []));
}

/** Choosing another item or filter changes the address only; the list is read again when something was done. */
export const shouldRevalidate: ShouldRevalidateFunction = ({ currentUrl, nextUrl, defaultShouldRevalidate }) => {
  const onlySearch = currentUrl.pathname === nextUrl.pathname && currentUrl.search !== nextUrl.search;
  return onlySearch ? false : defaultShouldRevalidate;
};

export default function ReviewPage() {
  const { workspace, entries, decided, total, ownCount } = useLoaderData<typeof loader>();
  const review = useReview(entries);
  const done = decided + review.justDecided;
  return (
    <>
      <TopBar
        workspace={workspace}
        title="Review"
        right={
          <div className="review-progress">
            <Chip tone="quiet">
              {review.waiting.length} waiting for you{" "}
              <span className="review-progress__more">
                · {done} of {total} decided
              </span>
            </Chip>
            <Progress value={done} max={total} tone="good" label="Decided" words={`${done} of ${total}`} />
          </div>
        }
      />
      <ReviewDesk review={review} ownCount={ownCount} libraryPath={`/workspaces/${workspace.id}`} />
    </>
  );
}
