import { expect } from "chai";
import { ZeroAddress, type BaseContract } from "ethers";
import {
  incompatible,
  institutions,
  offices,
  type Institution,
  type Office,
  type OfficeName,
} from "../../../deploy/offices.ts";
import { selectorOf } from "../../../deploy/selectors.ts";
import { Authority__factory } from "../../../typechain-types/index.ts";
import {
  admit,
  admittedUntil,
  attested,
  caseFile,
  fundingDeposit,
  readyBank,
} from "../../helpers/bank.ts";
import { administer, appoint, bind, carryOut, order, type Act } from "../../helpers/administer.ts";
import { at, eventsOf, speakAs } from "../../helpers/chain.ts";
import { AccountKind, Mcc, Region } from "../../helpers/kinds.ts";
import { handedOver, onOneChain } from "../../helpers/suite.ts";
import { day } from "../../helpers/time.ts";
import { budget, expiresAt, grantedVoucher, purpose, type Market } from "../../helpers/voucher.ts";

const system = onOneChain(handedOver);
const institutionNames = Object.keys(institutions) as Institution[];

const adminRole = 0n;
const publicRole = 2n ** 64n - 1n;

const idOf = (office: OfficeName): bigint => BigInt(offices[office].id);
const bit = (office: bigint): bigint => 1n << office;

describe("Authority: deployment", () => {
  type Numbers = readonly (readonly [one: bigint, other: bigint])[];

  /** An authority of its own, with these excluded pairs, and offices that others check. */
  async function rooted(pairs: Numbers, checks: Numbers = []) {
    const { people } = await system();
    const [admin] = people;
    return new Authority__factory(admin!).deploy(
      admin!,
      pairs.map(([one, other]) => ({ one, other })),
      checks.map(([office, checkedBy]) => ({ office, checkedBy })),
    );
  }
  /** Its interface, to name a refused deployment's error by. */
  const any = async () => (await system()).authorities.bank;

  it("logs the pairs it excludes, and excludes them both ways", async () => {
    const authority = await rooted([[254n, 255n]]);
    const deployment = authority.deploymentTransaction();

    await expect(deployment).to.emit(authority, "OfficesExcluded").withArgs(254n, 255n);
    expect(await authority.areIncompatible(254n, 255n)).to.equal(true);
    expect(await authority.areIncompatible(255n, 254n)).to.equal(true);
    expect(await authority.areIncompatible(253n, 255n)).to.equal(false);
  });

  it("refuses an office paired with itself", async () => {
    const authority = await any();

    await expect(rooted([[7n, 7n]]))
      .to.be.revertedWithCustomError(authority, "InvalidOffice")
      .withArgs(7n);
  });

  it("refuses an office above 255, on either side", async () => {
    const authority = await any();

    await expect(rooted([[256n, 1n]]))
      .to.be.revertedWithCustomError(authority, "InvalidOffice")
      .withArgs(256n);
    await expect(rooted([[1n, 256n]]))
      .to.be.revertedWithCustomError(authority, "InvalidOffice")
      .withArgs(256n);
    await expect(rooted([[publicRole, 300n]]))
      .to.be.revertedWithCustomError(authority, "InvalidOffice")
      .withArgs(publicRole);
  });

  it("logs which office checks which, and keeps it", async () => {
    const authority = await rooted([], [[254n, 255n]]);

    await expect(authority.deploymentTransaction())
      .to.emit(authority, "OfficeChecked")
      .withArgs(254n, 255n);
    expect(await authority.checkingOffice(254n)).to.equal(255n);
    expect(await authority.checkingOffice(255n)).to.equal(0n);
  });

  it("refuses to have an office checked by itself, by the administrator or by no office", async () => {
    const authority = await any();

    for (const [check, wrong] of [
      [[7n, 7n], 7n],
      [[7n, adminRole], adminRole],
      [[adminRole, 7n], adminRole],
      [[7n, 256n], 256n],
      [[256n, 7n], 256n],
    ] as const) {
      await expect(rooted([], [check]))
        .to.be.revertedWithCustomError(authority, "InvalidOffice")
        .withArgs(wrong);
    }
  });

  it("knows no exclusion between numbers that are no offices", async () => {
    const { authorities } = await system();

    expect(await authorities.bank.areIncompatible(256n, 257n)).to.equal(false);
    expect(await authorities.bank.areIncompatible(publicRole, 9n)).to.equal(false);
  });
});

