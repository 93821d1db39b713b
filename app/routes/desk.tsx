import "~/styles/editor.css";
import "~/styles/desk-parts.css";
import "~/styles/desk.css";
import "~/styles/desk-margin.css";
import "~/styles/desk-floats.css";
import "~/styles/presence.css";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData, type ShouldRevalidateFunction } from "@remix-run/react";
import { useMemo } from "react";
import { DeskPage } from "~/components/desk/desk-page.tsx";
import { UntilEnded } from "~/components/desk/until-ended.tsx";
import { firstBlocks, inTextOrder, outlineBlocks, outlineOf } from "~/components/desk/outline.ts";
import type { MarkSet } from "~/context.ts";
import { documentLabel } from "~/core/document/document.ts";
import { toFirstPaint } from "~/first-paint.ts";
import { pack, unpack } from "~/packed.ts";
import { orRespond } from "~/respond.ts";
import { requireViewer } from "~/session.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data ? `${documentLabel(data.open.document)} – ` : ""}Rapporteur` }];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const viewer = requireViewer(context, request);
  const documentId = params.documentId ?? "";
  const { queries } = context;
  const opened = queries.open(documentId);
  const around = opened.then(({ workspace: { id } }) => Promise.all([queries.tags(id), queries.library(id)]));
  const [{ document, workspace, html, blocks }, marks, [tags, documents]] = await orRespond(Promise.all([opened, queries.openingMarks(documentId, async () => firstBlocks((await opened).blocks)), around]));
  const outline = outlineOf(outlineBlocks(blocks));
  const ordered: MarkSet = { ...marks, annotations: inTextOrder(marks.annotations, blocks) };
  return {
    open: { document, workspace }, html: toFirstPaint(context, document.id, html), outline, marks: pack(ordered), tags, documents, viewer,
  };
}

/** Filter and selection are in the address too; what is shown is kept up to date by the live connection, not by asking again. */
export const shouldRevalidate: ShouldRevalidateFunction = ({ currentUrl, nextUrl, defaultShouldRevalidate }) =>
  currentUrl.pathname === nextUrl.pathname ? false : defaultShouldRevalidate;

export default function Desk() {
  const data = useLoaderData<typeof loader>();
  const marks = useMemo(() => unpack(data.marks), [data.marks]);
  return (
    <UntilEnded key={data.open.document.id}>
      <DeskPage {...data} marks={marks} />
    </UntilEnded>
  );
}
