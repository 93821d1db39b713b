import { redirect, type LoaderFunctionArgs } from "@remix-run/node";
import { orRespond } from "~/respond.ts";
import { requireViewer } from "~/session.ts";

/** Leads to the documents: of the only workspace, or by way of the list. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  requireViewer(context, request);
  const workspaces = await orRespond(context.queries.workspaces());
  const [only] = workspaces;
  return redirect(only && workspaces.length === 1 ? `/workspaces/${only.id}` : "/workspaces");
}

export default function Home() {
  return null;
}
