/**
 * The nodes of tables, in the shape that prosemirror-tables works on (`tableRole`, `colspan`, `rowspan`, `colwidth`).
 * Written here so that a page that only reads a document need not load that library. Used by: the schema alone.
 */
import type { Attrs, DOMOutputSpec, Node, NodeSpec } from "prosemirror-model";

const cellAttributes = {
  colspan: { default: 1, validate: "number" },
  rowspan: { default: 1, validate: "number" },
  colwidth: {
    default: null,
    validate: (value: unknown) => {
      if (value === null || (Array.isArray(value) && value.every((width) => typeof width === "number"))) return;
      throw new RangeError("colwidth must be null or an array of numbers");
    },
  },
};

function span(dom: HTMLElement, name: "colspan" | "rowspan"): number {
  const value = Number(dom.getAttribute(name) ?? 1);
  return Number.isSafeInteger(value) && value >= 1 && value <= 1_000 ? value : 1;
}

const cellFrom = (dom: HTMLElement): Attrs => ({ colspan: span(dom, "colspan"), rowspan: span(dom, "rowspan"), colwidth: null });

function cellDom(tag: "td" | "th") {
  return (node: Node): DOMOutputSpec => {
    const attributes: Record<string, string> = {};
    for (const name of ["colspan", "rowspan"]) if (node.attrs[name] !== 1) attributes[name] = String(node.attrs[name]);
    return [tag, attributes, 0];
  };
}

const cell = (tag: "td" | "th", tableRole: "cell" | "header_cell"): NodeSpec => ({
  content: "paragraph+",
  attrs: cellAttributes,
  tableRole,
  isolating: true,
  parseDOM: [{ tag, getAttrs: cellFrom }],
  toDOM: cellDom(tag),
});

export const TABLE_NODES: Record<"table" | "table_row" | "table_cell" | "table_header", NodeSpec> = {
  table: {
    content: "table_row+",
    tableRole: "table",
    isolating: true,
    group: "block",
    parseDOM: [{ tag: "table" }],
    toDOM: () => ["table", ["tbody", 0]],
  },
  table_row: {
    content: "(table_cell | table_header)*",
    tableRole: "row",
    parseDOM: [{ tag: "tr" }],
    toDOM: () => ["tr", 0],
  },
  table_cell: cell("td", "cell"),
  table_header: cell("th", "header_cell"),
};
