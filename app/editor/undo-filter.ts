/**
 * What an undo may take away: never what others have written since.
 *
 * A plugin of typing.ts, behind the history; asked for each item that a step has put in. To wrap a paragraph in a list, or to make it
 * a heading, the editor puts in a new element; if somebody else types in it and the wrapping is undone, their words
 * would go with the element. So an element with words of others in it stays, and so does what it could not stand
 * without: an element that no longer fits the schema is deleted by every window that draws it.
 */
import { Fragment } from "prosemirror-model";
import { Plugin } from "prosemirror-state";
import { defaultDeleteFilter, defaultProtectedNodes, yUndoPluginKey } from "y-prosemirror";
import * as Y from "yjs";
import { schema } from "~/core/document/schema.ts";

/** As far as we look into an element or a text of Yjs. */
interface Holder {
  readonly _start: Y.Item | null;
}

/** Goes through all that is shown in an element, without recursion: it may be deep. */
function holdsOthers(type: Holder, own: number): boolean {
  const starts: (Y.Item | null)[] = [type._start];
  for (let item = starts.pop(); item !== undefined; item = starts.pop()) {
    for (let at: Y.Item | null = item; at !== null; at = at.right) {
      if (at.deleted) continue;
      if (at.id.client !== own && at.countable) return true;
      if (at.content instanceof Y.ContentType) starts.push(at.content.type._start);
    }
  }
  return false;
}

/** Would the element that holds this item still fit the schema without it? */
function fitsWithout(parent: Holder & { readonly nodeName: string }, item: Y.Item): boolean {
  const type = schema.nodes[parent.nodeName];
  const left: string[] = [];
  for (let at = parent._start; at !== null; at = at.right) {
    if (!at.deleted && at !== item && at.content instanceof Y.ContentType) left.push(...nameOf(at.content.type));
  }
  const children = left.flatMap((name) => schema.nodes[name]?.createAndFill() ?? []);
  return type?.validContent(Fragment.from(children)) ?? true;
}

function nameOf(type: unknown): string[] {
  return type instanceof Y.XmlElement ? [type.nodeName] : [];
}

/** May this be taken away? */
function mayTakeAway(item: Y.Item): boolean {
  if (!(item.content instanceof Y.ContentType)) return true;
  const own = item.id.client;
  const type: Holder = item.content.type;
  if (holdsOthers(type, own)) return false;
  const parent: unknown = item.parent;
  if (!(parent instanceof Y.XmlElement) || parent._item?.id.client !== own) return true;
  return !holdsOthers(parent, own) || fitsWithout(parent, item);
}

/** Has to come after the plugin of undo. */
export function keepingOthersWords(): Plugin {
  return new Plugin({
    view: ({ state }) => {
      const { undoManager } = yUndoPluginKey.getState(state) as { undoManager: Y.UndoManager };
      undoManager.deleteFilter = (item) => defaultDeleteFilter(item, defaultProtectedNodes) && mayTakeAway(item);
      return {};
    },
  });
}
