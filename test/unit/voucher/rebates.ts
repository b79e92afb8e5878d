import { expect } from "chai";
import { ZeroAddress, ZeroHash, id } from "ethers";
import { caseFile } from "../../helpers/bank.ts";
import { recover } from "../../helpers/cases.ts";
import { at, decoded, eventsOf } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { invoice } from "../../helpers/invoices.ts";
import { CategoryRule, Mcc } from "../../helpers/kinds.ts";
import { allowOwn, mixed, purchase, refused } from "../../helpers/purchases.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { kst } from "../../helpers/time.ts";
import { expiresAt, granted, openMarket, purpose, type Wishes } from "../../helpers/voucher.ts";

const market = onOneChain(openMarket);

/** A tenth of purchases is given back, out of 300,000 won; the citizen has 1,000,000 of own money, all allowed. */
const tenth = async ({ terms, ...lists }: Wishes = {}) => {
  const system = await market();
  await granted(system, purpose({ terms: { rebateBps: 1_000n, ...terms }, ...lists }));
  await allowOwn(system, won(1_000_000));
  const { invoices, officers, addresses, programmes, citizen } = system;
  await invoices.connect(officers.invoiceRegistrar).setPayer(addresses.programmes, true);
  let bought = 0;
  /** Each purchase has an invoice of its own, unless it is said otherwise. */
  const buy = (amount: bigint, wishes: Parameters<typeof purchase>[3] = {}) => {
    const papers = { invoice: invoice(`purchase ${(bought += 1)}`, amount), ...wishes };
    return programmes.connect(citizen).spendWithRebate(purchase(system, 1n, amount, papers));
  };
  const own = () => system.token.balanceOf(system.citizen);
  const vouchers = () => system.programmes.balanceOf(system.citizen, 1n);
  return { ...system, buy, own, vouchers };
};

