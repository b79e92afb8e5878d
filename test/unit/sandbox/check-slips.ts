import { expect } from "chai";
import { network } from "hardhat";
import { play, readScenario } from "../../../scripts/sandbox/play.ts";
import { slipsIn } from "../../../scripts/sandbox/slips.ts";
import { card, undrawn } from "./card.ts";
import { edited, lineOf, scratch } from "./edits.ts";

interface Case {
  readonly what: string;
  readonly edit: readonly [find: string, replace: string];
  /** The line's text, and what follows `file:line`. */
  readonly at: string;
  readonly field: string;
  readonly key: string;
  readonly en: string;
}

const monthly = "monthly: { value: 100_000,";
const extra = (term: string) => [monthly, `${term}\n    ${monthly}`] as const;

const cases: readonly Case[] = [
  {
    what: "a daily limit above the monthly",
    edit: ["daily: { value: 60_000", "daily: { value: 100_001"],
    at: "daily:",
    field: "daily.value",
    key: "refused.limit-above",
    en: "The limit a day, ₩100,001, is above the limit a month, ₩100,000, and could never be reached.",
  },
  {
    what: "a limit above what a word holds",
    // 2^40 - 1 = 1,099,511,627,775 stands for no limit.
    edit: extra("total: { value: 1_099_511_627_775, source: ours, checked: no }"),
    at: "total:",
    field: "total.value",
    key: "refused.limit-large",
    en: "The limit ₩1,099,511,627,775 is more than the contract can hold; at most ₩1,099,511,627,774.",
  },
  {
    what: "an expiry at the opening",
    edit: ["value: 2026-06-01T00:00:00", "value: 2026-05-04T08:00:00"],
    at: "expires:",
    field: "expires.value",
    key: "refused.expiry-past",
    en: "The expiry, 2026-05-04 08:00 KST, is not after the opening, 2026-05-04 08:00 KST.",
  },
  {
    what: "an expiry a second beyond 3,650 days",
    // Ten years later less two days: 2028 and 2032 have leap days, 2036 has one more on 29 February: three in all.
    edit: ["value: 2026-06-01T00:00:00", "value: 2036-05-01T08:00:01"],
    at: "expires:",
    field: "expires.value",
    key: "refused.expiry-far",
    en: "The expiry, 2036-05-01 08:00:01 KST, is more than 3,650 days after the opening, 2026-05-04 08:00 KST.",
  },
  {
    what: "hours that close before they open",
    edit: ['from: "09:00", to: "18:00"', 'from: "18:00", to: "09:00"'],
    at: "hours:",
    field: "hours.value",
    key: "refused.hours",
    en: "Hours open before they close: 18:00 is not before 09:00.",
  },
  {
    what: "a list of 257 merchants",
    edit: extra(
      `merchants: { value: [${Array<string>(257).fill("mapo-bookshop").join(", ")}], source: ours, checked: no }`,
    ),
    at: "merchants: { value",
    field: "merchants.value",
    key: "refused.list-length",
    en: "The list has 257 entries; at most 256 are possible.",
  },
  {
    what: "hours without weekdays",
    edit: ["    weekdays: { value: [mon, tue, wed, thu, fri], source: ours, checked: yes }\n", ""],
    at: "hours:",
    field: "hours.value",
    key: "warned.hours-every-day",
    en: "Hours are set but no weekdays: payments are made on Saturdays and Sundays too.",
  },
  {
    what: "a holiday rule beyond the years of the list",
    edit: ["value: 2026-06-01T00:00:00", "value: 2028-01-01T00:00:01"],
    at: "holidays:",
    field: "holidays.value",
    key: "warned.holidays-beyond",
    en: "Holidays are listed until 2027, the expiry is in 2028: later holidays must be announced or payments go through.",
  },
  {
    what: "a term that is written down and off",
    edit: extra("evidence: { value: false, source: ours, checked: no }"),
    at: "evidence:",
    field: "evidence.value",
    key: "warned.written-off",
    en: "It is written down but has no effect.",
  },
  {
    what: "a category that stands twice",
    edit: extra("categories: { value: { only: [5942, 5942] }, source: ours, checked: no }"),
    at: "categories: { value",
    field: "categories.value",
    key: "warned.twice",
    en: "5942 Bookshops stands twice in the list.",
  },
  {
    what: "categories of no merchant",
    edit: extra("categories: { value: { only: [7995] }, source: ours, checked: no }"),
    at: "categories: { value",
    field: "categories.value",
    key: "warned.no-merchant",
    en: "This term by itself allows no merchant of the cast.",
  },
  {
    what: "a whole province as a district",
    edit: extra("districts: { value: [11000, 11440], source: ours, checked: no }"),
    at: "districts: { value",
    field: "districts.value",
    key: "warned.whole-province",
    en: "A listed district is one district: 11000 서울특별시 does not cover the districts within it.",
  },
  {
    what: "a named merchant that is a citizen",
    edit: extra("merchants: { value: [citizen-001, mapo-bookshop], source: ours, checked: no }"),
    at: "merchants: { value",
    field: "merchants.value",
    key: "warned.no-such-merchant",
    en: "No merchant of the cast is called citizen-001.",
  },
  {
    what: "a named merchant that is too large",
    edit: extra(
      "sales: { value: 300M, source: ours, checked: no }\n    merchants: { value: [mapo-bookshop, mapo-restaurant], source: ours, checked: no }",
    ),
    at: "merchants: { value",
    field: "merchants.value",
    key: "warned.named-refused",
    en: "mapo-restaurant is named, but the other terms allow it to no holder.",
  },
  {
    what: "a home district without a merchant",
    // Only the bookshop in Mapo sells so little: holders from Boeun have nowhere to go.
    edit: extra(
      "home: { value: true, source: ours, checked: no }\n    sales: { value: 300M, source: ours, checked: no }",
    ),
    at: "card:",
    field: "",
    key: "warned.homes",
    en: "Holders of these home districts have no merchant: 43720 충청북도 보은군.",
  },
];

