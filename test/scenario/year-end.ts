import { expect } from "chai";
import { id } from "ethers";
import { network } from "hardhat";
import type { NetworkConnection } from "hardhat/types/network";
import { readBooks } from "../../scripts/audit/read.ts";
import { linesOf, rowsOf, treeOf, type Figures } from "../../scripts/lib/budget-tree.ts";
import { serveJsonRpc } from "../../scripts/lib/serve.ts";
import { differenceOf } from "../../scripts/sandbox/diff.ts";
import { scenarioFile } from "../../scripts/sandbox/files.ts";
import { play, readScenario, type Played } from "../../scripts/sandbox/play.ts";
import { checkRefusals } from "../../scripts/sandbox/refusals.ts";
import { unexpectedSlips } from "../../scripts/sandbox/scenario-slips.ts";
import { personalIn } from "../helpers/privacy.ts";
import { knownTexts, tracesOf } from "../helpers/traces.ts";
import { expectReconciled } from "../helpers/played.ts";

/** Works, supervision, supplies and heating of 2025, and works of 2026. */
const works = 2025_011_1040301_24001n;
const supervision = 2025_011_1040301_32001n;
const supplies = 2025_021_2010101_21001n;
const heating = 2025_031_3030201_33001n;
const nextWorks = 2026_011_1040301_24001n;

const figures = (
  ...[appropriated, allotted, obligated, paid, returned, lapsed]: readonly bigint[]
): Figures => ({
  appropriated: appropriated ?? 0n,
  allotted: allotted ?? 0n,
  reserved: 0n,
  obligated: obligated ?? 0n,
  paid: paid ?? 0n,
  returned: returned ?? 0n,
  lapsed: lapsed ?? 0n,
});