describe("Authority: incompatible offices", () => {
  for (const institution of institutionNames) {
    it(`excludes in the ${institution}'s authority exactly the table's pairs`, async () => {
      const { authorities } = await system();
      const names = (Object.keys(offices) as OfficeName[]).filter(
        (name) => offices[name].institution === institution,
      );
      for (const one of names) {
        for (const other of names) {
          const listed = incompatible.some(
            ([a, b]) => (a === one && b === other) || (a === other && b === one),
          );
          expect(
            await authorities[institution].areIncompatible(idOf(one), idOf(other)),
            `${one}, ${other}`,
          ).to.equal(listed);
        }
        expect(await authorities[institution].areIncompatible(adminRole, idOf(one))).to.equal(true);
        expect(await authorities[institution].areIncompatible(idOf(one), adminRole)).to.equal(true);
      }
      expect(await authorities[institution].areIncompatible(adminRole, adminRole)).to.equal(false);
    });
  }

  for (const [one, other, reason] of incompatible) {
    for (const [held, wanted] of [
      [one, other],
      [other, one],
    ] as const) {
      it(`refuses ${wanted} to the ${held}: ${reason}`, async () => {
        const deployed = await system();
        const { authorities, officers } = deployed;
        const { institution } = offices[held];

        await expect(
          administer(deployed, institution, ["grantRole", idOf(wanted), officers[held].address, 0]),
        )
          .to.be.revertedWithCustomError(authorities[institution], "IncompatibleOffices")
          .withArgs(officers[held].address, bit(idOf(held)), idOf(wanted));
      });
    }
  }

  it("names everything the account holds", async () => {
    const deployed = await system();
    const { authorities, officers } = deployed;
    const account = officers.pauser.address;
    await administer(deployed, "bank", ["grantRole", idOf("limitsOfficer"), account, 0]);

    await expect(administer(deployed, "bank", ["grantRole", idOf("resumer"), account, 0]))
      .to.be.revertedWithCustomError(authorities.bank, "IncompatibleOffices")
      // limitsOfficer is 7 and pauser 9: 2^7 + 2^9 = 640
      .withArgs(account, 640n, idOf("resumer"));
  });

  it("refuses the other office still once the first is revoked, and after a new grant", async () => {
    const deployed = await system();
    const { authorities, officers } = deployed;
    const account = officers.pauser.address;
    const refused = () =>
      expect(administer(deployed, "bank", ["grantRole", idOf("resumer"), account, 0]))
        .to.be.revertedWithCustomError(authorities.bank, "IncompatibleOffices")
        .withArgs(account, bit(idOf("pauser")), idOf("resumer"));

    await administer(deployed, "bank", ["revokeRole", idOf("pauser"), account]);
    expect(await authorities.bank.officesOf(account)).to.equal(0n);
    await refused();

    await administer(deployed, "bank", ["grantRole", idOf("pauser"), account, 0]);
    await administer(deployed, "bank", ["revokeRole", idOf("pauser"), account]);
    await deployed.connection.networkHelpers.time.increase(7 * day); // the first proposal is stale
    await refused();
  });

  it("refuses the other office still once the holder has renounced the first", async () => {
    const deployed = await system();
    const { authorities, officers } = deployed;
    const account = officers.pauser;
    await authorities.bank.connect(account).renounceRole(idOf("pauser"), account);

    await expect(administer(deployed, "bank", ["grantRole", idOf("resumer"), account.address, 0]))
      .to.be.revertedWithCustomError(authorities.bank, "IncompatibleOffices")
      .withArgs(account.address, bit(idOf("pauser")), idOf("resumer"));
  });

  it("grants an office that is held already, without harm", async () => {
    const deployed = await system();
    const { authorities, officers } = deployed;
    const account = officers.pauser.address;

    await administer(deployed, "bank", ["grantRole", idOf("pauser"), account, 0]);

    expect(await authorities.bank.officesOf(account)).to.equal(bit(idOf("pauser")));
  });

  it("keeps an office when another, which the account never held, is revoked", async () => {
    const deployed = await system();
    const { authorities, officers } = deployed;
    const account = officers.pauser.address;

    await administer(deployed, "bank", ["revokeRole", idOf("resumer"), account]);

    expect(await authorities.bank.officesOf(account)).to.equal(bit(idOf("pauser")));
  });

  it("counts an office whose grant delay still runs as held, and after it is revoked", async () => {
    const deployed = await system();
    const { authorities, people, connection } = deployed;
    const account = people[0]!.address;
    await administer(deployed, "bank", ["setGrantDelay", idOf("pauser"), 30 * day]);
    await connection.networkHelpers.time.increase(5 * day); // until a changed delay counts
    await appoint(deployed, "bank", idOf("pauser"), account);
    expect(await authorities.bank.hasRole(idOf("pauser"), account)).to.deep.equal([false, 0n]);

    const other: Act = ["grantRole", idOf("resumer"), account, 0];
    await expect(administer(deployed, "bank", other))
      .to.be.revertedWithCustomError(authorities.bank, "IncompatibleOffices")
      .withArgs(account, bit(idOf("pauser")), idOf("resumer"));

    await administer(deployed, "bank", ["revokeRole", idOf("pauser"), account]);
    await expect(carryOut(deployed, "bank", (await deployed.dualControls.bank.proposals()) - 1n))
      .to.be.revertedWithCustomError(authorities.bank, "IncompatibleOffices")
      .withArgs(account, bit(idOf("pauser")), idOf("resumer"));
  });
});

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

    for (const fn of ["transfer", "setAuthority", "attestReserve"]) {
      const selector = selectorOf("DepositToken", fn);
      expect(await authorities.bank.canCall(admin, token, selector), fn).to.deep.equal([false, 0n]);
    }
    const call = token.interface.encodeFunctionData("setAuthority", [admin.address]);
    await expect(authorities.bank.connect(admin).schedule(token, call, 0n))
      .to.be.revertedWithCustomError(authorities.bank, "AccessManagerUnauthorizedCall")
      .withArgs(
        admin.address,
        await token.getAddress(),
        selectorOf("DepositToken", "setAuthority"),
      );
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

