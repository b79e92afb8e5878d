import { expect } from "chai";
import { admit, caseFile, fundingDeposit, issue } from "../../helpers/bank.ts";
import { at, eventsOf } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { AccountKind, ProgrammeStatus, Region } from "../../helpers/kinds.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { day, kst } from "../../helpers/time.ts";
import {
  budget,
  expiresAt,
  grantedToCitizen,
  grantedVoucher,
  purpose,
  type Market,
} from "../../helpers/voucher.ts";

// Programme 1: 300,000,000 won of which the citizen was granted 300,000; 299,700,000 are ungranted.
const market = onOneChain(grantedVoucher);
const ungranted = won(299_700_000);

/** What the funding agency has left in its account: 3,000,000,000 − 300,000,000. */
const fundingLeft = fundingDeposit - budget;

const fundingHas = ({ token, officers }: Market) => token.balanceOf(officers.funding);

describe("VoucherProgramme: extendExpiry", () => {
  const newYear = kst("2026-01-01T00:00:00");

  describe("when the sponsor extends the expiry", () => {
    it("is logged, and nothing else of the terms changes", async () => {
      const { programmes, sponsor, officers } = await market();
      const [, ...before] = await programmes.termsOf(1n);

      await expect(sponsor.extendExpiry(1n, newYear))
        .to.emit(programmes, "ExpiryExtended")
        .withArgs(1n, newYear, officers.programmeSponsor.address);

      expect(await programmes.termsOf(1n)).to.deep.equal([BigInt(newYear), ...before]);
      expect((await programmes.programmeOf(1n)).status).to.equal(ProgrammeStatus.Open);
    });

    it("lets vouchers be spent on, and not be reclaimed", async () => {
      const system = await market();
      const { programmes, sponsor, citizen, bookshop } = system;
      await sponsor.extendExpiry(1n, newYear);
      await at(system, expiresAt);

      await expect(programmes.connect(citizen).reclaim(1n, citizen))
        .to.be.revertedWithCustomError(programmes, "ProgrammeNotExpired")
        .withArgs(1n, newYear, expiresAt);
      await programmes.connect(citizen).spend(1n, bookshop, won(1), 0n);
    });

    it("takes one second more, and refuses the same and an earlier instant", async () => {
      const { programmes, sponsor } = await market();

      await expect(sponsor.extendExpiry(1n, expiresAt))
        .to.be.revertedWithCustomError(programmes, "ExpiryNotExtended")
        .withArgs(1n, expiresAt, expiresAt);
      await expect(sponsor.extendExpiry(1n, expiresAt - 1))
        .to.be.revertedWithCustomError(programmes, "ExpiryNotExtended")
        .withArgs(1n, expiresAt, expiresAt - 1);
      await sponsor.extendExpiry(1n, expiresAt + 1);

      expect((await programmes.termsOf(1n)).expiresAt).to.equal(BigInt(expiresAt + 1));
    });

    it("extends in the last second, and not from the second of the expiry", async () => {
      const system = await market();
      const { programmes, sponsor } = system;
      await at(system, expiresAt);
      await expect(sponsor.extendExpiry(1n, newYear))
        .to.be.revertedWithCustomError(programmes, "VoucherExpired")
        .withArgs(1n, expiresAt, expiresAt);

      const again = await market();
      await at(again, expiresAt - 1);
      await expect(again.sponsor.extendExpiry(1n, newYear)).to.emit(
        again.programmes,
        "ExpiryExtended",
      );
    });

    it("refuses a programme that never opened", async () => {
      const { programmes, sponsor } = await market();

      await expect(sponsor.extendExpiry(2n, newYear))
        .to.be.revertedWithCustomError(programmes, "ProgrammeUnknown")
        .withArgs(2n);
    });

    it("leaves a closed programme closed", async () => {
      const { programmes, sponsor, manager } = await market();
      await manager.close(1n);

      await sponsor.extendExpiry(1n, newYear);

      expect((await programmes.programmeOf(1n)).status).to.equal(ProgrammeStatus.Closed);
    });
  });
});

