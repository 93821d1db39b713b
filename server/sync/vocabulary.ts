/**
 * Which elements, attributes and marks a text may hold, drawn from the schema once.
 *
 * Called by intake for each change. What must stay true: what passes here can be read by every client of this schema
 * version; a client deletes from the text what its schema lacks, so letting something else in destroys words.
 */
import type { ContentMatch, NodeType } from "prosemirror-model";
import { schema } from "../../app/core/document/schema.ts";
import { isSafeHref } from "../../app/core/document/safe-href.ts";

/** Longest attribute value: characters of a string, members of a list. */
const MAX_LENGTH = 4_000;

type Validate = string | ((value: unknown) => void) | undefined;

interface ElementRule {
  attributes: ReadonlyMap<string, Validate>;
  /** Names of the elements that may stand in it somewhere; "text" for text. */
  children: ReadonlySet<string>;
}

const RULES: ReadonlyMap<string, ElementRule> = new Map(
  Object.values(schema.nodes)
    .filter((type) => !type.isText)
    .map((type) => [type.name, ruleOf(type)]),
);

function ruleOf(type: NodeType): ElementRule {
  const attributes = new Map(Object.entries(type.spec.attrs ?? {}).map(([name, spec]) => [name, spec.validate as Validate]));
  return { attributes, children: childrenOf(type.contentMatch, new Set(), new Set()) };
}

function childrenOf(match: ContentMatch, seen: Set<ContentMatch>, names: Set<string>): Set<string> {
  if (seen.has(match)) return names;
  seen.add(match);
  for (let index = 0; index < match.edgeCount; index += 1) {
    const edge = match.edge(index);
    names.add(edge.type.name);
    childrenOf(edge.next, seen, names);
  }
  return names;
}

/** The name under which rules know the root fragment. */
export const ROOT = schema.topNodeType.name;

/** May an element of this name exist below the root? */
export function isElement(name: string): boolean {
  return name !== ROOT && RULES.has(name);
}

/** May `child` ("text" for text) stand in `parent`? */
export function mayContain(parent: string, child: string): boolean {
  return RULES.get(parent)?.children.has(child) ?? false;
}

/** May an element carry this attribute with this value? */
export function isAttribute(element: string, name: string, value: unknown): boolean {
  const rule = RULES.get(element);
  return rule !== undefined && rule.attributes.has(name) && isValue(rule.attributes.get(name), value);
}

function isValue(validate: Validate, value: unknown): boolean {
  if (typeof value === "number" && !Number.isSafeInteger(value)) return false;
  if ((typeof value === "string" || Array.isArray(value)) && value.length > MAX_LENGTH) return false;
  if (typeof validate === "string") return validate.split("|").includes(value === null ? "null" : typeof value);
  try {
    validate?.(value);
    // An attribute whose schema says nothing about its type is not one of ours.
    return validate !== undefined;
  } catch {
    return false;
  }
}

/** May this formatting stand in a text? `null` ends a mark. */
export function isFormat(key: string, value: unknown): boolean {
  const type = schema.marks[key];
  if (!type) return false;
  if (value === null) return true;
  if (typeof value !== "object" || Array.isArray(value)) return false;
  const attributes = type.spec.attrs ?? {};
  const given = Object.entries(value as Record<string, unknown>);
  return given.length === Object.keys(attributes).length && given.every(([name, one]) => isMarkValue(name, one, attributes[name]?.validate));
}

function isMarkValue(name: string, value: unknown, validate: Validate): boolean {
  if (!isValue(validate, value)) return false;
  return name !== "href" || isSafeHref(value as string);
}
