import { expect } from "chai";
import { id, ZeroHash } from "ethers";
import { personCalled } from "../../../scripts/lib/cast.ts";
import { administer, appoint, bind } from "../../helpers/administer.ts";
import {
  anotherPerson,
  line,
  matter,
  ministry,
  nobody,
  obligatedBudget,
  OfficerRole,
  owed,
  papers,
  readyBudget,
  refused,
  type Budget,
} from "../../helpers/budget.ts";
import { eventsOf } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { onOneChain } from "../../helpers/suite.ts";

const budget = onOneChain(readyBudget);
const obligated = onOneChain(obligatedBudget);
const { None, Obligating, Disbursing } = OfficerRole;

/** Ministry 12, whose offices are those of the operator, where `stranger` is a person. */
const otherMinistry = 12n;
async function withOtherMinistry(): Promise<Budget> {
  const system = await budget();
  const { appropriator, addresses, stranger } = system;
  await appropriator.registerMinistry(otherMinistry, addresses.operator);
  await bind(system, "operator", stranger, "officer of another ministry");
  return system;
}

describe("AppropriationLedger: appointOfficer", () => {
  for (const [name, role] of Object.entries({ Obligating, Disbursing })) {
    it(`makes a person of the ministry its officer: ${name}`, async () => {
      const system = await budget();
      const { ledger, appointing, officers, addresses } = system;
      const person = await anotherPerson(system, 0, "a clerk");
      expect(await ledger.officerOf(person)).to.deep.equal([0n, None]);

      const sent = appointing.appointOfficer(ministry, person, role);

      expect(await eventsOf(sent, ledger)).to.deep.equal([
        ["OfficerAppointed", ministry, person.address, role, officers.officerAppointer.address],
      ]);
      expect(await ledger.officerOf(person)).to.deep.equal([ministry, role]);
      const clerk = personCalled("a clerk");
      expect(await ledger.sideOf(addresses.spendingMinistry, clerk)).to.equal(role);
    });
  }

  it("refuses a ministry that is not registered", async () => {
    const system = await budget();
    const { ledger, appointing, stranger } = system;

    await refused(ledger, appointing.appointOfficer(12n, stranger, Obligating), [
      "MinistryUnknown",
      12n,
    ]);
  });

  it("refuses the officer appointer of another ministry", async () => {
    const system = await withOtherMinistry();
    const { ledger, appointing, stranger, officers } = system;

    await refused(ledger, appointing.appointOfficer(otherMinistry, stranger, Obligating), [
      "AccessManagedUnauthorized",
      officers.officerAppointer.address,
    ]);
  });

  it("refuses whoever is bound to no person of the ministry, also a person of another", async () => {
    const system = await withOtherMinistry();
    const { ledger, appointing, stranger, citizen, officers } = system;

    for (const account of [citizen, stranger, officers.allotmentOfficer]) {
      await refused(ledger, appointing.appointOfficer(ministry, account, Obligating), [
        "InvalidOfficer",
        account.address,
      ]);
    }
  });

  it("refuses whoever holds an office of the ministry: nobody appoints itself", async () => {
    const system = await budget();
    const { ledger, appointing, officers } = system;

    for (const account of [officers.officerAppointer, officers.spendingMinistryAdmin]) {
      await refused(ledger, appointing.appointOfficer(ministry, account, Disbursing), [
        "InvalidOfficer",
        account.address,
      ]);
    }
  });

  it("refuses another account of a person who holds an office", async () => {
    const system = await budget();
    const { ledger, appointing } = system;
    const second = nobody(system);
    await bind(system, "spendingMinistry", second, "officerAppointer");

    await refused(ledger, appointing.appointOfficer(ministry, second, Disbursing), [
      "InvalidOfficer",
      second.address,
    ]);
  });

  it("takes a person who held an office once", async () => {
    const system = await budget();
    const { ledger, appointing } = system;
    const person = await anotherPerson(system);
    // 33 is the officer appointer's number.
    await appoint(system, "spendingMinistry", 33n, person);
    await administer(system, "spendingMinistry", ["revokeRole", 33n, person.address]);

    await appointing.appointOfficer(ministry, person, Obligating);

    expect(await ledger.officerOf(person)).to.deep.equal([ministry, Obligating]);
  });

  it("refuses the role None, which nobody has", async () => {
    const system = await budget();
    const { ledger, appointing } = system;
    const person = await anotherPerson(system);

    await refused(ledger, appointing.appointOfficer(ministry, person, None), [
      "NotOfficer",
      person.address,
      ministry,
      None,
    ]);
  });

  it("refuses an account that is an officer already, in the same role and in the other", async () => {
    const { ledger, appointing, officers } = await budget();
    const { address } = officers.obligatingOfficer;

    for (const role of [Obligating, Disbursing]) {
      await refused(ledger, appointing.appointOfficer(ministry, address, role), [
        "AlreadyOfficer",
        address,
        ministry,
        Obligating,
      ]);
    }
  });

  it("refuses an account that is an officer of another ministry, and names which", async () => {
    const system = await withOtherMinistry();
    const { ledger, appropriator, appointing, addresses, officers } = system;
    await appropriator.registerMinistry(13n, addresses.spendingMinistry);
    const { address } = officers.obligatingOfficer;

    await refused(ledger, appointing.appointOfficer(13n, address, Obligating), [
      "AlreadyOfficer",
      address,
      ministry,
      Obligating,
    ]);
  });

  describe("given a person who was ever on the other side", () => {
    const sides = [
      ["obligatingOfficer", Obligating, Disbursing],
      ["disbursingOfficer", Disbursing, Obligating],
    ] as const;
    for (const [name, side, other] of sides) {
      it(`refuses the ${name} the other role for ever, also under another account`, async () => {
        const system = await budget();
        const { ledger, appointing, officers, addresses } = system;
        const first = officers[name];
        const second = nobody(system);
        await bind(system, "spendingMinistry", second, name);
        const person = personCalled(name);
        const appoint = (account: typeof first) =>
          appointing.appointOfficer(ministry, account, other);

        await refused(ledger, appoint(second), ["PersonOnOtherSide", second.address, person, side]);
        await appointing.dismissOfficer(ministry, first);
        for (const account of [first, second]) {
          await refused(ledger, appoint(account), [
            "PersonOnOtherSide",
            account.address,
            person,
            side,
          ]);
        }
        expect(await ledger.sideOf(addresses.spendingMinistry, person)).to.equal(side);
      });
    }

    it("keeps it apart in every ministry of the same authority", async () => {
      const { ledger, appropriator, appointing, officers, addresses } = await budget();
      const { address } = officers.obligatingOfficer;
      await appropriator.registerMinistry(13n, addresses.spendingMinistry);
      await appointing.dismissOfficer(ministry, address);

      await refused(ledger, appointing.appointOfficer(13n, address, Disbursing), [
        "PersonOnOtherSide",
        address,
        ...[personCalled("obligatingOfficer"), Obligating],
      ]);
      await appointing.appointOfficer(13n, address, Obligating);
    });

    it("knows no side of whoever was never an officer", async () => {
      const { ledger, addresses } = await budget();

      const side = await ledger.sideOf(addresses.spendingMinistry, personCalled("nobody"));
      expect(side).to.equal(None);
      expect(await ledger.sideOf(addresses.operator, personCalled("obligatingOfficer"))).to.equal(
        None,
      );
    });
  });

  it("appoints two accounts of one person on the same side", async () => {
    const system = await budget();
    const second = nobody(system);
    await bind(system, "spendingMinistry", second, "disbursingOfficer");

    await system.appointing.appointOfficer(ministry, second, Disbursing);

    expect(await system.ledger.officerOf(second)).to.deep.equal([ministry, Disbursing]);
  });
});