describe("Authority: restricted functions", () => {
  const pause = selectorOf("DepositToken", "pause");

  for (const [whose, office] of [
    ["the administrator's", adminRole],
    ["everybody's", publicRole],
    ["a number above 255", 256n],
  ] as const) {
    it(`cannot be made ${whose}`, async () => {
      const deployed = await system();
      const { authorities, addresses } = deployed;

      await expect(
        administer(deployed, "bank", ["setTargetFunctionRole", addresses.token, [pause], office]),
      )
        .to.be.revertedWithCustomError(authorities.bank, "InvalidOffice")
        .withArgs(office);
    });
  }

  it("may be given to another office", async () => {
    const deployed = await system();
    const { authorities, addresses, token, officers } = deployed;

    await administer(deployed, "bank", ["setTargetFunctionRole", addresses.token, [pause], 255n]);

    expect(await authorities.bank.getTargetFunctionRole(token, pause)).to.equal(255n);
    await expect(token.connect(officers.pauser).pause())
      .to.be.revertedWithCustomError(token, "AccessManagedUnauthorized")
      .withArgs(officers.pauser.address);
  });

  for (const [what, office] of [
    ["everybody's", publicRole],
    ["above 255", 256n],
  ] as const) {
    it(`has no office that is ${what}`, async () => {
      const deployed = await system();
      const { authorities, people } = deployed;

      await expect(administer(deployed, "bank", ["grantRole", office, people[0]!.address, 0]))
        .to.be.revertedWithCustomError(authorities.bank, "InvalidOffice")
        .withArgs(office);
    });
  }

  it("keep their authority: updateAuthority is refused to everybody", async () => {
    const { authorities, addresses, officers, people } = await system();

    for (const account of [officers.bankAdmin, officers.pauser, people[0]!]) {
      await expect(
        authorities.bank.connect(account).updateAuthority(addresses.token, addresses.operator),
      )
        .to.be.revertedWithCustomError(authorities.bank, "AuthorityIsFixed")
        .withArgs(addresses.token);
    }
  });

  it("keep it also when the administrator has the authority call itself", async () => {
    const deployed = await system();
    const { authorities, addresses } = deployed;

    await expect(
      administer(deployed, "bank", ["updateAuthority", addresses.token, addresses.operator]),
    )
      .to.be.revertedWithCustomError(authorities.bank, "AuthorityIsFixed")
      .withArgs(addresses.token);
  });

  it("would change it for the authority alone, which never asks", async () => {
    const deployed = await system();
    const { token, addresses, people } = deployed;
    const authority = await speakAs(deployed, addresses.bank);

    await expect(token.connect(authority).setAuthority(people[0]!))
      .to.be.revertedWithCustomError(token, "AccessManagedInvalidAuthority")
      .withArgs(people[0]!.address);
    await expect(token.connect(authority).setAuthority(addresses.operator))
      .to.emit(token, "AuthorityUpdated")
      .withArgs(addresses.operator);
  });

  it("are out of every office's reach while the administrator has closed the contract", async () => {
    const deployed = await system();
    const { token, addresses, officers } = deployed;
    await administer(deployed, "bank", ["setTargetClosed", addresses.token, true]);

    await expect(token.connect(officers.pauser).pause())
      .to.be.revertedWithCustomError(token, "AccessManagedUnauthorized")
      .withArgs(officers.pauser.address);

    await administer(deployed, "bank", ["setTargetClosed", addresses.token, false]);
    await expect(token.connect(officers.pauser).pause()).to.emit(token, "Paused");
  });

  it("of another institution's office are not closed with it: the supervisor still stops", async () => {
    const deployed = await system();
    const { token, addresses, officers } = deployed;
    await administer(deployed, "bank", ["setTargetClosed", addresses.token, true]);

    await expect(token.connect(officers.stopOfficer).orderStop(1n)).to.emit(token, "StopOrdered");
  });
});

