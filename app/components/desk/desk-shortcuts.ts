import { useActionKeys, type ActionHandlers } from "~/components/keys/use-action-keys.ts";
import { can } from "~/core/access/can.ts";
import type { ActionId } from "~/core/keys/actions.ts";
import { editNoteOf, pressInCard } from "./card-keys.ts";
import { anchorOf } from "./desk-cards.ts";
import { tagOf } from "./desk-context.ts";
import { shortQuote } from "./quotation.ts";
import type { DeskModel } from "./use-desk-model.ts";

/** What the page itself does, beside what is done with words and marks. */
type PageActions = Pick<ActionHandlers, "keys">;

/** The keys of the desk: for selected words when there are some, for the selected card otherwise. Answers what can be done now. */
export function useDeskShortcuts(model: DeskModel, page: PageActions): ActionHandlers {
  const { selection, marking } = model;
  const hasWords = selection.selection !== null && can(model.desk.actor, "annotation.create");
  const all = markHandlers(model, hasWords);
  // While words are looked for nothing else is done to the mark.
  const handlers: ActionHandlers = model.moving ? { escape: all.escape, "text.bar": focusBar } : { ...all, ...page, "text.bar": focusBar };
  const letters = marking.keyed.flatMap(({ tag, letter }) => (letter ? [[letter, { run: () => marking.tag(tag) }] as const] : []));
  useActionKeys(handlers, hasWords && !model.moving ? Object.fromEntries(letters) : {});
  return handlers;
}

function markHandlers(model: DeskModel, hasWords: boolean): ActionHandlers {
  const { cards, selection, marking, select, step, desk, announce, moving } = model;
  const { selected } = cards;
  const picks = can(desk.actor, "annotation.create");
  const press = (id: ActionId) => (hasWords ? undefined : () => void pressInCard(selected, id));

  const walk = (by: 1 | -1, picking = false) => () => {
    const found = step(by);
    if (!found) return announce(by === 1 ? "This is the last mark." : "This is the first mark.");
    const { card, nth } = found;
    if (picking && picks) model.picked.add([...(selected === null ? [] : [selected]), card.id]);
    const name = card.kind === "link" ? "Link" : card.annotation.tags.map((slug) => tagOf(desk.tags, slug).name).join(", ") || "Note";
    announce(`${nth + 1} of ${cards.shown.length}: ${name}, ${shortQuote(anchorOf(card).quote, 80)}`);
  };
  const escape = () => {
    if (moving) model.movePlace(null);
    else if (selection.selection) selection.clear();
    else if (model.picked.ids().size > 0) model.picked.keep(null);
    else if (selected !== null) select(null);
  };
  const link = () => {
    const card = cards.all.find((one) => one.id === selected);
    if (hasWords) marking.link();
    else if (card?.kind === "annotation" && card.annotation.visibility === "team" && can(desk.actor, "link.create")) {
      desk.startLink({ end: { annotationId: card.id }, quote: card.annotation.anchor.quote });
    }
  };
  return {
    "mark.next": walk(1),
    "mark.previous": walk(-1),
    "mark.next.pick": walk(1, true),
    "mark.previous.pick": walk(-1, true),
    "mark.pick": () => picks && selected !== null && model.picked.toggle(selected),
    "mark.note": () => selected !== null && editNoteOf(selected),
    "mark.submit": press("mark.submit"),
    "mark.delete": press("mark.delete"),
    "review.approve": press("review.approve"),
    "review.ask": press("review.ask"),
    "review.reject": press("review.reject"),
    "words.note": hasWords ? marking.note : undefined,
    link,
    "link.typing": link,
    escape,
  };
}

/** From the text to the buttons for what is selected, else to the formats. */
function focusBar(): void {
  const first = (bar: string) => document.querySelector<HTMLElement>(`${bar} button`);
  (first(".attach-bar") ?? first(".selection-bar") ?? first(".format-bar"))?.focus();
}
