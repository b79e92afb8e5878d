import { expect } from "chai";
import { admit, caseFile, citizensDeposit, readyBank } from "../../helpers/bank.ts";
import { crowd, delegation, eventsOf, refusalOf, shortCode } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { AccountKind } from "../../helpers/kinds.ts";
import { onOneChain } from "../../helpers/suite.ts";

const bank = onOneChain(readyBank);

// The end of a 32-bit second: 7 February 2106.
const lastSecond = 2n ** 32n - 1n;

describe("DepositToken: contracts of the system", () => {
  it("registers a contract as an account without end", async () => {
    const { token, officers, addresses } = await bank();
    const registrar = officers.systemRegistrar;

    await expect(token.connect(registrar).registerSystemAccount(addresses.registry))
      .to.emit(token, "SystemAccountRegistered")
      .withArgs(addresses.registry, registrar.address);

    const account = await token.accountOf(addresses.registry);
    expect([account.kind, account.admittedUntil]).to.deep.equal([AccountKind.System, lastSecond]);
  });

  it("refuses to register one twice", async () => {
    const { token, officers, addresses } = await bank();

    await expect(
      token.connect(officers.systemRegistrar).registerSystemAccount(addresses.programmes),
    )
      .to.be.revertedWithCustomError(token, "InvalidAdmission")
      .withArgs(addresses.programmes, AccountKind.System, lastSecond);
  });

  it("refuses an account without code", async () => {
    const { token, officers, stranger } = await bank();

    await expect(token.connect(officers.systemRegistrar).registerSystemAccount(stranger))
      .to.be.revertedWithCustomError(token, "InvalidAdmission")
      .withArgs(stranger.address, AccountKind.System, lastSecond);
  });

  it("refuses a key that delegates to code (EIP-7702), and no contract that is as short", async () => {
    const { token, officers, stranger, addresses, connection } = await bank();
    const registrar = token.connect(officers.systemRegistrar);
    const setCode = (account: string, code: string) =>
      connection.networkHelpers.setCode(account, code);
    await setCode(stranger.address, delegation(addresses.programmes));

    await expect(registrar.registerSystemAccount(stranger))
      .to.be.revertedWithCustomError(token, "InvalidAdmission")
      .withArgs(stranger.address, AccountKind.System, lastSecond);
    const short = shortCode(addresses.programmes);
    for (const code of [short, `${short}00`]) {
      const [contract = ""] = crowd(1, code);
      await setCode(contract, code);
      await expect(registrar.registerSystemAccount(contract)).to.emit(
        token,
        "SystemAccountRegistered",
      );
    }
  });

  it("refuses a contract that is a customer's account", async () => {
    const system = await bank();
    const { token, officers, addresses } = system;
    await admit(system, addresses.registry, AccountKind.Contractor);

    await expect(token.connect(officers.systemRegistrar).registerSystemAccount(addresses.registry))
      .to.be.revertedWithCustomError(token, "InvalidAdmission")
      .withArgs(addresses.registry, AccountKind.System, lastSecond);
  });

  it("cannot be suspended, reinstated or closed by any office of the bank", async () => {
    const { token, officers, addresses } = await bank();
    const contract = addresses.programmes;
    const admission = token.connect(officers.admissionOfficer);

    await expect(token.connect(officers.enforcementOfficer).suspend(contract, caseFile))
      .to.be.revertedWithCustomError(token, "SystemAccountUntouchable")
      .withArgs(contract);
    await expect(admission.reinstate(contract, caseFile))
      .to.be.revertedWithCustomError(token, "SystemAccountUntouchable")
      .withArgs(contract);
    await expect(admission.close(contract))
      .to.be.revertedWithCustomError(token, "SystemAccountUntouchable")
      .withArgs(contract);
  });
});

describe("DepositToken: openSystemAccount", () => {
  /** The treasury's contract is registered, and open to everybody. */
  const opened = async () => {
    const system = await bank();
    const registrar = system.token.connect(system.officers.systemRegistrar);
    await registrar.registerSystemAccount(system.addresses.treasury);
    await registrar.openSystemAccount(system.addresses.treasury);
    return { ...system, registrar };
  };

  it("opens a contract of the system, and changes nothing else of it", async () => {
    const { token, officers, addresses } = await bank();
    const registrar = officers.systemRegistrar;
    const before = await token.accountOf(addresses.programmes);
    expect(before.open).to.equal(false);

    const sent = token.connect(registrar).openSystemAccount(addresses.programmes);

    expect(await eventsOf(sent, token)).to.deep.equal([
      ["SystemAccountOpened", addresses.programmes, registrar.address],
    ]);
    const after = await token.accountOf(addresses.programmes);
    expect([...after]).to.deep.equal([...[...before].slice(0, -1), true]);
  });

  it("refuses an account of a customer, and one that is none", async () => {
    const { token, officers, citizen, stranger } = await bank();

    for (const account of [citizen, stranger]) {
      await expect(token.connect(officers.systemRegistrar).openSystemAccount(account))
        .to.be.revertedWithCustomError(token, "NotSystemAccount")
        .withArgs(account.address);
    }
  });

  it("refuses one that is open already", async () => {
    const { token, registrar, addresses } = await opened();

    await expect(registrar.openSystemAccount(addresses.treasury))
      .to.be.revertedWithCustomError(token, "SystemAccountIsOpen")
      .withArgs(addresses.treasury);
  });

  describe("given a contract that is open", () => {
    it("takes a transfer by anybody with an account, which the view foresees", async () => {
      const { token, citizen, addresses } = await opened();

      expect(await token.canTransfer(citizen, addresses.treasury, won(1))).to.equal(true);
      await token.connect(citizen).transfer(addresses.treasury, won(1));

      expect(await token.balanceOf(addresses.treasury)).to.equal(won(1));
    });

    it("takes a transfer that somebody else makes within an approval", async () => {
      const { token, citizen, neighbour, addresses } = await opened();
      await token.connect(citizen).approve(neighbour, citizensDeposit);

      await token.connect(neighbour).transferFrom(citizen, addresses.treasury, citizensDeposit);

      expect(await token.balanceOf(addresses.treasury)).to.equal(citizensDeposit);
    });

    it("takes nothing from whoever may pay nothing", async () => {
      const { token, officers, citizen, addresses } = await opened();
      await token.connect(officers.enforcementOfficer).suspend(citizen, caseFile);

      await expect(token.connect(citizen).transfer(addresses.treasury, won(1)))
        .to.be.revertedWithCustomError(token, "SuspendedAccount")
        .withArgs(citizen.address);
    });

    it("is paid no vouchers: those are spent at businesses and public bodies", async () => {
      const system = await opened();
      const { token, citizen, addresses } = system;

      const refusal = await refusalOf(system, token, addresses.programmes, "payOnBehalf", [
        ...[citizen.address, addresses.treasury, won(1)],
      ]);

      expect(refusal).to.deep.equal([
        ...["SystemAccountNotCredited", addresses.treasury, addresses.programmes],
      ]);
    });
  });

  it("leaves a contract that is not open to what it pulls itself", async () => {
    const { token, citizen, addresses } = await opened();

    await expect(token.connect(citizen).transfer(addresses.programmes, won(1)))
      .to.be.revertedWithCustomError(token, "SystemAccountNotCredited")
      .withArgs(addresses.programmes, citizen.address);
  });
});