describe("VoucherProgramme: close", () => {
  describe("when a manager closes a programme before its expiry", () => {
    it("sends the ungranted rest home and leaves granted vouchers alone", async () => {
      const system = await market();
      const { programmes, token, manager, officers, addresses, citizen } = system;

      const sent = manager.close(1n);

      expect(await eventsOf(sent, programmes)).to.deep.equal([
        ["ProgrammeClosed", 1n, officers.programmeManager.address],
      ]);
      expect(await eventsOf(sent, token)).to.deep.equal([
        ["Transfer", addresses.programmes, officers.funding.address, ungranted],
      ]);
      expect(await programmes.programmeOf(1n)).to.deep.equal([
        ProgrammeStatus.Closed,
        officers.funding.address,
        won(0),
      ]);
      expect(await fundingHas(system)).to.equal(fundingLeft + ungranted);
      expect(await programmes.balanceOf(citizen, 1n)).to.equal(grantedToCitizen);
      expect(await token.balanceOf(addresses.programmes)).to.equal(grantedToCitizen);
    });

    it("keeps the terms", async () => {
      const { programmes, manager } = await market();
      const before = await programmes.termsOf(1n);

      await manager.close(1n);

      expect(await programmes.termsOf(1n)).to.deep.equal(before);
    });

    it("moves nothing where nothing is ungranted", async () => {
      const { programmes, token, manager, citizen } = await market();
      await manager.grant(1n, citizen, ungranted, Region.mapo, 2n);

      const sent = manager.close(1n);

      await expect(sent).to.emit(programmes, "ProgrammeClosed");
      expect(await eventsOf(sent, token)).to.deep.equal([]);
    });

    it("refuses to close again", async () => {
      const { programmes, manager } = await market();
      await manager.close(1n);

      await expect(manager.close(1n))
        .to.be.revertedWithCustomError(programmes, "ProgrammeIsClosed")
        .withArgs(1n);
    });

    it("refuses a programme that never opened", async () => {
      const { programmes, manager } = await market();

      await expect(manager.close(2n))
        .to.be.revertedWithCustomError(programmes, "ProgrammeUnknown")
        .withArgs(2n);
    });
  });

  describe("when somebody else closes it", () => {
    it("is refused in the last second", async () => {
      const system = await market();
      const { programmes, stranger } = system;
      await at(system, expiresAt - 1);

      await expect(programmes.connect(stranger).close(1n))
        .to.be.revertedWithCustomError(programmes, "NotProgrammeManager")
        .withArgs(1n, stranger.address);
    });

    it("is done from the second of the expiry", async () => {
      const system = await market();
      const { programmes, stranger } = system;
      await at(system, expiresAt);

      await expect(programmes.connect(stranger).close(1n))
        .to.emit(programmes, "ProgrammeClosed")
        .withArgs(1n, stranger.address);

      expect(await fundingHas(system)).to.equal(fundingLeft + ungranted);
    });
  });

  it("brings every won home by closing and reclaiming, in either order", async () => {
    for (const order of [
      ["close", "reclaim"],
      ["reclaim", "close"],
    ] as const) {
      const system = await market();
      const { programmes, token, addresses, citizen, bookshop, stranger } = system;
      await programmes.connect(citizen).spend(1n, bookshop, won(120_000), 0n);
      await at(system, expiresAt + day);
      for (const act of order) {
        const anyone = programmes.connect(stranger);
        await (act === "close" ? anyone.close(1n) : anyone.reclaim(1n, citizen));
      }

      expect(await token.balanceOf(addresses.programmes)).to.equal(won(0));
      expect(await fundingHas(system)).to.equal(fundingDeposit - won(120_000)); // what was spent
    }
  });
});

