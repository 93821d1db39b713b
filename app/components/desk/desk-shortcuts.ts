import { useKeys } from "~/components/ui/use-keys.ts";
import { can } from "~/core/access/can.ts";
import { editNoteOf, pressInCard } from "./card-keys.ts";
import { anchorOf } from "./desk-cards.ts";
import { tagOf } from "./desk-context.ts";
import { shortQuote } from "./quotation.ts";
import type { DeskModel } from "./use-desk-model.ts";

/** The keys of the desk: for selected words when there are some, for the selected card otherwise. */
export function useDeskShortcuts(model: DeskModel, openSheet: () => void): void {
  const { cards, selection, marking, select, step, desk, announce, moving } = model;
  const { selected } = cards;
  const hasWords = selection.selection !== null && can(desk.actor, "annotation.create");
  const picks = can(desk.actor, "annotation.create");
  const press = (key: string) => (hasWords ? undefined : () => void pressInCard(selected, key));

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
  const letters = marking.keyed.flatMap(({ tag, letter }) => (letter ? [[letter, () => marking.tag(tag)] as const] : []));

  // While words are looked for nothing else is done to the mark.
  useKeys(moving ? { escape, "alt+f10": focusBar } : {
    j: walk(1),
    k: walk(-1),
    "shift+j": walk(1, true),
    "shift+k": walk(-1, true),
    x: () => picks && selected !== null && model.picked.toggle(selected),
    e: () => selected !== null && editNoteOf(selected),
    s: press("s"),
    a: press("a"),
    c: press("c"),
    r: press("r"),
    delete: press("delete"),
    backspace: press("delete"),
    ...(hasWords ? { ...Object.fromEntries(letters), n: marking.note } : {}),
    l: link,
    escape,
    "?": openSheet,
    "alt+f10": focusBar,
  });
}

/** From the text to the buttons for what is selected, else to the formats. */
function focusBar(): void {
  const first = (bar: string) => document.querySelector<HTMLElement>(`${bar} button`);
  (first(".attach-bar") ?? first(".selection-bar") ?? first(".format-bar"))?.focus();
}
