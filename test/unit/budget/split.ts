import { expect } from "chai";
import { id } from "ethers";
import { personCalled } from "../../../scripts/lib/cast.ts";
import { bind } from "../../helpers/administer.ts";
import {
  line,
  matter,
  ministry,
  nobody,
  OfficerRole,
  openLine,
  otherLine,
  readyBudget,
  splitThreshold,
  type Budget,
} from "../../helpers/budget.ts";
import { at, eventsOf } from "../../helpers/chain.ts";
import { won, type Deployed } from "../../helpers/fixtures.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { day, kst } from "../../helpers/time.ts";

/* Obligations below 20,000,000 won to one creditor, within 30 days, which are no longer small together. */

const budget = onOneChain(readyBudget);
const ten = won(10_000_000);

/** 21 July 2025, the fixture's day in Korea, is the first; the 30th is 19 August, the 31st 20 August. */
const first = kst("2025-07-21T23:59:58");
const thirtieth = kst("2025-08-19T23:59:59");
const thirtyFirst = kst("2025-08-20T00:00:00");

let count = 0;

/** The officer obligates on a matter of its own, and what the ledger suspects. */
async function suspected(
  { ledger, obligating, bookshop }: Budget,
  amount: bigint,
  { of = line, by = obligating, to = bookshop.address } = {},
) {
  const sent = by.obligate(of, to, id(`part ${count++}`), amount, 0n);
  return (await eventsOf(sent, ledger)).filter(([name]) => name === "SplitSuspected");
}

describe("AppropriationLedger: small obligations that are not small together", () => {
  it("are told with their sum: the threshold itself, and not one won less", async () => {
    const system = await budget();
    const { bookshop } = system;

    expect(await suspected(system, ten)).to.deep.equal([]);
    expect(await suspected(system, ten - 1n)).to.deep.equal([]);
    expect(await suspected(system, 1n)).to.deep.equal([
      ["SplitSuspected", line, bookshop.address, splitThreshold],
    ]);
    expect(await suspected(system, won(7))).to.deep.equal([
      ["SplitSuspected", line, bookshop.address, splitThreshold + 7n],
    ]);
  });

  it("are none where one is not small: it is neither told nor added", async () => {
    const system = await budget();

    expect(await suspected(system, splitThreshold)).to.deep.equal([]);
    expect(await suspected(system, splitThreshold - 1n)).to.deep.equal([]);
    expect(await suspected(system, 1n)).to.have.length(1);
  });

  it("are added up on the 30th day", async () => {
    const system = await budget();
    await at(system, first);
    await suspected(system, ten);

    await at(system, thirtieth);
    expect(await suspected(system, ten)).to.have.length(1);
  });

  it("begin anew on the 31st day", async () => {
    const system = await budget();
    await at(system, first);
    await suspected(system, ten);

    await at(system, thirtyFirst);
    expect(await suspected(system, ten)).to.deep.equal([]);
    // These 30 days last until 18 September, 23:59:59.
    await at(system, thirtyFirst + 30 * day - 1);
    expect(await suspected(system, ten)).to.have.length(1);
  });

  it("are those of every line of one ministry", async () => {
    const system = await budget();
    await openLine(system, otherLine, won(100_000_000));
    await suspected(system, ten);

    expect(await suspected(system, ten, { of: otherLine })).to.deep.equal([
      ["SplitSuspected", otherLine, system.bookshop.address, splitThreshold],
    ]);
  });

  it("are those to one creditor", async () => {
    const system = await budget();
    const { bakery } = system;
    await suspected(system, ten);

    expect(await suspected(system, ten, { to: bakery.address })).to.deep.equal([]);
  });

  it("are not those in trust", async () => {
    const system = await budget();
    const { ledger, obligating, addresses } = system;
    for (const name of ["trust 1", "trust 2"]) {
      const sent = obligating.obligateInTrust(line, addresses.programmes, id(name), ten, 0n);
      expect((await eventsOf(sent, ledger)).map(([event]) => event)).to.deep.equal(["Obligated"]);
    }
  });

  it("are also those with payees assigned", async () => {
    const system = await budget();
    const { ledger, obligating, bookshop, bakery } = system;
    await suspected(system, ten);

    const sent = obligating.obligateAssigned(line, bookshop, matter, ten, 0n, [bakery]);

    expect((await eventsOf(sent, ledger)).map(([event]) => event)).to.deep.equal([
      ...["Obligated", "SplitSuspected", "PayeesAssigned"],
    ]);
  });

  it("leave an exclusion of the creditor as it is", async () => {
    const system = await budget();
    const { ledger, excluding, bookshop } = system;
    const over = kst("2025-07-01T00:00:00");
    await excluding.exclude(bookshop, over, matter);
    await suspected(system, ten);
    expect(await ledger.excludedUntil(bookshop)).to.equal(over);
    await excluding.exclude(bookshop, over + 1, matter);

    expect(await suspected(system, ten)).to.have.length(1);
  });
});

