/**
 * The ProseMirror schema of every document, for browser and server.
 *
 * Promises: each textblock has an `id`; numbers, labels, parts and speakers are attributes; attribute types are
 * checked (`validate`), link schemes are on an allow-list. Changing it is a schema version: clients of another
 * version must not sync (a client lacking a node deletes it from the text).
 */
import { Schema, type DOMOutputSpec, type MarkSpec, type Node, type NodeSpec } from "prosemirror-model";
import { isSafeHref } from "./safe-href.ts";
import { TABLE_NODES } from "./table-nodes.ts";

export const SCHEMA_VERSION = 1;

const id = { default: null, validate: "string|null" };
const optionalText = { default: null, validate: "string|null" };

function blockAttributes(node: Node, kind: string): Record<string, string> {
  const attributes: Record<string, string> = { class: `block ${kind}`, dir: "auto" };
  if (typeof node.attrs.id === "string") attributes["data-block"] = node.attrs.id;
  return attributes;
}

function margin(className: string, text: string): DOMOutputSpec {
  return ["span", { class: className, contenteditable: "false" }, text];
}

function paragraphDom(node: Node): DOMOutputSpec {
  const { number, speaker, part } = node.attrs as { number: number | null; speaker: string | null; part: string | null };
  const attributes = blockAttributes(node, "paragraph");
  if (speaker) attributes["data-speaker"] = speaker;
  if (part) attributes["data-part"] = part;
  if (number === null) return ["div", attributes, ["p", 0]];
  const permalink = { class: "number", href: `#p${number}`, contenteditable: "false", "aria-label": `Paragraph ${number}, permalink` };
  return ["div", { ...attributes, "data-number": String(number) }, ["a", permalink, String(number)], ["p", 0]];
}

function labelled(kind: string): (node: Node) => DOMOutputSpec {
  return (node) => {
    const label = node.attrs.label as string | null;
    const attributes = blockAttributes(node, kind);
    if (typeof node.attrs.level === "number") attributes["data-level"] = String(node.attrs.level);
    return label ? ["div", attributes, margin("label", label), ["p", 0]] : ["div", attributes, ["p", 0]];
  };
}

function textOf(dom: HTMLElement, name: string): string | null {
  return dom.getAttribute(name);
}

function numberOf(dom: HTMLElement, name: string): number | null {
  const value = Number(dom.getAttribute(name) ?? Number.NaN);
  return Number.isSafeInteger(value) ? value : null;
}

const nodes: Record<string, NodeSpec> = {
  doc: { content: "block+" },
  paragraph: {
    content: "inline*",
    group: "block",
    attrs: { id, number: { default: null, validate: "number|null" }, part: optionalText, speaker: optionalText },
    toDOM: paragraphDom,
    parseDOM: [
      {
        tag: "div.paragraph",
        contentElement: "p",
        getAttrs: (dom) => ({ number: null, part: textOf(dom, "data-part"), speaker: textOf(dom, "data-speaker") }),
      },
      { tag: "p" },
    ],
  },
  heading: {
    content: "inline*",
    group: "block",
    defining: true,
    attrs: { id, level: { default: 1, validate: "number" } },
    toDOM: (node) => [`h${Math.min(6, (node.attrs.level as number) + 1)}`, blockAttributes(node, "heading"), 0],
    parseDOM: [1, 2, 3, 4, 5, 6].map((level) => ({ tag: `h${level}`, attrs: { level: Math.max(1, level - 1) } })),
  },
  item: {
    content: "inline*",
    group: "block",
    attrs: { id, label: optionalText, level: { default: 1, validate: "number" } },
    toDOM: labelled("item"),
    parseDOM: [{ tag: "div.item", contentElement: "p", getAttrs: (dom) => ({ level: numberOf(dom, "data-level") ?? 1 }) }],
  },
  note: {
    content: "inline*",
    group: "block",
    attrs: { id, label: optionalText },
    toDOM: labelled("note"),
    parseDOM: [{ tag: "div.note", contentElement: "p" }],
  },
  furniture: {
    content: "inline*",
    group: "block",
    attrs: { id },
    toDOM: labelled("furniture"),
    parseDOM: [{ tag: "div.furniture", contentElement: "p" }],
  },
  blockquote: { content: "block+", group: "block", defining: true, toDOM: () => ["blockquote", 0], parseDOM: [{ tag: "blockquote" }] },
  bullet_list: { content: "list_item+", group: "block", toDOM: () => ["ul", 0], parseDOM: [{ tag: "ul" }] },
  ordered_list: {
    content: "list_item+",
    group: "block",
    attrs: { order: { default: 1, validate: "number" } },
    toDOM: (node) => ["ol", { start: String(node.attrs.order) }, 0],
    parseDOM: [{ tag: "ol", getAttrs: (dom) => ({ order: numberOf(dom, "start") ?? 1 }) }],
  },
  list_item: { content: "paragraph block*", defining: true, toDOM: () => ["li", 0], parseDOM: [{ tag: "li" }] },
  ...TABLE_NODES,
  text: { group: "inline" },
  hard_break: { group: "inline", inline: true, selectable: false, toDOM: () => ["br"], parseDOM: [{ tag: "br" }] },
};

const marks: Record<string, MarkSpec> = {
  strong: { toDOM: () => ["strong", 0], parseDOM: [{ tag: "strong" }, { tag: "b" }] },
  em: { toDOM: () => ["em", 0], parseDOM: [{ tag: "em" }, { tag: "i" }] },
  link: {
    attrs: { href: { validate: "string" } },
    inclusive: false,
    toDOM: (mark) => {
      const href = mark.attrs.href as string;
      return ["a", { href: isSafeHref(href) ? href : "#", rel: "noopener noreferrer nofollow" }, 0];
    },
    parseDOM: [
      {
        tag: "a[href]",
        getAttrs: (dom) => {
          const href = dom.getAttribute("href") ?? "";
          return isSafeHref(href) ? { href } : false;
        },
      },
    ],
  },
};

export const schema = new Schema({ nodes, marks });

/** The node types that hold text directly and carry an id. */
export const TEXTBLOCKS: ReadonlySet<string> = new Set(["paragraph", "heading", "item", "note", "furniture"]);
