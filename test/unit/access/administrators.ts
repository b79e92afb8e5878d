import { expect } from "chai";
import { ZeroAddress, ZeroHash, type BaseContract } from "ethers";
import { institutions, type Institution } from "../../../deploy/offices.ts";
import { personCalled } from "../../../scripts/lib/cast.ts";
import { Authority__factory, DualControl__factory } from "../../../typechain-types/index.ts";
import {
  administer,
  appoint,
  bind,
  callOf,
  carryOut,
  order,
  type Act,
} from "../../helpers/administer.ts";
import { at, decoded } from "../../helpers/chain.ts";
import type { Deployed } from "../../helpers/fixtures.ts";
import { handedOver, onOneChain } from "../../helpers/suite.ts";
import { day } from "../../helpers/time.ts";

const system = onOneChain(handedOver);
const institutionNames = Object.keys(institutions) as Institution[];
const adminRole = 0n;
const [pauser, resumer, limitsOfficer] = [9n, 10n, 7n];
const Side = { Maker: 1n, Checker: 2n } as const;

/** One of every act that changes offices. */
const acts = ({ addresses, people }: Deployed): readonly Act[] => [
  ["bindPerson", people[0]!.address, personCalled("a clerk")],
  ["grantRole", pauser, people[0]!.address, 0],
  ["revokeRole", pauser, people[0]!.address],
  ["setRoleGuardian", pauser, resumer],
  ["setGrantDelay", pauser, day],
  ["setTargetFunctionRole", addresses.token, ["0x12345678"], pauser],
  ["setTargetAdminDelay", addresses.token, day],
  ["setTargetClosed", addresses.token, true],
];

describe("Administrators: an office changes through dual control alone", () => {
  for (const [n, fn] of [
    ...["bindPerson", "grantRole", "revokeRole", "setRoleGuardian", "setGrantDelay"],
    ...["setTargetFunctionRole", "setTargetAdminDelay", "setTargetClosed"],
  ].entries()) {
    it(`${fn} is refused to everybody who calls it, and done by two`, async () => {
      const deployed = await system();
      const { authorities, officers, people, connection } = deployed;
      const act = acts(deployed)[n]!;
      const data = callOf(deployed, "bank", act);
      const to = deployed.addresses.bank;
      const [deployer] = await connection.ethers.getSigners();

      for (const by of [officers.bankAdmin, officers.pauser, people[0]!, deployer!]) {
        await expect(by.sendTransaction({ to, data }))
          .to.be.revertedWithCustomError(authorities.bank, "NeedsDualControl")
          .withArgs(by.address);
      }
      if (fn === "grantRole") await bind(deployed, "bank", people[0]!, "a clerk");
      await administer(deployed, "bank", act);
    });

    it(`${fn} is refused also as scheduled, by way of execute and in a multicall`, async () => {
      const deployed = await system();
      const { authorities, officers, addresses, connection } = deployed;
      const authority = authorities.bank.connect(officers.bankAdmin);
      const data = callOf(deployed, "bank", acts(deployed)[n]!);
      const refused = (by: string, sent: Promise<unknown>) =>
        expect(sent).to.be.revertedWithCustomError(authority, "NeedsDualControl").withArgs(by);
      await authority.schedule(addresses.bank, data, 0n);
      await connection.networkHelpers.time.increase(day);

      const admin = officers.bankAdmin;
      await refused(admin.address, admin.sendTransaction({ to: addresses.bank, data }));
      await refused(addresses.bank, authority.execute(addresses.bank, data));
      await refused(admin.address, authority.multicall([data]));
    });
  }

  it("but an office is renounced by its holder alone", async () => {
    const { authorities, officers } = await system();
    const holder = officers.pauser;

    await expect(authorities.bank.connect(holder).renounceRole(pauser, holder))
      .to.emit(authorities.bank, "RoleRevoked")
      .withArgs(pauser, holder.address);
  });

  it("and officers call their functions as before", async () => {
    const { token, officers } = await system();

    await expect(token.connect(officers.pauser).pause())
      .to.emit(token, "Paused")
      .withArgs(officers.pauser.address);
  });
});