describe("Authority: an office with a delay of its own", () => {
  it("acts on its own institution's contract only as scheduled", async () => {
    const deployed = await system();
    const { token, addresses, authorities, people } = deployed;
    const account = people[0]!;
    await appoint(deployed, "bank", idOf("pauser"), account, day);
    const call = token.interface.encodeFunctionData("pause");
    const operation = await authorities.bank.hashOperation(account, addresses.token, call);

    await expect(token.connect(account).pause())
      .to.be.revertedWithCustomError(authorities.bank, "AccessManagerNotScheduled")
      .withArgs(operation);
    await authorities.bank.connect(account).schedule(addresses.token, call, 0n);
    await expect(token.connect(account).pause())
      .to.be.revertedWithCustomError(authorities.bank, "AccessManagerNotReady")
      .withArgs(operation);
    await deployed.connection.networkHelpers.time.increase(day);
    await expect(token.connect(account).pause()).to.emit(token, "Paused").withArgs(account.address);
  });

  it("acts on another institution's contract through its own authority, not directly", async () => {
    const deployed = await system();
    const { token, addresses, authorities, people } = deployed;
    const account = people[0]!;
    const supervisor = authorities.supervisor.connect(account);
    await appoint(deployed, "supervisor", idOf("stopOfficer"), account, day);
    const call = token.interface.encodeFunctionData("orderStop", [7n]);
    await supervisor.schedule(addresses.token, call, 0n);
    await deployed.connection.networkHelpers.time.increase(day);

    await expect(token.connect(account).orderStop(7n))
      .to.be.revertedWithCustomError(token, "AccessManagedUnauthorized")
      .withArgs(account.address);
    expect(await eventsOf(supervisor.execute(addresses.token, call), token)).to.deep.equal([
      ["StopOrdered", 7n, account.address],
    ]);
  });

  it("acts for nobody once what it executes is done, in the same transaction too", async () => {
    const { token, addresses, authorities, officers } = await system();
    const supervisor = authorities.supervisor.connect(officers.stopOfficer);
    const call = token.interface.encodeFunctionData("orderStop", [7n]);

    const [, after] = await supervisor.multicall.staticCall([
      supervisor.interface.encodeFunctionData("execute", [addresses.token, call]),
      supervisor.executor.fragment.selector,
    ]);

    expect(supervisor.interface.decodeFunctionResult("executor", after!)[0]).to.equal(ZeroAddress);
  });
});