describe("AppropriationLedger: small obligations of several ministries to one creditor", () => {
  /** The 31st day from 31 July is 30 August. */
  const start = kst("2025-07-31T12:00:00");
  const startsAnew = kst("2025-08-30T00:00:00");

  /** Ministries 12 and 13 with a line and an obligating officer each. */
  const ministries = onOneChain(async (deployed: Deployed) => {
    const system = await readyBudget(deployed);
    const { appropriator, appointing, ledger, addresses } = system;
    const others = [];
    for (const [n, code] of [12n, 13n].entries()) {
      const officer = nobody(system, n);
      await appropriator.registerMinistry(code, addresses.spendingMinistry);
      await bind(system, "spendingMinistry", officer, `officer of ${code}`);
      await appointing.appointOfficer(code, officer, OfficerRole.Obligating);
      const of = 2025_000_1040301_24001n + code * 10n ** 12n;
      await openLine(system, of, won(100_000_000));
      others.push({ of, by: ledger.connect(officer) });
    }
    const [twelve, thirteen] = others;
    return { ...system, twelve: twelve!, thirteen: thirteen! };
  });

  it("are watched apart, two at a time", async () => {
    const system = await ministries();
    const { twelve, bookshop } = system;
    await suspected(system, ten);
    expect(await suspected(system, ten, twelve)).to.deep.equal([]);

    expect(await suspected(system, ten)).to.deep.equal([
      ["SplitSuspected", line, bookshop.address, splitThreshold],
    ]);
    expect(await suspected(system, ten, twelve)).to.deep.equal([
      ["SplitSuspected", twelve.of, bookshop.address, splitThreshold],
    ]);
  });

  it("a third takes the place of the watch that began earlier", async () => {
    const system = await ministries();
    const { twelve, thirteen } = system;
    await at(system, start + day);
    await suspected(system, ten);
    await at(system, start + 2 * day);
    await suspected(system, ten, twelve);
    await at(system, start + 3 * day);
    expect(await suspected(system, ten, thirteen)).to.deep.equal([]);

    // Ministry 12 is still watched; ministry 11 begins anew, in the place of 12, which began before 13.
    expect(await suspected(system, ten, twelve)).to.have.length(1);
    expect(await suspected(system, ten)).to.deep.equal([]);
    expect(await suspected(system, ten, thirteen)).to.have.length(1);
    expect(await suspected(system, ten)).to.have.length(1);
  });

  it("a third takes the second's place where that began earlier", async () => {
    const system = await ministries();
    const { twelve, thirteen } = system;
    await at(system, start);
    await suspected(system, ten);
    await suspected(system, ten, twelve);
    // Ministry 11 begins anew on the 31st day; ministry 12's watch is the older one.
    await at(system, startsAnew);
    await suspected(system, ten);
    await suspected(system, ten, thirteen);

    expect(await suspected(system, ten)).to.have.length(1);
    expect(await suspected(system, ten, thirteen)).to.have.length(1);
  });

  it("knows each officer's ministry", async () => {
    const { ledger, addresses } = await ministries();

    const side = await ledger.sideOf(addresses.spendingMinistry, personCalled("officer of 12"));
    expect(side).to.equal(OfficerRole.Obligating);
    expect(ministry).to.equal(11n);
  });
});