describe("Administrators: one proposes, the other approves", () => {
  for (const institution of institutionNames) {
    it(`appoints an officer of the ${institution}, a day after the proposal`, async () => {
      const deployed = await system();
      const { dualControls, authorities, officers, people } = deployed;
      const account = people[0]!.address;
      await bind(deployed, institution, account, "a clerk");
      const start = (await deployed.connection.networkHelpers.time.latest()) + 10;
      await at(deployed, start);
      const id = await order(deployed, institution, ["grantRole", 200n, account, 0]);
      expect((await dualControls[institution].proposalOf(id)).readyAt).to.equal(start + day);

      await at(deployed, start + day);
      const sent = carryOut(deployed, institution, id);
      await expect(sent)
        .to.emit(dualControls[institution], "ProposalApproved")
        .withArgs(
          ...[id, officers[`${institution}Admin`].address],
          officers[`${institution}SecondAdmin`].address,
        );
      await expect(sent)
        .to.emit(authorities[institution], "RoleGranted")
        .withArgs(200n, account, 0n, start + day, true);
      expect(await authorities[institution].officesOf(account)).to.equal(1n << 200n);
    });
  }

  it("keeps the schedule in the maker's name, and takes one act once", async () => {
    const deployed = await system();
    const { authorities, dualControls, officers, addresses } = deployed;
    const admin = officers.bankAdmin;
    const data = callOf(deployed, "bank", ["setGrantDelay", pauser, day]);
    const operation = await authorities.bank.hashOperation(admin, addresses.bank, data);
    const dual = dualControls.bank.connect(admin);
    const start = (await deployed.connection.networkHelpers.time.latest()) + 10;
    await at(deployed, start);

    await expect(dual.propose(addresses.bank, data))
      .to.emit(authorities.bank, "OperationScheduled")
      .withArgs(operation, 1n, start + day, admin.address, addresses.bank, data);
    await expect(dual.propose(addresses.bank, data))
      .to.be.revertedWithCustomError(authorities.bank, "AccessManagerAlreadyScheduled")
      .withArgs(operation);
  });

  it("waits as long as the contract's own delay says, where that is longer", async () => {
    const deployed = await system();
    const { dualControls, addresses, connection } = deployed;
    await administer(deployed, "bank", ["setTargetAdminDelay", addresses.token, 3 * day]);
    await connection.networkHelpers.time.increase(5 * day); // until a changed delay counts
    const start = (await connection.networkHelpers.time.latest()) + 10;
    await at(deployed, start);

    const id = await order(deployed, "bank", ["setTargetClosed", addresses.token, true]);

    expect((await dualControls.bank.proposalOf(id)).readyAt).to.equal(start + 3 * day);
  });

  it("refuses a maker who is no administrator of this institution", async () => {
    const deployed = await system();
    const { dualControls, officers, addresses, people } = deployed;
    const data = callOf(deployed, "bank", ["setGrantDelay", pauser, day]);
    for (const account of [officers.pauser, officers.operatorAdmin, people[0]!]) {
      await expect(dualControls.bank.connect(account).propose(addresses.bank, data))
        .to.be.revertedWithCustomError(dualControls.bank, "OfficeNotHeld")
        .withArgs(account.address, adminRole);
    }
  });

  it("refuses a checker who is the maker, the maker's other account, or no administrator", async () => {
    const deployed = await system();
    const { dualControls, officers, people } = deployed;
    const dual = dualControls.bank;
    const other = people[0]!;
    await bind(deployed, "bank", other, "bankAdmin");
    await administer(deployed, "bank", ["grantRole", adminRole, other.address, day]);
    const id = await order(deployed, "bank", ["setGrantDelay", pauser, day]);
    await deployed.connection.networkHelpers.time.increase(day);
    const maker = officers.bankAdmin.address;

    for (const account of [officers.bankAdmin, other]) {
      await expect(dual.connect(account).approve(id))
        .to.be.revertedWithCustomError(dual, "SamePerson")
        .withArgs(maker, account.address, personCalled("bankAdmin"));
    }
    await expect(dual.connect(officers.operatorAdmin).approve(id))
      .to.be.revertedWithCustomError(dual, "OfficeNotHeld")
      .withArgs(officers.operatorAdmin.address, adminRole);
  });

  it("refuses a maker dismissed since", async () => {
    const deployed = await system();
    const { dualControls, officers, people, connection } = deployed;
    const dual = dualControls.bank;
    const [third] = people;
    await appoint(deployed, "bank", adminRole, third!, day);
    const data = callOf(deployed, "bank", ["setGrantDelay", 200n, day]);
    await dual.connect(third).propose(deployed.addresses.bank, data);
    const id = await dual.proposals();
    await administer(deployed, "bank", ["revokeRole", adminRole, third!.address]);
    await connection.networkHelpers.time.increase(day);

    await expect(carryOut(deployed, "bank", id))
      .to.be.revertedWithCustomError(dual, "OfficeNotHeld")
      .withArgs(third!.address, adminRole);
    expect(await deployed.authorities.bank.hasRole(adminRole, officers.bankAdmin)).to.deep.equal([
      true,
      86_400n,
    ]);
  });

  it("keeps each administrator on one side of an office for ever", async () => {
    const deployed = await system();
    const { dualControls, officers, addresses } = deployed;
    const dual = dualControls.bank;
    await administer(deployed, "bank", ["setGrantDelay", pauser, day]);
    const again = callOf(deployed, "bank", ["setGrantDelay", pauser, 2 * day]);
    const elsewhere = callOf(deployed, "bank", ["setGrantDelay", resumer, day]);
    const second = dual.connect(officers.bankSecondAdmin);

    await expect(second.propose(addresses.bank, again))
      .to.be.revertedWithCustomError(dual, "PastAct")
      .withArgs(
        ...[personCalled("bankSecondAdmin"), await dual.matterOf(addresses.bank, again)],
        Side.Checker,
      );
    await second.propose(addresses.bank, elsewhere);
    await deployed.connection.networkHelpers.time.increase(day);
    await expect(dual.connect(officers.bankAdmin).approve(await dual.proposals())).to.emit(
      deployed.authorities.bank,
      "RoleGrantDelayChanged",
    );
  });

  it("refuses several acts in one call, which would be about no office", async () => {
    const deployed = await system();
    const { dualControls, officers, addresses } = deployed;
    const inner = callOf(deployed, "bank", ["setGrantDelay", pauser, day]);
    const many = callOf(deployed, "bank", ["multicall", [inner]]);

    await expect(dualControls.bank.connect(officers.bankAdmin).propose(addresses.bank, many))
      .to.be.revertedWithCustomError(dualControls.bank, "NoCheckingOffice")
      .withArgs(adminRole);
  });

  it("bubbles what the authority refuses, and the schedule stays", async () => {
    const deployed = await system();
    const { authorities, officers } = deployed;
    const account = officers.pauser.address;
    const id = await order(deployed, "bank", ["grantRole", resumer, account, 0]);
    await deployed.connection.networkHelpers.time.increase(day);

    for (const attempt of [1, 2]) {
      await expect(carryOut(deployed, "bank", id), String(attempt))
        .to.be.revertedWithCustomError(authorities.bank, "IncompatibleOffices")
        .withArgs(account, 1n << pauser, resumer);
    }
  });
});

