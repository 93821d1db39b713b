/** The read and write side of the house, bound to one viewer: what loaders and actions get as `context`. */
import type { AppContext, Commands, Queries, Viewer } from "../app/context.ts";
import { can } from "../app/core/access/can.ts";
import { Problem, notFound } from "../app/core/problem.ts";
import { invitationBySecret, membersOf, openInvitations, tokensOf, workspacesOf } from "../db/people.ts";
import { tagsOf } from "../db/tags.ts";
import { createWorkingDocument, deleteDocument } from "./commands/documents.ts";
import { acceptInvitation, invite, revokeInvitation, signUpByInvitation, whyNotOpen } from "./commands/invitations.ts";
import type { CommandDeps } from "./commands/scope.ts";
import { createToken, revokeToken } from "./commands/tokens.ts";
import { changeRole, createWorkspace, removeMember, renameWorkspace } from "./commands/workspaces.ts";
import { library, openDocument, requireWorkspace } from "./queries/documents.ts";
import { history, linksOf, openingMarks, reviewQueue, waitingCount } from "./queries/marks.ts";
import { hashSecret } from "./secrets.ts";

function notSignedIn(): Problem {
  return new Problem(401, "not-signed-in", "You are not signed in", "Sign in and try again.");
}

function queriesFor(deps: CommandDeps, viewer: Viewer | null): Queries {
  const me = (): string => {
    if (!viewer) throw notSignedIn();
    return viewer.id;
  };
  return {
    workspaces: async () => workspacesOf(deps.db, me()),
    workspace: async (id) => requireWorkspace(deps, me(), id),
    library: async (id) => library(deps, me(), id),
    tags: async (id) => tagsOf(deps.db, (await requireWorkspace(deps, me(), id)).id),
    members: async (id) => members(deps, me(), id),
    open: async (id) => openDocument(deps, me(), id),
    links: async (id) => linksOf(deps, me(), id),
    openingMarks: async (id, first) => openingMarks(deps, me(), id, first),
    history: async (id) => history(deps, me(), id),
    waitingCount: async (id) => waitingCount(deps, me(), id),
    reviewQueue: async (id) => reviewQueue(deps, me(), id),
    tokens: async () =>
      (await tokensOf(deps.db, me())).map((token) => ({
        ...token,
        createdAt: token.createdAt.toISOString(),
        lastUsedAt: token.lastUsedAt?.toISOString() ?? null,
      })),
    invitation: async (secret) => {
      const found = await invitationBySecret(deps.db, hashSecret(secret));
      if (!found) throw notFound();
      return { workspaceName: found.workspaceName, role: found.invitation.role, problem: whyNotOpen(found) };
    },
  };
}

/** Members are seen by all of the workspace, open invitations by leads. */
async function members(deps: CommandDeps, userId: string, workspaceId: string) {
  const workspace = await requireWorkspace(deps, userId, workspaceId, "members.read");
  const [people, invitations] = await Promise.all([
    membersOf(deps.db, workspaceId),
    can({ userId, role: workspace.role }, "members.manage") ? openInvitations(deps.db, workspaceId) : [],
  ]);
  return {
    members: people.map((member) => ({ ...member, since: member.since.toISOString() })),
    invitations: invitations.map((row) => ({ ...row, createdAt: row.createdAt.toISOString(), expiresAt: row.expiresAt.toISOString() })),
  };
}

function commandsFor(deps: CommandDeps, viewer: Viewer | null): Commands {
  const me = (): string => {
    if (!viewer) throw notSignedIn();
    return viewer.id;
  };
  return {
    createWorkspace: async (name) => createWorkspace(deps, me(), name),
    renameWorkspace: async (id, name) => renameWorkspace(deps, me(), id, name),
    invite: async (id, role) => invite(deps, me(), id, role),
    revokeInvitation: async (id, invitationId) => revokeInvitation(deps, me(), id, invitationId),
    acceptInvitation: async (secret) => acceptInvitation(deps, me(), secret),
    signUpByInvitation: async (secret, person) => signUpByInvitation(deps, secret, person),
    changeRole: async (id, userId, role) => changeRole(deps, me(), id, userId, role),
    removeMember: async (id, userId) => removeMember(deps, me(), id, userId),
    createToken: async (name) => createToken(deps, me(), name),
    revokeToken: async (id) => revokeToken(deps, me(), id),
    createWorkingDocument: async (id, title) => createWorkingDocument(deps, me(), id, { title }),
    deleteDocument: async (id) => deleteDocument(deps, me(), id),
  };
}

export type Bound = Pick<AppContext, "queries" | "commands" | "viewer">;

/** Does the work of a call that asks by id or secret, as far as its sender may ask. */
export type Ask = <T>(work: () => Promise<T>) => Promise<T>;

/** Calls that name nothing which could be guessed. */
const NAMELESS: ReadonlySet<string> = new Set<keyof Queries | keyof Commands>(["workspaces", "tokens", "createWorkspace", "createToken"]);

export function bind(deps: CommandDeps, viewer: Viewer | null, ask: Ask): Bound {
  return { viewer, queries: asked(queriesFor(deps, viewer), ask), commands: asked(commandsFor(deps, viewer), ask) };
}

/** The same calls, made through `ask`. */
function asked<Calls extends Queries | Commands>(calls: Calls, ask: Ask): Calls {
  const through = (name: string, call: (...args: unknown[]) => Promise<unknown>) =>
    NAMELESS.has(name) ? call : (...args: unknown[]) => ask(() => call(...args));
  return Object.fromEntries(Object.entries(calls).map(([name, call]) => [name, through(name, call as never)])) as unknown as Calls;
}
