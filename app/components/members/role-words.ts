import { ROLES, type Role } from "~/core/access/can.ts";

const WORDS: Record<Role, { name: string; may: string }> = {
  reader: { name: "Reader", may: "reads and exports" },
  annotator: { name: "Annotator", may: "marks, links, comments, adds documents" },
  reviewer: { name: "Reviewer", may: "also approves the work of others" },
  lead: { name: "Lead", may: "also manages people and documents" },
};

export function roleName(role: Role): string {
  return WORDS[role].name;
}

/** "Reader – reads and exports", for choosing. */
export const ROLE_OPTIONS = ROLES.map((role) => ({ value: role, label: `${WORDS[role].name} – ${WORDS[role].may}` }));

/** The names alone, where there is no room. */
export const ROLE_NAMES = ROLES.map((role) => ({ value: role, label: WORDS[role].name }));

/** The role a form sent; null when it is none. */
export function parseRole(value: unknown): Role | null {
  return ROLES.find((role) => role === value) ?? null;
}
