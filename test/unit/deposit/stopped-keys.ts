import { expect } from "chai";
import { id } from "ethers";
import { admit, admittedUntil, caseFile, readyBank } from "../../helpers/bank.ts";
import { bind } from "../../helpers/administer.ts";
import { freeze, openRecovery, orderTransfer } from "../../helpers/cases.ts";
import { won } from "../../helpers/fixtures.ts";
import { AccountKind, CaseBasis } from "../../helpers/kinds.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { personCalled } from "../../../scripts/lib/cast.ts";

const bank = onOneChain(readyBank);

describe("DepositToken: a key that is stopped", () => {
  it("takes nothing from others who approved it, once its account is in recovery", async () => {
    const system = await bank();
    const { token, citizen, neighbour, bookshop, stranger } = system;
    await token.connect(citizen).approve(neighbour, won(500));
    await token.connect(neighbour).transferFrom(citizen, bookshop, won(1));
    await openRecovery(system, neighbour, stranger);

    await expect(token.connect(neighbour).transferFrom(citizen, bookshop, won(1)))
      .to.be.revertedWithCustomError(token, "AccountInRecovery")
      .withArgs(neighbour.address);
  });

  it("takes nothing from others while it is suspended", async () => {
    const { token, officers, citizen, neighbour, bookshop } = await bank();
    await token.connect(citizen).approve(neighbour, won(500));
    await token.connect(officers.enforcementOfficer).suspend(neighbour, caseFile);

    await expect(token.connect(neighbour).transferFrom(citizen, bookshop, won(1)))
      .to.be.revertedWithCustomError(token, "SuspendedAccount")
      .withArgs(neighbour.address);
  });

  it("is dismissed from what it was appointed to when its recovery is opened", async () => {
    const system = await bank();
    const { token, officers, stranger } = system;
    const [issuer, enforcer] = [officers.issuer, officers.enforcementOfficer];
    await admit(system, issuer, AccountKind.Bank);
    await admit(system, enforcer, AccountKind.Bank);

    await expect(openRecovery(system, issuer, stranger))
      .to.emit(token, "IssuanceAllowanceSet")
      .withArgs(issuer.address, 0n, officers.recoveryOfficer.address);
    await expect(openRecovery(system, enforcer, stranger))
      .to.emit(token, "EnforcerDismissed")
      .withArgs(enforcer.address, officers.recoveryOfficer.address);
    expect(await token.issuanceAllowance(issuer)).to.equal(0n);
    expect(await token.isEnforcer(enforcer)).to.equal(false);
  });

  it("may object though an officer suspended it after the recovery was opened", async () => {
    const system = await bank();
    const { token, officers, citizen, stranger } = system;
    await openRecovery(system, citizen, stranger);
    await token.connect(officers.enforcementOfficer).suspend(citizen, caseFile);

    await expect(token.connect(citizen).objectToRecovery())
      .to.emit(token, "RecoveryObjected")
      .withArgs(citizen.address, stranger.address);
  });
});

describe("DepositToken: who is somebody else only by another key", () => {
  it("gets nothing that it ordered, and takes no account over", async () => {
    const system = await bank();
    const { token, citizen, stranger } = system;
    await bind(system, "bank", stranger, "orderOfficer");
    expect(await system.authorities.bank.personOf(stranger)).to.equal(personCalled("orderOfficer"));
    await admit(system, stranger, AccountKind.Citizen);

    await expect(orderTransfer(system, { from: citizen, to: stranger, amount: won(5) }))
      .to.be.revertedWithCustomError(token, "TransferToSelf")
      .withArgs(stranger.address);
  });

  it("is no enforcement officer beside an office", async () => {
    const system = await bank();
    const { token, officers, stranger } = system;
    await bind(system, "bank", stranger, "admissionOfficer");

    await expect(token.connect(officers.enforcementController).setEnforcer(stranger, true))
      .to.be.revertedWithCustomError(token, "EnforcerIsController")
      .withArgs(stranger.address);
    await expect(token.connect(officers.issuanceController).setIssuanceAllowance(stranger, won(1)))
      .to.be.revertedWithCustomError(token, "IssuerIsController")
      .withArgs(stranger.address);
  });
});

describe("DepositToken: what protection is for", () => {
  it("is a person's account, and no shop's", async () => {
    const { token, officers, bookshop } = await bank();

    await expect(token.connect(officers.admissionOfficer).setProtection(bookshop, true))
      .to.be.revertedWithCustomError(token, "InvalidAdmission")
      .withArgs(bookshop.address, AccountKind.Merchant, admittedUntil);
  });

  it("takes no money that a criminal order moves", async () => {
    const system = await bank();
    const { token, officers, citizen, neighbour } = system;
    await token.connect(officers.admissionOfficer).setProtection(neighbour, true);
    const order = { from: citizen, to: neighbour, amount: won(5), orderId: id("offence") };

    await expect(orderTransfer(system, { ...order, basis: CaseBasis.Offence }))
      .to.be.revertedWithCustomError(token, "ProtectedAccountNotCredited")
      .withArgs(neighbour.address, citizen.address);
  });

  it("ends for a payer of benefits that is no public body any more", async () => {
    const system = await bank();
    const { token, officers } = system;
    await token.connect(officers.systemRegistrar).setBenefitPayer(officers.funding, true);
    await admit(system, officers.funding, AccountKind.Contractor);

    expect((await token.accountOf(officers.funding)).benefitPayer).to.equal(false);
  });

  it("an account on which a case runs is not closed", async () => {
    const system = await bank();
    const { token, officers, neighbour } = system;
    await freeze(system, neighbour);

    await expect(token.connect(officers.admissionOfficer).close(neighbour))
      .to.be.revertedWithCustomError(token, "InvalidCase")
      .withArgs(neighbour.address, `0x${"00".repeat(32)}`);
  });
});
