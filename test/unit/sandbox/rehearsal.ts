import { expect } from "chai";
import { network } from "hardhat";
import { formatKst } from "../../../scripts/lib/clock.ts";
import { scenarioFile, scenarioNames } from "../../../scripts/sandbox/files.ts";
import { play, readScenario } from "../../../scripts/sandbox/play.ts";
import type { Judged } from "../../../scripts/sandbox/paying.ts";
import { rehearse, replay } from "../../../scripts/sandbox/rehearsal.ts";
import { unrehearsed } from "../../../scripts/sandbox/unrehearsed.ts";
import { noNames, won } from "../../../scripts/tasks/inputs.ts";
import type { Scenario } from "../../../scripts/sandbox/scenario.ts";
import { card } from "./card.ts";
import { scratch } from "./edits.ts";

const shipped = (name: string) => readScenario(scenarioFile(name));

/** Each payment comes to what its step expects; of a batch, what is accepted of it. */
function expectExpected({ steps }: Scenario, payments: readonly Judged[]): void {
  for (const { where, expect: wanted, verb } of steps) {
    const own = payments.filter((one) => one.where === where);
    const reason = wanted !== "accepted" && "refused" in wanted ? wanted.refused : undefined;
    if (verb !== "voucher.settle") {
      for (const { refusal } of own) expect(refusal, where).to.equal(reason);
    } else if (reason !== undefined) {
      for (const { refusal } of own) expect(refusal, where).not.to.equal(undefined);
    } else if (wanted !== "accepted" && "moved" in wanted) {
      const accepted = own.filter(({ refusal }) => refusal === undefined);
      const moved = accepted.reduce((sum, { amount }) => sum + amount, 0n);
      expect(moved, where).to.equal(won.parse(wanted.moved, noNames));
    }
  }
}

/** What a payment of citizen-001 comes to. */
const spend = (amount: number, expectation: string, merchant = "mapo-bookshop", at = "") =>
  `  - voucher.spend: { programme: card, merchant: ${merchant}, amount: ${amount}, by: citizen-001 }
${at === "" ? "" : `    at: ${at}+09:00\n`}    expect: ${expectation}
`;

const refused = (reason: string, merchant?: string) =>
  spend(1_000, `{ refused: ${reason} }`, merchant);

/** The card with home district, consent and evidence, and whatever else is done to vouchers, holders and merchants. */
function life(): string {
  const asks = ["home: { value: true", "consent: { value: our notice", "evidence: { value: true"];
  const terms = asks.map((term) => `    ${term}, source: ours, checked: no }\n`).join("");
  const text = card(["    monthly:", `${terms}    monthly:`]);
  const head = text.slice(0, text.indexOf("\n  - voucher.spend") + 1);
  return [
    head,
    "  - voucher.appoint-attestor: { programme: card }\n    at: 2026-05-04T10:00:00+09:00\n",
    refused("ConsentMissing"),
    "  - voucher.consent: { programme: card, by: citizen-001 }\n",
    refused("EvidenceMissing"),
    "  - voucher.attest: { programme: card, holder: citizen-001, evidence: paper-1 }\n",
    spend(1_000, "{ moved: 1_000 }"),
    "  - voucher.revoke-attestation: { programme: card, holder: citizen-001, reason: forged }\n",
    refused("EvidenceMissing"),
    "  - voucher.attest: { programme: card, holder: citizen-001, evidence: paper-2 }\n",
    "  - voucher.pause: { programme: card, case: case-1 }\n",
    refused("ProgrammeIsPaused"),
    "  - voucher.grant: { programme: card, holder: citizen-001, amount: 5_000, reference: 900 }\n",
    "    expect: { refused: ProgrammeIsPaused }\n",
    "  - voucher.resume: { programme: card, case: case-1 }\n",
    "  - voucher.suspend: { merchant: mapo-bookshop, case: case-2 }\n",
    refused("MerchantIsSuspended"),
    "  - voucher.reinstate: { merchant: mapo-bookshop, case: case-2 }\n",
    refused("NotHomeRegion", "boeun-restaurant"),
    "  - voucher.move-home: { programme: card, holder: citizen-001, home: 43720 }\n",
    spend(2_000, "{ moved: 2_000 }", "boeun-restaurant"),
    refused("NotHomeRegion"),
    "  - voucher.open-clawback: { programme: card, holder: citizen-001, amount: 146_000, case: case-4 }\n",
    // 150,000 were granted, for band general, and 3,000 spent. Held is all but 1,000.
    spend(1_001, "{ refused: VoucherInsufficient }", "boeun-restaurant"),
    "  - voucher.release-clawback: { programme: card, holder: citizen-001 }\n",
    "  - voucher.bar: { merchant: boeun-restaurant, until: +30d, case: case-3 }\n",
    refused("MerchantIsBarred", "boeun-restaurant"),
    "  - voucher.delist: { merchant: mapo-restaurant }\n",
    refused("MerchantIsDelisted", "mapo-restaurant"),
    "  - calendar.announce: { days: [2026-05-07] }\n",
    "  - voucher.move-home: { programme: card, holder: citizen-001, home: 11000 }\n",
    spend(1_000, "{ refused: HolidayNotAllowed }", "mapo-bookshop", "2026-05-07T12:00:00"),
    "  - voucher.extend: { programme: card, expires: 2026-07-01T00:00:00+09:00 }\n",
    // 15 June 2026 is a Monday, after the first expiry.
    spend(3_000, "{ moved: 3_000 }", "mapo-bookshop", "2026-06-15T10:00:00"),
    "  - voucher.close: { programme: card }\n",
    "  - voucher.grant: { programme: card, holder: citizen-001, amount: 5_000, reference: 901 }\n",
    "    expect: { refused: ProgrammeIsClosed }\n",
  ].join("");
}