describe("a budget year that ends while the next begins", () => {
  let played: Played;
  let connection: NetworkConnection<"l1">;
  before(async () => {
    connection = await network.create({ chainType: "l1" });
    const scenario = readScenario(scenarioFile("year-end"));
    played = await play(connection, scenario, { progress: () => {} });
  });

  const addressOf = (name: string): string => played.cast.addresses.get(name) ?? "";
  const hash = (text: string): string => id(`year-end/20251231/${text}`);
  const rows = async (year: number) => {
    const { ledger } = played.system;
    return rowsOf(ledger, await linesOf(ledger, year));
  };

  it("refuses for these reasons, in this order, and no other", async () => {
    const reasons = played.scenario.steps.flatMap(({ expect: wanted }) =>
      wanted !== "accepted" && "refused" in wanted ? [wanted.refused] : [],
    );
    expect(reasons).to.deep.equal([
      "InvalidMinistry", // registered before
      "AlreadyOfficer",
      "AppropriationExceeded", // allotted
      "QuarterNotBegun",
      "AppropriationExceeded", // transferred
      "LinesApart",
      "AllotmentExceeded", // reserved
      "ReservationExceeded",
      "AlreadyObligated", // the same matter twice
      "AllotmentExceeded", // obligated
      "HoldingsExceeded", // what a bare transfer brought is not spent
      "UnattributedExceeded",
      "MonthlyPlanExceeded", // paid
      "PapersMissing",
      "NotOfficer",
      "PayeeNotAssigned",
      "ReturnExceeded",
      "InvoiceExceeded",
      "CreditorExcluded",
      "NotTrustee",
      "InvalidMatter",
      "MonthlyPlanExceeded", // advanced
      "ObligationExceeded", // advanced
      "ObligationInTrust",
      "NotReturnedByTrustee",
      "YearNotRunning", // not yet
      "YearNotOver",
      "YearNotRunning", // no longer
      "MonthlyPlanExceeded", // of December, in January
      "ObligationExceeded", // deobligated
      "BooksOpen",
      "AlreadyCarriedOver",
      "BooksClosed",
      "LineHasLapsed",
      "ObligationExceeded", // carried over
    ]);
    await checkRefusals(played.scenario);
    expect(unexpectedSlips(played.scenario)).to.deep.equal([]);
  });

  it("closes 2025 with these figures, line by line", async () => {
    const million = (...amounts: readonly number[]) =>
      figures(...amounts.map((amount) => BigInt(amount * 1_000_000)));
    expect(await rows(2025)).to.deep.equal([
      // 100 less 20 transferred and 13 carried over; 70 allotted less 13; 50 obligated less 1 and 13; 20 + 5 + 10 + 2 paid,
      // of which 1 and 0.5 came back: 67 less 35.5 lapse.
      { line: works, figures: million(67, 57, 36, 37, 1.5, 31.5) },
      // Transferred, and never allotted.
      { line: supervision, figures: million(20, 0, 0, 0, 0, 20) },
      // Chairs and desks at 12 each, of which 12 and 10 were paid; what came back later came to no line.
      { line: supplies, figures: million(30, 30, 24, 22, 0, 8) },
      // All of it advanced; what was never granted came back in time.
      { line: heating, figures: million(10, 10, 10, 10, 9.4, 9.4) },
    ]);
  });

  it("has what was carried over in 2026, and goes on there", async () => {
    // 60 + 13 appropriated, 40 + 13 allotted, 15 + 13 obligated, 5 + 8 paid; 1 of the 36.5 that came back was this line's.
    expect(await rows(2026)).to.deep.equal([
      {
        line: nextWorks,
        figures: figures(73_000_000n, 53_000_000n, 28_000_000n, 13_000_000n, 1_000_000n),
      },
    ]);
  });

  it("adds lines up to programmes, programmes to ministries, ministries to the whole", async () => {
    const tree = treeOf(2025, await rows(2025));
    expect(
      tree.ministries.map(({ code, figures: { appropriated } }) => [code, appropriated]),
    ).to.deep.equal([
      [11, 87_000_000n],
      [21, 30_000_000n],
      [31, 10_000_000n],
    ]);
    const { paid, returned, lapsed } = tree.figures;
    expect([paid, returned, lapsed]).to.deep.equal([69_000_000n, 10_900_000n, 68_900_000n]);
  });

  it("keeps of the bridge's obligation what each year paid and has not got back", async () => {
    const facts = await played.system.ledger.obligationOf(addressOf("builder"), hash("bridge"));
    expect([facts.line, facts.amount]).to.deep.equal([nextWorks, 13_000_000n]);
    // 37,000,000 were paid before, of which 1,000,000, 500,000 and the rest came back; of 8,000,000 since, 1,000,000 did.
    expect([facts.paid, facts.paidBefore]).to.deep.equal([7_000_000n, 0n]);
    expect([facts.inTrust, facts.assigned, facts.carriedOver]).to.deep.equal([false, true, true]);
  });

  it("keeps what came by a bare transfer apart, and counts as revenue what came too late", async () => {
    const { treasury, token, addresses } = played.system;
    // 3,000,000 less 1,000,000 attributed and 1,500,000 sent back.
    expect(await treasury.unattributed()).to.equal(500_000n);
    // 10,000,000 + 190,000,000 + 1,000,000.
    expect(await treasury.revenueOf(2025)).to.equal(201_000_000n);
    // 35,500,000 of the bridge, 400,000 of the chairs, 550,000 of the heating vouchers.
    const late = await treasury.queryFilter(treasury.filters.RevenueReceived(2026));
    expect(late.map(({ args }) => args.amount)).to.deep.equal([35_500_000n, 400_000n, 550_000n]);
    expect(await treasury.revenueOf(2026)).to.equal(36_450_000n);
    // 201,000,000 less 82,000,000 paid; 1,000,000, 500,000, 9,400,000, 36,500,000, 400,000 and 550,000 came back.
    expect(await treasury.holdings()).to.equal(167_350_000n);
    expect(await token.balanceOf(addresses.treasury)).to.equal(167_850_000n);
  });

  it("flags the split, and nothing else", async () => {
    const { ledger } = played.system;
    const flagged = await ledger.queryFilter(ledger.filters.SplitSuspected());
    expect(flagged.map(({ args: { line, creditor, sum } }) => [line, creditor, sum])).to.deep.equal(
      [[supplies, addressOf("supplier"), 24_000_000n]],
    );
  });

  it("drops nine won of a payment, and no more", async () => {
    const { treasury } = played.system;
    const dropped = await treasury.queryFilter(treasury.filters.FractionDropped());
    expect(dropped.map(({ args }) => [args.creditor, args.fraction])).to.deep.equal([
      [addressOf("builder"), 9n],
    ]);
  });

  it("comes to what the comparison of its file with itself states, without a chain", async () => {
    const { sums, unrehearsed } = await differenceOf(played.scenario, played.scenario);
    const money = { granted: 600_000n, spent: 50_000n, unspent: 550_000n };
    const other = { refunded: 0n, rebated: 0n, clawedBack: 0n };
    const all = { ...money, ...other };
    expect(sums).to.deep.equal([{ name: "heating", before: all, after: all }]);
    expect(unrehearsed).to.deep.equal([]);
  });

  it("leaves nothing personal on chain", async () => {
    expect(personalIn(await tracesOf(connection, played.system), knownTexts)).to.deep.equal([]);
  });

  it("is believed by a reader that has only a URL and addresses: nothing differs, every law holds", async () => {
    const served = await serveJsonRpc(connection.provider);
    try {
      const { addresses } = played.system;
      expectReconciled(await readBooks({ url: served.url, addresses }));
    } finally {
      await served.close();
    }
  });
});
