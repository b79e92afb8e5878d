import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { admittedUntil, caseFile, citizensDeposit, readyBank } from "../../helpers/bank.ts";
import { freeze, openCase, unfreeze, protectNeighbour } from "../../helpers/cases.ts";
import { at } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { limit } from "../../helpers/joint.ts";
import { AccountKind, CaseBasis, IssueReason } from "../../helpers/kinds.ts";
import { onOneChain } from "../../helpers/suite.ts";

const bank = onOneChain(readyBank);

const protectedAccount = async () => protectNeighbour(await bank());

describe("DepositToken: protected accounts (Basic Livelihood Act art. 35)", () => {
  describe("when an empty account is protected", () => {
    it("is logged and readable, and so is the end of it", async () => {
      const { token, officers, neighbour } = await bank();
      const admission = token.connect(officers.admissionOfficer);

      await expect(admission.setProtection(neighbour, true))
        .to.emit(token, "AccountProtected")
        .withArgs(neighbour.address, officers.admissionOfficer.address);
      expect((await token.accountOf(neighbour)).protected).to.equal(true);
      await expect(admission.setProtection(neighbour, false))
        .to.emit(token, "AccountUnprotected")
        .withArgs(neighbour.address, officers.admissionOfficer.address);
      expect((await token.accountOf(neighbour)).protected).to.equal(false);
    });

    it("refuses an account with money, in either direction", async () => {
      const { token, officers, citizen, neighbour } = await protectedAccount();
      const admission = token.connect(officers.admissionOfficer);

      await expect(admission.setProtection(citizen, true))
        .to.be.revertedWithCustomError(token, "AccountNotEmpty")
        .withArgs(citizen.address, citizensDeposit);
      await expect(admission.setProtection(neighbour, false))
        .to.be.revertedWithCustomError(token, "AccountNotEmpty")
        .withArgs(neighbour.address, won(300_000));
    });

    it("refuses an account on which a case runs", async () => {
      const system = await bank();
      const { token, officers, neighbour } = system;
      const admission = token.connect(officers.admissionOfficer);
      await freeze(system, neighbour);

      await expect(admission.setProtection(neighbour, true)).to.be.revertedWithCustomError(
        token,
        "InvalidCase",
      );
      await unfreeze(system, neighbour, won(100_000));
      await admission.setProtection(neighbour, true);
    });

    it("refuses an account on which a case of two people runs that freezes nothing yet", async () => {
      const system = await bank();
      const { token, officers, neighbour } = system;
      await openCase(system, neighbour, { basis: CaseBasis.Debt });

      await expect(
        token.connect(officers.admissionOfficer).setProtection(neighbour, true),
      ).to.be.revertedWithCustomError(token, "InvalidCase");
    });

    it("refuses accounts out of reach", async () => {
      const { token, officers, stranger, addresses } = await bank();
      const admission = token.connect(officers.admissionOfficer);

      await expect(admission.setProtection(stranger, true))
        .to.be.revertedWithCustomError(token, "AccountNotAdmitted")
        .withArgs(stranger.address);
      await expect(admission.setProtection(addresses.programmes, true))
        .to.be.revertedWithCustomError(token, "SystemAccountUntouchable")
        .withArgs(addresses.programmes);
    });
  });

  describe("when a payer of benefits is listed", () => {
    it("is logged and readable, and so is the end of it", async () => {
      const { token, officers } = await bank();
      const { systemRegistrar, funding } = officers;
      const registrar = token.connect(systemRegistrar);

      await expect(registrar.setBenefitPayer(funding, true))
        .to.emit(token, "BenefitPayerListed")
        .withArgs(funding.address, systemRegistrar.address);
      expect((await token.accountOf(funding)).benefitPayer).to.equal(true);
      await expect(registrar.setBenefitPayer(funding, false))
        .to.emit(token, "BenefitPayerDelisted")
        .withArgs(funding.address, systemRegistrar.address);
      expect((await token.accountOf(funding)).benefitPayer).to.equal(false);
    });

    it("refuses whoever is no public body", async () => {
      const { token, officers, citizen } = await bank();

      await expect(token.connect(officers.systemRegistrar).setBenefitPayer(citizen, true))
        .to.be.revertedWithCustomError(token, "InvalidAdmission")
        .withArgs(citizen.address, AccountKind.Citizen, admittedUntil);
    });

    it("is taken off the list also where the account has become another kind since", async () => {
      const { token, officers } = await protectedAccount();
      const { admissionOfficer, systemRegistrar, funding } = officers;
      await token.connect(admissionOfficer).admit(funding, AccountKind.Contractor, admittedUntil);

      await token.connect(systemRegistrar).setBenefitPayer(funding, false);

      expect((await token.accountOf(funding)).benefitPayer).to.equal(false);
    });
  });

  describe("given who credits it", () => {
    it("is credited by a listed payer, and by no other", async () => {
      const { token, citizen, neighbour } = await protectedAccount();

      expect(await token.balanceOf(neighbour)).to.equal(won(300_000));
      await expect(token.connect(citizen).transfer(neighbour, 1n))
        .to.be.revertedWithCustomError(token, "ProtectedAccountNotCredited")
        .withArgs(neighbour.address, citizen.address);
      await expect(token.connect(neighbour).transfer(neighbour, 1n))
        .to.be.revertedWithCustomError(token, "ProtectedAccountNotCredited")
        .withArgs(neighbour.address, neighbour.address);
    });

    it("is not credited any more by one that was taken off the list", async () => {
      const { token, officers, neighbour } = await protectedAccount();
      await token.connect(officers.systemRegistrar).setBenefitPayer(officers.funding, false);

      await expect(token.connect(officers.funding).transfer(neighbour, 1n))
        .to.be.revertedWithCustomError(token, "ProtectedAccountNotCredited")
        .withArgs(neighbour.address, officers.funding.address);
    });

    it("is issued to for a correction or a refund, and for no deposit", async () => {
      const { token, officers, neighbour } = await protectedAccount();
      const issuer = token.connect(officers.issuer);

      await expect(issuer.issue(neighbour, 1n, 3n, IssueReason.Deposit))
        .to.be.revertedWithCustomError(token, "ProtectedAccountNotCredited")
        .withArgs(neighbour.address, ZeroAddress);
      await issuer.issue(neighbour, 1n, 3n, IssueReason.Correction);
      await issuer.issue(neighbour, 1n, 4n, IssueReason.Refund);
      expect(await token.balanceOf(neighbour)).to.equal(won(300_002));
    });

    it("spends and redeems as any other", async () => {
      const { token, neighbour, bookshop } = await protectedAccount();
      await token.connect(neighbour).transfer(bookshop, won(100_000));
      await token.connect(neighbour).redeem(won(200_000), 1n);

      expect(await token.balanceOf(neighbour)).to.equal(0n);
    });
  });

  it("is bound by limits and suspension, and redeems in spite of them, as any account", async () => {
    const system = await protectedAccount();
    const { token, officers, neighbour, bookshop } = system;
    await limit(system, AccountKind.Citizen, { transfer: won(10) });
    await expect(token.connect(neighbour).transfer(bookshop, won(11)))
      .to.be.revertedWithCustomError(token, "TransferLimitExceeded")
      .withArgs(neighbour.address, won(10), won(11));
    await token.connect(officers.enforcementOfficer).suspend(neighbour, caseFile);
    await at(system, admittedUntil);
    await token.connect(neighbour).redeem(won(300_000), 1n);
    expect(await token.balanceOf(neighbour)).to.equal(0n);
  });
});
