/**
 * Concluding observations: which paragraphs state a concern, and which blocks hold the recommendation.
 *
 * Promises: only documents of that type get parts. In the older form the recommendation is an unnumbered block
 * after a numbered concern; in the newer form both are numbered. Items take the part of what they stand under.
 * Called by: `readText`, after headings. Must stay true: welcome and closing paragraphs have no part.
 */
import { isAside, type Passage } from "./passage.ts";

const RECOMMENDS =
  /\b(?:the )?State part(?:y|ies) (?:should|must|needs? to|is (?:strongly )?(?:urged|recommended|requested to take))\b|\bthe Committee(?:,[^,]{1,120},)? (?:also |therefore |further |strongly |reiterates and |again ){0,3}(?:recommends?|urges?|calls (?:up)?on|reiterates its (?:previous |earlier )?(?:recommendation|call))|\bÉtat partie (?:devrait|doit)\b|\bComité (?:lui )?(?:recommande|engage|exhorte|demande instamment|renouvelle sa recommandation|recomienda|insta|exhorta|reitera su recomendación)|\bEstado parte (?:debería|debe|deberá)\b|государству-участнику следует|Комитет (?:рекомендует|настоятельно призывает)/i;

const CONCERNED =
  /\b(?:concern(?:ed|s)?|regrets?|deplores?|worried|alarmed|dismayed|notes? with (?:deep )?(?:concern|regret)|préoccup\w+|inquiet\w*|regrette|déplore|preocupa\w*|lamenta)\b|обеспокоен|озабочен|сожале/i;

/** Opening words of paragraphs that voice no concern of their own. */
const NO_CONCERN =
  /^[*_]{0,2}(?:The Committee|Le Comité|El Comité) (?:also |further |particularly )?(?:welcomes|commends|appreciates|notes with (?:satisfaction|appreciation)|considered|expresses its appreciation|requests|invites|encourages|decides|draws|refers|recalls its general|accueille|se félicite|demande|invite|encourage|acoge|celebra|pide|solicita|invita)(?![\p{L}])/iu;

/** How far into a block its opening words reach. */
const OPENING = 400;

/** Gives concern and recommendation to the passages of concluding observations. */
export function settleParts(passages: readonly Passage[]): void {
  let section: Passage[] = [];
  for (const passage of passages) {
    if (isAside(passage) || passage.front) continue;
    if (passage.kind === "heading" || passage.kind === "table") {
      settleSection(section);
      section = [];
    } else section.push(passage);
  }
  settleSection(section);
}

/** Between two headings: blocks that recommend, and the numbered paragraph each of them answers. */
function settleSection(section: readonly Passage[]): void {
  let concern: Passage[] = [];
  let part: Passage["part"];
  for (const passage of section) {
    if (passage.kind === "item") {
      if (part) passage.part = part;
      else concern.push(passage);
      continue;
    }
    const recommends = passage.number === undefined ? part === "recommendation" || isRecommendation(passage) : opensRecommendation(passage);
    if (recommends && (concern.length > 0 || passage.number !== undefined || part === "recommendation")) {
      markConcern(concern);
      concern = [];
      passage.part = part = "recommendation";
    } else if (passage.number !== undefined) {
      concern = [passage];
      part = undefined;
    } else concern.push(passage);
  }
}

/** An unnumbered block after a concern recommends when it says so, or when all of it is bold. */
function isRecommendation(passage: Passage): boolean {
  return RECOMMENDS.test(passage.text.slice(0, OPENING * 2)) || /^\*\*[^*]{40,5000}\*\*$/.test(passage.text.slice(0, 6_000));
}

/** A numbered paragraph recommends when its opening words do, and no concern is voiced before them. */
function opensRecommendation(passage: Passage): boolean {
  const opening = passage.text.slice(0, OPENING);
  const at = opening.search(RECOMMENDS);
  return at !== -1 && !CONCERNED.test(opening.slice(0, at));
}

/** The numbered paragraph before a recommendation, with what stands under it, is its concern. */
function markConcern(passages: readonly Passage[]): void {
  const [first] = passages;
  if (!first || first.number === undefined || first.part) return;
  if (NO_CONCERN.test(first.text.slice(0, 120)) && !passages.some(({ text }) => CONCERNED.test(text.slice(0, 5_000)))) return;
  for (const passage of passages) passage.part = "concern";
}