describe("VoucherProgramme: replaceFundingAccount", () => {
  /** The funding agency redeems all it has and the bank closes its account. */
  const closed = async () => {
    const system = await market();
    const { token, officers } = system;
    await token.connect(officers.funding).redeem(fundingLeft, 1n);
    await token.connect(officers.admissionOfficer).close(officers.funding);
    return system;
  };

  describe("given a funding account that the bank has closed", () => {
    it("holds what is left until another is named, and then sends every won there", async () => {
      const system = await closed();
      const { programmes, token, sponsor, citizen, neighbour, officers, addresses } = system;
      await admit(system, neighbour, AccountKind.Agency);
      await at(system, expiresAt);
      const anyone = programmes.connect(citizen);

      for (const sent of [() => anyone.reclaim(1n, citizen), () => anyone.close(1n)]) {
        await expect(sent())
          .to.be.revertedWithCustomError(token, "ClosedAccount")
          .withArgs(officers.funding.address);
      }
      await expect(sponsor.replaceFundingAccount(1n, neighbour))
        .to.emit(programmes, "FundingAccountReplaced")
        .withArgs(1n, neighbour.address, officers.programmeSponsor.address);
      await anyone.reclaim(1n, citizen);
      await anyone.close(1n);

      expect(await token.balanceOf(neighbour)).to.equal(budget);
      expect(await token.balanceOf(addresses.programmes)).to.equal(won(0));
      expect((await programmes.programmeOf(1n)).fundingAccount).to.equal(neighbour.address);
    });

    it("takes no person's, shop's, unknown, closed or system's account in its place", async () => {
      const system = await closed();
      const { programmes, sponsor, citizen, bookshop, stranger, officers, addresses } = system;
      const others = [citizen, bookshop, stranger, officers.funding].map(({ address }) => address);

      for (const address of [...others, addresses.programmes]) {
        await expect(sponsor.replaceFundingAccount(1n, address))
          .to.be.revertedWithCustomError(programmes, "InvalidFundingAccount")
          .withArgs(1n, address);
      }
    });
  });

  it("is refused to every programme whose account stands, the new one included", async () => {
    const system = await closed();
    const { programmes, token, sponsor, neighbour, bakery, addresses } = system;
    await admit(system, neighbour, AccountKind.Agency);
    await admit(system, bakery, AccountKind.Agency);
    await issue(system, bakery, won(10), 3n);
    await token.connect(bakery).approve(addresses.programmes, won(10));
    await sponsor.open(purpose(), bakery, won(10));

    await expect(sponsor.replaceFundingAccount(2n, neighbour))
      .to.be.revertedWithCustomError(programmes, "FundingAccountNotClosed")
      .withArgs(2n, bakery.address);
    await sponsor.replaceFundingAccount(1n, neighbour);
    await expect(sponsor.replaceFundingAccount(1n, bakery))
      .to.be.revertedWithCustomError(programmes, "FundingAccountNotClosed")
      .withArgs(1n, neighbour.address);

    expect((await programmes.programmeOf(2n)).fundingAccount).to.equal(bakery.address);
  });

  it("is refused while the account stands, suspended or not", async () => {
    const system = await market();
    const { programmes, token, sponsor, officers, neighbour } = system;
    await admit(system, neighbour, AccountKind.Agency);
    await token.connect(officers.enforcementOfficer).suspend(officers.funding, caseFile);

    await expect(sponsor.replaceFundingAccount(1n, neighbour))
      .to.be.revertedWithCustomError(programmes, "FundingAccountNotClosed")
      .withArgs(1n, officers.funding.address);
  });

  it("refuses a programme that never opened", async () => {
    const { programmes, sponsor, neighbour } = await market();

    await expect(sponsor.replaceFundingAccount(2n, neighbour))
      .to.be.revertedWithCustomError(programmes, "ProgrammeUnknown")
      .withArgs(2n);
  });
});
