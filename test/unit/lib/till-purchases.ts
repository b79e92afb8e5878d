import { expect } from "chai";
import { askPurchase, type Act } from "../../../scripts/lib/till-purchases.ts";
import { NOT_FINAL } from "../../../scripts/lib/till.ts";
import { caseFile } from "../../helpers/bank.ts";
import { won } from "../../helpers/fixtures.ts";
import { invoice } from "../../helpers/invoices.ts";
import { appointed, asProxy } from "../../helpers/proxies.ts";
import { allowOwn, left, mixed, purchase, twoVouchers } from "../../helpers/purchases.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { granted, purpose, type Market } from "../../helpers/voucher.ts";

// The citizen holds 300,000 won of programme 1 and as much of programme 2, and 1,000,000 of own money.
const market = onOneChain(twoVouchers);

const names = (system: Market) =>
  new Map([
    [system.citizen.address, "citizen-1"],
    [system.neighbour.address, "citizen-2"],
    [system.stranger.address, "passer-by"],
    [system.bookshop.address, "mapo-bookshop"],
  ]);

/** Code and sentence of the refusal in both languages; nothing where it would be paid. */
async function told(
  system: Market,
  act: Act,
  by: "citizen" | "neighbour" | "stranger" = "citizen",
): Promise<(string | undefined)[]> {
  const ask = (language: "en" | "ko") =>
    askPurchase(system, system[by].address, act, { names: names(system), language });
  const [english, korean] = [await ask("en"), await ask("ko")];
  for (const { wouldPay, final, notice, refusal } of [english, korean]) {
    expect([wouldPay, final, notice]).to.deep.equal([refusal === undefined, false, NOT_FINAL]);
  }
  const { refusal } = english;
  if (refusal === undefined) return [];
  expect(refusal.remedy).to.not.equal("");
  return [refusal.code, refusal.name, refusal.sentence, korean.refusal?.sentence];
}

describe("till: askPurchase", () => {
  describe("of a proxy", () => {
    const proxy = async () => appointed(await market(), { limit: won(50_000) });
    const buy = (system: Market, amount: bigint): Act => [
      "spendFor",
      system.citizen.address,
      purchase(system, 1n, amount),
    ];

    it("tells one who would pay more than it may, before it pays", async () => {
      const system = await proxy();

      // The view judges the holder's own purchase, which would be paid.
      const { allowed } = await system.programmes.canSpendFor(
        system.citizen,
        purchase(system, 1n, won(50_001)),
      );
      expect(allowed).to.equal(true);
      expect((await told(system, buy(system, won(50_001)), "neighbour")).slice(0, 3)).to.deep.equal(
        [
          ...["V40", "ProxyLimitExceeded"],
          "₩50,001 is more than the ₩50,000 that the proxy citizen-2 may still spend.",
        ],
      );
      expect(await told(system, buy(system, won(50_000)), "neighbour")).to.deep.equal([]);
    });

    it("tells one whom nobody appointed", async () => {
      const system = await proxy();
      expect((await told(system, buy(system, won(1)), "stranger"))[1]).to.equal("NotProxy");
    });

    it("gives the reasons of terms, vouchers and the bank too", async () => {
      const system = await proxy();
      const { token, programmes, officers } = system;
      await programmes.connect(officers.programmePauser).pauseProgramme(1n, caseFile);
      expect((await told(system, buy(system, won(1)), "neighbour"))[1]).to.equal(
        "ProgrammeIsPaused",
      );
      await token.connect(officers.enforcementOfficer).suspend(system.neighbour, caseFile);
      expect((await told(system, buy(system, won(1)), "neighbour"))[1]).to.equal("InvalidProxy");
    });

    it("changes nothing: what it may is as much as before", async () => {
      const system = await proxy();
      await told(system, buy(system, won(50_000)), "neighbour");

      await asProxy(system).spendFor(system.citizen, purchase(system, 1n, won(50_000)));
      expect(await left(system)).to.deep.equal([won(250_000), won(300_000), won(1_000_000)]);
    });
  });

  describe("of a mixed payment", () => {
    it("tells what own money would have to pay, and where it was not allowed to", async () => {
      const system = await market();
      const pay = (amount: bigint, ownAtMost: bigint): Act => [
        "spendMixed",
        mixed(system, [1n, 2n], amount, { ownAtMost }),
      ];

      expect(await told(system, pay(won(600_000), 0n))).to.deep.equal([]);
      expect((await told(system, pay(won(600_001), 0n))).slice(0, 3)).to.deep.equal([
        ...["V45", "OwnPartExceeded"],
        "Own money would have to pay ₩1, more than the ₩0 allowed.",
      ]);
      expect((await told(system, pay(won(600_001), won(1))))[1]).to.equal(
        "ERC20InsufficientAllowance",
      );
      await allowOwn(system, won(1));
      expect(await told(system, pay(won(600_001), won(1)))).to.deep.equal([]);
    });
  });

  describe("of a rebate", () => {
    it("tells one who would get nothing back", async () => {
      const system = await market();
      const programme = await granted(system, purpose({ terms: { rebateBps: 1_000n } }));
      await allowOwn(system, won(1_000));
      const { invoices, officers, addresses } = system;
      await invoices.connect(officers.invoiceRegistrar).setPayer(addresses.programmes, true);
      const buy = (amount: bigint): Act => [
        "spendWithRebate",
        purchase(system, programme, amount, { invoice: invoice("books", won(100)) }),
      ];

      // A tenth of 9 won is nothing.
      expect((await told(system, buy(won(9))))[1]).to.equal("NothingToRebate");
      expect(await told(system, buy(won(10)))).to.deep.equal([]);
    });
  });

  it("throws what is no refusal", async () => {
    const system = await market();
    const odd = { ...mixed(system, [1n], won(1)), merchant: "nobody" };
    const reader = { names: names(system), language: "en" } as const;

    const asked = askPurchase(system, system.citizen.address, ["spendMixed", odd], reader);
    expect(await asked.then(String, (error: unknown) => String(error))).to.match(
      /nobody|ENS|resolve/,
    );
  });
});
