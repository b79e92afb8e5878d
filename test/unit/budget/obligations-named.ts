import { expect } from "chai";
import { ZeroAddress } from "ethers";
import {
  allotted,
  exclusionCase,
  line,
  matter,
  otherMatter,
  owed,
  readyBudget,
  refused,
} from "../../helpers/budget.ts";
import { at, eventsOf } from "../../helpers/chain.ts";
import { onOneChain } from "../../helpers/suite.ts";

// Of `line` 400,000,000 are allotted, of which nothing is reserved or obligated.
const budget = onOneChain(readyBudget);

describe("AppropriationLedger: obligateAssigned", () => {
  it("binds as an obligation, and names who else may be paid on it", async () => {
    const { ledger, obligating, bookshop, bakery, neighbour, officers } = await budget();
    const payees = [bakery.address, neighbour.address];

    const sent = obligating.obligateAssigned(line, bookshop, matter, owed, 0n, payees);

    const by = officers.obligatingOfficer.address;
    expect(await eventsOf(sent, ledger)).to.deep.equal([
      ["Obligated", line, bookshop.address, matter, owed, 0n, false, by],
      ["PayeesAssigned", bookshop.address, matter, payees],
    ]);
    expect(await ledger.obligationOf(bookshop, matter)).to.deep.equal([
      ...[line, owed, 0n, 0n],
      ...[false, true, false],
    ]);
    for (const payee of payees)
      expect(await ledger.isPayee(bookshop, matter, payee)).to.equal(true);
    expect(await ledger.isPayee(bookshop, otherMatter, bakery)).to.equal(false);
    expect(await ledger.isPayee(bakery, matter, bakery)).to.equal(false);
    expect(await ledger.isPayee(bookshop, matter, bookshop)).to.equal(false);
  });

  it("takes 64 payees and not 65", async () => {
    const { ledger, obligating, bookshop, people } = await budget();
    const some = people.slice(20, 85).map(({ address }) => address);

    await refused(ledger, obligating.obligateAssigned(line, bookshop, matter, 5n, 0n, some), [
      "InvalidPayees",
      bookshop.address,
      matter,
      64n,
    ]);
    await obligating.obligateAssigned(line, bookshop, matter, 5n, 0n, some.slice(1));
    expect(await ledger.isPayee(bookshop, matter, some[64]!)).to.equal(true);
  });

  it("refuses a payee who is excluded, until the second in which that ends", async () => {
    const system = await budget();
    const { ledger, obligating, excluding, bookshop, bakery, connection } = system;
    const until = (await connection.networkHelpers.time.latest()) + 100;
    await excluding.exclude(bakery, until, exclusionCase);
    const name = () => obligating.obligateAssigned(line, bookshop, matter, 5n, 0n, [bakery]);

    await at(system, until - 1);
    await refused(ledger, name(), ["CreditorExcluded", bakery.address, BigInt(until)]);
    await at(system, until);
    await name();
    expect(await ledger.isPayee(bookshop, matter, bakery)).to.equal(true);
  });

  it("refuses nobody, the zero address, one twice, and the Treasury", async () => {
    const { ledger, obligating, bookshop, bakery, neighbour, treasury } = await budget();

    const wrong = [
      [],
      [ZeroAddress],
      [bakery, ZeroAddress],
      [bakery, neighbour, bakery],
      [treasury],
    ];
    for (const payees of wrong) {
      await refused(ledger, obligating.obligateAssigned(line, bookshop, matter, 5n, 0n, payees), [
        "InvalidPayees",
        bookshop.address,
        matter,
        64n,
      ]);
    }
    expect(await ledger.isPayee(bookshop, matter, bakery)).to.equal(false);
  });
});

describe("AppropriationLedger: obligateInTrust", () => {
  it("binds to a listed contract, which holds the money for others", async () => {
    const { ledger, obligating, addresses, officers } = await budget();
    const { programmes } = addresses;
    const sent = obligating.obligateInTrust(line, programmes, matter, owed, 0n);

    const by = officers.obligatingOfficer.address;
    expect(await eventsOf(sent, ledger)).to.deep.equal([
      ["Obligated", line, programmes, matter, owed, 0n, true, by],
    ]);
    expect(await ledger.obligationOf(programmes, matter)).to.deep.equal([
      ...[line, owed, 0n, 0n],
      ...[true, false, false],
    ]);
  });

  it("refuses whoever is not listed, or no longer", async () => {
    const { ledger, appropriator, obligating, bookshop, addresses } = await budget();
    const inTrust = (to: string) => obligating.obligateInTrust(line, to, matter, owed, 0n);

    await refused(ledger, inTrust(bookshop.address), ["NotTrustee", bookshop.address]);
    await appropriator.setTrustee(addresses.programmes, false);
    await refused(ledger, inTrust(addresses.programmes), ["NotTrustee", addresses.programmes]);
  });

  it("takes what is available, and not one won more", async () => {
    const { ledger, obligating, addresses } = await budget();
    const inTrust = (amount: bigint) =>
      obligating.obligateInTrust(line, addresses.programmes, matter, amount, 0n);

    await refused(ledger, inTrust(allotted + 1n), [
      "AllotmentExceeded",
      line,
      allotted,
      allotted + 1n,
    ]);
    await inTrust(allotted);
  });
});
