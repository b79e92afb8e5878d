import { expect } from "chai";
import { budgetSlips } from "../../../scripts/sandbox/budget-slips.ts";
import { scenarioFile, scenarioNames } from "../../../scripts/sandbox/files.ts";
import { readScenario } from "../../../scripts/sandbox/play.ts";
import { rehearse } from "../../../scripts/sandbox/rehearsal.ts";
import { slipsOf } from "../../../scripts/sandbox/scenario-slips.ts";
import type { Scenario, Step } from "../../../scripts/sandbox/scenario.ts";
import { card } from "./card.ts";
import { couponText, edited, lineOf, scratch, tellsEach, wholeWon, type Mistake } from "./edits.ts";

const appropriate = "- budget.appropriate:\n";
const plan = "- budget.plan: { line: 2025-011-1040301-24001, months: { 7: 200_000_000 } }";
const inTrust = "{ name: coupon, terms: coupon, matter: coupon of 2025 }";

/** Mistakes in the inputs of a step on the budget: they are told by the line on which the step begins. */
const mistakes: readonly Mistake[] = [
  {
    what: "a line with too few digits",
    find: "{ line: 2025-011-1040301-24001, amount: 200_000_000, act",
    replace: "{ line: 2025-11-1040301-24001, amount: 200_000_000, act",
    at: appropriate,
    says: ':budget.appropriate.line: expected a budget line such as 2025-011-1040301-24001 (year-ministry-programme-item), found "2025-11-1040301-24001"',
  },
  {
    what: "a line of a year that cannot be counted",
    find: "{ line: 2025-011-1040301-24001, amount: 200_000_000, act",
    replace: "{ line: 1025-011-1040301-24001, amount: 200_000_000, act",
    at: appropriate,
    says: ':budget.appropriate.line: "1025-011-1040301-24001": a line\'s year is 2020 to 2147',
  },
  {
    what: "an appropriation without its act",
    find: ", act: supplementary budget of 2025",
    replace: "",
    at: appropriate,
    says: ":budget.appropriate.act: is missing (the act of the Assembly; a hash of it goes on chain)",
  },
  {
    what: "a fifth quarter",
    find: "quarter: 3",
    replace: "quarter: 5",
    at: "quarter: 5",
    says: ':budget.allot.quarter: expected a quarter, 1 to 4, found "5"',
  },
  {
    what: "a thirteenth month",
    find: "months: { 7: 200_000_000 }",
    replace: "months: { 13: 200_000_000 }",
    at: "months: { 13",
    says: ':budget.plan.months: expected a month such as 7, or months such as 9-12, found "13"',
  },
  {
    what: "a plan that is not round",
    find: "months: { 7: 200_000_000 }",
    replace: "months: { 7: 200_000_001 }",
    at: "months: { 7: 200_000_001",
    says: ':budget.plan.months: month 7: a plan has numbers up to 8,191 with zeros after them, found "200_000_001"',
  },
  {
    what: "a word for an amount",
    find: "amount: 200_000_000, papers",
    replace: "amount: all, papers",
    at: "amount: all, papers",
    says: `:budget.advance.amount: ${wholeWon}, found "all"`,
  },
  {
    what: "an officer who is nobody",
    find: "officer: disbursingOfficer",
    replace: "officer: payer",
    at: "officer: payer",
    says: ':budget.appoint-officer.officer: nobody in the cast is called "payer"',
  },
  {
    what: "a programme with a matter and a budget",
    find: inTrust,
    replace: "{ name: coupon, terms: coupon, matter: coupon of 2025, budget: 5 }",
    at: "matter: coupon of 2025, budget: 5",
    says: ":voucher.open.budget: a programme that holds money in trust gets it by budget.advance",
  },
  {
    what: "a programme with neither",
    find: inTrust,
    replace: "{ name: coupon, terms: coupon }",
    at: "{ name: coupon, terms: coupon }",
    says: ":voucher.open.budget: is missing (won; or matter, where the Treasury owes it in trust)",
  },
  {
    what: "payees of a creditor in trust",
    find: "      inTrust: yes",
    replace: "      inTrust: yes\n      payees: merchants",
    at: "- budget.obligate:",
    says: ":budget.obligate.payees: a creditor in trust is paid by advances, and nobody in its place",
  },
];

describe("a mistake in a step on the budget", () => {
  tellsEach(mistakes);
});

