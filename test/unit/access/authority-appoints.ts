import { expect } from "chai";
import { ZeroAddress } from "ethers";
import {
  institutions,
  offices,
  type Institution,
  type OfficeName,
} from "../../../deploy/offices.ts";
import { selectorOf } from "../../../deploy/selectors.ts";
import { caseFile } from "../../helpers/bank.ts";
import { administer, appoint, bind, carryOut, order } from "../../helpers/administer.ts";
import { at } from "../../helpers/chain.ts";
import { handedOver, onOneChain } from "../../helpers/suite.ts";
import { day } from "../../helpers/time.ts";

const system = onOneChain(handedOver);
const institutionNames = Object.keys(institutions) as Institution[];

const adminRole = 0n;
const publicRole = 2n ** 64n - 1n;

const idOf = (office: OfficeName): bigint => BigInt(offices[office].id);
const bit = (office: bigint): bigint => 1n << office;

describe("Authority: an administrator appoints, and does nothing else", () => {
  for (const institution of institutionNames) {
    it(`refuses every office to the ${institution}'s administrator`, async () => {
      const deployed = await system();
      const { authorities, officers } = deployed;
      const admin = officers[`${institution}Admin`].address;

      for (const office of [1n, 14n, 255n]) {
        await expect(administer(deployed, institution, ["grantRole", office, admin, 0]))
          .to.be.revertedWithCustomError(authorities[institution], "IncompatibleOffices")
          .withArgs(admin, 1n, office);
      }
    });
  }

  it("refuses administration to whoever holds an office", async () => {
    const deployed = await system();
    const { authorities, officers } = deployed;
    const account = officers.pauser.address;

    await expect(administer(deployed, "bank", ["grantRole", adminRole, account, day]))
      .to.be.revertedWithCustomError(authorities.bank, "IncompatibleOffices")
      .withArgs(account, bit(idOf("pauser")), adminRole);
  });

  it("lets nobody call a function that belongs to no office, the administrator included", async () => {
    const { authorities, officers, token } = await system();
    const admin = officers.bankAdmin;

    for (const fn of ["transfer", "suspend", "attestReserve"]) {
      const selector = selectorOf("DepositToken", fn);
      expect(await authorities.bank.canCall(admin, token, selector), fn).to.deep.equal([false, 0n]);
    }
    const call = token.interface.encodeFunctionData("suspend", [admin.address, caseFile]);
    await expect(authorities.bank.connect(admin).schedule(token, call, 0n))
      .to.be.revertedWithCustomError(authorities.bank, "AccessManagerUnauthorizedCall")
      .withArgs(admin.address, await token.getAddress(), selectorOf("DepositToken", "suspend"));
  });

  it("cannot have it done around the delay: not a second early", async () => {
    const deployed = await system();
    const { authorities, people } = deployed;
    const account = people[0]!.address;
    const office = idOf("limitsOfficer");
    await bind(deployed, "bank", account, "a clerk");
    const now = await deployed.connection.networkHelpers.time.latest();
    await at(deployed, now + 10);
    const id = await order(deployed, "bank", ["grantRole", office, account, 0]);

    await at(deployed, now + 10 + day - 1);
    await expect(carryOut(deployed, "bank", id))
      .to.be.revertedWithCustomError(deployed.dualControls.bank, "ProposalNotReady")
      .withArgs(id, now + 10 + day);
    await at(deployed, now + 10 + day);
    await expect(carryOut(deployed, "bank", id))
      .to.emit(authorities.bank, "RoleGranted")
      .withArgs(office, account, 0n, now + 10 + day, true);
  });
});

describe("Authority: what an administrator cannot change", () => {
  it("refuses every other administration of an office, the public's and an office's", async () => {
    const deployed = await system();
    for (const other of [publicRole, idOf("limitsOfficer")]) {
      await expect(administer(deployed, "bank", ["setRoleAdmin", idOf("pauser"), other]))
        .to.be.revertedWithCustomError(deployed.authorities.bank, "OfficeAdministrationIsFixed")
        .withArgs(idOf("pauser"));
    }
    expect(await deployed.authorities.bank.getRoleAdmin(idOf("pauser"))).to.equal(adminRole);
  });

  it("refuses the public as a guardian, and takes an office", async () => {
    const deployed = await system();
    const { bank } = deployed.authorities;

    await expect(administer(deployed, "bank", ["setRoleGuardian", idOf("pauser"), publicRole]))
      .to.be.revertedWithCustomError(bank, "InvalidOffice")
      .withArgs(publicRole);
    await administer(deployed, "bank", ["setRoleGuardian", idOf("pauser"), idOf("resumer")]);

    expect(await bank.getRoleGuardian(idOf("pauser"))).to.equal(idOf("resumer"));
  });

  it("refuses an administrator who would wait less than an hour", async () => {
    const deployed = await system();
    const { bank } = deployed.authorities;
    const [stranger] = deployed.people;
    const hour = 3_600n;
    expect(await bank.MIN_ADMIN_DELAY()).to.equal(hour);
    await bind(deployed, "bank", stranger!, "a third administrator");

    await expect(
      administer(deployed, "bank", ["grantRole", adminRole, stranger!.address, hour - 1n]),
    )
      .to.be.revertedWithCustomError(bank, "AdminDelayTooShort")
      .withArgs(stranger!.address, hour - 1n, hour);
    await appoint(deployed, "bank", adminRole, stranger!, hour);

    expect(await bank.hasRole(adminRole, stranger!)).to.deep.equal([true, hour]);
  });
});

