/**
 * The highlights as a ProseMirror plugin: state (highlight-state.ts), decorations, resolving, and paper.
 *
 * Used by the desk editor. What must stay true: printing shows the codes of the tags, because colour and tints may not
 * reach the paper, and takes them away again.
 */
import { Plugin } from "prosemirror-state";
import { applied, highlightsKey, highlightsOf, NOTHING, tellHighlights, type Highlights } from "./highlight-state.ts";
import { MarkResolver } from "./mark-resolver.ts";

/** Keeps, paints and resolves marks. */
export function highlights(): Plugin<Highlights> {
  return new Plugin<Highlights>({
    key: highlightsKey,
    state: { init: () => NOTHING, apply: applied },
    props: { decorations: (state) => highlightsOf(state).shown },
    view: (view) => new MarkResolver(view),
  });
}

/** Shows the codes of the tags on paper only. */
export function codesOnPaper(): Plugin {
  return new Plugin({
    view: (view) => {
      const print = (on: boolean) => (): void => view.dispatch(tellHighlights(view.state, { type: "printing", on }));
      const [before, after] = [print(true), print(false)];
      window.addEventListener("beforeprint", before);
      window.addEventListener("afterprint", after);
      return {
        destroy: () => {
          window.removeEventListener("beforeprint", before);
          window.removeEventListener("afterprint", after);
        },
      };
    },
  });
}
