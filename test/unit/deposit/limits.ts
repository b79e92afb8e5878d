import { expect } from "chai";
import { admit, citizensDeposit, issue, readyBank } from "../../helpers/bank.ts";
import { execute, orderTransfer } from "../../helpers/cases.ts";
import { at, decoded } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { jointly, limit, limitsPair } from "../../helpers/joint.ts";
import { AccountKind, IssueReason } from "../../helpers/kinds.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { kst } from "../../helpers/time.ts";

const bank = onOneChain(readyBank);

const { None, Citizen, Merchant, Agency, Contractor, Bank, System } = AccountKind;
const kinds = { Citizen, Merchant, Agency, Contractor, Bank };

describe("DepositToken: setLimits", () => {
  it("takes two people: neither alone sets limits", async () => {
    const { token, officers } = await bank();
    const none = { transfer: 0n, daily: 0n, cap: 0n };

    for (const one of [officers.limitsOfficer, officers.limitsChecker]) {
      await expect(token.connect(one).setLimits(Citizen, none))
        .to.be.revertedWithCustomError(token, "NeedsDualControl")
        .withArgs(one.address);
      await expect(token.connect(one).setIssueThreshold(0n))
        .to.be.revertedWithCustomError(token, "NeedsDualControl")
        .withArgs(one.address);
    }
  });

  it("keeps the limits of each kind apart", async () => {
    const system = await bank();
    const { token } = system;
    for (const [n, kind] of Object.values(kinds).entries()) {
      const rest = kind === Merchant ? {} : { daily: won(200 + n), cap: won(300 + n) };
      await limit(system, kind, { transfer: won(100 + n), ...rest });
    }

    for (const [n, kind] of Object.values(kinds).entries()) {
      const rest = kind === Merchant ? [0n, 0n] : [won(200 + n), won(300 + n)];
      expect(await token.limitsOf(kind)).to.deep.equal([won(100 + n), ...rest]);
    }
    expect(await token.limitsOf(System)).to.deep.equal([0n, 0n, 0n]);
    expect(await token.limitsOf(None)).to.deep.equal([0n, 0n, 0n]);
    expect(await token.policy()).to.deep.equal([false, false]);
  });

  for (const [what, kind, limits] of [
    ["nobody's kind", None, { transfer: 1n }],
    ["contracts of the system", System, { transfer: 1n }],
    ["merchants, a day", Merchant, { daily: 1n }],
    ["merchants, a balance", Merchant, { cap: 1n }],
  ] as const)
    it(`refuses to limit ${what}`, async () => {
      const system = await bank();

      await expect(limit(system, kind, limits))
        .to.be.revertedWithCustomError(system.token, "KindWithoutLimit")
        .withArgs(kind);
    });

  describe("given amounts", () => {
    for (const field of ["transfer", "daily", "cap"] as const)
      it(`takes round ones for ${field}, and refuses others`, async () => {
        const system = await bank();
        const { token } = system;

        for (const amount of [
          1n,
          8_191n,
          40_950n,
          9_990_000n,
          8_191n * 10n ** 6n,
          8_191n * 10n ** 9n,
        ]) {
          await limit(system, Citizen, { [field]: amount });
          expect((await token.limitsOf(Citizen))[field]).to.equal(amount);
        }
        for (const amount of [81_911n, 12_345n, 100_001n, 8_191n * 10n ** 9n + 1n])
          await expect(limit(system, Citizen, { [field]: amount }))
            .to.be.revertedWithCustomError(token, "AmountNotRound")
            .withArgs(amount);
      });

    it("takes no number above 8,191 before the zeros, and whole billions above 8,191 million", async () => {
      const system = await bank();

      await limit(system, Citizen, { transfer: 9n * 10n ** 9n });
      for (const amount of [8_192n, 9_999n, 81_920n, 12_300_000_000n, 8_192n * 10n ** 9n])
        await expect(limit(system, Citizen, { transfer: amount }))
          .to.be.revertedWithCustomError(system.token, "AmountNotRound")
          .withArgs(amount);
    });

    it("takes none for a day that its count does not reach: 2^48 − 1", async () => {
      const system = await bank();
      const { token } = system;
      const above = 2n ** 48n;

      for (const [fn, args] of [
        ["setLimits", [Citizen, { transfer: 0n, daily: above, cap: 0n }]],
        ["setIssueThreshold", [above]],
      ] as const)
        await expect(jointly(system, limitsPair, fn, args))
          .to.be.revertedWithCustomError(token, "LimitTooHigh")
          .withArgs(above);
    });
  });
});

