/**
 * Edit distances by bit-parallel dynamic programming: G. Myers, "A fast bit-vector algorithm for approximate
 * string matching" (J. ACM 46, 1999), in the block form of H. Hyyrö, "A bit-vector algorithm for computing
 * Levenshtein and Damerau edit distances" (2003). One column of the table is kept as bits, 32 rows to a word.
 *
 * Promises: exact Levenshtein distances on UTF-16 units, in (pattern / 32) × text steps. Callers: the search for
 * similar words, which bounds both lengths. Pure; the same on every machine.
 */

const WORD = 32;

/** Bits of one block of 32 pattern rows: where a cell is one more (`plus`) or less (`minus`) than the one above. */
interface Column {
  plus: Int32Array;
  minus: Int32Array;
  /** In each block the bit of its last row. */
  last: Int32Array;
}

/**
 * For every length n of the start of `text` (0 to all of it): the fewest edits that turn `pattern` into a stretch
 * that ends at n, and starts anywhere (`anchored: false`) or at 0 (`anchored: true`).
 */
export function editsByEnd(pattern: string, text: string, anchored: boolean): Int32Array {
  if (pattern === "") return Int32Array.from({ length: text.length + 1 }, (_, end) => (anchored ? end : 0));
  const blocks = Math.ceil(pattern.length / WORD);
  const column = startColumn(pattern.length, blocks);
  const rowsOf = rowsByUnit(pattern, blocks);
  const none = new Int32Array(blocks);
  const edits = new Int32Array(text.length + 1);
  edits[0] = pattern.length;
  let current = pattern.length;
  for (let at = 0; at < text.length; at += 1) {
    const rows = rowsOf.get(text.charCodeAt(at)) ?? none;
    let carry = anchored ? 1 : 0;
    for (let block = 0; block < blocks; block += 1) carry = advance(column, block, rows[block] as number, carry);
    current += carry;
    edits[at + 1] = current;
  }
  return edits;
}

/** Levenshtein distance of two texts, in UTF-16 units. What is equal at both ends costs next to nothing. */
export function editDistance(a: string, b: string): number {
  const [left, right] = withoutEqualEnds(a, b);
  return editsByEnd(left, right, true)[right.length] ?? left.length;
}

/** Two texts without what is the same at their starts and at their ends; their distance stays the same. */
export function withoutEqualEnds(a: string, b: string): [string, string] {
  const shorter = Math.min(a.length, b.length);
  let head = 0;
  while (head < shorter && a.charCodeAt(head) === b.charCodeAt(head)) head += 1;
  let tail = 0;
  while (tail < shorter - head && a.charCodeAt(a.length - 1 - tail) === b.charCodeAt(b.length - 1 - tail)) tail += 1;
  return [a.slice(head, a.length - tail), b.slice(head, b.length - tail)];
}

/** The units of a text from last to first. */
export function reversed(text: string): string {
  let out = "";
  for (let at = text.length - 1; at >= 0; at -= 1) out += text.charAt(at);
  return out;
}

function startColumn(length: number, blocks: number): Column {
  const last = new Int32Array(blocks).fill(1 << (WORD - 1));
  last[blocks - 1] = 1 << ((length - 1) % WORD);
  return { plus: new Int32Array(blocks).fill(-1), minus: new Int32Array(blocks), last };
}

/** For each unit of the pattern the rows it stands in, as bits. */
function rowsByUnit(pattern: string, blocks: number): Map<number, Int32Array> {
  const rowsOf = new Map<number, Int32Array>();
  for (let row = 0; row < pattern.length; row += 1) {
    const unit = pattern.charCodeAt(row);
    let rows = rowsOf.get(unit);
    if (!rows) rowsOf.set(unit, (rows = new Int32Array(blocks)));
    rows[Math.floor(row / WORD)] = (rows[Math.floor(row / WORD)] ?? 0) | (1 << (row % WORD));
  }
  return rowsOf;
}

/** One block one column on. `carry` is how the row above changed to the right (-1, 0, 1); returns it for the last row. */
function advance(column: Column, block: number, rows: number, carry: number): number {
  const plus = column.plus[block] as number;
  const minus = column.minus[block] as number;
  const last = column.last[block] as number;
  const fell = carry < 0 ? 1 : 0;
  const rose = carry > 0 ? 1 : 0;
  const equal = rows | fell;
  const across = (((equal & plus) + plus) ^ plus) | equal;
  let up = minus | ~(across | plus);
  let down = plus & across;
  const out = ((up & last) !== 0 ? 1 : 0) - ((down & last) !== 0 ? 1 : 0);
  up = (up << 1) | rose;
  down = (down << 1) | fell;
  const vertical = rows | minus;
  column.plus[block] = down | ~(vertical | up);
  column.minus[block] = up & vertical;
  return out;
}
