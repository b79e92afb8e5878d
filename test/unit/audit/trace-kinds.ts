import { expect } from "chai";
import { id } from "ethers";
import { nextLine, parseLine } from "../../../scripts/lib/lines.ts";
import { formatWon } from "../../../scripts/lib/won.ts";
import { beginnings, fatesOf } from "../../../scripts/audit/trace/summary.ts";
import { actsWhere, type Trace } from "../../../scripts/audit/trace/trace.ts";
import { account, addresses, Tale } from "../../helpers/tale.ts";

const [anna, bela, shop, fund] = [account("a"), account("b"), account("s"), account("f")];
const { programmes } = addresses;
const line = parseLine("2025-011-1040301-24001");
const matter = id("agreement");
const trust = [programmes, matter] as const;

const nameOf = new Map([
  [anna, "anna"],
  [bela, "bela"],
  [shop, "shop"],
  [fund, "fund"],
]);

/** What became of the won: `what purse-and-account amount`. */
const fates = (trace: Trace): string[] =>
  fatesOf(trace).map(({ what, purse, amount }) => {
    const { kind, account: whose, programme } = trace.flow.purses.at(purse);
    const place = [kind, nameOf.get(whose) ?? "", programme === 0n ? "" : String(programme)];
    return [what, ...place.filter((part) => part !== ""), String(amount)].join(" ");
  });

const began = (trace: Trace): string[] =>
  beginnings(trace).map(({ ref, amount }) => `${ref}: ${amount}`);

describe("the money of programmes, all in one account of the bank's", () => {
  /*
   * fund has 100 of issue 1 and 100 of issue 2. Programme 1 opens with won 1 to 80 of issue 1, programme 2 with 81 to 100 of
   * issue 1 and 1 to 60 of issue 2; fund keeps 61 to 100 of issue 2.
   * Programme 2 grants anna 30: 20 of issue 1, then 1 to 10 of issue 2. Programme 1 grants anna 50 and bela 20.
   * anna pays the shop 25 of programme 2: 20 of issue 1, 1 to 5 of issue 2; and 10 of programme 1.
   * The shop refunds 5 to programme 2: the first that came to it, so won 81 to 85 of issue 1.
   * Then all of programme 2 expires: anna's 10 go home, 6 to 10 of issue 2 before the 5 that were refunded.
   */
  const tale = new Tale();
  tale.issue(1n, [fund, 100n]);
  tale.issue(2n, [fund, 100n]);
  tale.open(1n, fund, 80n);
  tale.open(2n, fund, 80n);
  const granted = tale.grant(2n, 7n, [anna, 30n]);
  tale.grant(1n, 8n, [anna, 50n], [bela, 20n]);
  const paid = tale.spend(2n, anna, shop, 25n, 77n);
  const other = tale.spend(1n, anna, shop, 10n);
  const refunded = tale.refund(2n, anna, shop, 5n);
  const home = tale.reclaim(2n, fund, [anna, 10n]);

  it("is kept by programme: each grant is of its own programme's won", () => {
    expect(began(tale.trace({ grant: `2:${anna}` }))).to.deep.equal(["1: 20", "2: 10"]);
    expect(began(tale.trace({ grant: `1:${anna}` }))).to.deep.equal(["1: 50"]);
    expect(began(tale.trace({ grant: `1:${bela}` }))).to.deep.equal(["1: 20"]);
  });

  it("is kept by holder: what a holder pays is of what was granted to it", () => {
    expect(began(tale.trace({ payment: paid }))).to.deep.equal(["1: 20", "2: 5"]);
    expect(began(tale.trace({ payment: other }))).to.deep.equal(["1: 10"]);
  });

  it("follows a grant to the shop, back by a refund, and home", () => {
    // Of 30 the shop has 20, since it refunded 5 of the 25; with the 5 that nobody spent they went home.
    expect(fates(tale.trace({ what: granted }))).to.deep.equal([
      "held account shop 20",
      "home account fund 10",
    ]);
    expect(began(tale.trace({ what: refunded }))).to.deep.equal(["1: 5"]);
    expect(began(tale.trace({ what: home }))).to.deep.equal(["1: 5", "2: 5"]);
  });

  it("follows an issue on through what came home", () => {
    // Issue 2: fund kept 40 and got 5 back; the shop has 5; 50 of programme 2 were never granted.
    expect(fates(tale.trace({ issue: "2" }))).to.deep.equal([
      "held programme 2 50",
      "held account fund 45",
      "held account shop 5",
    ]);
  });

  it("finds a payment by its receipt, and one grant of a batch by its number", () => {
    const { title, roots } = tale.trace({ payment: "77" });
    expect([title, roots.map(({ amount }) => amount)]).to.deep.equal([
      "payment with receipt 77",
      [25n],
    ]);
    const batch = tale.events.find(({ args }) => args["ref"] === 8n)?.transaction ?? "";
    const one = tale.trace({ grant: `${batch}:2` });
    expect(one.roots.map(({ amount }) => amount)).to.deep.equal([20n]);
    expect(one.title).to.equal(`grant number 2 of transaction ${batch}`);
  });
});

