import "~/styles/library.css";
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData, useSearchParams } from "@remix-run/react";
import { DeleteConfirmation } from "~/components/library/delete-confirmation.tsx";
import { DocumentTable } from "~/components/library/document-table.tsx";
import { ExportMenu } from "~/components/library/export-menu.tsx";
import { NewWorkingDocument } from "~/components/library/new-working-document.tsx";
import { UploadZone } from "~/components/library/upload-zone.tsx";
import { WorkspacePage } from "~/components/shell/workspace-page.tsx";
import { EmptyState } from "~/components/ui/empty-state.tsx";
import { FormProblem } from "~/components/ui/problem.tsx";
import { atLeast } from "~/core/access/can.ts";
import { attempt, formText, orRespond } from "~/respond.ts";
import { requireViewer } from "~/session.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.workspace.name ?? "Documents"} – Rapporteur` }];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  requireViewer(context, request);
  const workspaceId = params.workspaceId ?? "";
  const { queries } = context;
  const [workspace, documents, waiting] = await orRespond(
    Promise.all([queries.workspace(workspaceId), queries.library(workspaceId), queries.waitingCount(workspaceId)]),
  );
  return { workspace, documents, waiting, uploadLimit: context.uploadLimit };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  requireViewer(context, request);
  const workspaceId = params.workspaceId ?? "";
  const form = await request.formData();
  switch (formText(form, "intent")) {
    case "create": {
      const made = await attempt(context.commands.createWorkingDocument(workspaceId, formText(form, "title")));
      if (made.ok) return redirect(`/documents/${made.value.id}`);
      return data({ problem: made.problem }, { status: made.problem.status });
    }
    case "delete": {
      const gone = await attempt(context.commands.deleteDocument(formText(form, "document")));
      if (gone.ok) return redirect(`/workspaces/${workspaceId}`);
      return data({ problem: gone.problem }, { status: gone.problem.status });
    }
    default:
      throw new Response(null, { status: 400 });
  }
}

export default function Library() {
  const { workspace, documents, waiting, uploadLimit } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const [search] = useSearchParams();
  const adds = atLeast(workspace.role, "annotator");
  const manages = atLeast(workspace.role, "lead");
  const doomed = manages ? documents.find((document) => document.id === search.get("delete")) : undefined;
  const actions = (
    <>
      {adds && <NewWorkingDocument />}
      {documents.length > 0 && <ExportMenu source={`/api/v1/workspaces/${workspace.id}`} />}
    </>
  );
  return (
    <WorkspacePage workspace={workspace} waiting={waiting} actions={actions}>
      <FormProblem problem={result?.problem} />
      {doomed && <DeleteConfirmation document={doomed} back={`/workspaces/${workspace.id}`} />}
      {documents.length > 0 && <DocumentTable documents={documents} manage={manages} />}
      {documents.length === 0 && (
        <EmptyState
          title="No documents yet"
          text={
            adds
              ? "Start with the two texts you want to hold against each other: a committee’s recommendations and the State’s later report. Add them below."
              : "Somebody who may add documents has to do so first."
          }
        />
      )}
      {adds && <UploadZone workspaceId={workspace.id} limit={uploadLimit} />}
    </WorkspacePage>
  );
}
