import { expect } from "chai";
import { UserError } from "../../../scripts/lib/errors.ts";
import * as kinds from "../../../scripts/tasks/budget-inputs.ts";
import { noNames, type Kind } from "../../../scripts/tasks/inputs.ts";

const read = <T>(kind: Kind<T>, raw: unknown): T => kind.parse(raw, noNames);

describe("months of a plan", () => {
  it("are twelve amounts, in spans or one by one, in a file or on the command line", () => {
    const plan = [0n, 0n, 0n, 0n, 0n, 0n, 1_000n, 0n, 5_000n, 5_000n, 5_000n, 5_000n];
    expect(read(kinds.months, { 7: "1_000", "9-12": 5_000 })).to.deep.equal(plan);
    expect(read(kinds.months, "7: 1_000, 9-12: 5000")).to.deep.equal(plan);
  });

  it("take a number up to 8,191 with up to six zeros, or nine", () => {
    for (const amount of ["8_191", "8_191_000_000", "8_191_000_000_000", "0"])
      expect(read(kinds.months, { 1: amount })[0]).to.equal(BigInt(amount.replaceAll("_", "")));
  });

  const mistakes: readonly (readonly [raw: unknown, says: string])[] = [
    ["", "expected months with won such as { 7: 1_000_000, 9-12: 500_000 }, found nothing"],
    [{}, "expected months with won such as { 7: 1_000_000, 9-12: 500_000 }, found a structure"],
    [[1], "expected months with won such as { 7: 1_000_000, 9-12: 500_000 }, found a structure"],
    [{ 13: 1 }, 'expected a month such as 7, or months such as 9-12, found "13"'],
    [{ 0: 1 }, 'expected a month such as 7, or months such as 9-12, found "0"'],
    [{ "9-7": 1 }, 'expected a month such as 7, or months such as 9-12, found "9-7"'],
    [{ "7-9": 1, 8: 2 }, "month 8 stands twice"],
    [{ 7: "many" }, 'month 7: expected whole won such as 300_000, found "many"'],
    [
      { 7: "8_191_001" },
      'month 7: a plan has numbers up to 8,191 with zeros after them, found "8_191_001"',
    ],
    [
      { 7: "10_000_001" },
      'month 7: a plan has numbers up to 8,191 with zeros after them, found "10_000_001"',
    ],
  ];
  for (const [raw, says] of mistakes) {
    it(`are told in one line where they are none: ${says}`, () => {
      expect(() => read(kinds.months, raw))
        .to.throw(UserError)
        .with.property("message", says);
    });
  }
});

describe("codes of the budget", () => {
  it("are read as the contracts keep them", () => {
    expect(read(kinds.line, "2025-011-1040301-24001")).to.equal(2025_011_1040301_24001n);
    expect([read(kinds.ministry, "011"), read(kinds.quarter, 4)]).to.deep.equal([11, 4]);
    expect([
      read(kinds.officerRole, "obligating"),
      read(kinds.officerRole, "disbursing"),
    ]).to.deep.equal([1, 2]);
    expect(read(kinds.institution, "spendingMinistry")).to.equal("spendingMinistry");
  });

  const mistakes: readonly (readonly [kind: Kind<unknown>, raw: unknown, says: string])[] = [
    [kinds.line, ["a"], "expected a budget line such as 2025-011-1040301-24001, found a structure"],
    [kinds.ministry, 0, 'expected a ministry\'s code, 1 to 999, found "0"'],
    [kinds.ministry, 1_000, 'expected a ministry\'s code, 1 to 999, found "1000"'],
    [kinds.ministry, "climate", 'expected a ministry\'s code, 1 to 999, found "climate"'],
    [kinds.quarter, 5, 'expected a quarter, 1 to 4, found "5"'],
    [kinds.officerRole, "both", 'expected one of obligating, disbursing, found "both"'],
  ];
  for (const [kind, raw, says] of mistakes) {
    it(`are told in one line where they are none: ${says}`, () => {
      expect(() => read(kind, raw))
        .to.throw(UserError)
        .with.property("message", says);
    });
  }
});
