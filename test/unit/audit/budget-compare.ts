import { expect } from "chai";
import { JsonRpcProvider } from "ethers";
import { rebuild, type Books } from "../../../scripts/audit/books.ts";
import {
  obligationKey,
  type LineBook,
  type ObligationBook,
} from "../../../scripts/audit/budget-books.ts";
import { budgetLines } from "../../../scripts/audit/budget-table.ts";
import { collect, type Held } from "../../../scripts/audit/collect.ts";
import { compare } from "../../../scripts/audit/compare.ts";
import { ledgerJson } from "../../../scripts/audit/ledger-json.ts";
import { readBooks, type Audit } from "../../../scripts/audit/read.ts";
import { serveJsonRpc, type Served } from "../../../scripts/lib/serve.ts";
import { line, matter, ministry, otherMatter } from "../../helpers/budget.ts";
import {
  lateMatter,
  playBudget,
  PROGRAMME,
  trustMatter,
  type BudgetStory,
} from "./budget-history.ts";

describe("the comparison of a budget's books with the chain", () => {
  let story: BudgetStory;
  let served: Served;
  let client: JsonRpcProvider;
  let collected: Held;
  let audit: Audit;

  before(async () => {
    story = await playBudget();
    served = await serveJsonRpc(story.connection.provider);
    client = new JsonRpcProvider(served.url, undefined, { staticNetwork: true });
    collected = await collect(client, story.addresses);
    audit = await readBooks({ url: served.url, addresses: story.addresses });
  });

  after(async () => {
    client.destroy();
    await served.close();
  });

  /** What differs after a change to the books, which are right before it. */
  async function differing(change: (books: Books) => void): Promise<string[]> {
    const books = rebuild(collected, story.addresses);
    change(books);
    const { differences } = await compare(client, story.addresses, books, collected.head);
    return differences.map(({ what }) => what);
  }

  const ofLine = (edit: (book: LineBook) => void) => (books: Books) => {
    const found = books.budget.lines.get(line);
    if (found !== undefined) edit(found);
  };

  const obligation = (
    edit: (book: ObligationBook) => void,
    key = () => obligationKey(story.bookshop.address, matter),
  ) => {
    return ({ budget }: Books) => {
      const found = budget.obligations.get(key());
      if (found !== undefined) edit(found);
    };
  };

  const onMatter = `obligation to`;
  const cases: Record<string, [change: (books: Books) => void, what: RegExp[]]> = {
    "what is appropriated": [
      ofLine((book) => (book.appropriated += 1n)),
      [/^appropriated to line/, /^lapsed of line/],
    ],
    "what is allotted": [ofLine((book) => (book.allotted += 1n)), [/^allotted to line/]],
    "what is reserved": [ofLine((book) => (book.reserved += 1n)), [/^reserved of line/]],
    "what is obligated": [ofLine((book) => (book.obligated += 1n)), [/^obligated of line/]],
    "what is advanced": [
      ofLine((book) => (book.advanced += 1n)),
      [/^advanced of line/, /^lapsed of line/],
    ],
    "what is liquidated": [
      ofLine((book) => (book.liquidated += 1n)),
      [/^liquidated of line/, /^lapsed of line/],
    ],
    "what is returned": [
      ofLine((book) => (book.returned += 1n)),
      [/^returned to line/, /^lapsed of line/],
    ],
    "what has lapsed": [ofLine((book) => (book.lapsed = false)), [/^lapsed of line/]],
    "a plan": [
      ofLine((book) => (book.plan = book.plan.map((amount) => amount + 1n))),
      [/^payment plan of line/],
    ],
    "what was paid in a month": [
      ofLine((book) => (book.paidIn = { month: 12, amount: 1n })),
      [/^payment plan of line/],
    ],
    "what is owed in all": [obligation((book) => (book.amount += 1n)), [new RegExp(onMatter)]],
    "what is paid": [obligation((book) => (book.paid += 1n)), [new RegExp(onMatter)]],
    "what was paid before": [obligation((book) => (book.paidBefore += 1n)), [new RegExp(onMatter)]],
    "what was carried over": [
      obligation((book) => (book.carriedOver = false)),
      [new RegExp(onMatter)],
    ],
    "a payee": [
      obligation(
        (book) => (book.payees = [story.citizen.address]),
        () => obligationKey(story.contractor.address, otherMatter),
      ),
      [/as payee of/],
    ],
    "an officer": [
      ({ budget }) =>
        void budget.officers.set(story.officers.disbursingOfficer.address, { ministry, role: 1 }),
      [/as officer$/],
    ],
    "a side": [
      ({ budget: { sides } }) => {
        for (const key of sides.keys()) sides.set(key, 1);
      },
      [/^side of/],
    ],
    "an exclusion": [
      ({ budget }) => void budget.exclusions.set(story.bookshop.address, 5n),
      [/^exclusion of/],
    ],
    "a trustee": [
      ({ budget }) => void budget.trustees.set(story.addresses.programmes, false),
      [/as trustee$/],
    ],
    "a ministry": [
      ({ budget }) => void budget.ministries.set(ministry, story.addresses.ministry),
      [/^authority of ministry 11/],
    ],
    holdings: [({ budget }) => (budget.treasury.holdings += 1n), [/^holdings of the Treasury/]],
    "what is unattributed": [
      ({ budget }) => (budget.treasury.unattributed += 1n),
      [/^unattributed at the Treasury/],
    ],
    revenue: [({ budget }) => void budget.treasury.revenue.set(2025n, 1n), [/^revenue of 2025/]],
    "a suspicion": [
      ({ budget }) => {
        for (const made of budget.obligated) made.suspected = undefined;
      },
      [/^suspicion of a split/],
    ],
    "an opening": [
      ({ accounts }) => {
        const found = accounts.get(story.addresses.treasury);
        if (found !== undefined) found.open = false;
      },
      [/^opening of/],
    ],
  };

  for (const [what, [change, names]] of Object.entries(cases)) {
    it(`finds ${what} that is not the chain's`, async () => {
      const found = await differing(change);
      expect(found.length, found.join("\n")).to.be.at.least(names.length);
      for (const name of names) expect(found.join("\n")).to.match(new RegExp(name.source, "m"));
    });
  }

  it("knows what became of what was advanced, spend by spend", () => {
    // 31,000,005 advanced. Paid with vouchers: 80,000 + 20,000, less 5,000 + 6,000 + 7,000 refunded.
    const json = JSON.parse(ledgerJson(audit, new Map())) as {
      budget: { trusts: unknown[]; notices: { told: boolean; most: string }[] };
    };
    const [trust] = json.budget.trusts;
    const sums = { funded: "31000005", spent: "82000", held: "0", returned: "30918005" };
    expect(trust).to.deep.equal({ programme: String(PROGRAMME), matter: trustMatter, ...sums });
  });

  it("knows on whose obligation money came home that no line takes any more", () => {
    const { obligations, lines } = audit.books.budget;
    const late = obligations.get(obligationKey(story.bakery.address, lateMatter));
    expect(late?.paid).to.equal(6_000_000n);
    expect(lines.get(late?.line ?? 0n)?.late).to.equal(4_000_000n);
    // What came back of the year before is that line's, which paid first; the line of 2026 has paid 3,000,000 and got nothing.
    const both = obligations.get(obligationKey(story.bookshop.address, matter));
    expect([both?.paid, both?.paidBefore]).to.deep.equal([3_000_000n, 17_000_000n]);
  });

  it("holds every law, with figures", () => {
    const laws = new Map(audit.laws.map((law) => [law.number, law]));
    expect(audit.laws.every(({ holds }) => holds)).to.equal(true);
    expect(laws.get(3)?.figures).to.equal(
      "held 0 = advanced 31,000,005 − spent 82,000 − returned 30,918,005",
    );
    expect(laws.get(4)?.figures).to.match(/^3 lines: appropriated /);
    expect(laws.get(10)?.figures).to.include("obligating 1, disbursing 1");
    expect(laws.get(12)?.figures).to.match(/^held .* = revenue .* − spent .*; unattributed 250$/);
  });

  it("gives notice of small obligations that the watch does not see", () => {
    const told = audit.notices.map(({ creditor, obligations, most, told: isTold }) => {
      return [creditor, obligations, most, isTold];
    });
    expect(told).to.deep.equal([
      [story.contractor.address, 3, 21_000_000n, true],
      [story.bakery.address, 2, 24_000_000n, false],
    ]);
  });

  it("prints the lines with their sum, and notices; where there is little room, their number alone", () => {
    const names = new Map([[story.bakery.address, "a bakery"]]);
    const lines = budgetLines(audit, names, false);
    expect(lines[0]).to.match(/^Budget line +appropriated +obligated +paid +returned +lapsed$/);
    expect(lines[1]).to.match(/^2025-011-1040301-24001 +/);
    expect(lines[4]).to.match(/^Total of 3, won/);
    expect(lines.join("\n")).to.match(
      /: 2 obligations, up to ₩24,000,000 in 30 days, ministry 11 to a bakery/,
    );
    const count =
      "Notices: 2 of small obligations that are not small together, 1 not told by the ledger";
    expect(budgetLines(audit, names, true)).to.deep.equal([count]);
  });
});
