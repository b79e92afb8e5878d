import { expect } from "chai";
import type { BaseContract } from "ethers";
import { ministry } from "../../helpers/budget.ts";
import { nothing, refusalOf } from "../../helpers/chain.ts";
import type { Deployed } from "../../helpers/fixtures.ts";
import {
  allActs,
  authorityOf,
  callers,
  dualControlOf,
  isForOffice,
  isOpenToAll,
  officeActs,
  table,
  targetOf,
  type Act,
} from "../../helpers/offices.ts";
import { onOneChain } from "../../helpers/suite.ts";

/*
 * Generated from the table of offices and the compiled interfaces: every function that changes state, called by every
 * officer, every administrator, the deployer, an outsider and every contract of the system. Functions of appointed
 * officers: `offices-appointed.ts`; proposals and approvals: `offices-dual.ts`.
 */

/** As handed over, and the spending ministry is one that the budget knows. */
const system = onOneChain(async (deployed) => {
  const { ledger, officers, addresses } = deployed;
  const appropriator = ledger.connect(officers.appropriator);
  await appropriator.registerMinistry(ministry, addresses.spendingMinistry);
  return deployed;
});

/** Functions that ask the authority of the ministry they name, which is the spending ministry. */
const namesMinistry = ["appointOfficer", "dismissOfficer"];

/** Nothing, but for the ministry. */
function emptyArgs({ fn, fragment }: Act): unknown[] {
  const args = fragment.inputs.map(nothing);
  return namesMinistry.includes(fn) ? [ministry, ...args.slice(1)] : args;
}

/** What `address` is told that calls a function with nothing. */
function refused(deployed: Deployed, act: Act, address: string) {
  const target = targetOf(deployed, act.contract);
  return refusalOf(deployed, target, address, act.fragment.format(), emptyArgs(act));
}

/** Has everybody call `act`: `allowed` are not refused for who they are, all others with `error` and their address. */
async function tryAll(act: Act, allowed: string, error: string): Promise<void> {
  const deployed = await system();
  const tried: string[] = [];
  for (const [name, address] of await callers(deployed)) {
    const refusal = await refused(deployed, act, address);
    if (name !== allowed) expect(refusal, name).to.deep.equal([error, address]);
    else expect(isForOffice(refusal, address), `${name}: ${refusal?.[0]}`).to.equal(false);
    tried.push(name);
  }
  expect(tried).to.include(allowed);
}

describe("Offices: every function called by everybody", () => {
  for (const act of officeActs.filter(({ checker }) => checker === undefined)) {
    it(`${act.contract}.${act.fn} answers to ${act.office} alone`, async () => {
      await tryAll(act, act.office, "AccessManagedUnauthorized");
    });
  }

  for (const act of officeActs.filter(({ checker }) => checker !== undefined)) {
    it(`${act.contract}.${act.fn} is refused to every direct caller, ${act.office} too`, async () => {
      await tryAll(act, dualControlOf(table[act.office].institution), "NeedsDualControl");
    });
  }

  for (const act of allActs.filter((one) => isOpenToAll(one) && one.fn !== "setAuthority")) {
    it(`${act.contract}.${act.fragment.format()} asks nobody for an office`, async () => {
      const deployed = await system();
      for (const [name, address] of await callers(deployed)) {
        const refusal = await refused(deployed, act, address);
        expect(isForOffice(refusal, address), `${name}: ${refusal?.[0]}`).to.equal(false);
      }
    });
  }

  for (const act of allActs.filter(({ fn }) => fn === "setAuthority")) {
    it(`${act.contract}.setAuthority is refused to everybody but the authority itself`, async () => {
      await tryAll(act, authorityOf("operator"), "AccessManagedUnauthorized");
    });
  }
});

describe("Offices: the code that the token runs, called at its own address", () => {
  const ofOffices = officeActs.filter(({ contract }) => contract === "DepositToken");

  for (const act of ofOffices) {
    it(`refuses ${act.fn} to everybody`, async () => {
      const deployed = await system();
      const own = await deployed.token.offices();
      const code = await deployed.connection.ethers.getContractAt("DepositOffices", own);
      const args = act.fragment.inputs.map(nothing);
      const error = act.checker === undefined ? "AccessManagedUnauthorized" : "NeedsDualControl";
      for (const [name, address] of await callers(deployed)) {
        if (act.checker !== undefined && name === dualControlOf("bank")) continue;
        const refusal = await refusalOf(deployed, code, address, act.fn, args);
        expect(refusal, name).to.deep.equal([error, address]);
      }
    });
  }

  it("runs nothing for two people: no office has a function there", async () => {
    const deployed = await system();
    const { token, dualControls, officers } = deployed;
    const control = dualControls.bank;
    const { interface: abi }: BaseContract = token;
    for (const { office, fragment, fn, checker } of ofOffices) {
      if (checker === undefined) continue;
      const data = abi.encodeFunctionData(fragment, fragment.inputs.map(nothing));
      await expect(control.connect(officers[office]).propose(await token.offices(), data), fn)
        .to.be.revertedWithCustomError(control, "NoCheckingOffice")
        .withArgs(0n);
    }
  });
});