describe("a step on the budget that the ledger would refuse", () => {
  const write = scratch();
  const told = (text: string) =>
    budgetSlips(readScenario(write(text))).map(({ where, en, ko }) => {
      return { line: Number(/:(\d+):[^:]*$/.exec(where)?.[1]), en, ko };
    });

  for (const name of scenarioNames()) {
    it(`is none in ${name}`, () => {
      expect(budgetSlips(readScenario(scenarioFile(name)))).to.deep.equal([]);
    });
  }

  it("is a warning with its line, in both languages", () => {
    const text = edited(
      couponText(),
      "quarter: 3, amount: 200_000_000",
      "quarter: 3, amount: 200_000_001",
    );
    const [first] = told(text);
    expect(first).to.deep.equal({
      line: lineOf(text, "- budget.allot:"),
      en: "The step would be refused. B01 AppropriationExceeded: ₩200,000,001 is more than the ₩200,000,000 of 2025-011-1040301-24001 that is appropriated and not allotted.",
      ko: "이 단계는 거절됩니다. B01 AppropriationExceeded: 2025-011-1040301-24001 세목의 미배정 예산을 초과합니다(잔여 ₩200,000,000, 요청 ₩200,000,001).",
    });
    const kinds = slipsOf(readScenario(write(text))).map(({ kind, key }) => [kind, key]);
    expect(kinds).to.deep.include(["warned", "warned.step-refused"]);
  });

  const edits: readonly (readonly [what: string, find: string, replace: string, reason: RegExp])[] =
    [
      [
        "an officer who was not appointed",
        "role: disbursing }",
        "role: obligating }",
        /B33 NotOfficer/,
      ],
      [
        "a month without a plan",
        plan,
        plan.replace("7:", "8:"),
        /B05 Monthly.* ₩0 of month 7's plan/,
      ],
      [
        "a line to which nothing is appropriated",
        "24001, quarter: 3",
        "24002, quarter: 3",
        /B11 Line/,
      ],
      ["a quarter that has not begun", "quarter: 3", "quarter: 4", /B17 QuarterNotBegun/],
      [
        "another matter",
        "{ matter: coupon of 2025, amount",
        "{ matter: card, amount",
        /B21 Obligation/,
      ],
      [
        "one won over what is owed",
        "amount: 200_000_000, papers",
        "amount: 200_000_001, papers",
        /B05/,
      ],
      ["a payment without papers", ", papers: request 1", "", /B26 PapersMissing/],
      [
        "books that are open",
        "at: 2026-02-11T00:00:00",
        "at: 2026-02-10T23:59:59",
        /B16 BooksOpen/,
      ],
    ];
  for (const [what, find, replace, reason] of edits) {
    it(`is told: ${what}`, () => {
      const all = told(edited(couponText(), find, replace)).map(({ en }) => en);
      expect(all[0]).to.match(reason);
    });
  }

  const lapse = "- budget.lapse: { line: 2025-011-1040301-24001 }";
  const closed = {
    reduce: "line: 2025-011-1040301-24001, amount: 1, act: a cut",
    transfer:
      "from: 2025-011-1040301-24001, to: 2025-011-1040301-32001, amount: 1, approval: transfer",
    "withdraw-allotment": "line: 2025-011-1040301-24001, amount: 1",
    plan: "line: 2025-011-1040301-24001, months: { 12: 1 }",
    unreserve: "line: 2025-011-1040301-24001, amount: 1, matter: coupon of 2025",
  };
  for (const [verb, inputs] of Object.entries(closed)) {
    it(`is told: budget ${verb} when the books are closed`, () => {
      const [first] = told(edited(couponText(), lapse, `- budget.${verb}: { ${inputs} }`));
      expect(first?.en).to.match(/ B15 BooksClosed: /);
    });
  }

  /** What is not rehearsed: what others hold, and who is excluded or named. */
  const UNKNOWN = [
    ...["HoldingsExceeded", "UnattributedExceeded", "ReturnExceeded", "NotReturnedByTrustee"],
    ...["InvoiceExceeded", "CreditorExcluded", "PayeeNotAssigned", "NotTrustee", "InvalidMinistry"],
  ];

  it("is refused for the reason that the chain gives, at each of the year-end's refusals", () => {
    const scenario = readScenario(scenarioFile("year-end"));
    const reasonOf = ({ verb, expect: wanted }: Step): string =>
      verb.startsWith("budget.") && wanted !== "accepted" && "refused" in wanted
        ? wanted.refused
        : "";
    const steps = scenario.steps.filter((step) => reasonOf(step) !== "");
    const known = steps.filter((step) => !UNKNOWN.includes(reasonOf(step)));
    expect([steps.length, known.length]).to.deep.equal([34, 25]);
    for (const step of known) {
      const accepted: Scenario = {
        ...scenario,
        steps: scenario.steps.map((one) => (one === step ? { ...one, expect: "accepted" } : one)),
      };
      const found = budgetSlips(accepted);
      expect(found.map(({ where }) => where)).to.deep.equal([`${step.where}:${step.verb}`]);
      expect(found[0]?.en).to.include(` ${reasonOf(step)}: `);
    }
  });
});

describe("a programme that holds money in trust, without a chain", () => {
  const write = scratch();
  const open = "{ name: card, terms: card, budget: 1_000_000 }";
  const trust = "{ name: card, terms: card, matter: card of May }";
  const advance = (amount: number) =>
    `${trust}\n  - budget.advance: { matter: card of May, amount: ${amount}, papers: request }`;

  it("grants from what was advanced, and nothing before", async () => {
    // 3 × 150,000 + 200,000 in two batches: 500,000 hold the first, of Seoul's two, and not Boeun's.
    const none = await rehearse(readScenario(write(card([open, trust]))));
    expect(none.programmes.map(({ granted }) => granted)).to.deep.equal([0n]);
    const all = await rehearse(readScenario(write(card([open, advance(650_000)]))));
    expect(all.programmes.map(({ granted, ungranted }) => [granted, ungranted])).to.deep.equal([
      [650_000n, 0n],
    ]);
  });

  it("gets nothing on another matter", async () => {
    const other = advance(650_000).replace(
      "{ matter: card of May, amount",
      "{ matter: tea, amount",
    );
    const { programmes } = await rehearse(readScenario(write(card([open, other]))));
    expect(programmes.map(({ granted }) => granted)).to.deep.equal([0n]);
  });

  it("is warned of where less is advanced than granted", () => {
    const text = card([open, advance(649_999)]);
    const file = write(text);
    const found = slipsOf(readScenario(file)).filter(({ key }) => key === "warned.budget-short");
    expect(found.map(({ where, en }) => [where, en])).to.deep.equal([
      [
        `${file}:${lineOf(text, "- voucher.open:")}:voucher.open.matter`,
        "The budget of card, ₩649,999, is below what the steps grant from it, ₩650,000.",
      ],
    ]);
    const exact = slipsOf(readScenario(write(card([open, advance(650_000)]))));
    expect(exact.filter(({ key }) => key === "warned.budget-short")).to.deep.equal([]);
  });
});
