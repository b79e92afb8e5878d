import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { admittedUntil, caseFile } from "../../helpers/bank.ts";
import { at, decoded, eventsOf, reach } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { limit } from "../../helpers/joint.ts";
import { AccountKind, Mcc, Region, SalesBand } from "../../helpers/kinds.ts";
import { paid, refused, spendBooks } from "../../helpers/purchases.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { day } from "../../helpers/time.ts";
import {
  booksInMapo,
  budget,
  enrol,
  expiresAt,
  granted,
  grantedToCitizen,
  grantedVoucher,
  purpose,
} from "../../helpers/voucher.ts";

// Programme 1 has no rules; the citizen, at home in Mapo, holds 300,000 won of it.
const market = onOneChain(grantedVoucher);

describe("VoucherProgramme: spend", () => {
  describe("when a holder spends a part of a voucher", () => {
    it("burns it and pays the merchant in plain deposit tokens", async () => {
      const { programmes, token, addresses, citizen, bookshop } = await market();

      await programmes.connect(citizen).spend(1n, bookshop, won(30_000), 4_711n);

      expect(await programmes.balanceOf(citizen, 1n)).to.equal(won(270_000)); // 300,000 − 30,000
      expect(await token.balanceOf(bookshop)).to.equal(won(30_000));
      expect(await token.balanceOf(addresses.programmes)).to.equal(budget - won(30_000));
      expect((await programmes.voucherOf(1n, citizen)).home).to.equal(Region.mapo);
    });

    it("logs the burn, then the merchant and the receipt", async () => {
      const { programmes, citizen, bookshop } = await market();

      expect(
        await eventsOf(
          programmes.connect(citizen).spend(1n, bookshop, won(30_000), 4_711n),
          programmes,
        ),
      ).to.deep.equal([
        ["TransferSingle", citizen.address, citizen.address, ZeroAddress, 1n, won(30_000)],
        ["VoucherSpent", 1n, citizen.address, bookshop.address, 4_711n],
      ]);
    });

    it("logs the payment as a transfer from the programmes' account", async () => {
      const { programmes, token, addresses, citizen, bookshop } = await market();

      expect(
        await eventsOf(programmes.connect(citizen).spend(1n, bookshop, won(30_000), 0n), token),
      ).to.deep.equal([["Transfer", addresses.programmes, bookshop.address, won(30_000)]]);
    });

    it("leaves the citizen's own deposit and daily limit alone", async () => {
      const system = await market();
      const { programmes, token, citizen, bookshop } = system;
      await limit(system, AccountKind.Citizen, { daily: won(1) });

      await programmes.connect(citizen).spend(1n, bookshop, won(30_000), 0n);

      const account = await token.accountOf(citizen);
      expect([account.balance, account.spentToday]).to.deep.equal([won(1_000_000), won(0)]);
    });

    it("takes the same receipt number twice: it is recorded, not checked", async () => {
      const { programmes, citizen, bookshop } = await market();
      const holder = programmes.connect(citizen);

      await holder.spend(1n, bookshop, won(1), 7n);
      await expect(holder.spend(1n, bookshop, won(1), 7n))
        .to.emit(programmes, "VoucherSpent")
        .withArgs(1n, citizen.address, bookshop.address, 7n);
    });

    it("spends all of it, and not one won more", async () => {
      const system = await market();
      const { citizen, bookshop } = system;

      await refused(system, 1n, bookshop.address, grantedToCitizen + won(1), [
        "VoucherInsufficient",
        1n,
        citizen.address,
        grantedToCitizen,
        grantedToCitizen + won(1),
      ]);
      await paid(system, 1n, bookshop.address, grantedToCitizen);
      await refused(system, 1n, bookshop.address, won(1), [
        "VoucherInsufficient",
        1n,
        citizen.address,
        won(0),
        won(1),
      ]);
    });

    it("refuses nothing at all", async () => {
      const system = await market();

      await refused(system, 1n, system.bookshop.address, won(0), ["ZeroAmount"]);
    });

    it("refuses whoever holds no voucher", async () => {
      const { programmes, neighbour, bookshop } = await market();

      await expect(programmes.connect(neighbour).spend(1n, bookshop, won(1), 0n))
        .to.be.revertedWithCustomError(programmes, "VoucherInsufficient")
        .withArgs(1n, neighbour.address, won(0), won(1));
    });

    it("refuses a programme that never opened", async () => {
      const system = await market();

      await refused(system, 2n, system.bookshop.address, won(1), ["ProgrammeUnknown", 2n]);
    });

    it("does not spend one programme's voucher in another", async () => {
      const system = await market();
      await granted(system, purpose());
      const { programmes, citizen, bookshop } = system;

      await programmes.connect(citizen).spend(2n, bookshop, won(1), 0n);

      expect(await programmes.balanceOfBatch([citizen, citizen], [1n, 2n])).to.deep.equal([
        won(300_000),
        won(299_999),
      ]);
    });

    it("goes on after the programme has closed", async () => {
      const system = await market();
      await system.manager.close(1n);

      await paid(system, 1n, system.bookshop.address, won(30_000));
    });
  });

  describe("given the expiry", () => {
    it("is spent in the last second: 23:59:59 on 30 November in Korea", async () => {
      const system = await market();
      await at(system, expiresAt - 1);

      await expect(spendBooks(system, 1n, won(1))).to.emit(system.programmes, "VoucherSpent");
    });

    it("is refused from 00:00:00 on 1 December in Korea", async () => {
      const system = await market();
      await at(system, expiresAt);

      await expect(spendBooks(system, 1n, won(1)))
        .to.be.revertedWithCustomError(system.programmes, "VoucherExpired")
        .withArgs(1n, expiresAt, expiresAt);
    });

    it("is foreseen to the second", async () => {
      const system = await market();
      const { programmes, citizen, bookshop } = system;

      await reach(system, expiresAt - 1);
      expect((await programmes.canSpend(1n, citizen, bookshop, won(1))).allowed).to.equal(true);
      await reach(system, expiresAt);
      const { allowed, refusal } = await programmes.canSpend(1n, citizen, bookshop, won(1));
      expect(allowed).to.equal(false);
      expect(decoded(programmes, refusal)).to.deep.equal([
        "VoucherExpired",
        1n,
        BigInt(expiresAt),
        BigInt(expiresAt),
      ]);
    });
  });

  describe("given a limit of 100,000 won a payment", () => {
    it("allows the limit, refuses one won more, and allows the limit again", async () => {
      const system = await market();
      const limit = won(100_000);
      const programme = await granted(system, purpose({ terms: { perPaymentLimit: limit } }));
      const shop = system.bookshop.address;

      await paid(system, programme, shop, limit);
      await refused(system, programme, shop, limit + won(1), [
        "PaymentLimitExceeded",
        programme,
        limit,
        limit + won(1),
      ]);
      await paid(system, programme, shop, limit);
    });
  });

  describe("given that several reasons apply", () => {
    it("names the first in the order of ISpendingTerms, until none is left", async () => {
      const system = await market();
      const { registry, officers, bookshop, bakery } = system;
      const programme = await granted(system, booksInMapo(bookshop));
      const shop = bakery.address;
      const limit = won(100_000);
      const enforcer = registry.connect(officers.merchantEnforcer);
      const officer = registry.connect(officers.merchantOfficer);
      // Everything is wrong: another category, too large, elsewhere, unlisted, unnamed, suspended.
      await enrol(system, bakery, Mcc.bar, Region.haeundae, SalesBand.Above3B);
      await enforcer.suspend(bakery, caseFile);

      await refused(system, programme, shop, grantedToCitizen + won(1), [
        "PaymentLimitExceeded",
        programme,
        limit,
        grantedToCitizen + won(1),
      ]);
      await refused(system, programme, shop, limit, ["MerchantIsSuspended", shop]);
      await officer.reinstate(bakery, caseFile);
      await refused(system, programme, shop, limit, [
        "CategoryNotAllowed",
        programme,
        shop,
        Mcc.bar,
      ]);
      await enrol(system, bakery, Mcc.bakery, Region.haeundae, SalesBand.Above3B);
      await refused(system, programme, shop, limit, [
        "SalesBandExceeded",
        programme,
        shop,
        SalesBand.Above3B,
        SalesBand.UpTo3B,
      ]);
      await enrol(system, bakery, Mcc.bakery, Region.haeundae, SalesBand.UpTo3B);
      await refused(system, programme, shop, limit, [
        "RegionNotListed",
        programme,
        shop,
        Region.haeundae,
      ]);
      await enrol(system, bakery, Mcc.bakery, Region.mapo, SalesBand.UpTo3B);
      await refused(system, programme, shop, limit, ["MerchantNotNamed", programme, shop]);
      await paid(system, programme, bookshop.address, limit);
    });

    it("names what the terms refuse before what the voucher or the bank refuses", async () => {
      const system = await market();
      const { token, officers, bookshop, neighbour } = system;
      await token.connect(officers.pauser).pause();

      await refused(system, 1n, neighbour.address, grantedToCitizen + won(1), [
        "MerchantNotEnrolled",
        neighbour.address,
      ]);
      await refused(system, 1n, bookshop.address, grantedToCitizen + won(1), [
        "VoucherInsufficient",
        1n,
        system.citizen.address,
        grantedToCitizen,
        grantedToCitizen + won(1),
      ]);
      await refused(system, 1n, bookshop.address, won(1), ["EnforcedPause"], "token");
    });
  });

  describe("given what the bank has stopped", () => {
    it("refuses while the bank has paused", async () => {
      const system = await market();
      await system.token.connect(system.officers.pauser).pause();

      await refused(system, 1n, system.bookshop.address, won(1), ["EnforcedPause"], "token");
    });

    it("refuses while the supervisor has stopped the service", async () => {
      const system = await market();
      await system.token.connect(system.officers.stopOfficer).orderStop(1n);

      await refused(system, 1n, system.bookshop.address, won(1), ["StoppedBySupervisor"], "token");
    });

    it("refuses a suspended holder, whose voucher stays", async () => {
      const system = await market();
      const { programmes, token, officers, citizen, bookshop } = system;
      await token.connect(officers.enforcementOfficer).suspend(citizen, caseFile);

      await refused(
        system,
        1n,
        bookshop.address,
        won(1),
        ["SuspendedAccount", citizen.address],
        "token",
      );
      expect(await programmes.balanceOf(citizen, 1n)).to.equal(grantedToCitizen);
    });

    it("refuses a merchant whose account is suspended", async () => {
      const system = await market();
      const { token, officers, bookshop } = system;
      await token.connect(officers.enforcementOfficer).suspend(bookshop, caseFile);

      await refused(
        system,
        1n,
        bookshop.address,
        won(1),
        ["SuspendedAccount", bookshop.address],
        "token",
      );
    });

    it("refuses a holder without an account, who spends once admitted", async () => {
      const system = await market();
      const { programmes, token, officers, manager, stranger, bookshop } = system;
      await manager.grant(1n, stranger, won(5), Region.mapo, 2n);
      const holder = programmes.connect(stranger);

      await expect(holder.spend(1n, bookshop, won(5), 0n))
        .to.be.revertedWithCustomError(token, "AccountNotAdmitted")
        .withArgs(stranger.address);
      await token.connect(officers.admissionOfficer).admit(stranger, 1n, admittedUntil);
      await holder.spend(1n, bookshop, won(5), 0n);

      expect(await token.balanceOf(bookshop)).to.equal(won(5));
    });

    it("refuses a holder from the second in which the admission ends", async () => {
      const system = await market();
      const { token, citizen, officers, sponsor } = system;
      await token
        .connect(officers.admissionOfficer)
        .admit(system.bookshop, 2n, admittedUntil + day);
      await sponsor.extendExpiry(1n, admittedUntil + day);

      await at(system, admittedUntil - 1);
      await spendBooks(system, 1n, won(1));
      await at(system, admittedUntil);
      await expect(spendBooks(system, 1n, won(1)))
        .to.be.revertedWithCustomError(token, "AdmissionExpired")
        .withArgs(citizen.address, admittedUntil, admittedUntil);
    });

    it("refuses to pay a contract of the system, were it ever enrolled", async () => {
      const system = await market();
      const { addresses } = system;
      await enrol(system, addresses.programmes, Mcc.bar, Region.mapo, SalesBand.UpTo300M);

      await refused(
        system,
        1n,
        addresses.programmes,
        won(1),
        ["SystemAccountNotCredited", addresses.programmes, addresses.programmes],
        "token",
      );
    });
  });
});
