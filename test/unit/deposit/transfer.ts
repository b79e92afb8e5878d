import { expect } from "chai";
import { MaxUint256, ZeroAddress } from "ethers";
import {
  admit,
  caseFile,
  citizensDeposit,
  fundingDeposit,
  issue,
  readyBank,
  type Bank,
} from "../../helpers/bank.ts";
import { at, decoded, eventsOf, reach } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { jointly, limit, resumerPair } from "../../helpers/joint.ts";
import { AccountKind } from "../../helpers/kinds.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { kst } from "../../helpers/time.ts";

const bank = onOneChain(readyBank);

describe("DepositToken: what it is", () => {
  it("has a name, a symbol and no decimals: one token is one won", async () => {
    const { token } = await bank();

    expect(await token.name()).to.equal("Nuri Bank Deposit");
    expect(await token.symbol()).to.equal("NRKRW");
    expect(await token.decimals()).to.equal(0n);
  });

  it("answers to the bank, and names the central bank and the supervisor", async () => {
    const { token, addresses } = await bank();

    expect(await token.authority()).to.equal(addresses.bank);
    expect(await token.centralBank()).to.equal(addresses.centralBank);
    expect(await token.supervisor()).to.equal(addresses.supervisor);
    expect(await token.dualControl()).to.equal(addresses.bankDualControl);
  });
});

