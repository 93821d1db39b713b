import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { FRAGMENT } from "../../app/core/live/protocol.ts";
import { portionsOf } from "./portions.ts";
import { insertParagraph } from "./testing/simulated-client.ts";
import { Chance } from "./testing/simulated-world.ts";

const LIMIT = 500;

/** A text that several people have written in, all over the place, so that each builds on all others. */
function written(seed: number): Y.Doc {
  const chance = new Chance(seed);
  const docs = Array.from({ length: 4 }, (_, nth) => {
    const doc = new Y.Doc();
    doc.clientID = 10 + ((nth * 7) % 4);
    return doc;
  });
  insertParagraph((docs[0] as Y.Doc).getXmlFragment(FRAGMENT), 0, "first");
  for (let round = 0; round < 40; round += 1) {
    const [one, other] = [chance.pick(docs), chance.pick(docs)];
    Y.applyUpdate(one, Y.encodeStateAsUpdate(other, Y.encodeStateVector(one)));
    const fragment = one.getXmlFragment(FRAGMENT);
    if (chance.happens(0.3)) insertParagraph(fragment, chance.below(fragment.length + 1), `r${round}`);
    else if (chance.happens(0.2) && fragment.length > 2) fragment.delete(chance.below(fragment.length), 1);
    else if (fragment.length > 0) {
      const text = (fragment.get(chance.below(fragment.length)) as Y.XmlElement).get(0) as Y.XmlText;
      text.insert(chance.below(text.length), "word ".repeat(chance.below(20)));
      text.format(0, chance.below(text.length), { strong: {} });
    }
  }
  const whole = new Y.Doc();
  for (const doc of docs) Y.applyUpdate(whole, Y.encodeStateAsUpdate(doc));
  return whole;
}

const reading = (doc: Y.Doc): string => doc.getXmlFragment(FRAGMENT).toJSON();

describe("portions of a large update", () => {
  test("one after the other make the text, and nothing ever waits for what comes later", { timeout: 60_000 }, () => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const source = written(seed);
      const portions = portionsOf(Y.encodeStateAsUpdate(source), LIMIT);
      expect(portions.length, `seed ${seed}`).toBeGreaterThan(2);
      const reader = new Y.Doc();
      for (const portion of portions) {
        Y.applyUpdate(reader, portion);
        expect(reader.store.pendingStructs, `seed ${seed}`).toBeNull();
        expect(reader.store.pendingDs, `seed ${seed}`).toBeNull();
      }
      expect(reading(reader), `seed ${seed}`).toBe(reading(source));
      expect(Y.encodeStateVector(reader)).toEqual(Y.encodeStateVector(source));
      expect(Y.encodeStateAsUpdate(reader)).toEqual(Y.encodeStateAsUpdate(source));
    }
  });

  test("of what somebody lacks who knows a part", () => {
    const source = written(3);
    const reader = new Y.Doc();
    Y.applyUpdate(reader, Y.encodeStateAsUpdate(source));
    const text = (source.getXmlFragment(FRAGMENT).get(0) as Y.XmlElement).get(0) as Y.XmlText;
    for (let nth = 0; nth < 100; nth += 1) text.insert((nth * 37) % text.length, `more ${nth} `);
    const portions = portionsOf(Y.encodeStateAsUpdate(source, Y.encodeStateVector(reader)), LIMIT);
    expect(portions.length).toBeGreaterThan(2);
    for (const portion of portions) Y.applyUpdate(reader, portion);
    expect(reader.store.pendingStructs).toBeNull();
    expect(reading(reader)).toBe(reading(source));
  });

  test("are about as large as asked for", () => {
    const portions = portionsOf(Y.encodeStateAsUpdate(written(5)), LIMIT);
    for (const portion of portions.slice(0, -1)) expect(portion.length).toBeLessThan(2 * LIMIT);
  });

  test("an update that is small enough stays as it is", () => {
    const update = Y.encodeStateAsUpdate(written(1));
    expect(portionsOf(update)).toEqual([update]);
  });
});
