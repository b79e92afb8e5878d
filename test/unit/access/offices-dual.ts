import { expect } from "chai";
import { decoded, nothing, refusalOf } from "../../helpers/chain.ts";
import type { Deployed } from "../../helpers/fixtures.ts";
import {
  allActs,
  callers,
  institutionNames,
  officeActs,
  officesFor,
  table,
  targetOf,
  type Act,
} from "../../helpers/offices.ts";
import { handedOver, onOneChain } from "../../helpers/suite.ts";

/* Generated from the table of offices: who may propose and who may approve each function that takes two people. */

const system = onOneChain(handedOver);
const dualActs = officeActs.filter(({ checker }) => checker !== undefined);

/** The call of a function with nothing. */
const callOf = (deployed: Deployed, { contract, fragment }: Act): string =>
  targetOf(deployed, contract).interface.encodeFunctionData(fragment, fragment.inputs.map(nothing));

describe("Offices: who proposes what takes two people", () => {
  it("are functions of the bank's token, and some", () => {
    expect(dualActs).not.to.be.empty;
    for (const { contract } of dualActs) expect(contract).to.equal("DepositToken");
  });

  for (const act of dualActs) {
    it(`${act.fn}: ${act.office} alone`, async () => {
      const deployed = await system();
      const { dualControls, addresses } = deployed;
      const args = [addresses.token, callOf(deployed, act)];
      const office = BigInt(table[act.office].id);
      for (const [name, address] of await callers(deployed)) {
        const refusal = await refusalOf(deployed, dualControls.bank, address, "propose", args);
        const expected = name === act.office ? undefined : ["OfficeNotHeld", address, office];
        expect(refusal, name).to.deep.equal(expected);
      }
    });
  }
});

describe("Offices: who approves what takes two people", () => {
  for (const act of dualActs) {
    const checker = act.checker!;
    it(`${act.fn}: ${checker} alone`, async () => {
      const deployed = await system();
      const { dualControls, addresses, officers, token } = deployed;
      const control = dualControls.bank;
      await control.connect(officers[act.office]).propose(addresses.token, callOf(deployed, act));
      const id = await control.proposals();
      const office = BigInt(table[checker].id);
      for (const [name, address] of await callers(deployed)) {
        const refusal = await refusalOf(deployed, control, address, "approve", [id]);
        if (name !== checker)
          expect(refusal, name).to.deep.equal(["OfficeNotHeld", address, office]);
        // It runs, and the token refuses what has no arguments.
        else if (refusal !== undefined)
          expect(decoded(token, String(refusal[1])), name).not.to.equal(undefined);
      }
    });
  }
});

describe("Offices: nothing else can be proposed", () => {
  for (const institution of institutionNames) {
    it(`to the ${institution}'s dual control: no function is its own to check but the table's`, async () => {
      const deployed = await system();
      const { dualControls, officers, people } = deployed;
      const control = dualControls[institution];
      for (const act of allActs) {
        const [office] = officesFor(act).filter((name) => table[name].institution === institution);
        if (office !== undefined && table[office].checkedBy !== undefined) continue;
        const id = BigInt(office === undefined ? 0 : table[office].id);
        const args = [
          await targetOf(deployed, act.contract).getAddress(),
          callOf(deployed, act),
        ] as const;
        const admin = officers[`${institution}Admin`];
        const makers = [people[0]!, admin, ...officesFor(act).map((name) => officers[name])];
        for (const { address } of makers) {
          const refusal = await refusalOf(deployed, control, address, "propose", args);
          expect(refusal, act.fn).to.deep.equal(["NoCheckingOffice", id]);
        }
      }
    });
  }
});