describe("DepositToken: transfer", () => {
  describe("when a holder transfers", () => {
    it("moves the amount and counts it towards the day", async () => {
      const { token, citizen, bookshop } = await bank();

      expect(
        await eventsOf(token.connect(citizen).transfer(bookshop, won(30_000)), token),
      ).to.deep.equal([["Transfer", citizen.address, bookshop.address, won(30_000)]]);

      expect(await token.balanceOf(citizen)).to.equal(won(970_000)); // 1,000,000 − 30,000
      expect(await token.balanceOf(bookshop)).to.equal(won(30_000));
      expect(await token.spendableOf(citizen)).to.equal(won(970_000));
      expect((await token.accountOf(citizen)).spentToday).to.equal(won(30_000));
      expect((await token.accountOf(bookshop)).spentToday).to.equal(won(0));
    });

    it("refuses the zero address", async () => {
      const { token, citizen } = await bank();

      await expect(token.connect(citizen).transfer(ZeroAddress, won(1)))
        .to.be.revertedWithCustomError(token, "ERC20InvalidReceiver")
        .withArgs(ZeroAddress);
    });

    it("refuses a payee and a payer that were never admitted", async () => {
      const { token, citizen, stranger } = await bank();

      await expect(token.connect(citizen).transfer(stranger, won(1)))
        .to.be.revertedWithCustomError(token, "AccountNotAdmitted")
        .withArgs(stranger.address);
      await expect(token.connect(stranger).transfer(citizen, won(0)))
        .to.be.revertedWithCustomError(token, "AccountNotAdmitted")
        .withArgs(stranger.address);
    });

    it("refuses a contract of the system, which is credited only by what it pulls", async () => {
      const { token, citizen, addresses } = await bank();

      await expect(token.connect(citizen).transfer(addresses.programmes, won(1)))
        .to.be.revertedWithCustomError(token, "SystemAccountNotCredited")
        .withArgs(addresses.programmes, citizen.address);
    });
  });

  describe("given a daily limit of 500,000 won", () => {
    const daily = won(500_000);
    const limited = async () => {
      const system = await bank();
      await limit(system, AccountKind.Citizen, { daily });
      return system;
    };

    it("is logged and readable", async () => {
      const system = await bank();
      const { token, officers } = system;
      const { Citizen, Merchant } = AccountKind;

      await expect(limit(system, Citizen, { daily }))
        .to.emit(token, "LimitsSet")
        .withArgs(
          ...[Citizen, 0n, daily, 0n],
          ...[officers.limitsOfficer.address, officers.limitsChecker.address],
        );

      expect(await token.policy()).to.deep.equal([false, false]);
      expect(await token.limitsOf(Citizen)).to.deep.equal([0n, daily, 0n]);
      expect(await token.limitsOf(Merchant)).to.deep.equal([0n, 0n, 0n]);
    });

    it("lets a citizen transfer the limit in two parts, and not one won more", async () => {
      const system = await limited();
      const { token, citizen, neighbour } = system;
      await at(system, kst("2025-07-21T12:00:00"));
      await token.connect(citizen).transfer(neighbour, won(499_999));
      await token.connect(citizen).transfer(neighbour, won(1));

      await expect(token.connect(citizen).transfer(neighbour, won(1)))
        .to.be.revertedWithCustomError(token, "DailyLimitExceeded")
        .withArgs(citizen.address, daily, daily, won(1));
    });

    it("refuses the limit and one won at once", async () => {
      const system = await limited();
      const { token, citizen, neighbour } = system;

      await expect(token.connect(citizen).transfer(neighbour, daily + won(1)))
        .to.be.revertedWithCustomError(token, "DailyLimitExceeded")
        .withArgs(citizen.address, daily, won(0), daily + won(1));
    });

    it("still counts the day at 23:59:59 in Korea", async () => {
      const system = await limited();
      const { token, citizen, neighbour } = system;
      await at(system, kst("2025-07-21T10:00:00"));
      await token.connect(citizen).transfer(neighbour, daily);
      await at(system, kst("2025-07-21T23:59:59"));

      await expect(token.connect(citizen).transfer(neighbour, won(1)))
        .to.be.revertedWithCustomError(token, "DailyLimitExceeded")
        .withArgs(citizen.address, daily, daily, won(1));
    });

    it("begins anew at 00:00:00 in Korea", async () => {
      const system = await limited();
      const { token, citizen, neighbour } = system;
      await at(system, kst("2025-07-21T23:59:59"));
      await token.connect(citizen).transfer(neighbour, daily);
      await at(system, kst("2025-07-22T00:00:00"));

      await token.connect(citizen).transfer(neighbour, daily);

      expect(await token.balanceOf(neighbour)).to.equal(won(1_000_000)); // 500,000 + 500,000
      expect((await token.accountOf(citizen)).spentToday).to.equal(daily);
    });

    it("does not begin anew at 09:00 in Korea, when the day changes in UTC", async () => {
      const system = await limited();
      const { token, citizen, neighbour } = system;
      await at(system, kst("2025-07-22T08:59:59"));
      await token.connect(citizen).transfer(neighbour, daily);
      await at(system, kst("2025-07-22T09:00:00"));

      await expect(token.connect(citizen).transfer(neighbour, won(1)))
        .to.be.revertedWithCustomError(token, "DailyLimitExceeded")
        .withArgs(citizen.address, daily, daily, won(1));
    });

    it("shows nothing spent when the day is over", async () => {
      const system = await limited();
      const { token, citizen, neighbour } = system;
      await at(system, kst("2025-07-21T23:59:58"));
      await token.connect(citizen).transfer(neighbour, won(7));

      await reach(system, kst("2025-07-21T23:59:59"));
      expect((await token.accountOf(citizen)).spentToday).to.equal(won(7));
      await reach(system, kst("2025-07-22T00:00:00"));
      expect((await token.accountOf(citizen)).spentToday).to.equal(won(0));
    });

    it("counts what was spent before the limit was set", async () => {
      const system = await bank();
      const { token, citizen, neighbour } = system;
      await at(system, kst("2025-07-21T12:00:00"));
      await token.connect(citizen).transfer(neighbour, won(400_000));
      await limit(system, AccountKind.Citizen, { daily });

      await expect(token.connect(citizen).transfer(neighbour, won(100_001)))
        .to.be.revertedWithCustomError(token, "DailyLimitExceeded")
        .withArgs(citizen.address, daily, won(400_000), won(100_001));
    });

    it("counts what a spender moves with the citizen's approval", async () => {
      const system = await limited();
      const { token, citizen, neighbour, stranger } = system;
      await token.connect(citizen).approve(stranger, MaxUint256);
      await at(system, kst("2025-07-21T12:00:00"));
      await token.connect(stranger).transferFrom(citizen, neighbour, daily);

      await expect(token.connect(citizen).transfer(neighbour, won(1)))
        .to.be.revertedWithCustomError(token, "DailyLimitExceeded")
        .withArgs(citizen.address, daily, daily, won(1));
    });

    it("is lifted by zero", async () => {
      const system = await limited();
      const { token, citizen, neighbour } = system;
      await limit(system, AccountKind.Citizen, {});

      await token.connect(citizen).transfer(neighbour, citizensDeposit);

      expect(await token.balanceOf(neighbour)).to.equal(citizensDeposit);
    });

    for (const kind of ["Merchant", "Agency", "Contractor", "Bank"] as const) {
      it(`does not bind an account of kind ${kind}`, async () => {
        const system = await limited();
        const { token, stranger, neighbour } = system;
        await admit(system, stranger, AccountKind[kind]);
        await issue(system, stranger, daily + won(1), 3n);

        await token.connect(stranger).transfer(neighbour, daily + won(1));

        expect(await token.balanceOf(neighbour)).to.equal(daily + won(1));
      });
    }

    it("stays when the bank pauses and goes on", async () => {
      const system = await limited();
      const { token, officers } = system;

      await token.connect(officers.pauser).pause();
      expect(await token.policy()).to.deep.equal([true, false]);
      expect(await token.limitsOf(AccountKind.Citizen)).to.deep.equal([0n, daily, 0n]);
      await jointly(system, resumerPair, "unpause");
      expect(await token.policy()).to.deep.equal([false, false]);
      expect(await token.limitsOf(AccountKind.Citizen)).to.deep.equal([0n, daily, 0n]);
    });
  });
});