describe("Authority: what an officer has executed names the officer, and nobody else", () => {
  const market = onOneChain(grantedVoucher);

  interface Executed {
    readonly arrange?: (system: Market) => Promise<unknown>;
    readonly args: (system: Market) => readonly unknown[];
    readonly events: readonly string[];
  }
  const suspend = ({ token, officers, neighbour }: Market) =>
    token.connect(officers.enforcementOfficer).suspend(neighbour, caseFile);
  const enrolment = ({ stranger }: Market) => [stranger.address, Mcc.bakery, Region.mapo, 1n];
  const acts: Record<string, Executed> = {
    "DepositToken.attestReserve": {
      args: () => [attested, 2n, 3_600n],
      events: ["ReserveAttested"],
    },
    "DepositToken.orderStop": { args: () => [7n], events: ["StopOrdered"] },
    "DepositToken.liftStop": {
      arrange: ({ token, officers }) => token.connect(officers.stopOfficer).orderStop(7n),
      args: () => [8n],
      events: ["StopLifted"],
    },
    "DepositToken.setIssuanceAllowance": {
      args: ({ stranger }) => [stranger.address, 5n],
      events: ["IssuanceAllowanceSet"],
    },
    "DepositToken.admit": {
      args: ({ stranger }) => [stranger.address, AccountKind.Citizen, admittedUntil],
      events: ["AccountAdmitted"],
    },
    "DepositToken.admitBatch": {
      args: ({ stranger, citizen }) => [
        [stranger.address, citizen.address],
        AccountKind.Citizen,
        admittedUntil,
      ],
      events: ["AccountAdmitted", "AccountAdmitted"],
    },
    "DepositToken.suspend": {
      args: ({ neighbour }) => [neighbour.address, caseFile],
      events: ["AccountSuspended"],
    },
    "DepositToken.reinstate": {
      arrange: suspend,
      args: ({ neighbour }) => [neighbour.address, caseFile],
      events: ["AccountReinstated"],
    },
    "DepositToken.close": {
      args: ({ neighbour }) => [neighbour.address],
      events: ["AccountClosed"],
    },
    "DepositToken.setDailyLimit": { args: () => [5n], events: ["DailyLimitSet"] },
    "DepositToken.registerSystemAccount": {
      args: ({ addresses }) => [addresses.registry],
      events: ["SystemAccountRegistered"],
    },
    "DepositToken.pause": { args: () => [], events: ["Paused"] },
    "DepositToken.unpause": {
      arrange: ({ token, officers }) => token.connect(officers.pauser).pause(),
      args: () => [],
      events: ["Unpaused"],
    },
    "VoucherProgramme.open": {
      arrange: ({ token, officers, addresses }) =>
        token.connect(officers.funding).approve(addresses.programmes, 10n),
      args: ({ officers }) => [purpose(), officers.funding.address, 10n],
      events: ["ProgrammeOpened"],
    },
    "VoucherProgramme.extendExpiry": {
      args: () => [1n, expiresAt + day],
      events: ["ExpiryExtended"],
    },
    "VoucherProgramme.replaceFundingAccount": {
      arrange: async (system) => {
        const { token, officers, neighbour } = system;
        await token.connect(officers.funding).redeem(fundingDeposit - budget, 1n);
        await token.connect(officers.admissionOfficer).close(officers.funding);
        await admit(system, neighbour, AccountKind.Agency);
      },
      args: ({ neighbour }) => [1n, neighbour.address],
      events: ["FundingAccountReplaced"],
    },
    "VoucherProgramme.appointManager": {
      args: ({ stranger }) => [1n, stranger.address],
      events: ["ManagerAppointed"],
    },
    "VoucherProgramme.dismissManager": {
      args: ({ officers }) => [1n, officers.programmeManager.address],
      events: ["ManagerDismissed"],
    },
    "MerchantRegistry.enrol": {
      args: (system) => [enrolment(system)],
      events: ["MerchantEnrolled"],
    },
    "MerchantRegistry.enrolBatch": {
      args: (system) => [[enrolment(system), enrolment(system)]],
      events: ["MerchantEnrolled", "MerchantEnrolled"],
    },
    "MerchantRegistry.suspend": {
      args: ({ bakery }) => [bakery.address, caseFile],
      events: ["MerchantSuspended"],
    },
    "MerchantRegistry.reinstate": {
      arrange: ({ registry, officers, bakery }) =>
        registry.connect(officers.merchantEnforcer).suspend(bakery, caseFile),
      args: ({ bakery }) => [bakery.address, caseFile],
      events: ["MerchantReinstated"],
    },
    "MerchantRegistry.delist": {
      args: ({ bakery }) => [bakery.address],
      events: ["MerchantDelisted"],
    },
  };
  const table = Object.entries(offices as Record<OfficeName, Office>).flatMap(([name, office]) =>
    Object.entries(office.functions).flatMap(([contract, functions]) =>
      functions.map((fn) => ({ name: name as OfficeName, office, contract, fn })),
    ),
  );

  it("is tried with every function of every office", () => {
    expect(table.map(({ contract, fn }) => `${contract}.${fn}`)).to.have.members(Object.keys(acts));
  });

  for (const { name, office, contract, fn } of table) {
    it(`${contract}.${fn} names its ${name}`, async () => {
      const act = acts[`${contract}.${fn}`];
      if (act === undefined) throw new Error(`no call of ${contract}.${fn}`);
      const deployed = await market();
      const { token, programmes, registry, authorities, officers } = deployed;
      const targets: Record<string, BaseContract> = {
        DepositToken: token,
        VoucherProgramme: programmes,
        MerchantRegistry: registry,
      };
      const target = targets[contract]!;
      await act.arrange?.(deployed);
      const call = target.interface.encodeFunctionData(fn, act.args(deployed));

      const sent = authorities[office.institution].connect(officers[name]).execute(target, call);

      const events = await eventsOf(sent, target);
      expect(events.map((event) => [event[0], event.at(-1)])).to.deep.equal(
        act.events.map((event) => [event, officers[name].address]),
      );
    });
  }
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

describe("Authority: nobody in particular", () => {
  const bank = onOneChain(readyBank);

  it("holds no office", async () => {
    const { authorities, stranger } = await bank();

    expect(await authorities.bank.officesOf(stranger)).to.equal(0n);
    expect(await authorities.bank.officesOf(ZeroAddress)).to.equal(0n);
  });
});
