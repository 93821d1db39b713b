import { Kbd } from "~/components/ui/kbd.tsx";
import type { ActionId } from "~/core/keys/actions.ts";
import { useShortcuts } from "./use-action-keys.ts";

/** The key of an action, beside its words; nothing when it has none. */
export function ActionKey({ of }: { of: ActionId }) {
  const { words } = useShortcuts()(of);
  return words === null ? null : <Kbd>{words}</Kbd>;
}
