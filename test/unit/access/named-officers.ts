import { expect } from "chai";
import { eventsOf, type Named } from "../../helpers/chain.ts";
import { goodCalls, jointCalls } from "../../helpers/good-calls.ts";
import { officeActs, table, targetOf } from "../../helpers/offices.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { grantedVoucher } from "../../helpers/voucher.ts";

/* Whom the events of a contract name: the officer who called or had it executed, or the two people. */

const market = onOneChain(grantedVoucher);
const alone = officeActs.filter(({ checker }) => checker === undefined);
const joint = officeActs.filter(({ checker }) => checker !== undefined);

/** What is frozen in all has no author, and what is held in trust that of the opening before it. */
const authorless = ["Frozen", "HeldInTrust"];

/** What an event names last. */
const authorsOf = (events: readonly Named[]): unknown[] => [
  ...new Set(
    events
      .filter(([name]) => !authorless.includes(name))
      // ERC-1155 names who acts first.
      .map((event) => (event[0] === "TransferSingle" ? event[1] : event.at(-1))),
  ),
];

describe("Offices: what one officer does names the officer, and nobody else", () => {
  it("is tried with every function of every office that acts alone", () => {
    const functions = alone.map(({ contract, fn }) => `${contract}.${fn}`);
    expect(functions).to.have.members(Object.keys(goodCalls));
  });

  for (const { contract, fn, office } of alone) {
    for (const how of ["called", "executed by the authority"] as const) {
      it(`${contract}.${fn}, ${how}, names its ${office}`, async () => {
        const good = goodCalls[`${contract}.${fn}`];
        if (good === undefined) throw new Error(`no call of ${contract}.${fn}`);
        const system = await market();
        const target = targetOf(system, contract);
        const officer = system.officers[office];
        const authority = system.authorities[table[office].institution].connect(officer);
        await good.arrange?.(system);
        const args = good.args(system);
        const data = target.interface.encodeFunctionData(fn, args);
        const sent =
          how === "called"
            ? target
                .connect(officer)
                .getFunction(fn)
                .send(...args)
            : authority.execute(target, data);

        const events = await eventsOf(sent, target);
        expect(events.map(([name]) => name)).to.have.members(good.events);
        expect(authorsOf(events)).to.deep.equal([officer.address]);
      });
    }
  }
});

describe("Offices: what two people do names both", () => {
  it("is tried with every function that takes two", () => {
    expect(joint.map(({ fn }) => fn)).to.have.members(Object.keys(jointCalls));
  });

  for (const { contract, fn, office, checker } of joint) {
    it(`${fn} names ${office} and ${checker}, once`, async () => {
      const good = jointCalls[fn];
      if (good === undefined) throw new Error(`no call of ${fn}`);
      const system = await market();
      const { dualControls, officers, addresses } = system;
      const [control, target] = [dualControls.bank, targetOf(system, contract)];
      const [maker, approver] = [officers[office], officers[checker!]];
      await good.arrange?.(system);
      const data = target.interface.encodeFunctionData(fn, good.args(system));
      await control.connect(maker).propose(addresses.token, data);

      const sent = control.connect(approver).approve(await control.proposals());
      const events = await eventsOf(sent, target);
      expect(events.map(([name]) => name)).to.have.members(good.events);
      const naming = events.filter((event) => event.includes(approver.address));
      expect(naming).to.have.length(1);
      expect(naming[0]?.indexOf(maker.address)).to.be.greaterThan(0);
      expect(naming[0]?.at(-1)).to.equal(approver.address);
    });

    it(`${fn} is not done by ${office} or ${checker} through the authority`, async () => {
      const good = jointCalls[fn]!;
      const system = await market();
      const { authorities, addresses, officers } = system;
      const target = targetOf(system, contract);
      await good.arrange?.(system);
      const data = target.interface.encodeFunctionData(fn, good.args(system));

      const authority = authorities.bank;
      await expect(authority.connect(officers[office]).execute(target, data))
        .to.be.revertedWithCustomError(target, "NeedsDualControl")
        .withArgs(addresses.bank);
      await expect(authority.connect(officers[checker!]).execute(target, data))
        .to.be.revertedWithCustomError(authority, "AccessManagerUnauthorizedCall")
        .withArgs(officers[checker!].address, addresses.token, data.slice(0, 10));
    });
  }
});