describe("Authority: what nobody could undo", () => {
  it("is refused: the only administrator leaving, and an office for nobody", async () => {
    const deployed = await system();
    const { authorities, officers } = deployed;
    const bank = authorities.bank;
    const admin = officers.bankAdmin;

    await expect(bank.connect(admin).renounceRole(adminRole, admin))
      .to.be.revertedWithCustomError(bank, "LastAdministrator")
      .withArgs(admin.address);
    await expect(administer(deployed, "bank", ["grantRole", idOf("pauser"), ZeroAddress, 0]))
      .to.be.revertedWithCustomError(bank, "InvalidOfficer")
      .withArgs(ZeroAddress);
  });

  it("lets an administrator leave once a third is appointed, and keeps two persons", async () => {
    const deployed = await system();
    const { authorities, officers, people } = deployed;
    const { bankAdmin: admin, bankSecondAdmin: second } = officers;
    await appoint(deployed, "bank", adminRole, people[0]!, day);

    await authorities.bank.connect(admin).renounceRole(adminRole, admin);

    expect(await authorities.bank.officesOf(admin)).to.equal(0n);
    expect(await authorities.bank.officesOf(people[0]!)).to.equal(1n);
    await expect(authorities.bank.connect(second).renounceRole(adminRole, second))
      .to.be.revertedWithCustomError(authorities.bank, "LastAdministrator")
      .withArgs(second.address);
  });

  it("counts persons, not accounts: an administrator's other account is no third", async () => {
    const deployed = await system();
    const { authorities, officers, people } = deployed;
    const admin = officers.bankAdmin;
    const other = people[0]!;
    await bind(deployed, "bank", other, "bankAdmin");
    await administer(deployed, "bank", ["grantRole", adminRole, other.address, day]);

    await authorities.bank.connect(admin).renounceRole(adminRole, admin);
    await expect(authorities.bank.connect(other).renounceRole(adminRole, other))
      .to.be.revertedWithCustomError(authorities.bank, "LastAdministrator")
      .withArgs(other.address);
  });

  it("is refused: a delay of more than 30 days", async () => {
    const deployed = await system();
    const { authorities, addresses } = deployed;
    const longest = await authorities.bank.MAX_DELAY();
    expect(longest).to.equal(30n * 86_400n);

    for (const act of [
      ["setGrantDelay", idOf("pauser"), longest + 1n],
      ["setTargetAdminDelay", addresses.token, longest + 1n],
    ] as const) {
      await expect(administer(deployed, "bank", [...act]))
        .to.be.revertedWithCustomError(authorities.bank, "DelayTooLong")
        .withArgs(longest + 1n, longest);
    }
    await administer(deployed, "bank", ["setGrantDelay", idOf("pauser"), longest]);
    await administer(deployed, "bank", ["setTargetAdminDelay", addresses.token, longest]);
  });

  it("is refused: an officer or administrator who waits more than 5 days, which outlasts a proposal", async () => {
    const deployed = await system();
    const { authorities, dualControls, people } = deployed;
    const longest = await authorities.bank.MAX_EXECUTION_DELAY();
    expect(longest).to.equal(5n * 86_400n);
    expect(longest).to.be.lessThan(await dualControls.bank.LIFETIME());
    const account = people[0]!.address;
    await bind(deployed, "bank", account, "a clerk");

    for (const office of [idOf("pauser"), adminRole])
      await expect(administer(deployed, "bank", ["grantRole", office, account, longest + 1n]))
        .to.be.revertedWithCustomError(authorities.bank, "DelayTooLong")
        .withArgs(longest + 1n, longest);
    await administer(deployed, "bank", ["grantRole", idOf("pauser"), account, longest]);
    expect(await authorities.bank.hasRole(idOf("pauser"), account)).to.deep.equal([true, longest]);
  });

  it("is refused: an office for a function of the authority itself", async () => {
    const deployed = await system();
    const { authorities, addresses } = deployed;
    const revoke = authorities.bank.interface.getFunction("revokeRole").selector;

    await expect(
      administer(deployed, "bank", [
        "setTargetFunctionRole",
        addresses.bank,
        [revoke],
        idOf("pauser"),
      ]),
    )
      .to.be.revertedWithCustomError(authorities.bank, "AuthorityIsFixed")
      .withArgs(addresses.bank);
  });
});
