import { expect } from "chai";
import { dataSlice, encodeBytes32String, id, ZeroAddress } from "ethers";
import { selectorOf } from "../../../deploy/selectors.ts";
import { Authority__factory } from "../../../typechain-types/index.ts";
import { administer, callOf, order } from "../../helpers/administer.ts";
import { at } from "../../helpers/chain.ts";
import { institutionNames } from "../../helpers/offices.ts";
import { handedOver, onOneChain } from "../../helpers/suite.ts";
import { day } from "../../helpers/time.ts";

/* What OpenZeppelin's AccessManager does stays as it is beside what Authority adds. */

const system = onOneChain(handedOver);
const [adminRole, pauser, resumer] = [0n, 9n, 10n];
const publicRole = 2n ** 64n - 1n;

describe("Authority: what it inherits is logged", () => {
  it("a guardian, a contract's delay, a contract closed, a function's office", async () => {
    const deployed = await system();
    const { addresses, authorities, connection } = deployed;
    const { token } = addresses;
    const pause = selectorOf("DepositToken", "pause");
    const done = (...act: [string, ...unknown[]]) => administer(deployed, "bank", act);

    await expect(done("setRoleGuardian", pauser, resumer))
      .to.emit(authorities.bank, "RoleGuardianChanged")
      .withArgs(pauser, resumer);
    await expect(done("setTargetClosed", token, true))
      .to.emit(authorities.bank, "TargetClosed")
      .withArgs(token, true);
    await expect(done("setTargetFunctionRole", token, [pause], resumer))
      .to.emit(authorities.bank, "TargetFunctionRoleUpdated")
      .withArgs(token, pause, resumer);
    const sent = await done("setTargetAdminDelay", token, 2 * day);
    const effect = (await connection.networkHelpers.time.latest()) + 5 * day;
    await expect(sent)
      .to.emit(authorities.bank, "TargetAdminDelayUpdated")
      .withArgs(token, 2 * day, effect);
    expect(await authorities.bank.getTargetAdminDelay(token)).to.equal(0n);
    await connection.networkHelpers.time.increase(5 * day);
    expect(await authorities.bank.getTargetAdminDelay(token)).to.equal(BigInt(2 * day));
  });

  it("an act once scheduled and executed, and an office's label", async () => {
    const deployed = await system();
    const { addresses, authorities, officers, connection } = deployed;
    const bank = authorities.bank.connect(officers.bankAdmin);
    const label = callOf(deployed, "bank", ["labelRole", pauser, "pauser"]);
    const operation = await bank.hashOperation(officers.bankAdmin, addresses.bank, label);
    await bank.schedule(addresses.bank, label, 0n);
    expect(await bank.getNonce(operation)).to.equal(1n);
    await connection.networkHelpers.time.increase(day);

    const sent = bank.execute(addresses.bank, label);
    await expect(sent).to.emit(bank, "RoleLabel").withArgs(pauser, "pauser");
    await expect(sent).to.emit(bank, "OperationExecuted").withArgs(operation, 1n);
  });
});

