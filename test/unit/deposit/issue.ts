import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { appoint, bind } from "../../helpers/administer.ts";
import {
  admit,
  allowance,
  allowanceLeft,
  caseFile,
  issuable,
  issue,
  opening,
  readyBank,
} from "../../helpers/bank.ts";
import { at, eventsOf } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { AccountKind, IssueReason } from "../../helpers/kinds.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { day } from "../../helpers/time.ts";

const bank = onOneChain(readyBank);

describe("DepositToken: issue", () => {
  describe("given an issuance controller", () => {
    it("sets an issuer's allowance, instead of what was left", async () => {
      const { token, officers } = await bank();
      const { issuanceController, issuer } = officers;

      await expect(token.connect(issuanceController).setIssuanceAllowance(issuer, won(7)))
        .to.emit(token, "IssuanceAllowanceSet")
        .withArgs(issuer.address, won(7), issuanceController.address);

      expect(await token.issuanceAllowance(issuer)).to.equal(won(7));
    });

    it("keeps the references an issuer has used when its allowance changes", async () => {
      const system = await bank();
      const { token, officers, citizen } = system;

      await token
        .connect(officers.issuanceController)
        .setIssuanceAllowance(officers.issuer, allowance);

      await expect(issue(system, citizen, won(1), 2n))
        .to.be.revertedWithCustomError(token, "AlreadyIssued")
        .withArgs(officers.issuer.address, 2n);
    });

    it("takes the permission away with an allowance of zero", async () => {
      const system = await bank();
      const { token, officers, citizen } = system;
      await token.connect(officers.issuanceController).setIssuanceAllowance(officers.issuer, 0n);

      await expect(issue(system, citizen, won(1), 3n))
        .to.be.revertedWithCustomError(token, "IssuanceAllowanceExceeded")
        .withArgs(officers.issuer.address, won(0), won(1));
    });

    it("gives none to a key that is nobody's, which may be anyone's, but takes it away", async () => {
      const { token, officers, stranger, authorities } = await bank();
      const controller = token.connect(officers.issuanceController);

      for (const errors of [token, authorities.bank])
        await expect(controller.setIssuanceAllowance(stranger, won(1)))
          .to.be.revertedWithCustomError(errors, "PersonUnknown")
          .withArgs(stranger.address);
      await expect(controller.setIssuanceAllowance(stranger, 0n))
        .to.emit(token, "IssuanceAllowanceSet")
        .withArgs(stranger.address, 0n, officers.issuanceController.address);
    });

    it("cannot give itself an allowance", async () => {
      const { token, officers } = await bank();
      const controller = officers.issuanceController;

      await expect(token.connect(controller).setIssuanceAllowance(controller, won(1)))
        .to.be.revertedWithCustomError(token, "IssuerIsController")
        .withArgs(controller.address);
    });

    it("takes the allowance away from a key that was given an office afterwards", async () => {
      const system = await bank();
      const { token, officers } = system;
      const { issuer, issuanceController } = officers;
      const limitsOffice = 7n; // deploy/offices.ts
      await appoint(system, "bank", limitsOffice, issuer);

      await token.connect(issuanceController).setIssuanceAllowance(issuer, 0n);

      expect(await token.issuanceAllowance(issuer)).to.equal(0n);
    });

    it("cannot give itself an allowance through its authority either", async () => {
      const { token, officers, authorities } = await bank();
      const controller = officers.issuanceController;
      const call = token.interface.encodeFunctionData("setIssuanceAllowance", [
        controller.address,
        won(1),
      ]);

      await expect(authorities.bank.connect(controller).execute(token, call))
        .to.be.revertedWithCustomError(token, "IssuerIsController")
        .withArgs(controller.address);
    });
  });

  describe("when an issuer issues", () => {
    it("credits the account, and takes the amount from allowance and reserve", async () => {
      const system = await bank();
      const { token, officers, neighbour } = system;

      expect(await eventsOf(issue(system, neighbour, won(500_000), 3n), token)).to.deep.equal([
        ["Transfer", ZeroAddress, neighbour.address, won(500_000)],
        ["DepositIssued", officers.issuer.address, 3n, IssueReason.Deposit],
      ]);

      expect(await token.balanceOf(neighbour)).to.equal(won(500_000));
      expect(await token.totalSupply()).to.equal(won(3_001_500_000)); // 3,001,000,000 + 500,000
      expect(await token.issuanceAllowance(officers.issuer)).to.equal(won(1_998_500_000));
      expect((await token.reserve()).issuable).to.equal(won(6_998_500_000));
    });

    for (const [reason, number] of Object.entries(IssueReason)) {
      it(`logs the reason: ${reason}`, async () => {
        const { token, officers, citizen } = await bank();

        await expect(token.connect(officers.issuer).issue(citizen, won(1), 3n, number))
          .to.emit(token, "DepositIssued")
          .withArgs(officers.issuer.address, 3n, number);
      });
    }

    it("does not count as a transfer of the holder's", async () => {
      const { token, citizen } = await bank();

      expect((await token.accountOf(citizen)).spentToday).to.equal(won(0));
    });

    it("issues all of its allowance", async () => {
      const system = await bank();

      await issue(system, system.citizen, allowanceLeft, 3n);

      expect(await system.token.issuanceAllowance(system.officers.issuer)).to.equal(won(0));
    });

    it("refuses one won more than its allowance", async () => {
      const system = await bank();

      await expect(issue(system, system.citizen, allowanceLeft + won(1), 3n))
        .to.be.revertedWithCustomError(system.token, "IssuanceAllowanceExceeded")
        .withArgs(system.officers.issuer.address, allowanceLeft, allowanceLeft + won(1));
    });

    it("issues all that the reserve has room for", async () => {
      const system = await bank();
      const { token, officers } = system;
      const controller = token.connect(officers.issuanceController);
      await controller.setIssuanceAllowance(officers.issuer, won(9_000_000_000));

      await issue(system, system.citizen, issuable, 3n);

      expect((await token.reserve()).issuable).to.equal(won(0));
      expect(await token.totalSupply()).to.equal(won(10_000_000_000));
    });

    it("refuses one won more than the reserve has room for", async () => {
      const system = await bank();
      const { token, officers } = system;
      const controller = token.connect(officers.issuanceController);
      await controller.setIssuanceAllowance(officers.issuer, won(9_000_000_000));

      await expect(issue(system, system.citizen, issuable + won(1), 3n))
        .to.be.revertedWithCustomError(token, "ReserveExceeded")
        .withArgs(issuable, issuable + won(1));
    });

    it("refuses nothing at all", async () => {
      const system = await bank();

      await expect(issue(system, system.citizen, won(0), 3n)).to.be.revertedWithCustomError(
        system.token,
        "ZeroAmount",
      );
    });

    it("refuses the zero address", async () => {
      const system = await bank();

      await expect(issue(system, ZeroAddress, won(1), 3n))
        .to.be.revertedWithCustomError(system.token, "ERC20InvalidReceiver")
        .withArgs(ZeroAddress);
    });

    it("refuses an account that was never admitted", async () => {
      const system = await bank();

      await expect(issue(system, system.stranger, won(1), 3n))
        .to.be.revertedWithCustomError(system.token, "AccountNotAdmitted")
        .withArgs(system.stranger.address);
    });

    it("refuses a suspended account", async () => {
      const system = await bank();
      const { token, officers, citizen } = system;
      await token.connect(officers.enforcementOfficer).suspend(citizen, caseFile);

      await expect(issue(system, citizen, won(1), 3n))
        .to.be.revertedWithCustomError(token, "SuspendedAccount")
        .withArgs(citizen.address);
    });

    it("refuses a closed account", async () => {
      const system = await bank();
      const { token, officers, neighbour } = system;
      await token.connect(officers.admissionOfficer).close(neighbour);

      await expect(issue(system, neighbour, won(1), 3n))
        .to.be.revertedWithCustomError(token, "ClosedAccount")
        .withArgs(neighbour.address);
    });

    it("refuses an account whose admission has ended", async () => {
      const system = await bank();
      const { token, officers, stranger } = system;
      const until = opening + day;
      await token.connect(officers.admissionOfficer).admit(stranger, AccountKind.Citizen, until);

      await at(system, until - 1);
      await issue(system, stranger, won(1), 3n);
      await at(system, until);

      await expect(issue(system, stranger, won(1), 4n))
        .to.be.revertedWithCustomError(token, "AdmissionExpired")
        .withArgs(stranger.address, until, until);
    });

    it("refuses a contract of the system, which is credited only by what it pulls", async () => {
      const system = await bank();
      const { token, addresses } = system;

      await expect(issue(system, addresses.programmes, won(1), 3n))
        .to.be.revertedWithCustomError(token, "SystemAccountNotCredited")
        .withArgs(addresses.programmes, ZeroAddress);
    });

    it("is refused to whoever has no allowance", async () => {
      const { token, citizen, stranger } = await bank();

      await expect(token.connect(stranger).issue(citizen, won(1), 3n, IssueReason.Deposit))
        .to.be.revertedWithCustomError(token, "IssuanceAllowanceExceeded")
        .withArgs(stranger.address, won(0), won(1));
    });
  });

  describe("given references used up to 200", () => {
    const used = async () => {
      const system = await bank();
      await issue(system, system.citizen, won(1), 200n);
      return system;
    };

    it("refuses the reference used last", async () => {
      const system = await used();

      expect(await system.token.isFreshReference(system.officers.issuer, 200n)).to.equal(false);
      await expect(issue(system, system.citizen, won(1), 200n))
        .to.be.revertedWithCustomError(system.token, "AlreadyIssued")
        .withArgs(system.officers.issuer.address, 200n);
    });

    it("takes the reference 63 behind, and then never again", async () => {
      const system = await used();
      const { token, officers, citizen } = system;
      expect(await token.isFreshReference(officers.issuer, 137n)).to.equal(true); // 200 − 63

      await issue(system, citizen, won(1), 137n);

      expect(await token.isFreshReference(officers.issuer, 137n)).to.equal(false);
      await expect(issue(system, citizen, won(1), 137n))
        .to.be.revertedWithCustomError(token, "AlreadyIssued")
        .withArgs(officers.issuer.address, 137n);
    });

    it("refuses the reference 64 behind, used or not", async () => {
      const system = await used();
      const { token, officers, citizen } = system;

      expect(await token.isFreshReference(officers.issuer, 136n)).to.equal(false); // 200 − 64
      await expect(issue(system, citizen, won(1), 136n))
        .to.be.revertedWithCustomError(token, "ReferenceTooOld")
        .withArgs(officers.issuer.address, 136n, 200n);
    });

    it("remembers a reference that the window still holds when the highest rises", async () => {
      const system = await used();
      await issue(system, system.citizen, won(1), 263n); // 200 + 63: reference 200 is 63 behind

      await expect(issue(system, system.citizen, won(1), 200n))
        .to.be.revertedWithCustomError(system.token, "AlreadyIssued")
        .withArgs(system.officers.issuer.address, 200n);
    });

    it("forgets it, and so refuses it as too old, when the highest rises by 64", async () => {
      const system = await used();
      await issue(system, system.citizen, won(1), 264n); // 200 + 64

      await expect(issue(system, system.citizen, won(1), 200n))
        .to.be.revertedWithCustomError(system.token, "ReferenceTooOld")
        .withArgs(system.officers.issuer.address, 200n, 264n);
      expect(await system.token.isFreshReference(system.officers.issuer, 201n)).to.equal(true);
    });

    it("refuses zero, which is no reference", async () => {
      const system = await used();
      const { token, officers, stranger } = system;

      expect(await token.isFreshReference(officers.issuer, 0n)).to.equal(false);
      expect(await token.isFreshReference(stranger, 0n)).to.equal(false);
      await expect(issue(system, system.citizen, won(1), 0n))
        .to.be.revertedWithCustomError(token, "ReferenceTooOld")
        .withArgs(officers.issuer.address, 0n, 200n);
    });

    it("takes the largest number there is, and nothing fresh remains above it", async () => {
      const system = await used();
      const last = 2n ** 64n - 1n;

      await issue(system, system.citizen, won(1), last);

      expect(await system.token.isFreshReference(system.officers.issuer, last)).to.equal(false);
      expect(await system.token.isFreshReference(system.officers.issuer, last - 1n)).to.equal(true);
    });

    it("leaves the same number fresh to another issuer", async () => {
      const system = await used();
      const { token, officers, citizen, stranger } = system;
      await bind(system, "bank", stranger, "stranger");
      await token.connect(officers.issuanceController).setIssuanceAllowance(stranger, won(1));

      await expect(token.connect(stranger).issue(citizen, won(1), 200n, IssueReason.Refund))
        .to.emit(token, "DepositIssued")
        .withArgs(stranger.address, 200n, IssueReason.Refund);
    });

    it("does not use up the reference of a refused issue", async () => {
      const system = await used();

      await expect(issue(system, system.stranger, won(1), 201n)).to.be.revertedWithCustomError(
        system.token,
        "AccountNotAdmitted",
      );

      expect(await system.token.isFreshReference(system.officers.issuer, 201n)).to.equal(true);
    });
  });

  describe("given every kind of customer", () => {
    for (const kind of ["Citizen", "Merchant", "Agency", "Contractor", "Bank"] as const) {
      it(`issues to an account of kind ${kind}`, async () => {
        const system = await bank();
        await admit(system, system.stranger, AccountKind[kind]);

        await issue(system, system.stranger, won(9), 3n);

        const account = await system.token.accountOf(system.stranger);
        expect([account.balance, account.kind]).to.deep.equal([won(9), AccountKind[kind]]);
      });
    }
  });
});