describe("a rehearsal without a chain", () => {
  const write = scratch();

  it("follows what is done to vouchers, holders and merchants as the chain does", async () => {
    const scenario = readScenario(write(life()));
    const connection = await network.create({ chainType: "l1" });
    await play(connection, scenario, { progress: () => {} });
    const { payments, programmes } = await rehearse(scenario);

    expectExpected(scenario, payments);
    // 1,000 + 2,000 + 3,000; 3 × 150,000 + 200,000.
    expect(programmes.map(({ spent, granted }) => [spent, granted])).to.deep.equal([
      [6_000n, 650_000n],
    ]);
  });

  for (const name of scenarioNames()) {
    it(`of ${name} comes to what its steps expect of each payment`, async () => {
      const scenario = shipped(name);
      const { payments } = await rehearse(scenario);
      expectExpected(scenario, payments);
    });
  }

  it("gives a lost key's vouchers to the key that takes its place, with what they have told and spent", async () => {
    const { payments } = await rehearse(shipped("expense-card-sejong-2026"));
    const own = payments.filter(({ holder }) => ["official-021", "new-phone"].includes(holder));
    expect(own.map(({ holder, amount, refusal }) => [holder, amount, refusal])).to.deep.equal([
      ["official-021", 12_000n, undefined],
      ["official-021", 9_000n, "AccountInRecovery"],
      ["official-021", 30_000n, "AccountInRecovery"],
      ["official-021", 30_000n, "ConsentMissing"],
      ["new-phone", 9_000n, undefined],
      ["new-phone", 7_000n, undefined],
    ]);
  });

  it("knows in whose place a proxy pays", async () => {
    const { payments } = await rehearse(shipped("childcare-voucher"));
    const [first] = payments.filter(({ amount }) => amount === 80_000n);
    expect([first?.holder, first?.refusal]).to.deep.equal(["parent-001", undefined]);
  });

  it("names the verbs whose effect it does not know", () => {
    const steps = "  - voucher.dismiss-proxy: { programme: card, holder: citizen-001 }\n";
    expect(unrehearsed(readScenario(write(life())))).to.deep.equal([]);
    const text = `${card()}${steps}${steps}`;
    expect(unrehearsed(readScenario(write(text)))).to.deep.equal(["voucher.dismiss-proxy"]);
  });

  it("draws the payments that a run draws: those of one citizen in the README", async () => {
    const { payments } = await rehearse(shipped("livelihood-coupon-2025"));
    const own = payments.filter(({ holder }) => holder === "citizen-026");
    expect(own.map(({ at, merchant, amount }) => [formatKst(at), merchant, amount])).to.deep.equal([
      ["2025-08-02 12:00:00", "shop-49", 27_500n],
      ["2025-10-09 12:00:00", "shop-26", 122_700n],
      ["2025-10-09 12:00:00", "shop-02", 80_000n],
    ]);
  });

  it("grants and spends to the won: the county's voucher 100,000 and 20,000", async () => {
    // 86,300,000 are granted in all, as the scenario's own test adds up; 100,000 of them by the county.
    const { programmes } = await rehearse(shipped("livelihood-coupon-2025"));
    const [coupon, county] = programmes;
    expect([coupon?.terms, coupon?.granted]).to.deep.equal(["coupon", 86_200_000n]);
    expect([county?.terms, county?.granted, county?.spent]).to.deep.equal([
      "market-day",
      100_000n,
      20_000n,
    ]);
  });

  it("judges the same payments alike when they are played again", async () => {
    const scenario = shipped("livelihood-coupon-2025");
    const first = await rehearse(scenario);
    const again = await replay(scenario, first.payments);
    expect(again).to.deep.equal(first);
  });
});