describe("Authority: what it inherits is refused", () => {
  it("a label for everybody's office or the administrator's", async () => {
    const deployed = await system();
    for (const office of [adminRole, publicRole]) {
      await expect(administer(deployed, "bank", ["labelRole", office, "x"]))
        .to.be.revertedWithCustomError(deployed.authorities.bank, "AccessManagerLockedRole")
        .withArgs(office);
    }
  });

  it("an office renounced in another's name", async () => {
    const { authorities, officers } = await system();
    const bank = authorities.bank.connect(officers.bankAdmin);

    await expect(bank.renounceRole(pauser, officers.pauser)).to.be.revertedWithCustomError(
      bank,
      "AccessManagerBadConfirmation",
    );
  });

  it("an act executed a week after it could be", async () => {
    const deployed = await system();
    const { addresses, authorities, officers, connection } = deployed;
    const bank = authorities.bank.connect(officers.bankAdmin);
    const label = callOf(deployed, "bank", ["labelRole", pauser, "pauser"]);
    const operation = await bank.hashOperation(officers.bankAdmin, addresses.bank, label);
    await bank.schedule(addresses.bank, label, 0n);
    const end = (await connection.networkHelpers.time.latest()) + day;
    await at(deployed, end + Number(await bank.expiration()));

    await expect(bank.execute(addresses.bank, label))
      .to.be.revertedWithCustomError(bank, "AccessManagerExpired")
      .withArgs(operation);
  });

  it("an act of an administrator cancelled by who is none", async () => {
    const deployed = await system();
    const { addresses, authorities, officers } = deployed;
    const act = ["setGrantDelay", pauser, day] as const;
    const call = callOf(deployed, "bank", act);
    await order(deployed, "bank", act);
    const { pauser: officer, bankAdmin: admin } = officers;

    await expect(authorities.bank.connect(officer).cancel(admin, addresses.bank, call))
      .to.be.revertedWithCustomError(authorities.bank, "AccessManagerUnauthorizedCancel")
      .withArgs(officer.address, admin.address, addresses.bank, call.slice(0, 10));
  });

  it("an office for the function that would change a contract's authority", async () => {
    const deployed = await system();
    const setAuthority = dataSlice(id("setAuthority(address)"), 0, 4);
    const { registry } = deployed.addresses;
    const act = ["setTargetFunctionRole", registry, [setAuthority], 13n] as const;

    await expect(administer(deployed, "operator", act))
      .to.be.revertedWithCustomError(deployed.authorities.operator, "AccessManagerLockedFunction")
      .withArgs(setAuthority);
  });

  it("an act on an account that has no code, by one officer or by two", async () => {
    const deployed = await system();
    const { authorities, dualControls, officers, people } = deployed;
    const [nobody, call] = [people[0]!.address, "0x12345678"];
    await administer(deployed, "bank", ["setTargetFunctionRole", nobody, [call], pauser]);
    await expect(authorities.bank.connect(officers.pauser).execute(nobody, call))
      .to.be.revertedWithCustomError(authorities.bank, "AddressEmptyCode")
      .withArgs(nobody);

    await administer(deployed, "bank", ["setTargetFunctionRole", nobody, [call], resumer]);
    const control = dualControls.bank;
    await control.connect(officers.resumer).propose(nobody, call);
    await expect(control.connect(officers.resumerChecker).approve(await control.proposals()))
      .to.be.revertedWithCustomError(control, "AddressEmptyCode")
      .withArgs(nobody);
  });

  it("an authority that nobody administers", async () => {
    const { people, authorities } = await system();

    await expect(new Authority__factory(people[0]!).deploy(ZeroAddress, [], []))
      .to.be.revertedWithCustomError(authorities.bank, "AccessManagerInvalidInitialAdmin")
      .withArgs(ZeroAddress);
  });
});

describe("Authority: numbers that it inherits", () => {
  for (const institution of institutionNames) {
    it(`are the same in the ${institution}'s`, async () => {
      const { authorities, officers } = await system();
      const authority = authorities[institution];
      const admin = officers[`${institution}Admin`];

      expect(await authority.ADMIN_ROLE()).to.equal(adminRole);
      expect(await authority.PUBLIC_ROLE()).to.equal(publicRole);
      expect(await authority.expiration()).to.equal(BigInt(7 * day));
      expect(await authority.minSetback()).to.equal(BigInt(5 * day));
      expect(await authority.getRoleGrantDelay(pauser)).to.equal(0n);
      const [since, delay] = await authority.getAccess(adminRole, admin);
      expect([since > 0n, delay]).to.deep.equal([true, BigInt(day)]);
      expect(await authority.getNonce(encodeBytes32String("none"))).to.equal(0n);
    });
  }
});
