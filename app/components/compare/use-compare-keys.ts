import { useEffect } from "react";
import { useKeys } from "~/components/ui/use-keys.ts";
import { can } from "~/core/access/can.ts";
import { editNoteOf, pressInCard } from "~/components/desk/card-keys.ts";
import type { Comparison, Side } from "./use-comparison.ts";
import { useLatest } from "./use-compare-side.ts";

/** The keys of the comparison. Letters mark the words selected on the side one was on last, else on the other one. */
export function useCompareKeys(comparison: Comparison, active: Side, show: (side: Side) => void): void {
  const { step, select, linking, openCard, change, address } = comparison;
  const other: Side = active === "left" ? "right" : "left";
  const side = [comparison[active], comparison[other]].find((one) => one.selection.selection !== null && can(one.desk.actor, "annotation.create"));
  const selected = openCard?.card.id ?? null;
  const press = (key: string) => (side ? undefined : () => void pressInCard(selected, key));
  const letters = (side?.marking.keyed ?? []).flatMap(({ tag, letter }) => (letter ? [[letter, () => side?.marking.tag(tag)] as const] : []));
  const escape = () => {
    const chosen = [comparison[active], comparison[other]].find((one) => one.selection.selection !== null);
    if (chosen) chosen.selection.clear();
    else select(undefined);
  };

  useKeys({
    f: () => change({ together: !address.together }),
    e: () => selected !== null && editNoteOf(selected),
    s: press("s"),
    a: press("a"),
    c: press("c"),
    r: press("r"),
    delete: press("delete"),
    backspace: press("delete"),
    ...(side ? { ...Object.fromEntries(letters), n: side.marking.note } : {}),
    j: () => step(1),
    k: () => step(-1),
    l: linking.link,
    escape,
    "alt+f10": () => focusBar(active),
  });

  const anywhere = useLatest((event: KeyboardEvent) => {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    // By its place on the keyboard: with Alt some systems write another letter.
    if (event.altKey && event.code === "KeyL") linking.link();
    else if (event.key === "F6" && !event.altKey) {
      show(other);
      focusText(comparison[other]);
    } else return;
    event.preventDefault();
  });
  useEffect(() => {
    window.addEventListener("keydown", anywhere);
    return () => window.removeEventListener("keydown", anywhere);
  }, [anywhere]);
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
