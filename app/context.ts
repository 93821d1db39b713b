/**
 * What the server hands to every loader and action: who asks, and the read and write side of the house.
 *
 * Only types: routes never import db or server. The server implements them (server/load-context.ts), bound to the
 * viewer of the request; each call authorises by `can` and throws a Problem when it refuses.
 */
import type {} from "@remix-run/server-runtime";
import type { Role } from "./core/access/can.ts";
import type { Annotation, HistoryEntry, Link, Person } from "./core/annotation/annotation.ts";
import type { Tag } from "./core/codebook/tags.ts";
import type { Block } from "./core/document/block.ts";
import type { DocumentDetail, DocumentSummary } from "./core/document/document.ts";

export interface Viewer extends Person {
  email: string;
}

export interface WorkspaceSummary {
  id: string;
  name: string;
  role: Role;
}

export interface Member extends Person {
  email: string;
  role: Role;
  since: string;
}

export interface Invitation {
  id: string;
  role: Role;
  createdBy: string | null;
  createdAt: string;
  expiresAt: string;
}

export interface ApiToken {
  id: string;
  name: string;
  createdAt: string;
  lastUsedAt: string | null;
}

/** Marks of a document the viewer may see, at one clock. */
export interface MarkSet {
  clock: number;
  /** Are these all of them? If not, the others are what has changed since clock 0. */
  whole: boolean;
  annotations: Annotation[];
  links: Link[];
}

/** A document opened: its text as HTML for the first paint and as blocks for everything else. */
export interface OpenDocument {
  document: DocumentDetail;
  workspace: WorkspaceSummary;
  html: string;
  blocks: Block[];
}

/** A passage found for the link picker. `quote` is a piece of the block's text with the words found. */
export interface Passage {
  documentId: string;
  documentLabel: string;
  block: string;
  paragraph: number | null;
  text: string;
}

export interface ReviewItem {
  kind: "annotation" | "link";
  annotation?: Annotation;
  link?: Link;
  documentId: string;
  documentLabel: string;
  /** The viewer wrote or changed it, so it is shown but can't be judged. */
  own: boolean;
}

export interface ReviewQueue {
  items: ReviewItem[];
  decided: number;
  total: number;
}

export interface InvitationOffer {
  workspaceName: string;
  role: Role;
  /** Why it can't be accepted, in one sentence; null when it can. */
  problem: string | null;
}

export interface Queries {
  workspaces(): Promise<WorkspaceSummary[]>;
  workspace(workspaceId: string): Promise<WorkspaceSummary>;
  library(workspaceId: string): Promise<DocumentSummary[]>;
  tags(workspaceId: string): Promise<Tag[]>;
  members(workspaceId: string): Promise<{ members: Member[]; invitations: Invitation[] }>;
  /** Text and facts of one document. */
  open(documentId: string): Promise<OpenDocument>;
  /** The marks a page opens with: all, or, where there are very many, those that begin in the blocks of `first` (ids). */
  openingMarks(documentId: string, first: () => Promise<readonly string[]>): Promise<MarkSet>;
  /** Those that begin or end in a document. */
  links(documentId: string): Promise<Link[]>;
  history(markId: string): Promise<HistoryEntry[]>;
  /** How many marks wait for the viewer's verdict; 0 for those who give none. */
  waitingCount(workspaceId: string): Promise<number>;
  reviewQueue(workspaceId: string): Promise<ReviewQueue>;
  tokens(): Promise<ApiToken[]>;
  invitation(secret: string): Promise<InvitationOffer>;
}

export interface Commands {
  createWorkspace(name: string): Promise<{ id: string }>;
  renameWorkspace(workspaceId: string, name: string): Promise<void>;
  /** Answers the secret part of the link, shown once: /invite/SECRET. */
  invite(workspaceId: string, role: Role): Promise<{ secret: string }>;
  revokeInvitation(workspaceId: string, invitationId: string): Promise<void>;
  /** For somebody signed in: joins. */
  acceptInvitation(secret: string): Promise<{ workspaceId: string }>;
  /** For somebody new: makes the account and joins; they sign in with it afterwards. */
  signUpByInvitation(secret: string, person: { name: string; email: string; password: string }): Promise<{ workspaceId: string }>;
  changeRole(workspaceId: string, userId: string, role: Role): Promise<void>;
  removeMember(workspaceId: string, userId: string): Promise<void>;
  createToken(name: string): Promise<{ token: string }>;
  revokeToken(tokenId: string): Promise<void>;
  createWorkingDocument(workspaceId: string, title: string): Promise<{ id: string }>;
  deleteDocument(documentId: string): Promise<void>;
}

export interface DemoAccount {
  email: string;
  name: string;
  role: Role;
}

export interface AppContext {
  viewer: Viewer | null;
  /** Of a page being rendered: HTML by document id that goes into the page only (see app/first-paint.ts); null when only data is asked for. */
  firstPaint: Map<string, string> | null;
  /** For script tags under the content security policy. */
  nonce: string;
  /** The demo accounts when this is the demo, else null. */
  demo: { password: string; accounts: DemoAccount[] } | null;
  /** The address people use, as configured; null: the one they have asked for. */
  publicOrigin: string | null;
  queries: Queries;
  commands: Commands;
  /** Signs in; answers the headers (cookies) to send, or null when e-mail or password are wrong. */
  signIn(email: string, password: string): Promise<Headers | null>;
  /** Ends the session; answers the headers to send. */
  signOut(): Promise<Headers>;
  /** Something failed that should not have: into the log, without people's words. */
  reportError(error: unknown): void;
  /** Upload limit in bytes, to tell people before they wait. */
  uploadLimit: number;
}

declare module "@remix-run/server-runtime" {
  // Remix types the load context by this interface.
  interface AppLoadContext extends AppContext {}
}
