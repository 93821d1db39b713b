import { describe, expect, test } from "vitest";
import { errorFacts } from "./log.ts";

function thrown(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

describe("what the log says of an error", () => {
  test.each<[string, unknown]>([
    ["of the database", Object.assign(new Error('Failed query: insert into "annotations"\nparams: CANARY', { cause: { code: "22021" } }), { name: "DrizzleQueryError" })],
    ["of a parser", thrown(() => JSON.parse('CANARY {"note":1}'))],
    ["of the text's schema", new RangeError('Invalid content for node doc: <paragraph("CANARY")>')],
    ["that is no error", "CANARY"],
  ])("%s holds nobody's words", (_, error) => {
    expect(JSON.stringify(errorFacts(error))).not.toContain("CANARY");
  });

  test("names it, and where it happened", () => {
    const facts = errorFacts(new TypeError("Cannot read properties of undefined (reading 'block')"));
    expect(facts).toMatchObject({ type: "TypeError", message: "Cannot read properties of undefined (reading 'block')" });
    expect(String(facts.frames)).toContain("log.test.ts");
  });
});
