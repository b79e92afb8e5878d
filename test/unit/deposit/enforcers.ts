import { expect } from "chai";
import { appoint, bind } from "../../helpers/administer.ts";
import { caseFile, readyBank } from "../../helpers/bank.ts";
import { freeze } from "../../helpers/cases.ts";
import { onOneChain } from "../../helpers/suite.ts";

const bank = onOneChain(readyBank);

describe("DepositToken: setEnforcer", () => {
  it("appoints, is logged and readable, and the appointed suspends and freezes", async () => {
    const system = await bank();
    const { token, officers, stranger, citizen } = system;
    const { enforcementController } = officers;
    await bind(system, "bank", stranger, "stranger");
    expect(await token.isEnforcer(stranger)).to.equal(false);

    await expect(token.connect(enforcementController).setEnforcer(stranger, true))
      .to.emit(token, "EnforcerAppointed")
      .withArgs(stranger.address, enforcementController.address);

    expect(await token.isEnforcer(stranger)).to.equal(true);
    await token.connect(stranger).suspend(citizen, caseFile);
    expect((await token.accountOf(citizen)).suspended).to.equal(true);
  });

  it("appoints nobody who holds an office of the bank, the controller least", async () => {
    const { token, officers, addresses } = await bank();
    const controller = token.connect(officers.enforcementController);

    for (const one of [
      officers.enforcementController.address,
      officers.orderOfficer.address,
      officers.orderChecker.address,
      officers.admissionOfficer.address,
      officers.bankAdmin.address,
      addresses.bank,
    ])
      await expect(controller.setEnforcer(one, true))
        .to.be.revertedWithCustomError(token, "EnforcerIsController")
        .withArgs(one);
  });

  it("dismisses also one who was given an office since", async () => {
    const system = await bank();
    const { token, officers, citizen } = system;
    const { enforcementOfficer, enforcementController } = officers;
    await appoint(system, "bank", 9n, enforcementOfficer); // the pauser's office
    await token.connect(enforcementController).setEnforcer(enforcementOfficer, false);

    await expect(freeze(system, citizen))
      .to.be.revertedWithCustomError(token, "NotEnforcer")
      .withArgs(enforcementOfficer.address);
    await expect(token.connect(enforcementOfficer).suspend(citizen, caseFile))
      .to.be.revertedWithCustomError(token, "NotEnforcer")
      .withArgs(enforcementOfficer.address);
  });

  it("appoints nobody's key, which may be anyone's, and dismisses it", async () => {
    const { token, officers, stranger, authorities } = await bank();
    const controller = token.connect(officers.enforcementController);

    for (const errors of [token, authorities.bank])
      await expect(controller.setEnforcer(stranger, true))
        .to.be.revertedWithCustomError(errors, "PersonUnknown")
        .withArgs(stranger.address);
    await expect(controller.setEnforcer(stranger, false)).to.emit(token, "EnforcerDismissed");
  });

  it("judges the person: another key of one without an office is appointed", async () => {
    const system = await bank();
    const { token, officers, stranger } = system;
    await bind(system, "bank", stranger, "enforcementOfficer");
    const controller = token.connect(officers.enforcementController);
    await controller.setEnforcer(stranger, true);
    expect(await token.isEnforcer(stranger)).to.equal(true);

    await appoint(system, "bank", 9n, officers.enforcementOfficer); // the pauser's office
    await expect(controller.setEnforcer(stranger, true))
      .to.be.revertedWithCustomError(token, "EnforcerIsController")
      .withArgs(stranger.address);
  });

  it("appoints and dismisses a second time without harm", async () => {
    const system = await bank();
    const { token, officers, stranger } = system;
    await bind(system, "bank", stranger, "stranger");
    const controller = token.connect(officers.enforcementController);
    for (const appointed of [true, true, false, false]) {
      await controller.setEnforcer(stranger, appointed);
      expect(await token.isEnforcer(stranger)).to.equal(appointed);
    }
  });
});

describe("DepositOffices: the code that a token runs", () => {
  it("is fixed, and does nothing at its own address", async () => {
    const { token, connection, officers, addresses, stranger, citizen } = await bank();
    const offices = await connection.ethers.getContractAt("DepositOffices", await token.offices());
    expect(await offices.getFunction("authority")()).to.equal(addresses.bank);

    for (const officer of [officers.admissionOfficer, officers.pauser, stranger]) {
      const call = offices.connect(officer);
      await expect(call.getFunction("admit")(stranger, 1n, 2n ** 32n - 1n))
        .to.be.revertedWithCustomError(offices, "AccessManagedUnauthorized")
        .withArgs(officer.address);
      await expect(call.getFunction("pause")())
        .to.be.revertedWithCustomError(offices, "AccessManagedUnauthorized")
        .withArgs(officer.address);
      await expect(call.getFunction("suspend")(citizen, caseFile))
        .to.be.revertedWithCustomError(offices, "NotEnforcer")
        .withArgs(officer.address);
    }
  });
});
