import { expect } from "chai";
import { institutions, type Institution } from "../../../deploy/offices.ts";
import { personCalled } from "../../../scripts/lib/cast.ts";
import { administer, appoint, bind, callOf, carryOut, order } from "../../helpers/administer.ts";
import { at } from "../../helpers/chain.ts";
import { handedOver, onOneChain } from "../../helpers/suite.ts";
import { day } from "../../helpers/time.ts";

const system = onOneChain(handedOver);
const institutionNames = Object.keys(institutions) as Institution[];
const adminRole = 0n;
const [pauser, resumer] = [9n, 10n];
const Side = { Maker: 1n, Checker: 2n } as const;

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

  it("takes each appointment as a matter of its own: of an office and an account", async () => {
    const deployed = await system();
    const { dualControls, addresses, people } = deployed;
    const dual = dualControls.bank;
    const [one, other] = people.map(({ address }) => address);
    const about = (fn: string, ...args: unknown[]) =>
      dual.matterOf(addresses.bank, callOf(deployed, "bank", [fn, ...args]));
    const matter = await about("grantRole", pauser, one, 0);

    expect(await about("grantRole", pauser, one, day)).to.equal(matter);
    expect(await about("revokeRole", pauser, one)).to.equal(matter);
    for (const another of [
      await about("grantRole", pauser, other, 0),
      await about("revokeRole", resumer, one),
      await about("setGrantDelay", pauser, day),
    ])
      expect(another).not.to.equal(matter);
    // On another contract a function of that name is about its first argument.
    const data = callOf(deployed, "bank", ["grantRole", pauser, one, 0]);
    expect(await dual.matterOf(addresses.token, data)).to.equal(
      await dual.matterOf(addresses.token, data.slice(0, 74)),
    );
  });

  it("never runs out of who may approve an appointment, as long as there are two", async () => {
    const deployed = await system();
    const { dualControls, authorities, officers, people, addresses, connection } = deployed;
    const dual = dualControls.bank;
    const [third, next, clerk] = [people[0]!, people[1]!, people[2]!];
    const { bankAdmin: first, bankSecondAdmin: second } = officers;
    await appoint(deployed, "bank", adminRole, third, day);
    // The first and the third have proposed on both offices, and the second alone has ever approved.
    for (const [office, account] of [
      [adminRole, officers.pauser.address],
      [pauser, people[3]!.address],
    ] as const)
      for (const by of [first, third]) {
        const data = callOf(deployed, "bank", [
          "grantRole",
          office,
          account,
          by === first ? day : 2 * day,
        ]);
        await dual.connect(by).propose(addresses.bank, data);
      }
    await authorities.bank.connect(second).renounceRole(adminRole, second);

    const done = async (...act: [string, ...unknown[]]) => {
      await dual.connect(first).propose(addresses.bank, callOf(deployed, "bank", act));
      await connection.networkHelpers.time.increase(day);
      await dual.connect(third).approve(await dual.proposals());
    };
    await done("bindPerson", next.address, personCalled("next"));
    await done("grantRole", adminRole, next.address, day);
    await done("bindPerson", clerk.address, personCalled("clerk"));
    await done("grantRole", pauser, clerk.address, 0);

    expect(await authorities.bank.officesOf(next)).to.equal(1n);
    expect(await authorities.bank.officesOf(clerk)).to.equal(1n << pauser);
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
