/** Moving a mark by hand, with the way back. */
import { toast } from "~/components/ui/toaster.tsx";
import type { Anchor } from "~/core/anchor/anchor.ts";
import type { Annotation } from "~/core/annotation/annotation.ts";
import type { MarkStore } from "~/live/mark-store.ts";
import { telling } from "./mark-commands.ts";

const UNDO_MS = 10_000;

/** Puts a mark at a place and offers to undo: the server takes back the anchor that was given up last. Answers whether it was done. */
export async function reanchorWithUndo(store: MarkStore, { id, anchor: before }: Annotation, anchor: Anchor, words: string): Promise<boolean> {
  const done = await telling(store.reanchor(id, anchor));
  const undo = () => void telling(store.reanchor(id, before));
  if (done) toast.message(words, { duration: UNDO_MS, action: { label: "Undo", onClick: undo } });
  return done;
}
