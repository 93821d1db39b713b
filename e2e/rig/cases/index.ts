/** All cases, in the order in which they run. */
import type { Case } from "../case.ts";
import { BROKEN_FRAMES } from "./broken-frames.ts";
import { CRASHES } from "./crashes.ts";
import { CROWDS } from "./crowds.ts";
import { DATABASE_TROUBLE } from "./database-trouble.ts";
import { GETTING_IN } from "./getting-in.ts";
import { NETWORKS } from "./networks.ts";
import { NOT_YOURS } from "./not-yours.ts";
import { PRESENCE } from "./presence.ts";
import { REVOCATION } from "./revocation.ts";
import { SCHEMA_POISON } from "./schema-poison.ts";

export const CASES: readonly Case[] = [
  ...BROKEN_FRAMES, ...NOT_YOURS, ...PRESENCE, ...SCHEMA_POISON, ...GETTING_IN, ...REVOCATION,
  ...CRASHES, ...NETWORKS, ...DATABASE_TROUBLE, ...CROWDS,
];
