import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { Invitations } from "~/components/members/invitations.tsx";
import { MemberList } from "~/components/members/member-list.tsx";
import { parseRole } from "~/components/members/role-words.ts";
import { WorkspacePage } from "~/components/shell/workspace-page.tsx";
import { FormProblem } from "~/components/ui/problem.tsx";
import type { ProblemDetails } from "~/components/ui/problem-details.ts";
import { atLeast } from "~/core/access/can.ts";
import { attempt, formText, orRespond } from "~/respond.ts";
import { requireViewer } from "~/session.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Members${data ? ` – ${data.workspace.name}` : ""} – Rapporteur` },
];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const viewer = requireViewer(context, request);
  const workspaceId = params.workspaceId ?? "";
  const { queries } = context;
  const [workspace, people, waiting] = await orRespond(
    Promise.all([queries.workspace(workspaceId), queries.members(workspaceId), queries.waitingCount(workspaceId)]),
  );
  return { workspace, waiting, ...people, viewerId: viewer.id };
}

interface ActionResult {
  /** The address of a new invitation: shown this once. */
  link: string | null;
  /** What was done, in words. */
  done: string | null;
  problem: ProblemDetails | null;
}

const NO_ROLE: ProblemDetails = { status: 422, type: "invalid", title: "Choose a role" };

export async function action({ request, context, params }: ActionFunctionArgs) {
  const viewer = requireViewer(context, request);
  const workspaceId = params.workspaceId ?? "";
  const form = await request.formData();
  const userId = formText(form, "user");
  const role = parseRole(form.get("role"));
  const { commands } = context;
  switch (formText(form, "intent")) {
    case "invite": {
      if (!role) return refuse(NO_ROLE);
      const made = await attempt(commands.invite(workspaceId, role));
      if (!made.ok) return refuse(made.problem);
      // Behind a proxy the request says neither the scheme nor, for certain, the name.
      return answer({ link: new URL(`/invite/${made.value.secret}`, context.publicOrigin ?? request.url).href });
    }
    case "revoke":
      return report(await attempt(commands.revokeInvitation(workspaceId, formText(form, "invitation"))), "The invitation is withdrawn.");
    case "role":
      if (!role) return refuse(NO_ROLE);
      return report(await attempt(commands.changeRole(workspaceId, userId, role)), "The role is changed.");
    case "remove": {
      const gone = await attempt(commands.removeMember(workspaceId, userId));
      return gone.ok && userId === viewer.id ? redirect("/workspaces") : report(gone, "The person is removed.");
    }
    default:
      throw new Response(null, { status: 400 });
  }
}

function answer(result: Partial<ActionResult>, status = 200) {
  return data<ActionResult>({ link: null, done: null, problem: null, ...result }, { status });
}

function refuse(problem: ProblemDetails) {
  return answer({ problem }, problem.status);
}

function report(result: { ok: true } | { ok: false; problem: ProblemDetails }, done: string) {
  return result.ok ? answer({ done }) : refuse(result.problem);
}

export default function Members() {
  const { workspace, waiting, members, invitations, viewerId } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const leads = atLeast(workspace.role, "lead");
  return (
    <WorkspacePage workspace={workspace} waiting={waiting} title="Members">
      <FormProblem problem={result?.problem} />
      <p role="status" className={result?.done ? "notice notice--good" : "visually-hidden"}>
        {result?.done}
      </p>
      <MemberList members={members} viewerId={viewerId} manage={leads} />
      {leads && <Invitations invitations={invitations} link={result?.link ?? null} />}
    </WorkspacePage>
  );
}