describe("DepositToken: a retried issue", () => {
  it("is told that it is done, whatever has changed since", async () => {
    const system = await bank();
    const { token, officers, citizen } = system;
    const issuer = token.connect(officers.issuer);
    const items = [{ to: citizen, amount: won(1_000) }];
    await issuer.issueBatch(items, 7n, IssueReason.Deposit);
    await token.connect(officers.issuanceController).setIssuanceAllowance(officers.issuer, won(0));
    await token.connect(officers.enforcementOfficer).suspend(citizen, caseFile);
    await token.connect(officers.pauser).pause();

    for (const retried of [
      issuer.issueBatch(items, 7n, IssueReason.Deposit),
      issuer.issue(citizen, won(1_000), 7n, IssueReason.Deposit),
    ]) {
      await expect(retried)
        .to.be.revertedWithCustomError(token, "AlreadyIssued")
        .withArgs(officers.issuer.address, 7n);
    }
  });

  it("gives no allowance to the bank's authority, through which its officers could issue", async () => {
    const { token, officers, addresses } = await bank();

    await expect(
      token.connect(officers.issuanceController).setIssuanceAllowance(addresses.bank, won(1)),
    )
      .to.be.revertedWithCustomError(token, "IssuerIsController")
      .withArgs(addresses.bank);
  });
});