describe("DepositToken: limits at work", () => {
  for (const [name, kind] of Object.entries(kinds))
    it(`limit one transfer of kind ${name}, to the won`, async () => {
      const system = await bank();
      const { token, stranger, neighbour } = system;
      await admit(system, stranger, kind);
      await issue(system, stranger, won(1_000), 3n);
      await limit(system, kind, { transfer: won(400) });

      await expect(token.connect(stranger).transfer(neighbour, won(401)))
        .to.be.revertedWithCustomError(token, "TransferLimitExceeded")
        .withArgs(stranger.address, won(400), won(401));
      await token.connect(stranger).transfer(neighbour, won(400));
      await token.connect(stranger).transfer(neighbour, won(400));
    });

  for (const [name, kind] of Object.entries({ Citizen, Agency, Contractor, Bank })) {
    it(`limit the transfers a day of kind ${name}, to the won and the second`, async () => {
      const system = await bank();
      const { token, stranger, neighbour } = system;
      await admit(system, stranger, kind);
      await issue(system, stranger, won(1_000), 3n);
      await limit(system, kind, { daily: won(400) });
      await at(system, kst("2025-07-21T23:59:59"));
      await token.connect(stranger).transfer(neighbour, won(399));
      await at(system, kst("2025-07-21T23:59:59"));
      await expect(token.connect(stranger).transfer(neighbour, won(2)))
        .to.be.revertedWithCustomError(token, "DailyLimitExceeded")
        .withArgs(stranger.address, won(400), won(399), won(2));
      await at(system, kst("2025-07-22T00:00:00"));
      await token.connect(stranger).transfer(neighbour, won(400));
    });

    it(`cap the balance of kind ${name}, to the won`, async () => {
      const system = await bank();
      const { token, stranger, citizen } = system;
      await admit(system, stranger, kind);
      await limit(system, kind, { cap: won(400) });
      await token.connect(citizen).transfer(stranger, won(399));

      await expect(token.connect(citizen).transfer(stranger, won(2)))
        .to.be.revertedWithCustomError(token, "HolderCapExceeded")
        .withArgs(stranger.address, won(400), won(399), won(2));
      await token.connect(citizen).transfer(stranger, won(1));
      expect(await token.balanceOf(stranger)).to.equal(won(400));
    });
  }

  it("take the payer's kind for its limits, and the payee's for the cap", async () => {
    const system = await bank();
    const { token, citizen, bookshop, neighbour } = system;
    await limit(system, Citizen, { transfer: won(10), daily: won(20), cap: won(1_000_000) });

    await token.connect(citizen).transfer(bookshop, won(10));
    await token.connect(citizen).transfer(bookshop, won(10));
    await token.connect(bookshop).transfer(neighbour, won(20));
    expect(await token.balanceOf(neighbour)).to.equal(won(20));
  });

  it("follow an account to its new kind", async () => {
    const system = await bank();
    const { token, citizen, neighbour } = system;
    await limit(system, Citizen, { transfer: won(10) });
    await admit(system, citizen, Contractor);

    await token.connect(citizen).transfer(neighbour, won(11));
  });

  it("let a holder above its cap transfer, also to itself", async () => {
    const system = await bank();
    const { token, citizen, neighbour } = system;
    await limit(system, Citizen, { cap: won(10) });

    await token.connect(citizen).transfer(citizen, citizensDeposit);
    await token.connect(citizen).transfer(neighbour, won(10));
    expect(await token.balanceOf(citizen)).to.equal(won(999_990));
  });

  describe("given a cap of 1,001,000 won and a citizen with 1,000,999", () => {
    const capped = async () => {
      const system = await bank();
      await limit(system, Citizen, { cap: won(1_001_000) });
      await issue(system, system.citizen, won(999), 3n);
      return system;
    };

    it("a deposit is issued up to it, and not one won above", async () => {
      const system = await capped();
      const { token, citizen } = system;

      await expect(issue(system, citizen, won(2), 4n))
        .to.be.revertedWithCustomError(token, "HolderCapExceeded")
        .withArgs(citizen.address, won(1_001_000), won(1_000_999), won(2));
      await issue(system, citizen, won(1), 4n);
    });

    it("a correction and a refund are issued above it", async () => {
      const { token, officers, citizen } = await capped();
      const issuer = token.connect(officers.issuer);
      await issuer.issue(citizen, won(500), 4n, IssueReason.Correction);
      await issuer.issue(citizen, won(500), 5n, IssueReason.Refund);

      expect(await token.balanceOf(citizen)).to.equal(won(1_001_999));
    });

    it("an ordered transfer goes above it", async () => {
      const system = await capped();
      const { token, officers, citizen } = system;
      const order = { from: officers.funding, to: citizen, amount: won(500) };
      await limit(system, Agency, { transfer: won(1) });
      await orderTransfer(system, order);
      await execute(system, order);

      expect(await token.balanceOf(citizen)).to.equal(won(1_001_499));
    });
  });

  it("are said before the act as in it", async () => {
    const system = await bank();
    const { token, citizen, neighbour } = system;
    await limit(system, Citizen, { transfer: won(10), cap: won(5) });
    const said = async (amount: bigint) =>
      decoded(token, await token.transferRefusal(citizen, neighbour, amount));

    expect(await said(won(11))).to.deep.equal([
      ...["TransferLimitExceeded", citizen.address, won(10), won(11)],
    ]);
    expect(await said(won(6))).to.deep.equal([
      ...["HolderCapExceeded", neighbour.address, won(5), won(0), won(6)],
    ]);
    expect(await said(won(5))).to.equal(undefined);
    expect(await token.canTransfer(citizen, neighbour, won(5))).to.equal(true);
    expect(await token.canTransfer(citizen, neighbour, won(6))).to.equal(false);
  });

  it("forbid in canTransfer also what the balance is too small for", async () => {
    const system = await bank();
    const { token, citizen, neighbour } = system;
    await limit(system, Citizen, { transfer: won(10) });

    expect(await token.canTransfer(citizen, neighbour, citizensDeposit + 1n)).to.equal(false);
  });
});
