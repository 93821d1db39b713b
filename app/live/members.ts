/**
 * Who is in a workspace: asked for when a name is first needed, once for each page.
 *
 * Called by the comment field. Promises: an answer is kept, a failure is not, so that the next call asks again.
 */
import type { Role } from "~/core/access/can.ts";
import type { Person } from "~/core/annotation/annotation.ts";
import { request } from "./api.ts";

export interface WorkspaceMember extends Person {
  role: Role;
}

const asked = new Map<string, Promise<WorkspaceMember[]>>();

/** The members, by name. Rejects with an ApiProblem. */
export function membersOf(workspaceId: string): Promise<WorkspaceMember[]> {
  const known = asked.get(workspaceId);
  if (known) return known;
  const answer = request<WorkspaceMember[]>("GET", `/workspaces/${workspaceId}/members`);
  asked.set(workspaceId, answer);
  answer.catch(() => asked.delete(workspaceId));
  return answer;
}