describe("what cannot be in terms, or looks like a slip", () => {
  const write = scratch();

  it("is nothing in the card's", () => {
    expect(slipsIn(readScenario(write(undrawn())), "card")).to.deep.equal([]);
  });

  for (const { what, edit, at, field, key, en } of cases) {
    it(`is told with its place: ${what}`, () => {
      const text = undrawn(edit);
      const file = write(text);
      const where = `${file}:${lineOf(text, at)}:terms.card${field === "" ? "" : `.${field}`}`;
      const found = slipsIn(readScenario(file), "card").find((one) => one.key === key);
      expect(found).to.include({ kind: key.split(".")[0], where, en });
    });
  }

  it("is not told at the edge: limits alike, an expiry a second ahead or 3,650 days, the list's last year", () => {
    for (const edit of [
      ["daily: { value: 60_000", "daily: { value: 100_000"],
      ["value: 2026-06-01T00:00:00", "value: 2026-05-04T08:00:01"],
      ["value: 2026-06-01T00:00:00", "value: 2028-01-01T00:00:00"],
    ] as const) {
      expect(slipsIn(readScenario(write(undrawn(edit))), "card"), edit[1]).to.deep.equal([]);
    }
    const far = undrawn(["value: 2026-06-01T00:00:00", "value: 2036-05-01T08:00:00"]);
    const kinds = slipsIn(readScenario(write(far)), "card").map(({ key }) => key);
    expect(kinds).to.deep.equal(["warned.holidays-beyond"]);
  });

  it("is what the contract refuses, and nothing else, where it is told as refused", async () => {
    const block = / {2}card:\n(?: {4}.*\n)+/.exec(undrawn())?.[0] ?? "";
    const wrong = cases.filter(({ key }) => key.startsWith("refused.")).map(({ edit }) => edit);
    const right: readonly (readonly [string, string])[] = [
      ["daily: { value: 60_000", "daily: { value: 100_000"],
      ["value: 2026-06-01T00:00:00", "value: 2026-05-04T08:00:01"],
      ["value: 2026-06-01T00:00:00", "value: 2036-05-01T08:00:00"],
      extra("total: { value: 1_099_511_627_774, source: ours, checked: no }"),
      ['from: "09:00", to: "18:00"', 'from: "00:00", to: "24:00"'],
    ];
    const terms = [...wrong, ...right].map((edit, n) => ({
      name: `terms-${n}`,
      text: edited(block, ...edit).replace("card:", `terms-${n}:`),
      expectation: n < wrong.length ? "{ refused: InvalidTerms }" : "{ moved: 1_000 }",
    }));
    const opened = terms
      .map(
        ({ name, expectation }) =>
          `\n  - voucher.open: { name: ${name}, terms: ${name}, budget: 1_000 }\n    expect: ${expectation}`,
      )
      .join("");
    const text = edited(undrawn(), block, block + terms.map((one) => one.text).join(""))
      .replace("budget: 1_000_000", "budget: 900_000")
      .concat(opened);
    const scenario = readScenario(write(text));
    const connection = await network.create({ chainType: "l1" });
    await play(connection, scenario, { progress: () => {} });

    const told = terms.map(({ name }) =>
      slipsIn(scenario, name).some(({ kind }) => kind === "refused"),
    );
    expect(told).to.deep.equal(terms.map((_, n) => n < wrong.length));
    expect(wrong).to.have.length(6);
  });

  it("is told of a rebate: nothing to buy, and steps that pay with vouchers", () => {
    const rebate = "rebate: { value: 10%, source: ours, checked: no }";
    const nobody = `${rebate}\n    categories: { value: { only: [7995] }, source: ours, checked: no }`;
    const keys = (text: string) => slipsIn(readScenario(write(text)), "card").map(({ key }) => key);
    expect(keys(undrawn(extra(nobody)))).to.deep.equal([
      "warned.no-merchant",
      "warned.rebate-no-purchase",
    ]);
    // The card's steps pay three times by name, and draw once.
    expect(keys(card(extra(rebate)))).to.deep.equal(Array(4).fill("warned.rebate-spend"));
  });
});
