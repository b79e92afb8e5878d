import { expect } from "chai";
import { ZeroAddress, ZeroHash, type BaseContract } from "ethers";
import { personCalled } from "../../../scripts/lib/cast.ts";
import { Authority__factory, DualControl__factory } from "../../../typechain-types/index.ts";
import { administer, appoint, bind } from "../../helpers/administer.ts";
import { handedOver, onOneChain } from "../../helpers/suite.ts";
import { day } from "../../helpers/time.ts";

const system = onOneChain(handedOver);
const adminRole = 0n;
const [pauser, resumer, limitsOfficer] = [9n, 10n, 7n];

describe("Persons: an account belongs to one, for ever", () => {
  it("binds an account once", async () => {
    const deployed = await system();
    const { authorities, people } = deployed;
    const account = people[0]!.address;
    const person = personCalled("a clerk");

    await expect(administer(deployed, "bank", ["bindPerson", account, person]))
      .to.emit(authorities.bank, "PersonBound")
      .withArgs(account, person);
    expect(await authorities.bank.personOf(account)).to.equal(person);
    for (const other of [person, personCalled("another")]) {
      const time = deployed.connection.networkHelpers.time;
      await expect(administer(deployed, "bank", ["bindPerson", account, other]))
        .to.be.revertedWithCustomError(authorities.bank, "AlreadyBound")
        .withArgs(account, person);
      await time.increase(day);
    }
  });

  it("refuses no person, no account, and who deployed", async () => {
    const deployed = await system();
    const { authorities, people, connection } = deployed;
    const account = people[0]!.address;
    const [deployer] = await connection.ethers.getSigners();

    await expect(administer(deployed, "bank", ["bindPerson", account, ZeroHash]))
      .to.be.revertedWithCustomError(authorities.bank, "PersonUnknown")
      .withArgs(account);
    for (const nobody of [ZeroAddress, deployer!.address]) {
      await expect(administer(deployed, "bank", ["bindPerson", nobody, personCalled("a clerk")]))
        .to.be.revertedWithCustomError(authorities.bank, "InvalidOfficer")
        .withArgs(nobody);
    }
  });

  it("grants no office to an account that is nobody's", async () => {
    const deployed = await system();
    const { authorities, people } = deployed;
    const account = people[0]!.address;
    for (const office of [pauser, adminRole]) {
      await expect(administer(deployed, "bank", ["grantRole", office, account, day]))
        .to.be.revertedWithCustomError(authorities.bank, "PersonUnknown")
        .withArgs(account);
    }
  });

  it("refuses an incompatible office to a person's other account, after a revocation too", async () => {
    const deployed = await system();
    const { authorities, officers, people } = deployed;
    const account = people[0]!.address;
    await bind(deployed, "bank", account, "pauser");
    const refused = () =>
      expect(administer(deployed, "bank", ["grantRole", resumer, account, 0]))
        .to.be.revertedWithCustomError(authorities.bank, "IncompatibleOffices")
        .withArgs(account, 1n << pauser, resumer);

    await refused();
    await administer(deployed, "bank", ["revokeRole", pauser, officers.pauser.address]);
    await deployed.connection.networkHelpers.time.increase(7 * day); // the first is stale
    await refused();
    expect(await authorities.bank.officesOf(account)).to.equal(0n);
  });

  it("says what a person holds with all its accounts, and what it ever held", async () => {
    const deployed = await system();
    const { authorities, officers, people } = deployed;
    const account = people[0]!.address;
    const person = personCalled("pauser");
    await bind(deployed, "bank", account, "pauser");
    await administer(deployed, "bank", ["grantRole", limitsOfficer, account, 0]);
    const both = (1n << pauser) | (1n << limitsOfficer);
    expect(await authorities.bank.officesOfPerson(person)).to.deep.equal([both, both]);

    await administer(deployed, "bank", ["revokeRole", pauser, officers.pauser.address]);

    const rest = 1n << limitsOfficer;
    expect(await authorities.bank.officesOfPerson(person)).to.deep.equal([rest, both]);
    expect(await authorities.bank.officesOfPerson(personCalled("nobody"))).to.deep.equal([0n, 0n]);
  });

  it("refuses every office for ever to who has administered, and administration to who held one", async () => {
    const deployed = await system();
    const { authorities, officers, people } = deployed;
    const third = people[0]!;
    await appoint(deployed, "bank", adminRole, third, day);
    await authorities.bank.connect(third).renounceRole(adminRole, third);
    await authorities.bank.connect(officers.pauser).renounceRole(pauser, officers.pauser);

    await expect(administer(deployed, "bank", ["grantRole", pauser, third.address, 0]))
      .to.be.revertedWithCustomError(authorities.bank, "IncompatibleOffices")
      .withArgs(third.address, 1n, pauser);
    const account = officers.pauser.address;
    await expect(administer(deployed, "bank", ["grantRole", adminRole, account, day]))
      .to.be.revertedWithCustomError(authorities.bank, "IncompatibleOffices")
      .withArgs(account, 1n << pauser, adminRole);
  });
});

