import { expect } from "chai";
import { appointments } from "../../../deploy/appointments.ts";
import { checksOf, incompatible, type Institution } from "../../../deploy/offices.ts";
import { appointed, officeHolders, personCalled } from "../../../scripts/lib/cast.ts";
import { nothing, refusalOf } from "../../helpers/chain.ts";
import type { Deployed } from "../../helpers/fixtures.ts";
import {
  actsOf,
  adminRole,
  allActs,
  checkerOf,
  governed,
  institutionNames,
  officeActs,
  officeNames,
  officesFor,
  table,
  targetOf,
} from "../../helpers/offices.ts";
import { handedOver, onOneChain } from "../../helpers/suite.ts";

/* The table of offices, compared with what is deployed: functions, checking offices, pairs, holders, and nothing beyond. */

const system = onOneChain(handedOver);

/** The arguments of every event `name` that the institution's authority has logged. */
async function logged({ authorities }: Deployed, institution: Institution, name: string) {
  const authority = authorities[institution];
  const logs = await authority.queryFilter(authority.getEvent(name as "RoleGranted"), 0);
  return logs.map(({ args }) => [...(args as readonly unknown[])].map(String));
}

describe("Offices: functions as deployed", () => {
  for (const institution of institutionNames) {
    it(`in the ${institution}'s authority are the table's and no other`, async () => {
      const deployed = await system();
      for (const act of allActs) {
        const [own] = officesFor(act).filter((name) => table[name].institution === institution);
        const role = await deployed.authorities[institution].getTargetFunctionRole(
          targetOf(deployed, act.contract),
          act.fragment.selector,
        );
        expect(role, act.fn).to.equal(own === undefined ? adminRole : BigInt(table[own].id));
      }
    });

    it(`were given in the ${institution}'s authority once each, and none besides`, async () => {
      const deployed = await system();
      const expected: string[][] = [];
      for (const { office, contract, fragment } of officeActs) {
        if (table[office].institution !== institution) continue;
        const target = await targetOf(deployed, contract).getAddress();
        expected.push([target, fragment.selector, String(table[office].id)]);
      }
      const given = await logged(deployed, institution, "TargetFunctionRoleUpdated");

      expect(given).to.have.deep.members(expected);
    });
  }

  it("take two people exactly where the table has the office checked", async () => {
    const deployed = await system();
    const outsider = deployed.people.at(-1)!.address;
    for (const contract of governed) {
      const dual: string[] = [];
      for (const { fn, fragment } of actsOf(contract)) {
        const args = fragment.inputs.map(nothing);
        const target = targetOf(deployed, contract);
        const refusal = await refusalOf(deployed, target, outsider, fragment.format(), args);
        if (refusal?.[0] === "NeedsDualControl") dual.push(fn);
      }
      const checked = officeActs.filter((act) => act.contract === contract && act.checker);
      expect(dual, contract).to.have.members(checked.map(({ fn }) => fn));
    }
  });
});

describe("Offices: who checks, and who excludes whom, as deployed", () => {
  for (const institution of institutionNames) {
    it(`in the ${institution}'s authority are the table's checking offices and no other`, async () => {
      const deployed = await system();
      const authority = deployed.authorities[institution];
      for (const name of officeNames) {
        const checker = table[name].institution === institution ? checkerOf(name) : undefined;
        const id = BigInt(checker === undefined ? 0 : table[checker].id);
        expect(await authority.checkingOffice(table[name].id), name).to.equal(id);
      }
      expect(await authority.checkingOffice(adminRole)).to.equal(0n);
      const checks = checksOf(institution).map((one) => [one.office, one.checkedBy].map(String));
      expect(await logged(deployed, institution, "OfficeChecked")).to.have.deep.members(checks);
    });

    it(`in the ${institution}'s authority are the table's pairs and no other`, async () => {
      const pairs = incompatible
        .filter(([one]) => table[one].institution === institution)
        .map(([one, other]) => [String(table[one].id), String(table[other].id)]);

      const excluded = await logged(await system(), institution, "OfficesExcluded");
      expect(excluded).to.have.deep.members(pairs);
    });
  }
});

