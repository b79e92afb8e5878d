import { expect } from "chai";
import type { BaseContract, FunctionFragment } from "ethers";
import {
  appointments,
  incompatible,
  institutions,
  offices,
  openToAll,
  type Governed,
  type Institution,
  type Office,
  type OfficeName,
} from "../../../deploy/offices.ts";
import { interfaces } from "../../../deploy/selectors.ts";
import { officeHolders, personCalled } from "../../../scripts/lib/cast.ts";
import { readyBank, type Bank } from "../../helpers/bank.ts";
import { nothing, refusalOf, type Named } from "../../helpers/chain.ts";
import type { Deployed } from "../../helpers/fixtures.ts";
import { handedOver, onOneChain } from "../../helpers/suite.ts";
import { openProgramme } from "../../helpers/voucher.ts";

/*
 * Generated from the table of offices and the compiled interfaces: every state-changing function of every governed
 * contract, tried by every officer, every administrator, the deployer and an outsider.
 */

const governed = Object.keys(interfaces) as Governed[];
const officeNames = Object.keys(offices) as OfficeName[];
const institutionNames = Object.keys(institutions) as Institution[];
const table: Record<OfficeName, Office> = offices;

// Of Authority: an office's number, and no office.
const adminRole = 0n;

const isAct = (fragment: { type: string }): fragment is FunctionFragment =>
  fragment.type === "function" &&
  "stateMutability" in fragment &&
  fragment.stateMutability !== "view" &&
  fragment.stateMutability !== "pure";

/** Every state-changing function of a contract. */
const actsOf = (contract: Governed): FunctionFragment[] =>
  interfaces[contract].fragments.filter(isAct);

/** The offices that the table gives a function. */
const officesFor = (contract: Governed, fn: string): OfficeName[] =>
  officeNames.filter((name) => table[name].functions[contract]?.includes(fn));

interface Appointment {
  readonly functions: Partial<Record<Governed, readonly string[]>>;
}

/** Whether the table leaves a function to whom a controller appoints. */
const isAppointed = (contract: Governed, fn: string): boolean =>
  Object.values(appointments as Record<string, Appointment>).some((appointment) =>
    appointment.functions[contract]?.includes(fn),
  );

const contractOf = (system: Deployed, contract: Governed): BaseContract =>
  ({
    DepositToken: system.token,
    MerchantRegistry: system.registry,
    VoucherProgramme: system.programmes,
  })[contract];

/** Everybody who might try: each officer and administrator under its name, the deployer and an outsider. */
async function callers({ connection, officers, people }: Deployed) {
  const [deployer] = await connection.ethers.getSigners();
  return Object.entries({ ...officers, deployer, outsider: people.at(-1) }).map(
    ([name, signer]) => [name, String(signer?.address)] as const,
  );
}

const isUnauthorized = (refusal: Named | undefined): boolean =>
  refusal?.[0] === "AccessManagedUnauthorized";

const system = onOneChain(handedOver);

describe("Offices: the table", () => {
  it("gives every office its own number, from 1 to 255", () => {
    const ids = officeNames.map((name) => table[name].id);

    expect(new Set(ids).size).to.equal(ids.length);
    expect(Math.min(...ids)).to.be.at.least(1);
    expect(Math.max(...ids)).to.be.at.most(255);
  });

  it("names only functions that exist and change state", () => {
    for (const contract of governed) {
      const acts = actsOf(contract).map((act) => act.name);
      const lists: readonly Appointment[] = [
        ...officeNames.map((name) => table[name]),
        ...Object.values(appointments),
        { functions: { [contract]: Object.keys(openToAll[contract]) } },
      ];
      for (const { functions } of lists) expect(acts).to.include.members(functions[contract] ?? []);
    }
  });

  for (const contract of governed) {
    it(`has every state-changing function of ${contract} in one place`, () => {
      // An overloaded function is one act, and open to all: offices are given by name.
      const names = actsOf(contract).map((act) => act.name);
      const overloaded = names.filter((fn, n) => names.indexOf(fn) !== n);
      expect(Object.keys(openToAll[contract])).to.include.members(overloaded);

      for (const fn of new Set(names)) {
        const places = [
          ...officesFor(contract, fn),
          ...(isAppointed(contract, fn) ? ["appointed"] : []),
          ...(fn in openToAll[contract] ? ["open to all"] : []),
        ];
        expect(places, `${contract}.${fn}`).to.have.length(1);
      }
    });
  }

  it("gives no institution an incompatible pair of another's offices", () => {
    for (const [one, other] of incompatible) {
      expect(table[one].institution, `${one}, ${other}`).to.equal(table[other].institution);
    }
  });

  it("lets controllers appoint through a function of their own office", () => {
    for (const { by, through } of Object.values(appointments)) {
      const functions: readonly string[] = Object.values(table[by].functions).flat();
      expect(functions).to.include(through);
    }
  });
});

