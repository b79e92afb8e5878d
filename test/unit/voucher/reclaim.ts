import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { fundingDeposit } from "../../helpers/bank.ts";
import { at, crowd, eventsOf, gasOf } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { Region } from "../../helpers/kinds.ts";
import { onOneChain } from "../../helpers/suite.ts";
import {
  budget,
  codeOfHolders,
  expiresAt,
  grantedToCitizen,
  grantedVoucher,
  type Market,
} from "../../helpers/voucher.ts";

// Programme 1: 300,000,000 won of which the citizen was granted 300,000; 299,700,000 are ungranted.
const market = onOneChain(grantedVoucher);
const ungranted = won(299_700_000);

/** What the funding agency has left in its account: 3,000,000,000 − 300,000,000. */
const fundingLeft = fundingDeposit - budget;

const fundingHas = ({ token, officers }: Market) => token.balanceOf(officers.funding);

describe("VoucherProgramme: reclaim", () => {
  describe("given vouchers that have not expired", () => {
    it("refuses in the last second", async () => {
      const system = await market();
      const { programmes, citizen, stranger } = system;
      const anyone = programmes.connect(stranger);
      await at(system, expiresAt - 1);

      await expect(anyone.reclaim(1n, citizen))
        .to.be.revertedWithCustomError(programmes, "ProgrammeNotExpired")
        .withArgs(1n, expiresAt, expiresAt - 1);
      await expect(anyone.reclaimBatch(1n, [citizen]))
        .to.be.revertedWithCustomError(programmes, "ProgrammeNotExpired")
        .withArgs(1n, expiresAt, expiresAt - 1);
    });
  });

  describe("when anyone reclaims from the second of the expiry", () => {
    it("sends what is left home to the funding account", async () => {
      const system = await market();
      const { programmes, token, officers, citizen, bookshop, stranger, addresses } = system;
      await programmes.connect(citizen).spend(1n, bookshop, won(50_000), 0n);
      await at(system, expiresAt);

      const sent = programmes.connect(stranger).reclaim(1n, citizen);

      expect(await eventsOf(sent, programmes)).to.deep.equal([
        ["TransferSingle", stranger.address, citizen.address, ZeroAddress, 1n, won(250_000)],
        ["VoucherReclaimed", 1n, citizen.address, stranger.address],
      ]);
      expect(await eventsOf(sent, token)).to.deep.equal([
        ["Transfer", addresses.programmes, officers.funding.address, won(250_000)],
      ]);
      expect(await programmes.balanceOf(citizen, 1n)).to.equal(won(0));
      expect(await fundingHas(system)).to.equal(fundingLeft + won(250_000));
      expect(await token.balanceOf(addresses.programmes)).to.equal(ungranted);
    });

    it("finds nothing the second time", async () => {
      const system = await market();
      const { programmes, citizen } = system;
      await at(system, expiresAt);
      await programmes.connect(citizen).reclaim(1n, citizen);

      await expect(programmes.connect(citizen).reclaim(1n, citizen))
        .to.be.revertedWithCustomError(programmes, "NothingToReclaim")
        .withArgs(1n, citizen.address);
    });

    it("finds nothing at whoever was granted nothing", async () => {
      const system = await market();
      const { programmes, neighbour } = system;
      await at(system, expiresAt);

      await expect(programmes.connect(neighbour).reclaim(1n, neighbour))
        .to.be.revertedWithCustomError(programmes, "NothingToReclaim")
        .withArgs(1n, neighbour.address);
    });

    it("refuses a programme that never opened", async () => {
      const { programmes, citizen } = await market();

      await expect(programmes.connect(citizen).reclaim(2n, citizen))
        .to.be.revertedWithCustomError(programmes, "ProgrammeUnknown")
        .withArgs(2n);
      await expect(programmes.connect(citizen).reclaimBatch(2n, [citizen]))
        .to.be.revertedWithCustomError(programmes, "ProgrammeUnknown")
        .withArgs(2n);
    });

    it("waits while the bank has paused, and loses nothing", async () => {
      const system = await market();
      const { programmes, token, officers, citizen } = system;
      await at(system, expiresAt);
      await token.connect(officers.pauser).pause();

      await expect(programmes.connect(citizen).reclaim(1n, citizen)).to.be.revertedWithCustomError(
        token,
        "EnforcedPause",
      );

      expect(await programmes.balanceOf(citizen, 1n)).to.equal(grantedToCitizen);
    });
  });

  describe("when anyone reclaims a batch", () => {
    it("passes by who has nothing, takes a repeated holder once, and pays once", async () => {
      const system = await market();
      const { programmes, token, manager, officers, addresses } = system;
      const { citizen, neighbour, stranger, bookshop } = system;
      await manager.grant(1n, neighbour, won(70_000), Region.mapo, 2n);
      await at(system, expiresAt);
      const by = stranger.address;

      const sent = programmes
        .connect(stranger)
        .reclaimBatch(1n, [citizen, bookshop, neighbour, citizen]);

      expect(await eventsOf(sent, programmes)).to.deep.equal([
        ["TransferSingle", by, citizen.address, ZeroAddress, 1n, won(300_000)],
        ["VoucherReclaimed", 1n, citizen.address, by],
        ["TransferSingle", by, neighbour.address, ZeroAddress, 1n, won(70_000)],
        ["VoucherReclaimed", 1n, neighbour.address, by],
      ]);
      // 300,000 + 70,000
      expect(await eventsOf(sent, token)).to.deep.equal([
        ["Transfer", addresses.programmes, officers.funding.address, won(370_000)],
      ]);
      expect(await fundingHas(system)).to.equal(fundingLeft + won(370_000));
    });

    it("is refused where nobody in it has anything left", async () => {
      const system = await market();
      const { programmes, citizen, neighbour } = system;
      await at(system, expiresAt);
      await programmes.connect(citizen).reclaim(1n, citizen);

      for (const holders of [[], [citizen], [neighbour, citizen]]) {
        await expect(programmes.connect(citizen).reclaimBatch(1n, holders))
          .to.be.revertedWithCustomError(programmes, "NothingToReclaim")
          .withArgs(1n, ZeroAddress);
      }
    });

    it("fits 1,000 holders into one block of 2^24 gas", async () => {
      const system = await market();
      const { programmes, manager, stranger } = system;
      const crowded = crowd(1_000);
      for (const [ref, from] of [
        [2n, 0],
        [3n, 500],
      ] as const) {
        const batch = crowded
          .slice(from, from + 500)
          .map((holder) => ({ holder, amount: won(100_000) }));
        await manager.grantBatch(1n, batch, Region.mapo, ref);
      }
      await at(system, expiresAt);

      expect(await (await codeOfHolders(system)).MAX_RECLAIM_BATCH()).to.equal(1_000n);
      expect(await gasOf(programmes.connect(stranger).reclaimBatch(1n, crowded))).to.be.at.most(
        2 ** 24,
      );

      expect(await fundingHas(system)).to.equal(fundingLeft + won(100_000_000)); // 1,000 × 100,000
    });

    it("refuses 1,001 holders", async () => {
      const { programmes, stranger } = await market();

      await expect(programmes.connect(stranger).reclaimBatch(1n, crowd(1_001)))
        .to.be.revertedWithCustomError(programmes, "BatchTooLong")
        .withArgs(1_001n, 1_000n);
    });
  });
});
