import "~/styles/library.css";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { formatBytes } from "~/components/library/format-bytes.ts";
import { ImportReportView } from "~/components/library/import-report.tsx";
import { warningParagraphs } from "~/components/library/warning-paragraphs.ts";
import { TopBar } from "~/components/shell/top-bar.tsx";
import { ButtonLink } from "~/components/ui/button.tsx";
import { EmptyState } from "~/components/ui/empty-state.tsx";
import { documentLabel } from "~/core/document/document.ts";
import { orRespond } from "~/respond.ts";
import { requireViewer } from "~/session.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Import report${data ? ` – ${documentLabel(data.document)}` : ""} – Rapporteur` },
];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  requireViewer(context, request);
  const { document, workspace, blocks } = await orRespond(context.queries.open(params.documentId ?? ""));
  const paragraphs = document.importReport ? warningParagraphs(document.importReport, blocks) : [];
  return { document, workspace, paragraphs };
}

export default function ImportReportPage() {
  const { document, workspace, paragraphs } = useLoaderData<typeof loader>();
  const label = documentLabel(document);
  const open = (
    <ButtonLink to={`/documents/${document.id}`} variant="primary">
      Open the document
    </ButtonLink>
  );
  return (
    <>
      <TopBar workspace={workspace} crumbs={[{ label, to: `/documents/${document.id}` }]} title="Import report" />
      <main id="main" className="page stack stack--loose">
        <div className="stack stack--tight">
          <h1 dir="auto">How {label} was read</h1>
          {document.original && (
            <p className="soft">
              From <a href={`/api/v1/documents/${document.id}/original`}>{document.original.filename}</a>, {formatBytes(document.original.size)},{" "}
              {document.original.mediaType}
            </p>
          )}
        </div>
        {document.importReport ? (
          <ImportReportView documentId={document.id} report={document.importReport} paragraphs={paragraphs} />
        ) : (
          <EmptyState title="There is no import report" text="This document was written here, not read from a file." action={open} />
        )}
        {document.importReport && <div>{open}</div>}
      </main>
    </>
  );
}
