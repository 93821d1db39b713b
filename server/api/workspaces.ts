/** The API of people and workspaces, as far as programs need it. */
import { z } from "zod";
import { ROLES } from "../../app/core/access/can.ts";
import { acceptInvitation, invite } from "../commands/invitations.ts";
import { createWorkspace } from "../commands/workspaces.ts";
import { tagsOf } from "../../db/tags.ts";
import { membersOf, workspacesOf } from "../../db/people.ts";
import { requireWorkspace } from "../queries/documents.ts";
import { endpoint, type Endpoint } from "./endpoint.ts";
import { memberAnswer, newWorkspace, viewerAnswer, workspaceAnswer } from "./schemas.ts";

const tagAnswer = z
  .object({
    id: z.uuid(), slug: z.string(), code: z.string(), name: z.string(), meaning: z.string(), colour: z.string(),
    kind: z.enum(["structure", "assessment", "claim", "work", "content"]), position: z.int(),
  })
  .meta({ id: "Tag" });

const newInvitation = z.strictObject({ role: z.enum(ROLES) }).meta({ id: "NewInvitation" });
const invitationAnswer = z.object({ secret: z.string(), url: z.string() }).meta({ id: "Invitation" });

export const workspaceEndpoints: Endpoint[] = [
  endpoint({
    method: "get", path: "/me", summary: "Who you are", answer: viewerAnswer, status: 200,
    handle: async (call) => ({ status: 200, body: call.viewer }),
  }),
  endpoint({
    method: "get", path: "/workspaces", summary: "Your workspaces, with your role", answer: z.array(workspaceAnswer), status: 200,
    handle: async (call) => ({ status: 200, body: await workspacesOf(call.deps.db, call.viewer.id) }),
  }),
  endpoint({
    method: "post", path: "/workspaces", summary: "Make a workspace; you lead it", body: newWorkspace, answer: workspaceAnswer, status: 201,
    handle: async (call) => {
      const made = await createWorkspace(call.deps, call.viewer.id, call.body.name);
      return { status: 201, body: { ...made, role: "lead" } };
    },
  }),
  endpoint({
    method: "get", path: "/workspaces/:id/tags", summary: "The codebook of a workspace", answer: z.array(tagAnswer), status: 200,
    handle: async (call) => {
      const workspace = await requireWorkspace(call.deps, call.viewer.id, call.params.id ?? "");
      return { status: 200, body: await tagsOf(call.deps.db, workspace.id) };
    },
  }),
  endpoint({
    method: "get", path: "/workspaces/:id/members", summary: "Who is in a workspace, with their roles", answer: z.array(memberAnswer), status: 200,
    handle: async (call) => {
      const workspace = await requireWorkspace(call.deps, call.viewer.id, call.params.id ?? "", "members.read");
      const members = await membersOf(call.deps.db, workspace.id);
      return { status: 200, body: members.map(({ id, name, role }) => ({ id, name, role })) };
    },
  }),
  endpoint({
    method: "post", path: "/workspaces/:id/invitations", summary: "Make an invitation link for one person; its secret is shown once",
    body: newInvitation, answer: invitationAnswer, status: 201,
    handle: async (call) => {
      const { secret } = await invite(call.deps, call.viewer.id, call.params.id ?? "", call.body.role);
      return { status: 201, body: { secret, url: `${call.deps.origin}/invite/${secret}` } };
    },
  }),
  endpoint({
    method: "post", path: "/invitations/:secret/accept", summary: "Join the workspace you are invited to",
    answer: z.object({ workspaceId: z.uuid() }), status: 200,
    handle: async (call) => ({ status: 200, body: await acceptInvitation(call.deps, call.viewer.id, call.params.secret ?? "") }),
  }),
];