describe("Offices: dual control and authorities as deployed", () => {
  for (const institution of institutionNames) {
    it(`the ${institution}'s dual control is its own and holds no office anywhere`, async () => {
      const { authorities, dualControls } = await system();
      const dualControl = dualControls[institution];

      expect(await authorities[institution].dualControl()).to.equal(await dualControl.getAddress());
      expect(await dualControl.authority()).to.equal(await authorities[institution].getAddress());
      for (const other of institutionNames) {
        expect(await authorities[other].officesOf(dualControl), other).to.equal(0n);
        for (const id of [0, ...officeNames.map((name) => table[name].id)])
          expect((await authorities[other].hasRole(id, dualControl))[0], `${id}`).to.equal(false);
      }
    });
  }

  it("the token answers to the bank's, the central bank's and the supervisor's", async () => {
    const { token, addresses } = await system();

    expect(await token.authority()).to.equal(addresses.bank);
    expect(await token.dualControl()).to.equal(addresses.bankDualControl);
    expect(await token.centralBank()).to.equal(addresses.centralBank);
    expect(await token.supervisor()).to.equal(addresses.supervisor);
  });

  it("and so does the code that it runs", async () => {
    const { token, addresses, connection } = await system();
    const code = await connection.ethers.getContractAt("DepositOffices", await token.offices());

    expect(await code.authority()).to.equal(addresses.bank);
    expect(await code.dualControl()).to.equal(addresses.bankDualControl);
    expect(await code.centralBank()).to.equal(addresses.centralBank);
    expect(await code.supervisor()).to.equal(addresses.supervisor);
  });

  it("the calendar answers to the finance ministry's", async () => {
    const { calendar, addresses } = await system();

    expect(await calendar.authority()).to.equal(addresses.ministry);
  });

  it("the operator's contracts answer to the operator's authority", async () => {
    const { registry, programmes, addresses } = await system();

    expect(await registry.authority()).to.equal(addresses.operator);
    expect(await programmes.authority()).to.equal(addresses.operator);
  });
});

describe("Offices: holders as deployed", () => {
  for (const name of officeNames) {
    it(`${name} holds that office, at once and nowhere else`, async () => {
      const { authorities, officers } = await system();
      const { id, institution } = table[name];
      for (const other of institutionNames) {
        const bit = other === institution ? 1n << BigInt(id) : 0n;
        expect(await authorities[other].officesOf(officers[name])).to.equal(bit);
      }
      const holds = await authorities[institution].hasRole(id, officers[name]);
      expect(holds).to.deep.equal([true, 0n]);
    });
  }

  for (const institution of institutionNames) {
    it(`nobody else was ever given an office in the ${institution}'s authority`, async () => {
      const deployed = await system();
      const { officers, connection } = deployed;
      const [deployer] = await connection.ethers.getSigners();
      const own = officeNames.filter((name) => table[name].institution === institution);
      const admins = [officers[`${institution}Admin`], officers[`${institution}SecondAdmin`]];
      const granted = await logged(deployed, institution, "RoleGranted");

      expect(granted.map(([role, account]) => [role, account])).to.have.deep.members([
        ...own.map((name) => [String(table[name].id), officers[name].address]),
        ...[...admins, deployer!].map(({ address }) => ["0", address]),
      ]);
    });
  }

  it("the deployer holds nothing in any authority", async () => {
    const { authorities, connection } = await system();
    const [deployer] = await connection.ethers.getSigners();
    for (const institution of institutionNames) {
      const authority = authorities[institution];
      expect(await authority.officesOf(deployer!), institution).to.equal(0n);
      expect(await authority.hasRole(adminRole, deployer!)).to.deep.equal([false, 0n]);
    }
  });

  it("two administrators administer each institution, a day late, and nothing else", async () => {
    const { authorities, officers } = await system();
    for (const institution of institutionNames) {
      for (const which of ["Admin", "SecondAdmin"] as const) {
        const admin = officers[`${institution}${which}`];
        for (const other of institutionNames) {
          const holds = other === institution;
          expect(await authorities[other].officesOf(admin)).to.equal(holds ? 1n : 0n);
          const [is, delay] = await authorities[other].hasRole(adminRole, admin);
          expect([is, delay]).to.deep.equal([holds, holds ? 86_400n : 0n]);
        }
      }
    }
  });

  it("everybody who holds an office is a person of its own, known to its institution", async () => {
    const { authorities, officers } = await system();
    const held = new Set<string>();
    for (const name of officeHolders) {
      const office = officeNames.find((one) => one === name);
      const own = office
        ? table[office].institution
        : institutionNames.find((one) => name.startsWith(one))!;
      const person = await authorities[own].personOf(officers[name]);
      expect(person, name).to.equal(personCalled(name));
      expect(held.has(person), name).to.equal(false);
      held.add(person);
      const bit = 1n << BigInt(office ? table[office].id : 0);
      expect(await authorities[own].officesOfPerson(person), name).to.deep.equal([bit, bit]);
    }
    // Who is appointed later is known already, and holds no office.
    for (const name of appointed) {
      const own = authorities[table[appointments[name].by].institution];
      const person = await own.personOf(officers[name]);
      expect(person, name).to.equal(personCalled(name));
      expect(await own.officesOfPerson(person), name).to.deep.equal([0n, 0n]);
    }
  });
});