describe("Authority: its dual control, set once by the deployer", () => {
  /** An authority of its own, not yet handed over, with `count` administrators beside the deployer. */
  async function rooted(count: number) {
    const { people, dualControls } = await system();
    const deployer = people[0]!;
    const authority = await new Authority__factory(deployer).deploy(deployer, [], []);
    const dual = await new DualControl__factory(deployer).deploy(authority);
    for (const admin of people.slice(1, 1 + count)) {
      await authority.bindPerson(admin, personCalled(admin.address));
      await authority.grantRole(adminRole, admin, day);
    }
    return { deployer, authority, dual, people, dualControls, stranger: people[9]! };
  }

  it("is set with two administrators, and from then on binds the deployer too", async () => {
    const { deployer, authority, dual, stranger } = await rooted(2);
    expect(await authority.dualControl()).to.equal(ZeroAddress);

    await expect(authority.setDualControl(dual))
      .to.emit(authority, "DualControlSet")
      .withArgs(await dual.getAddress());
    await expect(authority.bindPerson(stranger, personCalled("x")))
      .to.be.revertedWithCustomError(authority, "NeedsDualControl")
      .withArgs(deployer.address);
    await expect(authority.setDualControl(dual))
      .to.be.revertedWithCustomError(authority, "DualControlIsSet")
      .withArgs(await dual.getAddress());
    const { interface: functions }: BaseContract = authority;
    const close = functions.encodeFunctionData("setTargetClosed", [stranger.address, true]);
    await expect(dual.propose(authority, close))
      .to.be.revertedWithCustomError(authority, "PersonUnknown")
      .withArgs(deployer.address);

    await authority.renounceRole(adminRole, deployer);
    expect(await authority.officesOf(deployer)).to.equal(0n);
  });

  it("is refused with fewer, with two accounts of one person, and to a stranger", async () => {
    const { authority, dual, people, stranger } = await rooted(1);
    expect(await authority.ADMINISTRATORS()).to.equal(2n);
    const refused = () =>
      expect(authority.setDualControl(dual))
        .to.be.revertedWithCustomError(authority, "TooFewAdministrators")
        .withArgs(1n, 2n);

    await refused();
    const first = people[1]!;
    await authority.bindPerson(stranger, personCalled(first.address));
    await authority.grantRole(adminRole, stranger, day);
    await refused();
    await expect(authority.connect(first).setDualControl(dual)).to.be.revertedWithCustomError(
      authority,
      "AccessManagerNotScheduled",
    );
    const nobody = people[8]!;
    await expect(authority.connect(nobody).setDualControl(dual))
      .to.be.revertedWithCustomError(authority, "AccessManagerUnauthorizedAccount")
      .withArgs(nobody.address, adminRole);
  });

  it("is refused where it is none, or another authority's", async () => {
    const { authority, dualControls, stranger } = await rooted(2);
    for (const wrong of [stranger.address, await dualControls.bank.getAddress()]) {
      await expect(authority.setDualControl(wrong))
        .to.be.revertedWithCustomError(authority, "InvalidDualControl")
        .withArgs(wrong);
    }
  });

  it("makes it two who remain: the deployer leaves only behind both", async () => {
    const { deployer, authority } = await rooted(0);

    await expect(authority.renounceRole(adminRole, deployer))
      .to.be.revertedWithCustomError(authority, "LastAdministrator")
      .withArgs(deployer.address);
    await expect(authority.setDualControl(ZeroAddress))
      .to.be.revertedWithCustomError(authority, "InvalidDualControl")
      .withArgs(ZeroAddress);
  });
});
