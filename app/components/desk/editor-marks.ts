/** Cards as the editor draws them: a colour and a code for the eye, one sentence for the ear. */
import { linkWords } from "~/components/review/link-words.ts";
import { stateWords } from "~/components/ui/state-mark.tsx";
import type { Tag } from "~/core/codebook/tags.ts";
import type { EditorMark } from "~/editor/editor-mark.ts";
import type { DeskCard } from "./desk-cards.ts";
import { NO_TAG, tagOf } from "./desk-context.ts";
import { LINK_COLOUR } from "./link-colours.ts";

interface Drawn {
  tags: readonly Tag[];
  mark: EditorMark;
  hidden: EditorMark;
}

const known = new WeakMap<DeskCard, Drawn>();

/** The marks of the cards given, in the same order, those that aren't among `shown` hidden; of a card that has not changed the same as before. */
export function editorMarks(cards: readonly DeskCard[], tags: readonly Tag[], shown = cards): EditorMark[] {
  const seen = shown === cards ? null : new Set(shown);
  return cards.map((card) => {
    const { mark, hidden } = drawn(card, tags);
    return !seen || seen.has(card) ? mark : hidden;
  });
}

function drawn(card: DeskCard, tags: readonly Tag[]): Drawn {
  const before = known.get(card);
  if (before?.tags === tags) return before;
  const mark = editorMark(card, tags);
  const made = { tags, mark, hidden: { ...mark, hidden: true } };
  known.set(card, made);
  return made;
}

function editorMark(card: DeskCard, tags: readonly Tag[]): EditorMark {
  if (card.kind === "link") {
    const { link, side, id } = card;
    const label = `Link, ${linkWords(link.type, side === "from")}, ${stateWords(link.state)}, by ${link.author.name}`;
    return { id, anchor: link[side].anchor, colour: LINK_COLOUR[link.type], code: "LI", state: link.state, label };
  }
  const { id, anchor, state, author, visibility } = card.annotation;
  const own = card.annotation.tags.map((slug) => tagOf(tags, slug));
  const { colour, code } = own[0] ?? NO_TAG;
  const names = own.length > 0 ? own.map((tag) => tag.name).join(", ") : NO_TAG.name;
  const label = `${names}, ${stateWords(state)}, by ${author.name}${visibility === "private" ? ", private" : ""}`;
  return { id, anchor, colour, code, state, label };
}

/** The colour of a card's mark. */
export function cardColour(card: DeskCard, tags: readonly Tag[]): string {
  if (card.kind === "link") return LINK_COLOUR[card.link.type];
  const [slug] = card.annotation.tags;
  return slug === undefined ? NO_TAG.colour : tagOf(tags, slug).colour;
}
