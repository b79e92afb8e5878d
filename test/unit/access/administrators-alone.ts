import { expect } from "chai";
import { personCalled } from "../../../scripts/lib/cast.ts";
import { administer, bind, callOf, carryOut, order, type Act } from "../../helpers/administer.ts";
import { at, decoded } from "../../helpers/chain.ts";
import type { Deployed } from "../../helpers/fixtures.ts";
import { handedOver, onOneChain } from "../../helpers/suite.ts";
import { day } from "../../helpers/time.ts";

const system = onOneChain(handedOver);
const [pauser, resumer] = [9n, 10n];

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
