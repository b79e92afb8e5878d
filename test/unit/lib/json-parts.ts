import { expect } from "chai";
import { jsonParts } from "../../../scripts/lib/json-parts.ts";
import { mapped } from "../../../scripts/lib/walks.ts";

const asText = (value: unknown): unknown => {
  if (value instanceof Map) return Object.fromEntries(value as Map<string, unknown>);
  return typeof value === "bigint" ? value.toString() : value;
};

const written = (value: object): string => [...jsonParts(value, asText)].join("");

describe("JSON that is written part by part", () => {
  const cases: Record<string, object> = {
    "an empty object": {},
    "numbers, texts, nothing and what is left out": {
      a: 1,
      b: "x\ny",
      c: null,
      d: undefined,
      e: true,
    },
    "what is left out at first": { a: undefined, b: 2n },
    "lists, empty ones, and lists in lists": { a: [], b: [1, [2n, {}], "z"], c: [undefined, null] },
    "objects in objects": { a: { b: { c: [1n, { d: "\n" }] } }, e: {} },
    "a table": { a: new Map([["one", 1n]]), b: 3 },
  };
  for (const [what, value] of Object.entries(cases)) {
    it(`has the bytes of JSON.stringify: ${what}`, () => {
      const byStringify = JSON.stringify(value, (_, part: unknown) => asText(part), 2);
      expect(written(value)).to.equal(`${byStringify}\n`);
    });
  }

  it("has what is walked as a list, one element in each part", () => {
    const numbers = [1n, 2n, 3n];
    const walked = { before: 0, rows: mapped(numbers, (n) => ({ n, half: [n] })), after: 1 };
    const listed = { ...walked, rows: [...walked.rows] };
    const byStringify = JSON.stringify(listed, (_, part: unknown) => asText(part), 2);
    expect(written(walked)).to.equal(`${byStringify}\n`);
    expect([...jsonParts(walked, asText)].length).to.be.greaterThan(numbers.length);
  });
});
