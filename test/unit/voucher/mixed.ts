import { expect } from "chai";
import { ZeroAddress, id } from "ethers";
import { caseFile } from "../../helpers/bank.ts";
import { recover } from "../../helpers/cases.ts";
import { eventsOf } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { Mcc, CategoryRule } from "../../helpers/kinds.ts";
import { allowOwn, left, mixed, twoVouchers } from "../../helpers/purchases.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { grantedVoucher, granted, purpose } from "../../helpers/voucher.ts";

const market = onOneChain(twoVouchers);
const single = onOneChain(grantedVoucher);

describe("VoucherProgramme: spendMixed", () => {
  describe("when a purchase takes vouchers of two programmes and own money", () => {
    it("spends what expires first, then the other, and pays the rest with own money", async () => {
      const system = await market();
      const { programmes, token, addresses, citizen, bookshop } = system;
      await allowOwn(system, won(100_000));
      const bought = mixed(system, [1n, 2n], won(700_000), {
        ...{ ownAtMost: won(100_000), receipt: 9n, purposeHash: id("aim") },
      });

      const sent = programmes.connect(citizen).spendMixed(bought);

      const { address: holder } = citizen;
      const { address: shop } = bookshop;
      expect(await eventsOf(sent, programmes)).to.deep.equal([
        ["TransferSingle", holder, holder, ZeroAddress, 1n, won(300_000)],
        ["VoucherSpent", 1n, holder, shop, 9n],
        ["PurposeStated", 1n, holder, id("aim")],
        ["TransferSingle", holder, holder, ZeroAddress, 2n, won(300_000)],
        ["VoucherSpent", 2n, holder, shop, 9n],
        ["PurposeStated", 2n, holder, id("aim")],
      ]);
      expect(await eventsOf(sent, token)).to.deep.equal([
        ["Transfer", addresses.programmes, shop, won(600_000)],
        ["Approval", holder, addresses.programmes, won(0)],
        ["Transfer", holder, shop, won(100_000)],
      ]);
      expect(await left(system)).to.deep.equal([0n, 0n, won(900_000)]);
      expect(await token.balanceOf(bookshop)).to.equal(won(700_000));
    });

    it("touches the later programme only once the first is used up", async () => {
      const system = await market();
      const { programmes, citizen } = system;
      const holder = programmes.connect(citizen);

      await holder.spendMixed(mixed(system, [1n, 2n], won(299_999)));
      expect(await left(system)).to.deep.equal([won(1), won(300_000), won(1_000_000)]);
      await holder.spendMixed(mixed(system, [1n, 2n], won(2)));
      expect(await left(system)).to.deep.equal([0n, won(299_999), won(1_000_000)]);
      await holder.spendMixed(mixed(system, [1n, 2n], won(1)));
      expect(await left(system)).to.deep.equal([0n, won(299_998), won(1_000_000)]);
    });

    it("needs no allowance of own money where vouchers pay all", async () => {
      const system = await market();
      const { programmes, token, citizen, bookshop } = system;

      await programmes.connect(citizen).spendMixed(mixed(system, [1n, 2n], won(600_000)));

      expect(await token.balanceOf(bookshop)).to.equal(won(600_000));
    });

    it("is a plain payment of own money where no programme is named", async () => {
      const system = await market();
      const { programmes, token, addresses, citizen, bookshop } = system;
      await allowOwn(system, won(10));
      const bought = mixed(system, [], won(10), { ownAtMost: won(10) });

      const sent = programmes.connect(citizen).spendMixed(bought);

      expect(await eventsOf(sent, programmes)).to.deep.equal([]);
      expect(await eventsOf(sent, token)).to.deep.equal([
        ["Approval", citizen.address, addresses.programmes, won(0)],
        ["Transfer", citizen.address, bookshop.address, won(10)],
      ]);
    });

    it("pays both legs at the new key of a merchant whose key was replaced", async () => {
      const system = await market();
      const { programmes, token, citizen, bookshop, stranger } = system;
      await recover(system, bookshop.address, stranger.address);
      await allowOwn(system, won(10));
      const bought = mixed(system, [1n], won(300_010), { ownAtMost: won(10) });

      await programmes.connect(citizen).spendMixed(bought);

      expect(await token.balanceOf(stranger)).to.equal(won(300_010));
    });
  });

  describe("given a limit on what a programme pays", () => {
    it("pays that part from it, and the rest from the next", async () => {
      for (const term of ["perPaymentLimit", "dailyLimit", "monthlyLimit", "totalLimit"]) {
        const system = await single();
        const { programmes, citizen } = system;
        const next = await granted(system, purpose({ terms: { [term]: won(50_000) } }));

        await programmes.connect(citizen).spendMixed(mixed(system, [1n, next], won(320_000)));

        expect(await programmes.balanceOf(citizen, next)).to.equal(won(280_000));
      }
    });

    it("passes a programme by whose limit of the day is used up, and one with nothing left", async () => {
      const system = await single();
      const { programmes, citizen, bookshop } = system;
      const holder = programmes.connect(citizen);
      const daily = await granted(system, purpose({ terms: { dailyLimit: won(50_000) } }));
      const last = await granted(system, purpose());
      await holder.spend(1n, bookshop, won(300_000), 0n);
      await holder.spend(daily, bookshop, won(50_000), 0n);

      const sent = holder.spendMixed(mixed(system, [1n, daily, last], won(10)));

      expect(await eventsOf(sent, programmes)).to.deep.equal([
        ["TransferSingle", citizen.address, citizen.address, ZeroAddress, last, won(10)],
        ["VoucherSpent", last, citizen.address, bookshop.address, 0n],
      ]);
    });

    it("takes no more than the limits leave, the smallest of them", async () => {
      const system = await single();
      const { programmes, citizen, bookshop } = system;
      const holder = programmes.connect(citizen);
      const terms = { dailyLimit: won(50_000), monthlyLimit: won(60_000), totalLimit: won(70_000) };
      const limited = await granted(system, purpose({ terms }));
      await holder.spend(limited, bookshop, won(20_000), 0n);
      await allowOwn(system, won(100_000));
      const bought = mixed(system, [limited], won(100_000), { ownAtMost: won(70_000) });

      await holder.spendMixed(bought);

      // 50,000 − 20,000 by the day; 40,000 and 50,000 would be left by month and in all.
      expect(await programmes.balanceOf(citizen, limited)).to.equal(won(250_000));
    });

    it("leaves alone what a clawback holds", async () => {
      const system = await market();
      const { programmes, officers, citizen } = system;
      const officer = programmes.connect(officers.clawbackOfficer);
      await officer.openClawback(1n, citizen, won(250_000), caseFile);

      await programmes.connect(citizen).spendMixed(mixed(system, [1n, 2n], won(60_000)));

      expect(await left(system)).to.deep.equal([won(250_000), won(290_000), won(1_000_000)]);
    });
  });

  describe("given a leg that fails", () => {
    it("spends no voucher where own money is not allowed", async () => {
      const system = await market();
      const { programmes, token, addresses, citizen } = system;
      await allowOwn(system, won(99));
      const bought = mixed(system, [1n, 2n], won(600_100), { ownAtMost: won(100) });

      await expect(programmes.connect(citizen).spendMixed(bought))
        .to.be.revertedWithCustomError(token, "ERC20InsufficientAllowance")
        .withArgs(addresses.programmes, won(99), won(100));

      expect(await left(system)).to.deep.equal([won(300_000), won(300_000), won(1_000_000)]);
    });

    it("spends no voucher where own money does not suffice", async () => {
      const system = await market();
      const { programmes, token, citizen } = system;
      await allowOwn(system, won(1_000_001));
      const most = won(1_000_001);
      const bought = mixed(system, [1n, 2n], won(1_600_001), { ownAtMost: most });

      await expect(programmes.connect(citizen).spendMixed(bought))
        .to.be.revertedWithCustomError(token, "ERC20InsufficientBalance")
        .withArgs(citizen.address, won(1_000_000), won(1_000_001));

      expect(await left(system)).to.deep.equal([won(300_000), won(300_000), won(1_000_000)]);
    });

    it("spends no own money and no other voucher where the terms of one refuse", async () => {
      const system = await market();
      const { programmes, citizen, bookshop } = system;
      const terms = { categoryRule: CategoryRule.Only };
      const bread = await granted(system, purpose({ terms, categories: [Mcc.bakery] }));
      await allowOwn(system, won(100));
      const bought = mixed(system, [1n, bread], won(600_100), { ownAtMost: won(100) });

      await expect(programmes.connect(citizen).spendMixed(bought))
        .to.be.revertedWithCustomError(programmes, "CategoryNotAllowed")
        .withArgs(bread, bookshop.address, Mcc.bookshop);

      expect(await left(system)).to.deep.equal([won(300_000), won(300_000), won(1_000_000)]);
    });
  });
});