describe("Offices: who checks", () => {
  it("is another office of the same institution, which the table has", () => {
    for (const name of officeNames) {
      const { checkedBy, institution } = table[name];
      if (checkedBy === undefined) continue;
      const checker = table[checkedBy as OfficeName] as Office | undefined;
      expect(checker?.institution, `${name} is checked by ${checkedBy}`).to.equal(institution);
      expect(checkedBy).not.to.equal(name);
    }
  });

  for (const institution of institutionNames) {
    it(`in the ${institution}'s authority are the table's checking offices and no other`, async () => {
      const { authorities } = await system();
      for (const name of officeNames) {
        const { id, checkedBy, institution: own } = table[name];
        const checker = checkedBy === undefined ? undefined : table[checkedBy as OfficeName];
        expect(await authorities[institution].checkingOffice(id), name).to.equal(
          own === institution && checker !== undefined ? BigInt(checker.id) : 0n,
        );
      }
      expect(await authorities[institution].checkingOffice(adminRole)).to.equal(0n);
    });
  }
});

describe("Offices: as deployed", () => {
  for (const institution of institutionNames) {
    it(`in the ${institution}'s authority are the table's offices and no other`, async () => {
      const { authorities, ...rest } = await system();
      for (const contract of governed) {
        for (const act of actsOf(contract)) {
          const target = contractOf({ authorities, ...rest }, contract);
          const role = await authorities[institution].getTargetFunctionRole(target, act.selector);
          const own = officesFor(contract, act.name).filter(
            (name) => table[name].institution === institution,
          );

          expect(role, `${contract}.${act.name}`).to.equal(
            own[0] === undefined ? adminRole : BigInt(table[own[0]].id),
          );
        }
      }
    });
  }

  for (const name of officeNames) {
    it(`${name} holds that office, at once and nowhere else`, async () => {
      const { authorities, officers } = await system();
      const { id, institution } = table[name];
      const account = officers[name];

      for (const other of institutionNames) {
        expect(await authorities[other].officesOf(account)).to.equal(
          other === institution ? 1n << BigInt(id) : 0n,
        );
      }
      expect(await authorities[institution].hasRole(id, account)).to.deep.equal([true, 0n]);
    });
  }

  it("the deployer holds nothing in any authority", async () => {
    const { authorities, connection } = await system();
    const [deployer] = await connection.ethers.getSigners();

    for (const institution of institutionNames) {
      expect(await authorities[institution].officesOf(deployer!), institution).to.equal(0n);
      expect(await authorities[institution].hasRole(adminRole, deployer!)).to.deep.equal([
        false,
        0n,
      ]);
    }
  });

  it("two administrators administer each institution, a day late, and nothing else", async () => {
    const { authorities, officers } = await system();

    for (const institution of institutionNames) {
      for (const admin of [
        officers[`${institution}Admin`],
        officers[`${institution}SecondAdmin`],
      ]) {
        for (const other of institutionNames) {
          const holds = other === institution;
          expect(await authorities[other].officesOf(admin)).to.equal(holds ? 1n : 0n);
          expect(await authorities[other].hasRole(adminRole, admin)).to.deep.equal([
            holds,
            holds ? 86_400n : 0n,
          ]);
        }
      }
    }
  });

  it("everybody who holds an office is a person of its own, known to its institution", async () => {
    const { authorities, officers } = await system();
    const held = new Map<string, string>();
    for (const name of officeHolders) {
      const institution = institutionNames.find(
        (one) => name.startsWith(`${one}`) && name.endsWith("Admin"),
      );
      const own = institution ?? table[name as OfficeName].institution;
      const person = await authorities[own].personOf(officers[name]);
      expect(person, name).to.equal(personCalled(name));
      expect(held.get(person), `${name} and ${held.get(person)}`).to.equal(undefined);
      held.set(person, name);
      const bit = institution === undefined ? 1n << BigInt(table[name as OfficeName].id) : 1n;
      expect(await authorities[own].officesOfPerson(person), name).to.deep.equal([bit, bit]);
    }
  });

  for (const institution of institutionNames) {
    it(`the ${institution}'s dual control is its own and holds no office anywhere`, async () => {
      const { authorities, dualControls } = await system();
      const dualControl = dualControls[institution];

      expect(await authorities[institution].dualControl()).to.equal(await dualControl.getAddress());
      expect(await dualControl.authority()).to.equal(await authorities[institution].getAddress());
      for (const other of institutionNames) {
        expect(await authorities[other].officesOf(dualControl), other).to.equal(0n);
        for (const id of Array.from({ length: 22 }, (_, n) => n)) {
          expect((await authorities[other].hasRole(id, dualControl))[0], `${id}`).to.equal(false);
        }
      }
    });
  }
});

