import "~/styles/editor.css";
import "~/styles/desk-parts.css";
import "~/styles/desk.css";
import "~/styles/desk-margin.css";
import "~/styles/desk-floats.css";
import "~/styles/presence.css";
import "~/styles/compare.css";
import type { AppLoadContext, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData, type ShouldRevalidateFunction } from "@remix-run/react";
import { useMemo } from "react";
import { ComparePage } from "~/components/compare/compare-page.tsx";
import type { ComparedDocument } from "~/components/compare/use-compare-side.ts";
import { firstBlocks, outlineBlocks, outlineOf } from "~/components/desk/outline.ts";
import { toFirstPaint } from "~/first-paint.ts";
import { pack, unpack, type Packed } from "~/packed.ts";
import { orRespond } from "~/respond.ts";
import { requireViewer } from "~/session.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `Compare${data ? ` – ${data.workspace.name}` : ""} – Rapporteur` }];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const viewer = requireViewer(context, request);
  const workspaceId = params.workspaceId ?? "";
  const { queries } = context;
  const [workspace, documents, tags] = await orRespond(Promise.all([queries.workspace(workspaceId), queries.library(workspaceId), queries.tags(workspaceId)]));
  const search = new URL(request.url).searchParams;
  const chosen = (side: string) => documents.find((document) => document.id === search.get(side))?.id;
  const [left, right] = await Promise.all([compared(context, chosen("left")), compared(context, chosen("right"))]);
  return { workspace, documents, tags, viewer, left, right };
}

async function compared(context: AppLoadContext, id: string | undefined): Promise<Packed<ComparedDocument> | null> {
  if (id === undefined) return null;
  const opened = context.queries.open(id);
  const opening = context.queries.openingMarks(id, async () => firstBlocks((await opened).blocks));
  const [{ document, workspace, html, blocks }, marks] = await orRespond(Promise.all([opened, opening]));
  return pack<ComparedDocument>({ open: { document, workspace }, html: toFirstPaint(context, id, withoutIds(html, id)), outline: outlineOf(outlineBlocks(blocks)), marks });
}

/** Two texts on one page must not both have a "p12": numbers lead to the document's own page. All text is escaped, so this meets tags only. */
function withoutIds(html: string, id: string): string {
  return html.replace(/ id="p\d+"/g, "").replaceAll('href="#p', `href="/documents/${id}#p`);
}

/** The selected link is in the address too, and asks for nothing. */
export const shouldRevalidate: ShouldRevalidateFunction = ({ currentUrl, nextUrl, defaultShouldRevalidate }) => {
  const isSame = (side: string) => currentUrl.searchParams.get(side) === nextUrl.searchParams.get(side);
  return currentUrl.pathname === nextUrl.pathname && isSame("left") && isSame("right") ? false : defaultShouldRevalidate;
};

export default function Compare() {
  const data = useLoaderData<typeof loader>();
  const left = useMemo(() => data.left && unpack(data.left), [data.left]);
  const right = useMemo(() => data.right && unpack(data.right), [data.right]);
  return <ComparePage {...data} left={left} right={right} />;
}
