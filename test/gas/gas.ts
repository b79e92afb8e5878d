import { expect } from "chai";
import { admit, admittedUntil, issue } from "../helpers/bank.ts";
import { crowd, gasOf } from "../helpers/chain.ts";
import { won, type Deployed } from "../helpers/fixtures.ts";
import { AccountKind, IssueReason, Region } from "../helpers/kinds.ts";
import { onOneChain } from "../helpers/suite.ts";
import { booksInMapo, granted, openMarket, type Market } from "../helpers/voucher.ts";
import { bounds, type Bound } from "./bounds.ts";

const empty = crowd(100, "admitted");
const newHolders = crowd(100, "granted");

/** A market in use: everybody has paid or been paid before, programme 1 has every term on. No daily limit is set. */
async function marketInUse(system: Deployed): Promise<Market> {
  const market = await openMarket(system);
  const { token, officers, programmes, citizen, bookshop } = market;
  await token.connect(citizen).transfer(bookshop, won(1));
  await token
    .connect(officers.admissionOfficer)
    .admitBatch(empty, AccountKind.Citizen, admittedUntil);
  await admit(market, market.stranger, AccountKind.Citizen);
  await granted(market, booksInMapo(bookshop));
  await programmes.connect(citizen).spend(1n, bookshop, won(1), 1n);
  return market;
}

const market = onOneChain(marketInUse);

/** One transaction for each bound. */
const acts: Record<keyof typeof bounds, (market: Market) => Promise<number>> = {
  transfer: ({ token, citizen, bookshop }) =>
    gasOf(token.connect(citizen).transfer(bookshop, won(30_000))),
  transferToEmpty: ({ token, citizen, stranger }) =>
    gasOf(token.connect(citizen).transfer(stranger, won(30_000))),
  transferWithinLimit: async ({ token, officers, citizen, bookshop }) => {
    await token.connect(officers.limitsOfficer).setDailyLimit(won(5_000_000));
    return gasOf(token.connect(citizen).transfer(bookshop, won(30_000)));
  },
  issue: (system) => gasOf(issue(system, system.citizen, won(30_000), 3n)),
  issueBatch: ({ token, officers }) =>
    gasOf(
      token.connect(officers.issuer).issueBatch(
        empty.map((to) => ({ to, amount: won(300_000) })),
        3n,
        IssueReason.Deposit,
      ),
    ),
  grantEach: async ({ manager }) => {
    const items = newHolders.map((holder) => ({ holder, amount: won(300_000) }));
    return Math.ceil((await gasOf(manager.grantBatch(1n, items, Region.mapo, 2n))) / items.length);
  },
  spend: ({ programmes, citizen, bookshop }) =>
    gasOf(programmes.connect(citizen).spend(1n, bookshop, won(30_000), 4_711n)),
};

const number = (value: number) => value.toLocaleString("en").padStart(10);

describe("Gas", () => {
  const rows: string[] = [];

  for (const [name, act] of Object.entries(acts)) {
    const { what, ceiling, committed }: Bound = bounds[name as keyof typeof bounds];
    it(`${what}: at most ${committed.toLocaleString("en")}`, async () => {
      const measured = await act(await market());
      rows.push([what.padEnd(32), ...[measured, committed, ceiling].map(number)].join(""));

      expect(measured, "measured, against committed").to.be.at.most(committed);
      expect(committed, "committed, against the ceiling").to.be.at.most(ceiling);
    });
  }

  after(() => {
    const heads = ["measured", "committed", "ceiling"].map((head) => head.padStart(10));
    console.log(`\n    ${[" ".repeat(32) + heads.join(""), ...rows].join("\n    ")}\n`);
  });
});