describe("Administrators: what was proposed is taken back", () => {
  it("by withdrawal, which cancels it in the authority too, so that it can be proposed anew", async () => {
    const deployed = await system();
    const { dualControls, authorities, officers, addresses } = deployed;
    const { bankAdmin: admin, bankSecondAdmin: second } = officers;
    const act: Act = ["setGrantDelay", pauser, day];
    const data = callOf(deployed, "bank", act);
    const operation = await authorities.bank.hashOperation(admin, addresses.bank, data);

    for (const by of [admin, second]) {
      const id = await order(deployed, "bank", act);
      const sent = dualControls.bank.connect(by).withdraw(id);
      await expect(sent).to.emit(dualControls.bank, "ProposalWithdrawn").withArgs(id, by.address);
      await expect(sent).to.emit(authorities.bank, "OperationCanceled");
      expect(await authorities.bank.getSchedule(operation)).to.equal(0n);
    }
  });

  it("by an administrator in the authority: then it cannot be approved, and still be withdrawn", async () => {
    const deployed = await system();
    const { dualControls, authorities, officers, addresses } = deployed;
    const { bankAdmin: admin, bankSecondAdmin: second } = officers;
    const act: Act = ["setGrantDelay", pauser, day];
    const data = callOf(deployed, "bank", act);
    const operation = await authorities.bank.hashOperation(admin, addresses.bank, data);
    const id = await order(deployed, "bank", act);
    await authorities.bank.connect(second).cancel(admin, addresses.bank, data);
    await deployed.connection.networkHelpers.time.increase(day);

    await expect(carryOut(deployed, "bank", id))
      .to.be.revertedWithCustomError(authorities.bank, "AccessManagerNotScheduled")
      .withArgs(operation);
    const refusal = await dualControls.bank.approvalRefusal(id, second);
    expect(decoded(authorities.bank, refusal)).to.deep.equal([
      "AccessManagerNotScheduled",
      operation,
    ]);
    await expect(dualControls.bank.connect(admin).withdraw(id)).to.emit(
      dualControls.bank,
      "ProposalWithdrawn",
    );
  });

  it("by time: stale in the authority at the same second", async () => {
    const deployed = await system();
    const { dualControls } = deployed;
    const id = await order(deployed, "bank", ["setGrantDelay", pauser, day]);
    const end = Number(await dualControls.bank.expiresAt(id));

    await at(deployed, end);
    await expect(carryOut(deployed, "bank", id))
      .to.be.revertedWithCustomError(dualControls.bank, "ProposalStale")
      .withArgs(id, end);
    const again = await order(deployed, "bank", ["setGrantDelay", pauser, day]);
    await at(deployed, Number(await dualControls.bank.expiresAt(again)) - 1);
    await expect(carryOut(deployed, "bank", again)).to.emit(
      deployed.authorities.bank,
      "RoleGrantDelayChanged",
    );
  });
});

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
