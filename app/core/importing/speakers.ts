/**
 * Summary records: who begins to speak in a paragraph.
 *
 * Promises: a speaker is named only on the paragraph in which the turn begins, by the words printed there without
 * the function in brackets; paragraphs that go on with the same speaker carry none. A meeting that is opened,
 * suspended or closed is nobody's turn. Called by: `readText`. Must stay true: looks at the opening words only.
 */
import { isPlain, type Passage } from "./passage.ts";

const NAME = "(?:de la |de los |del? |da |dos |van der |van den |van |von |bin |ibn |al-)?[\\p{Lu}][\\p{L}\\p{M}’'.-]{0,30}(?: (?:de la|de los|del?|da|dos|van der|van den|van|von|bin|ibn|al|el|la|le|[\\p{Lu}][\\p{L}\\p{M}’'.-]{0,30})){0,6}";
const PERSON = new RegExp(`^((?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Sr|Sra|Mme|Mlle|M)\\.? |(?:El Sr|La Sra|La Sr)\\. |Г-н |Г-жа )(${NAME})`, "u");
const OFFICE =
  /^(?:The (?:Acting |Temporary )?(?:Vice-)?(?:Chair(?:person|man|woman)?|President|Rapporteur|Moderator)\b|The Secretary of the Committee|(?:A|The|Another) representative of (?:the )?[\p{Lu}][^,.()]{1,60}?(?= (?:said|asked|replied|thanked|explained|added|recalled|noted|\p{Ll}{3,16}(?:ed|ing))\b|,|\s\()|(?:L[ea] |Le |La )?Président(?:e)?\b|(?:El |La )Presidente?a?\b|(?:Un|Une) représentante? d[eu] [^,.()]{2,40}(?= dit)|Un[a]? representante de [^,.()]{2,40}(?= dice))/u;
const SPEECH =
  /^(?:said|says|asked|replied|thanked|welcomed|recalled|suggested|wished|noted|proposed|drew|expressed|observed|agreed|explained|added|requested|pointed|invited|declared|announced|urged|wondered|enquired|inquired|commended|stressed|emphasized|reiterated|informed|assured|stated|considered|endorsed|took|read|paid|sought|supported|remarked|confirmed|reminded|congratulated|commented|acknowledged|opened|presented|introduced|clarified|called|felt|believed|hoped|summarized|speaking|replying|responding|introducing|referring|dit|demande|déclare|remercie|souhaite|rappelle|répond|dice|pregunta|agradece|desea|responde|señala|говорит|спрашивает|отвечает|благодарит)\b/u;

/** Names the speaker on the paragraphs of a summary record in which a turn begins. Answers how many turns begin. */
export function settleSpeakers(passages: readonly Passage[]): number {
  let turns = 0;
  for (const passage of passages) {
    if (passage.front || (passage.number === undefined && !isPlain(passage))) continue;
    const speaker = findSpeaker(passage.text);
    if (speaker === null) continue;
    passage.speaker = speaker;
    turns += 1;
  }
  return turns;
}

/** The speaker whose turn a paragraph opens, or null. */
export function findSpeaker(text: string): string | null {
  const opening = text.slice(0, 300);
  const bold = /^(?:\*\*|__)([^*_]{2,80}?)(?:\*\*|__)/.exec(opening);
  const plain = opening.replace(/\*\*|__/g, "");
  const named = PERSON.exec(plain)?.[0] ?? OFFICE.exec(plain)?.[0];
  const name = (bold ? bold[1] : named)?.replace(/[:,\s]+$/, "").replace(/\s?\([^)]*\)$/, "");
  if (!name) return null;
  const after = plain.slice(plain.indexOf(name) + name.length).replace(/^\s?\([^)]{1,120}\)/, "").replace(/^[\s]+/, "");
  const known = named !== undefined && plain.startsWith(name.slice(0, 12));
  if (bold) return known || SPEECH.test(after) ? name : null;
  return SPEECH.test(after) || /^, (?:\p{Ll}{2,20}ing|in|on|speaking|taking|en|répondant|tras)\b/u.test(after) ? name : null;
}
