import { expect } from "chai";
import { openToAll } from "../../../deploy/open-to-all.ts";
import { appointments } from "../../../deploy/appointments.ts";
import { incompatible, type Governed, type Office } from "../../../deploy/offices.ts";
import {
  actsOf,
  appointedFor,
  checkerOf,
  governed,
  isOpenToAll,
  officeNames,
  officesFor,
  table,
} from "../../helpers/offices.ts";

/* The table of offices by itself, and against the compiled interfaces. What is deployed: `offices-deployed.ts`. */

describe("Offices: the table", () => {
  it("gives every office its own number, from 1 to 255", () => {
    const ids = officeNames.map((name) => table[name].id);

    expect(new Set(ids).size).to.equal(ids.length);
    expect(Math.min(...ids)).to.be.at.least(1);
    expect(Math.max(...ids)).to.be.at.most(255);
  });

  it("names only functions that exist and change state", () => {
    for (const contract of governed) {
      const acts = actsOf(contract).map(({ fn }) => fn);
      const lists: readonly Pick<Office, "functions">[] = [
        ...officeNames.map((name) => table[name]),
        ...Object.values(appointments),
        { functions: { [contract]: Object.keys(openToAll[contract]) } },
      ];
      for (const { functions } of lists) expect(acts).to.include.members(functions[contract] ?? []);
    }
  });

  for (const contract of governed) {
    it(`has every function of ${contract} that changes state in one place`, () => {
      for (const act of actsOf(contract)) {
        const places = [
          ...officesFor(act),
          ...(appointedFor(act) === undefined ? [] : ["appointed"]),
          ...(isOpenToAll(act) ? ["open to all"] : []),
        ];
        expect(places, `${contract}.${act.fn}`).to.have.length(1);
      }
    });

    it(`gives no office one of two functions of ${contract} with the same name`, () => {
      const names = actsOf(contract).map(({ fn }) => fn);
      const overloaded = names.filter((fn, n) => names.indexOf(fn) !== n);

      expect(Object.keys(openToAll[contract])).to.include.members(overloaded);
    });
  }

  it("names nothing twice", () => {
    for (const contract of governed) {
      const all = officeNames.flatMap((name) => table[name].functions[contract] ?? []);
      expect(new Set(all).size).to.equal(all.length);
    }
  });

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

  it("leaves no office without an act: it has functions, or checks another's", () => {
    for (const name of officeNames) {
      const has = Object.keys(table[name].functions) as Governed[];
      const checks = officeNames.some((other) => table[other].checkedBy === name);
      expect(has.length > 0 || checks, name).to.equal(true);
      expect(has.length > 0 && checks, `${name} makes and checks`).to.equal(false);
    }
  });

  it("has each maker checked by another office of the same institution, which checks nobody else", () => {
    const makers = officeNames.filter((name) => table[name].checkedBy !== undefined);
    const checkers = makers.map(checkerOf);

    expect(new Set(checkers).size).to.equal(makers.length);
    for (const [n, maker] of makers.entries()) {
      const checker = checkers[n];
      if (checker === undefined) throw new Error(`nobody checks ${maker}`);
      expect(checker).not.to.equal(maker);
      expect(table[checker].institution, checker).to.equal(table[maker].institution);
    }
  });
});