describe("DepositToken: transferFrom", () => {
  describe("when a holder approves", () => {
    it("refuses the zero address", async () => {
      const { token, citizen } = await bank();

      await expect(token.connect(citizen).approve(ZeroAddress, won(1)))
        .to.be.revertedWithCustomError(token, "ERC20InvalidSpender")
        .withArgs(ZeroAddress);
    });
  });

  describe("given an allowance of 70,000 won", () => {
    const approved = async () => {
      const system = await bank();
      await system.token.connect(system.citizen).approve(system.stranger, won(70_000));
      return system;
    };

    it("moves all of it, and nothing is left", async () => {
      const { token, citizen, bookshop, stranger } = await approved();
      const asStranger = token.connect(stranger);

      expect(await asStranger.transferFrom.staticCall(citizen, bookshop, won(70_000))).to.equal(
        true,
      );
      expect(
        await eventsOf(asStranger.transferFrom(citizen, bookshop, won(70_000)), token),
      ).to.deep.equal([
        ["Approval", citizen.address, stranger.address, won(0)],
        ["Transfer", citizen.address, bookshop.address, won(70_000)],
      ]);

      expect(await token.allowance(citizen, stranger)).to.equal(won(0));
      expect(await token.balanceOf(bookshop)).to.equal(won(70_000));
    });

    it("names the zero address as the payer it cannot be", async () => {
      const { token, bookshop, stranger } = await approved();

      await expect(token.connect(stranger).transferFrom(ZeroAddress, bookshop, won(0)))
        .to.be.revertedWithCustomError(token, "ERC20InvalidSender")
        .withArgs(ZeroAddress);
    });

    it("refuses where a transfer by the holder would be refused", async () => {
      const { token, officers, citizen, bookshop, stranger } = await approved();
      await token.connect(officers.enforcementOfficer).suspend(bookshop, caseFile);

      await expect(token.connect(stranger).transferFrom(citizen, bookshop, won(1)))
        .to.be.revertedWithCustomError(token, "SuspendedAccount")
        .withArgs(bookshop.address);
      expect(await token.allowance(citizen, stranger)).to.equal(won(70_000));
    });

    it("lets nobody but a contract of the system credit that contract", async () => {
      const { token, citizen, stranger, addresses } = await approved();

      await expect(token.connect(stranger).transferFrom(citizen, addresses.programmes, won(1)))
        .to.be.revertedWithCustomError(token, "SystemAccountNotCredited")
        .withArgs(addresses.programmes, stranger.address);
    });
  });
});

describe("DepositToken: transferRefusal", () => {
  /** What the view says, and what the act then says, of the citizen's transfer to the bookshop. */
  const cases: readonly (readonly [
    string,
    bigint,
    (system: Bank) => Promise<unknown>,
    (system: Bank) => readonly [string, ...unknown[]],
  ])[] = [
    [
      "the bank has paused",
      won(1),
      ({ token, officers }) => token.connect(officers.pauser).pause(),
      () => ["EnforcedPause"],
    ],
    [
      "the supervisor has stopped the service",
      won(1),
      ({ token, officers }) => token.connect(officers.stopOfficer).orderStop(7n),
      () => ["StoppedBySupervisor"],
    ],
    [
      "the payer is suspended",
      won(1),
      ({ token, officers, citizen }) =>
        token.connect(officers.enforcementOfficer).suspend(citizen, caseFile),
      ({ citizen }) => ["SuspendedAccount", citizen.address],
    ],
    [
      "the payee is closed",
      won(1),
      ({ token, officers, bookshop }) => token.connect(officers.admissionOfficer).close(bookshop),
      ({ bookshop }) => ["ClosedAccount", bookshop.address],
    ],
    [
      "the amount is above the balance",
      citizensDeposit + won(1),
      () => Promise.resolve(),
      ({ citizen }) => [
        "ERC20InsufficientBalance",
        citizen.address,
        citizensDeposit,
        citizensDeposit + won(1),
      ],
    ],
    [
      "the amount is above the daily limit",
      won(11),
      (system) => limit(system, AccountKind.Citizen, { daily: won(10) }),
      ({ citizen }) => ["DailyLimitExceeded", citizen.address, won(10), won(0), won(11)],
    ],
  ];

  for (const [what, amount, arrange, reason] of cases) {
    it(`says before the act what the act says, when ${what}`, async () => {
      const system = await bank();
      const { token, citizen, bookshop } = system;
      await arrange(system);
      const [error, ...args] = reason(system);

      const refusal = await token.transferRefusal(citizen, bookshop, amount);

      expect(decoded(token, refusal)).to.deep.equal([error, ...args]);
      await expect(token.connect(citizen).transfer(bookshop, amount))
        .to.be.revertedWithCustomError(token, error)
        .withArgs(...args);
    });
  }

  it("says nothing of a transfer that would be made", async () => {
    const { token, citizen, bookshop } = await bank();

    expect(await token.transferRefusal(citizen, bookshop, citizensDeposit)).to.equal("0x");
  });

  it("says that a payment to a contract of the system is refused", async () => {
    const { token, officers, addresses } = await bank();

    const refusal = await token.transferRefusal(
      officers.funding,
      addresses.programmes,
      fundingDeposit,
    );

    expect(decoded(token, refusal)).to.deep.equal([
      "SystemAccountNotCredited",
      addresses.programmes,
      officers.funding.address,
    ]);
  });
});
