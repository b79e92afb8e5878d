import { expect } from "chai";
import { ZeroAddress, type BaseContract } from "ethers";
import { offices, type OfficeName } from "../../../deploy/offices.ts";
import { selectorOf } from "../../../deploy/selectors.ts";
import { administer, appoint } from "../../helpers/administer.ts";
import { eventsOf } from "../../helpers/chain.ts";
import { Mcc, Region } from "../../helpers/kinds.ts";
import { handedOver, onOneChain } from "../../helpers/suite.ts";
import { day } from "../../helpers/time.ts";
import { businessOf } from "../../helpers/voucher.ts";

const system = onOneChain(handedOver);

const adminRole = 0n;
const publicRole = 2n ** 64n - 1n;

const idOf = (office: OfficeName): bigint => BigInt(offices[office].id);

/** The names of a contract's functions. */
const functionsOf = ({ interface: abi }: BaseContract): string[] =>
  abi.fragments.flatMap((one) => ("name" in one ? [String(one.name)] : []));

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

  it("keep it without exception: no contract has a function that changes it", async () => {
    const { token, registry, programmes, invoices, addresses } = await system();
    for (const contract of [token, registry, programmes, invoices]) {
      expect(functionsOf(contract)).not.to.include("setAuthority");
    }

    expect(await token.authority()).to.equal(addresses.bank);
    expect(await registry.authority()).to.equal(addresses.operator);
    expect(await programmes.authority()).to.equal(addresses.operator);
    expect(await invoices.authority()).to.equal(addresses.operator);
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
  it("acts on the operator's registry as scheduled, and the event names it", async () => {
    const deployed = await system();
    const { registry, addresses, authorities, people } = deployed;
    const account = people[0]!;
    await appoint(deployed, "operator", idOf("merchantOfficer"), account, day);
    const merchant = people[1]!.address;
    const business = businessOf(merchant);
    const call = registry.interface.encodeFunctionData("enrol", [
      { merchant, mcc: Mcc.bakery, region: Region.mapo, salesBand: 1n, business },
    ]);
    const operation = await authorities.operator.hashOperation(account, addresses.registry, call);
    const operator = authorities.operator.connect(account);
    const enrol = () => operator.execute(addresses.registry, call);

    await expect(enrol())
      .to.be.revertedWithCustomError(authorities.operator, "AccessManagerNotScheduled")
      .withArgs(operation);
    await operator.schedule(addresses.registry, call, 0n);
    await expect(enrol())
      .to.be.revertedWithCustomError(authorities.operator, "AccessManagerNotReady")
      .withArgs(operation);
    await deployed.connection.networkHelpers.time.increase(day);
    await expect(enrol())
      .to.emit(registry, "MerchantEnrolled")
      .withArgs(merchant, Mcc.bakery, Region.mapo, 1n, business, account.address);
  });

  it("acts on its bank's token through the authority, once scheduled, and never directly", async () => {
    const deployed = await system();
    const { token, addresses, authorities, people } = deployed;
    const account = people[0]!;
    const bank = authorities.bank.connect(account);
    await appoint(deployed, "bank", idOf("pauser"), account, day);
    const call = token.interface.encodeFunctionData("pause");
    const operation = await bank.hashOperation(account, addresses.token, call);

    await expect(bank.execute(addresses.token, call))
      .to.be.revertedWithCustomError(bank, "AccessManagerNotScheduled")
      .withArgs(operation);
    await bank.schedule(addresses.token, call, 0n);
    await expect(bank.execute(addresses.token, call))
      .to.be.revertedWithCustomError(bank, "AccessManagerNotReady")
      .withArgs(operation);
    await deployed.connection.networkHelpers.time.increase(day);
    await expect(token.connect(account).pause())
      .to.be.revertedWithCustomError(token, "AccessManagedUnauthorized")
      .withArgs(account.address);
    expect(await eventsOf(bank.execute(addresses.token, call), token)).to.deep.equal([
      ["Paused", account.address],
    ]);
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