describe("vouchers of several programmes in one payment", () => {
  it("are paid in one sum, of which each programme's part is known", () => {
    const tale = new Tale();
    tale.issue(1n, [fund, 10n]);
    tale.issue(2n, [fund, 20n]);
    tale.open(1n, fund, 10n);
    tale.open(2n, fund, 20n);
    tale.grant(1n, 1n, [anna, 10n]);
    tale.grant(2n, 2n, [anna, 20n]);
    const used = (of: bigint, value: bigint) => {
      const [operator, from, to] = [anna, anna, `0x${"0".repeat(40)}`];
      const spent = { programme: of, holder: anna, merchant: shop, receipt: 5n };
      return [
        ["programmes", "TransferSingle", { operator, from, to, id: of, value }],
        ["programmes", "VoucherSpent", spent],
      ] as const;
    };
    const both = tale.then(...used(1n, 10n), ...used(2n, 15n), [
      ...(["token", "Transfer"] as const),
      { from: programmes, to: shop, value: 25n },
    ]);
    const { roots } = tale.trace({ payment: both });
    expect(roots.map(({ amount }) => amount)).to.deep.equal([10n, 15n]);
    expect(began(tale.trace({ payment: `${both}:1` }))).to.deep.equal(["1: 10"]);
    expect(began(tale.trace({ payment: `${both}:2` }))).to.deep.equal(["2: 15"]);
  });
});