describe("VoucherProgramme: spendWithRebate", () => {
  describe("when a holder buys with own money", () => {
    it("pays the merchant all of it, and gives a tenth back at once", async () => {
      const { programmes, token, addresses, citizen, bookshop, buy, own, vouchers } = await tenth();
      const sent = buy(won(50_000), { receipt: 9n, purposeHash: id("aim") });

      const { address: holder } = citizen;
      expect(await eventsOf(sent, programmes)).to.deep.equal([
        ["TransferSingle", holder, holder, ZeroAddress, 1n, won(5_000)],
        ["RebatePaid", 1n, holder, bookshop.address, 9n],
        ["PurposeStated", 1n, holder, id("aim")],
      ]);
      expect(await eventsOf(sent, token)).to.deep.equal([
        ["Approval", holder, addresses.programmes, won(950_000)],
        ["Transfer", holder, bookshop.address, won(50_000)],
        ["Transfer", addresses.programmes, holder, won(5_000)],
      ]);
      expect(await own()).to.equal(won(955_000)); // 1,000,000 − 50,000 + 5,000
      expect(await vouchers()).to.equal(won(295_000));
    });

    it("rounds the share down to a whole won", async () => {
      const { buy, vouchers } = await tenth();

      await buy(won(19)); // 1.9
      expect(await vouchers()).to.equal(won(299_999));
      await buy(won(10)); // 1
      expect(await vouchers()).to.equal(won(299_998));
    });

    it("gives no more than the vouchers have left, and then nothing", async () => {
      const { programmes, citizen, buy, own, vouchers } = await tenth({
        terms: { rebateBps: 4_000n },
      });

      await buy(won(900_000)); // two fifths would be 360,000
      expect([await vouchers(), await own()]).to.deep.equal([0n, won(400_000)]);
      await expect(buy(won(1_000)))
        .to.be.revertedWithCustomError(programmes, "NothingToRebate")
        .withArgs(1n, citizen.address);
      expect(await own()).to.equal(won(400_000));
    });

    it("gives no more than is free of a clawback", async () => {
      const { programmes, officers, citizen, buy, vouchers } = await tenth();
      const officer = programmes.connect(officers.clawbackOfficer);
      await officer.openClawback(1n, citizen, won(299_000), caseFile);

      await buy(won(50_000));

      expect(await vouchers()).to.equal(won(299_000));
    });

    for (const term of ["perPaymentLimit", "dailyLimit", "monthlyLimit", "totalLimit"])
      it(`gives no more than the ${term} of 3,000 won`, async () => {
        const { buy, own, vouchers } = await tenth({ terms: { [term]: won(3_000) } });

        await buy(won(50_000));

        expect([await vouchers(), await own()]).to.deep.equal([won(297_000), won(953_000)]);
      });

    it("gives nothing on a day whose limit is used up, and again on the next", async () => {
      const system = await tenth({ terms: { dailyLimit: won(3_000) } });
      const { programmes, citizen, buy, vouchers } = system;
      await buy(won(20_000));
      await buy(won(20_000)); // 1,000 of the 2,000

      expect(await vouchers()).to.equal(won(297_000));
      expect((await programmes.voucherOf(1n, citizen)).spentToday).to.equal(won(3_000));
      await expect(buy(won(20_000)))
        .to.be.revertedWithCustomError(programmes, "NothingToRebate")
        .withArgs(1n, citizen.address);
      await at(system, kst("2025-07-22T00:00:00"));
      await buy(won(20_000));
      expect(await vouchers()).to.equal(won(295_000));
    });

    it("gives the whole price back where that is the share", async () => {
      const { buy, own, vouchers } = await tenth({ terms: { rebateBps: 10_000n } });

      await buy(won(50_000));

      expect([await vouchers(), await own()]).to.deep.equal([won(250_000), won(1_000_000)]);
    });

    it("pays at the new key of a merchant whose key was replaced", async () => {
      const system = await tenth();
      const { token, bookshop, stranger, buy } = system;
      await recover(system, bookshop.address, stranger.address);

      await buy(won(50_000));

      expect(await token.balanceOf(stranger)).to.equal(won(50_000));
    });
  });

  describe("given a purchase that does not match", () => {
    it("refuses a merchant that the terms refuse, and no money moves", async () => {
      const terms = { categoryRule: CategoryRule.Only };
      const { programmes, bakery, buy, own } = await tenth({ terms, categories: [Mcc.bookshop] });

      await expect(buy(won(1_000), { merchant: bakery.address }))
        .to.be.revertedWithCustomError(programmes, "CategoryNotAllowed")
        .withArgs(1n, bakery.address, Mcc.bakery);
      expect(await own()).to.equal(won(1_000_000));
      await buy(won(1_000));
    });

    it("refuses whoever is no merchant", async () => {
      const { programmes, neighbour, buy } = await tenth();

      await expect(buy(won(1_000), { merchant: neighbour.address }))
        .to.be.revertedWithCustomError(programmes, "MerchantNotEnrolled")
        .withArgs(neighbour.address);
    });

    it("refuses from the second of the expiry", async () => {
      const system = await tenth();
      await at(system, expiresAt);

      await expect(system.buy(won(1_000)))
        .to.be.revertedWithCustomError(system.programmes, "VoucherExpired")
        .withArgs(1n, expiresAt, expiresAt);
    });

    it("refuses what lacks the purpose that is asked for", async () => {
      const { programmes, buy } = await tenth({ terms: { purposeRequired: true } });

      await expect(buy(won(1_000)))
        .to.be.revertedWithCustomError(programmes, "PurposeMissing")
        .withArgs(1n);
      await buy(won(1_000), { purposeHash: id("aim") });
    });

    it("refuses a purchase of nothing, and one whose share is less than a won", async () => {
      const { programmes, citizen, buy } = await tenth();

      await expect(buy(won(0))).to.be.revertedWithCustomError(programmes, "ZeroAmount");
      await expect(buy(won(9)))
        .to.be.revertedWithCustomError(programmes, "NothingToRebate")
        .withArgs(1n, citizen.address);
    });

    it("refuses one without an invoice, which could not be refunded, and no money moves", async () => {
      const { programmes, buy, own, vouchers } = await tenth();

      await expect(buy(won(1_000), { invoice: ZeroHash }))
        .to.be.revertedWithCustomError(programmes, "InvoiceMissing")
        .withArgs(1n);
      expect([await own(), await vouchers()]).to.deep.equal([won(1_000_000), won(300_000)]);
      await expect(buy(won(0), { invoice: ZeroHash })).to.be.revertedWithCustomError(
        programmes,
        "ZeroAmount",
      );
    });

    it("refuses whoever holds no voucher", async () => {
      const system = await tenth();
      const { programmes, neighbour } = system;
      const bought = purchase(system, 1n, won(1_000), { invoice: invoice("one", won(1_000)) });

      await expect(programmes.connect(neighbour).spendWithRebate(bought))
        .to.be.revertedWithCustomError(programmes, "NothingToRebate")
        .withArgs(1n, neighbour.address);
    });

    it("gives nothing back, and keeps the voucher, where own money is not allowed or short", async () => {
      const system = await tenth();
      const { token, addresses, citizen, buy, vouchers } = system;
      await expect(buy(won(1_000_001)))
        .to.be.revertedWithCustomError(token, "ERC20InsufficientAllowance")
        .withArgs(addresses.programmes, won(1_000_000), won(1_000_001));
      await allowOwn(system, won(2_000_000));

      await expect(buy(won(1_000_001)))
        .to.be.revertedWithCustomError(token, "ERC20InsufficientBalance")
        .withArgs(citizen.address, won(1_000_000), won(1_000_001));

      expect(await vouchers()).to.equal(won(300_000));
    });
  });
});

describe("VoucherProgramme: vouchers that give rebates", () => {
  it("pay nothing themselves, and the views say so", async () => {
    const system = await tenth();
    const { programmes, citizen, bookshop } = system;
    const holder = programmes.connect(citizen);
    await refused(system, 1n, bookshop.address, won(1), ["RebateOnly", 1n]);

    const foreseen = await programmes.canSpendFor(citizen, purchase(system, 1n, won(1)));
    expect(decoded(programmes, foreseen.refusal)).to.deep.equal(["RebateOnly", 1n]);
    for (const act of [
      () => holder.spendFor(citizen, purchase(system, 1n, won(1))),
      () => holder.spendMixed(mixed(system, [1n], won(1))),
    ])
      await expect(act()).to.be.revertedWithCustomError(programmes, "RebateOnly").withArgs(1n);
  });

  it("are the only ones that give any", async () => {
    const system = await tenth();
    const { programmes, citizen } = system;
    const plain = await granted(system, purpose());

    const bought = purchase(system, plain, won(1_000), { invoice: invoice("one", won(1_000)) });
    await expect(programmes.connect(citizen).spendWithRebate(bought))
      .to.be.revertedWithCustomError(programmes, "NothingToRebate")
      .withArgs(plain, citizen.address);
  });

  it("say their share among the terms", async () => {
    const { programmes } = await tenth();

    expect((await programmes.termsOf(1n)).rebateBps).to.equal(1_000n);
  });
});