describe("Offices: every function tried by everybody", () => {
  for (const contract of governed) {
    for (const act of actsOf(contract)) {
      const fn = act.name;
      const args = act.inputs.map(nothing);
      const [office] = officesFor(contract, fn);
      const isOpen = !isAppointed(contract, fn) && office === undefined;

      if (office !== undefined) {
        it(`${contract}.${fn} answers to ${office} alone`, async () => {
          const deployed = await system();
          for (const [name, address] of await callers(deployed)) {
            const target = contractOf(deployed, contract);
            const refusal = await refusalOf(deployed, target, address, act.format(), args);

            if (name === office) expect(isUnauthorized(refusal), name).to.equal(false);
            else expect(refusal, name).to.deep.equal(["AccessManagedUnauthorized", address]);
          }
        });
      } else if (isOpen && fn !== "setAuthority") {
        it(`${contract}.${act.format()} asks nobody for an office`, async () => {
          const deployed = await system();
          for (const [name, address] of await callers(deployed)) {
            const target = contractOf(deployed, contract);
            const refusal = await refusalOf(deployed, target, address, act.format(), args);

            expect(isUnauthorized(refusal), name).to.equal(false);
          }
        });
      } else if (isOpen) {
        it(`${contract}.setAuthority is refused to everybody`, async () => {
          const deployed = await system();
          for (const [name, address] of await callers(deployed)) {
            const target = contractOf(deployed, contract);
            const refusal = await refusalOf(deployed, target, address, act.format(), args);

            expect(refusal, name).to.deep.equal(["AccessManagedUnauthorized", address]);
          }
        });
      }
    }
  }
});

describe("Offices: appointed functions", () => {
  const bank = onOneChain(readyBank);
  const market = onOneChain(openProgramme);

  /** A call in good order but for the caller, and the refusal that names it. */
  interface Attempt {
    readonly given: () => Promise<Bank>;
    readonly args: (system: Bank) => readonly unknown[];
    readonly refusal: (caller: string) => Named;
  }
  const notIssuer = (caller: string): Named => ["IssuanceAllowanceExceeded", caller, 0n, 5n];
  const notManager = (caller: string): Named => ["NotProgrammeManager", 1n, caller];
  const attempts: Record<string, Attempt> = {
    "DepositToken.issue": {
      given: bank,
      args: ({ citizen }) => [citizen.address, 5n, 9n, 0n],
      refusal: notIssuer,
    },
    "DepositToken.issueBatch": {
      given: bank,
      args: ({ citizen }) => [[[citizen.address, 5n]], 9n, 0n],
      refusal: notIssuer,
    },
    "VoucherProgramme.grant": {
      given: market,
      args: ({ citizen }) => [1n, citizen.address, 5n, 11_440n, 9n],
      refusal: notManager,
    },
    "VoucherProgramme.grantBatch": {
      given: market,
      args: ({ citizen }) => [1n, [[citizen.address, 5n]], 11_440n, 9n],
      refusal: notManager,
    },
    "VoucherProgramme.close": { given: market, args: () => [1n], refusal: notManager },
  };

  for (const [office, appointment] of Object.entries(appointments)) {
    for (const [contract, functions] of Object.entries(appointment.functions) as [
      Governed,
      readonly string[],
    ][]) {
      for (const fn of functions) {
        it(`${contract}.${fn} answers to the appointed ${office} alone`, async () => {
          const attempt = attempts[`${contract}.${fn}`];
          if (attempt === undefined) throw new Error(`no attempt at ${contract}.${fn}`);
          const deployed = await attempt.given();
          for (const [name, address] of await callers(deployed)) {
            const target = contractOf(deployed, contract);
            const args = attempt.args(deployed);
            const refusal = await refusalOf(deployed, target, address, fn, args);

            expect(refusal, name).to.deep.equal(
              name === office ? undefined : attempt.refusal(address),
            );
          }
        });
      }
    }
  }
});