describe("authority and won, from the appropriation to the redemption", () => {
  /*
   * Two taxpayers pay 60 (issue 1) and 60 (issue 2) to the Treasury. It advances 80 to programme 1 on the line: 60 of issue 1, 20 of
   * issue 2. anna is granted 50, pays the shop 30, and 20 lapse; 30 were never granted. Both come home, 30 to the line and 20 late.
   * The Treasury then has 40 of issue 2, 30 (10 of issue 1, 20 of issue 2) and 20 of issue 1, and pays bela 60 of it on another
   * matter: 40 of issue 2, then 10 of issue 1 and 10 of issue 2. The shop redeems its 30.
   */
  const tale = new Tale();
  const contract = id("contract");
  tale.issue(1n, [anna, 60n]);
  tale.issue(2n, [bela, 60n]);
  tale.revenue(anna, 60n);
  tale.revenue(bela, 60n);
  tale.line("Appropriated", line, 200n, { act: id("act") });
  tale.line("Allotted", line, 150n, { quarter: 1n });
  tale.line("Reserved", line, 30n, { matter });
  tale.obligate(line, programmes, matter, 90n, true);
  tale.obligate(line, bela, contract, 60n);
  tale.advance(line, 1n, matter, 80n);
  tale.grant(1n, 1n, [anna, 50n]);
  const paid = tale.spend(1n, anna, shop, 30n);
  const closed = tale.comeHome(
    programmes,
    trust,
    [["Returned", line, 30n]],
    [["programmes", "ProgrammeClosed", { programme: 1n, by: anna }]],
  );
  const [operator, to] = [anna, `0x${"0".repeat(40)}`];
  const late = tale.comeHome(
    programmes,
    trust,
    [["ReturnedLate", line, 20n]],
    [
      ["programmes", "TransferSingle", { operator, from: anna, to, id: 1n, value: 20n }],
      ["programmes", "VoucherReclaimed", { programme: 1n, holder: anna, by: anna }],
    ],
  );
  const direct = tale.pay(line, bela, contract, 60n);
  tale.redeem(shop, 30n);

  /** Acts by which the won of a trace were paid: `act amount`, and how many of its won. */
  const right = ({ flow, rights }: Trace) =>
    rights.map(({ obligation, won }) => ({
      acts: actsWhere(flow, (done) => done.obligation === obligation).map(
        ({ act, amount }) => `${act} ${amount}`,
      ),
      won,
    }));

  it("names the obligation that a citizen's payment was advanced on, and its own line", () => {
    const trace = tale.trace({ payment: paid });
    expect(right(trace)).to.deep.equal([
      { acts: ["obligated 90", "advanced 80", "returned 30", "returnedLate 20"], won: 30n },
    ]);
    expect([began(trace), fates(trace)]).to.deep.equal([["1: 30"], ["redeemed account shop 30"]]);
  });

  it("follows an obligation to what was redeemed, came home, and came too late", () => {
    const trace = tale.trace({ obligation: matter });
    expect(began(trace)).to.deep.equal(["1: 60", "2: 20"]);
    expect(fates(trace)).to.deep.equal([
      "home holdings 30",
      "redeemed account shop 30",
      "late holdings 20",
    ]);
  });

  it("follows what came home back, and says that revenue of it is no second money", () => {
    expect(began(tale.trace({ what: closed }))).to.deep.equal(["2: 20", "1: 10"]);
    expect(began(tale.trace({ what: late }))).to.deep.equal(["1: 20"]);
    expect(began(tale.trace({ what: direct }))).to.deep.equal(["2: 50", "1: 10"]);
  });

  it("counts for a later payment its own obligation alone, not the one that its won came home from", () => {
    expect(right(tale.trace({ payment: direct }))).to.deep.equal([
      { acts: ["obligated 60", "liquidated 60"], won: 60n },
    ]);
  });

  it("follows a line: all its obligations, and all that it paid", () => {
    const trace = tale.trace({ line: "2025-011-1040301-24001" });
    expect(right(trace).map(({ won }) => won)).to.deep.equal([80n, 60n]);
    expect(trace.roots.map(({ amount }) => amount)).to.deep.equal([80n, 60n]);
  });

  it("follows a won of an issue through the Treasury to where it lies now", () => {
    // Of issue 2, bela got 50; the Treasury has 10 left of the 20 that came home.
    expect(fates(tale.trace({ issue: "2" }))).to.deep.equal([
      "held account bela 50",
      "held holdings 10",
    ]);
  });

  it("carries an obligation over with its number, to the line of the next year", () => {
    const over = new Tale();
    over.line("Appropriated", line, 50n, { act: id("act") });
    over.obligate(line, bela, contract, 40n);
    const owed = { line, creditor: bela, matter: contract, amount: 40n, by: anna };
    const carried = over.then(["ledger", "CarriedOver", owed]);
    const trace = over.trace({ what: carried });
    const acts = actsWhere(trace.flow, (done) => done.obligation === 1);
    expect(acts.map(({ act, line: of, amount }) => [act, of, amount])).to.deep.equal([
      ["obligated", line, 40n],
      ["carriedOver", line, 40n],
      ["carriedIn", nextLine(line), 40n],
    ]);
  });
});

describe("the Treasury's money by what it is", () => {
  it("keeps bare transfers apart until they are attributed or sent back", () => {
    /* bela sends 30 without a word: 10 go back, 15 are attributed, 5 stay. anna's 20 are revenue at once. */
    const tale = new Tale();
    tale.issue(1n, [bela, 30n]);
    tale.issue(2n, [anna, 20n]);
    const { treasury } = addresses;
    tale.transfer(bela, treasury, 30n);
    tale.revenue(anna, 20n);
    tale.then(
      ["treasury", "SentBack", { to: bela, amount: 10n, papers: "0x", by: anna }],
      ["token", "Transfer", { from: treasury, to: bela, value: 10n }],
    );
    tale.then(["treasury", "RevenueReceived", { year: 1970n, amount: 15n, ref: "0x", by: anna }]);
    expect(fates(tale.trace({ issue: "1" }))).to.deep.equal([
      "held holdings 15",
      "held account bela 10",
      "held unattributed 5",
    ]);
    // What the Treasury may pay: first what was revenue first.
    const first = tale.trace({ won: "1-20", of: treasury });
    expect([first.title.slice(0, 23), began(first)]).to.deep.equal([
      `won 1 to 20 of ${formatWon(35)} that`,
      ["2: 20"],
    ]);
  });
});
