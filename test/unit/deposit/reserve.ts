import { expect } from "chai";
import { attested, attestedUntil, issue, opening, readyBank } from "../../helpers/bank.ts";
import { at } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { day } from "../../helpers/time.ts";

const bank = onOneChain(readyBank);

// What is out in a ready bank: 1,000,000 + 3,000,000,000.
const supply = won(3_001_000_000);

describe("DepositToken: reserve", () => {
  describe("given an attestation of 10,000,000,000 won before anything was issued", () => {
    it("leaves room for what was attested less what was issued since", async () => {
      const { token } = await bank();

      // 10,000,000,000 − 3,001,000,000
      expect(await token.reserve()).to.deep.equal([won(6_999_000_000), BigInt(attestedUntil), 1n]);
      expect(await token.totalSupply()).to.equal(supply);
    });

    it("makes no room again when deposits are redeemed, for they left the reserve too", async () => {
      const { token, citizen } = await bank();

      await token.connect(citizen).redeem(won(400_000), 1n);

      expect(await token.reserve()).to.deep.equal([won(6_999_000_000), BigInt(attestedUntil), 1n]);
      expect(await token.totalSupply()).to.equal(won(3_000_600_000)); // 3,001,000,000 − 400,000
    });
  });

  describe("when the attestor attests again", () => {
    it("counts the room from the supply of that moment", async () => {
      const system = await bank();
      const { token, officers } = system;
      await at(system, opening + day);

      await expect(
        token.connect(officers.reserveAttestor).attestReserve(won(3_001_000_007), 2n, 3_600),
      )
        .to.emit(token, "ReserveAttested")
        .withArgs(2n, won(3_001_000_007), opening + day + 3_600, officers.reserveAttestor.address)
        .and.not.to.emit(token, "ReserveShortfall");

      // 3,001,000,007 − 3,001,000,000
      expect(await token.reserve()).to.deep.equal([won(7), BigInt(opening + day + 3_600), 2n]);
    });

    it("accepts an amount equal to the supply, without room and without shortfall", async () => {
      const { token, officers } = await bank();

      await expect(
        token.connect(officers.reserveAttestor).attestReserve(supply, 2n, 3_600),
      ).not.to.emit(token, "ReserveShortfall");

      expect((await token.reserve()).issuable).to.equal(won(0));
    });

    it("accepts a lower amount than the supply and raises the shortfall", async () => {
      const { token, officers, citizen, ...system } = await bank();

      await expect(
        token.connect(officers.reserveAttestor).attestReserve(supply - won(1), 2n, 3_600),
      )
        .to.emit(token, "ReserveShortfall")
        .withArgs(2n, supply - won(1), supply);

      await expect(issue({ token, officers, ...system }, citizen, won(1), 3n))
        .to.be.revertedWithCustomError(token, "ReserveExceeded")
        .withArgs(won(0), won(1));
    });

    it("refuses the reference of the last attestation", async () => {
      const { token, officers } = await bank();

      await expect(token.connect(officers.reserveAttestor).attestReserve(attested, 1n, 3_600))
        .to.be.revertedWithCustomError(token, "AlreadyAttested")
        .withArgs(1n, 1n);
    });

    it("refuses a reference below the last one, and takes any above it", async () => {
      const { token, officers } = await bank();
      const attestor = token.connect(officers.reserveAttestor);

      await attestor.attestReserve(attested, 20_250_722n, 3_600);

      await expect(attestor.attestReserve(attested, 20_250_721n, 3_600))
        .to.be.revertedWithCustomError(token, "AlreadyAttested")
        .withArgs(20_250_721n, 20_250_722n);
    });

    it("takes a reference 2^32 above the last one, and none further", async () => {
      const { token, officers } = await bank();
      const attestor = token.connect(officers.reserveAttestor);
      const step = await token.ATTESTATION_STEP();
      expect(step).to.equal(2n ** 32n);

      await expect(attestor.attestReserve(attested, 1n + step + 1n, 3_600))
        .to.be.revertedWithCustomError(token, "AttestationTooFar")
        .withArgs(1n + step + 1n, 1n);
      await attestor.attestReserve(attested, 1n + step, 3_600);

      expect((await token.reserve()).lastReference).to.equal(1n + step);
    });
  });

  describe("given an attestation that counts for 30 days", () => {
    it("is issued on until the last second", async () => {
      const system = await bank();
      await at(system, attestedUntil - 1);

      await expect(issue(system, system.citizen, won(1), 3n)).to.emit(
        system.token,
        "DepositIssued",
      );
    });

    it("is not issued on from the second in which it ends", async () => {
      const system = await bank();
      await at(system, attestedUntil);

      await expect(issue(system, system.citizen, won(1), 3n))
        .to.be.revertedWithCustomError(system.token, "ReserveStale")
        .withArgs(attestedUntil, attestedUntil);
    });

    it("is not issued on at all when it counts for no second", async () => {
      const system = await bank();
      const { token, officers } = system;
      await at(system, opening + 60);
      await token.connect(officers.reserveAttestor).attestReserve(attested, 2n, 0);
      await at(system, opening + 60);

      await expect(issue(system, system.citizen, won(1), 3n))
        .to.be.revertedWithCustomError(token, "ReserveStale")
        .withArgs(opening + 60, opening + 60);
    });
  });
});
