import { expect } from "chai";
import { publish } from "../../scripts/tasks/publish.ts";
import { run, type Ran } from "../helpers/played.ts";
import { printed } from "../helpers/printed.ts";
import { personalIn } from "../helpers/privacy.ts";
import { knownTexts } from "../helpers/traces.ts";

const CARD = 1n;

describe("the officials' expense card of Sejong", () => {
  let ran: Ran;
  before(async () => {
    ran = await run("expense-card-sejong-2026");
  });

  const addressOf = (name: string): string => ran.played.cast.addresses.get(name) ?? "";
  const balanceOf = (name: string) => ran.played.system.token.balanceOf(addressOf(name));
  const voucherOf = (name: string) =>
    ran.audit.books.programmes.get(CARD)?.vouchers.get(addressOf(name));

  it("is believed by a reader that has only a URL and addresses: nothing differs, every law holds", () => {
    const { differences, laws } = ran.audit;
    expect(differences).to.deep.equal([]);
    expect(laws.filter(({ holds }) => !holds)).to.deep.equal([]);
  });

  it("refuses for these reasons, and no other", () => {
    const reasons = ran.audit.refused.map(({ error }) => error);
    expect([...new Set(reasons)].sort()).to.deep.equal([
      "AccountInRecovery",
      "CategoryNotAllowed",
      "ClawbackUndecided",
      "ConsentMissing",
      "HolidayNotAllowed",
      "InvoiceExceeded",
      "OutsideHours",
      "PaymentLimitExceeded",
      "ProgrammeIsPaused",
      "PurposeMissing",
      "RefundExceeded",
      "SettlementRefused",
      "VoucherDailyLimitExceeded",
      "VoucherMonthlyLimitExceeded",
      "WeekdayNotAllowed",
    ]);
    expect(reasons).to.have.length(18);
  });

  it("settles three of four signed rides: one was sent too late and harmed no other", () => {
    const { settlement, refusedPayments } = ran.audit.books;
    // 12,000 + 15,000 + 8,000
    expect(settlement).to.include({ payments: 3, accepted: 35_000n, paid: 35_000n });
    expect(refusedPayments.map(({ error, holder }) => [error, holder])).to.deep.equal([
      ["PaymentExpired", addressOf("official-013")],
    ]);
  });

  it("gives a lost phone's vouchers to the new phone, which pays", () => {
    expect(voucherOf("official-021")).to.include({ balance: 0n, home: 0 });
    expect(voucherOf("new-phone")).to.include({ spent: 9_000n, consented: true });
  });

  it("restores what the restaurant refunds, and takes back under a case only what was confirmed", () => {
    // 9,000 at the café and 180,000 at the restaurant, of which 60,000 came back.
    expect(voucherOf("official-001")).to.include({ spent: 189_000n, refunded: 60_000n });
    expect(voucherOf("official-006")).to.include({ clawedBack: 0n });
    expect(voucherOf("official-007")).to.include({ clawedBack: 50_000n });
  });

  it("sends every won home that was not spent, on the day that was set", async () => {
    const { programmes } = ran.audit.books;
    const left = [...(programmes.get(CARD)?.vouchers.values() ?? [])].map(({ balance }) => balance);
    expect(left.filter((balance) => balance !== 0n)).to.deep.equal([]);
    // 50,000,000 less 1,133,000 paid to merchants, of which 60,000 came back.
    expect(await balanceOf("funding")).to.equal(50_000_000n - 1_133_000n + 60_000n);
  });

  it("leaves nothing personal on chain", () => {
    expect(personalIn(ran.traces, knownTexts)).to.deep.equal([]);
  });

  it("prints its ledger on at most 60 lines", () => {
    const { audit, played } = ran;
    const { out } = printed(() => publish(audit, played.scenario, played.cast, { again: true }));
    expect(out.length).to.be.at.most(60);
  });
});