describe("AppropriationLedger: dismissOfficer", () => {
  it("ends an appointment", async () => {
    const { ledger, appointing, officers } = await budget();
    const { address } = officers.obligatingOfficer;

    const sent = appointing.dismissOfficer(ministry, address);

    expect(await eventsOf(sent, ledger)).to.deep.equal([
      ["OfficerDismissed", ministry, address, officers.officerAppointer.address],
    ]);
    expect(await ledger.officerOf(address)).to.deep.equal([0n, None]);
  });

  it("lets the officer do nothing more, and again once appointed again", async () => {
    const { ledger, appointing, obligating, bookshop, officers } = await budget();
    const { address } = officers.obligatingOfficer;
    const obligate = () => obligating.obligate(line, bookshop, matter, won(5), 0n);
    await appointing.dismissOfficer(ministry, address);

    await refused(ledger, obligate(), ["NotOfficer", address, ministry, Obligating]);
    await appointing.appointOfficer(ministry, address, Obligating);
    await obligate();

    expect((await ledger.obligationOf(bookshop, matter)).amount).to.equal(won(5));
  });

  it("refuses whoever is no officer, of the ministry or at all", async () => {
    const { ledger, appropriator, appointing, officers, addresses, stranger } = await budget();
    await appropriator.registerMinistry(13n, addresses.spendingMinistry);
    const { address } = officers.disbursingOfficer;

    await refused(ledger, appointing.dismissOfficer(ministry, stranger), [
      "NotOfficer",
      stranger.address,
      ministry,
      None,
    ]);
    await refused(ledger, appointing.dismissOfficer(13n, address), [
      "NotOfficer",
      address,
      13n,
      Disbursing,
    ]);
  });

  it("refuses a ministry that is not registered, and another's officer appointer", async () => {
    const { ledger, appropriator, appointing, officers, addresses } = await budget();
    const officer = officers.obligatingOfficer;

    await refused(ledger, appointing.dismissOfficer(12n, officer), ["MinistryUnknown", 12n]);
    await appropriator.registerMinistry(12n, addresses.operator);
    await refused(ledger, appointing.dismissOfficer(12n, officer), [
      "AccessManagedUnauthorized",
      officers.officerAppointer.address,
    ]);
  });
});

