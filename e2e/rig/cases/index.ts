/** All cases, in the order in which they run. */
import type { Case } from "../case.ts";
import { BROKEN_FRAMES } from "./broken-frames.ts";
import { COMING_BACK } from "./coming-back.ts";
import { CRAFTED_UPDATES } from "./crafted-updates.ts";
import { CRASHES } from "./crashes.ts";
import { DATABASE_TROUBLE } from "./database-trouble.ts";
import { DEAF_SOCKETS } from "./deaf-sockets.ts";
import { FLOODS } from "./floods.ts";
import { GETTING_IN } from "./getting-in.ts";
import { GUESSING } from "./guessing.ts";
import { LONG_DOCUMENT } from "./long-document.ts";
import { MANY_DOCUMENTS } from "./many-documents.ts";
import { NETWORKS } from "./networks.ts";
import { NOT_YOURS } from "./not-yours.ts";
import { ONE_DOCUMENT } from "./one-document.ts";
import { PRESENCE } from "./presence.ts";
import { REVOCATION } from "./revocation.ts";
import { SCHEMA_POISON } from "./schema-poison.ts";
import { SLOW_LINES } from "./slow-lines.ts";

export const CASES: readonly Case[] = [
  ...BROKEN_FRAMES, ...CRAFTED_UPDATES, ...NOT_YOURS, ...PRESENCE, ...SCHEMA_POISON, ...GETTING_IN, ...GUESSING, ...REVOCATION,
  ...CRASHES, ...NETWORKS, ...DATABASE_TROUBLE,
  ...DEAF_SOCKETS, ...FLOODS, ...ONE_DOCUMENT, ...MANY_DOCUMENTS, ...LONG_DOCUMENT, ...COMING_BACK, ...SLOW_LINES,
];
