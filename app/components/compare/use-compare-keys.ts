import { useActionKeys } from "~/components/keys/use-action-keys.ts";
import { can } from "~/core/access/can.ts";
import type { ActionId } from "~/core/keys/actions.ts";
import { editNoteOf, pressInCard } from "~/components/desk/card-keys.ts";
import type { Comparison, Side } from "./use-comparison.ts";

/** The keys of the comparison. Letters mark the words selected on the side one was on last, else on the other one. */
export function useCompareKeys(comparison: Comparison, active: Side, show: (side: Side) => void): void {
  const { step, select, linking, openCard, change, address } = comparison;
  const other: Side = active === "left" ? "right" : "left";
  const side = [comparison[active], comparison[other]].find((one) => one.selection.selection !== null && can(one.desk.actor, "annotation.create"));
  const selected = openCard?.card.id ?? null;
  const press = (id: ActionId) => (side ? undefined : () => void pressInCard(selected, id));
  const letters = (side?.marking.keyed ?? []).flatMap(({ tag, letter }) => (letter ? [[letter, { run: () => side?.marking.tag(tag) }] as const] : []));
  const escape = () => {
    const chosen = [comparison[active], comparison[other]].find((one) => one.selection.selection !== null);
    if (chosen) chosen.selection.clear();
    else select(undefined);
  };

  const turn = () => {
    show(other);
    focusText(comparison[other]);
  };

  useActionKeys(
    {
      "compare.together": () => change({ together: !address.together }),
      "compare.other": turn,
      "mark.note": () => selected !== null && editNoteOf(selected),
      "mark.submit": press("mark.submit"),
      "mark.delete": press("mark.delete"),
      "review.approve": press("review.approve"),
      "review.ask": press("review.ask"),
      "review.reject": press("review.reject"),
      "words.note": side?.marking.note,
      "mark.next": () => step(1),
      "mark.previous": () => step(-1),
      link: linking.link,
      "link.typing": linking.link,
      escape,
      "text.bar": () => focusBar(active),
    },
    Object.fromEntries(letters),
  );
}

/** The caret comes back to where it was in that text, and nothing is scrolled. */
function focusText({ editor, scroller }: Comparison[Side]): void {
  // A frame later: on a narrow page the text is shown by the same press.
  requestAnimationFrame(() => {
    const { scrollTop = 0 } = scroller.current ?? {};
    if (editor) editor.focus();
    else scroller.current?.focus();
    if (scroller.current) scroller.current.scrollTop = scrollTop;
  });
}

/** From the text to what can be done with the words, else to the formats of its side. */
function focusBar(side: Side): void {
  const first = (bar: string) => document.querySelector<HTMLElement>(`${bar} button`);
  (first(".selection-bar") ?? first(`#pane-${side} .format-bar`))?.focus();
}