describe("AppropriationLedger: officers of one side and one ministry", () => {
  it("an obligating officer pays nothing, a disbursing officer obligates nothing", async () => {
    const { ledger, treasury, officers, bookshop } = await obligated();
    const { obligatingOfficer, disbursingOfficer } = officers;
    const pay = treasury.connect(obligatingOfficer).pay(bookshop, matter, owed, papers);
    const bound = ledger.connect(disbursingOfficer);

    await refused(ledger, pay, ["NotOfficer", obligatingOfficer.address, ministry, Disbursing]);
    for (const sent of [
      () => bound.obligate(line, bookshop, id("other"), 5n, 0n),
      () => bound.reserve(line, 5n, ZeroHash),
      () => bound.unreserve(line, 5n, ZeroHash),
      () => bound.deobligate(bookshop, matter, 5n),
    ]) {
      await refused(ledger, sent(), [
        "NotOfficer",
        disbursingOfficer.address,
        ministry,
        Obligating,
      ]);
    }
  });

  it("an officer of ministry 13 neither binds nor pays for ministry 11", async () => {
    const { ledger, treasury, appropriator, appointing, ...system } = await obligated();
    const { officers, addresses, bookshop, obligating, disbursing } = system;
    const { obligatingOfficer, disbursingOfficer } = officers;
    await appropriator.registerMinistry(13n, addresses.spendingMinistry);
    for (const [officer, role] of [
      [obligatingOfficer, Obligating],
      [disbursingOfficer, Disbursing],
    ] as const) {
      await appointing.dismissOfficer(ministry, officer);
      await appointing.appointOfficer(13n, officer, role);
    }

    await refused(ledger, obligating.reserve(line, 5n, matter), [
      "NotOfficer",
      obligatingOfficer.address,
      ministry,
      Obligating,
    ]);
    await refused(ledger, disbursing.pay(bookshop, matter, owed, papers), [
      "NotOfficer",
      disbursingOfficer.address,
      ministry,
      Disbursing,
    ]);
    expect(await treasury.holdings()).to.equal(won(2_000_000_000));
  });
});
