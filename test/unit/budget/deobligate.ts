import { expect } from "chai";
import {
  allotted,
  appropriated,
  line,
  matter,
  otherMatter,
  owed,
  papers,
  readyBudget,
  refused,
  standing,
  stateOf,
} from "../../helpers/budget.ts";
import { at, eventsOf } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { kst } from "../../helpers/time.ts";

// Of `line` 400,000,000 are allotted, of which nothing is reserved or obligated.
const budget = onOneChain(readyBudget);

describe("AppropriationLedger: deobligate", () => {
  /** 50,000,000 are owed to the bookshop, and 20,000,000 of it paid. */
  const paid = async () => {
    const system = await budget();
    const { obligating, disbursing, bookshop } = system;
    await obligating.obligate(line, bookshop, matter, owed, 0n);
    await disbursing.pay(bookshop, matter, won(20_000_000), papers);
    return system;
  };

  it("ends what is still owed, and not one won more", async () => {
    const system = await paid();
    const { ledger, obligating, bookshop, officers } = system;
    const left = won(30_000_000);

    await refused(ledger, obligating.deobligate(bookshop, matter, left + 1n), [
      "ObligationExceeded",
      line,
      bookshop.address,
      matter,
      left,
      left + 1n,
    ]);
    const sent = obligating.deobligate(bookshop, matter, left);

    const by = officers.obligatingOfficer.address;
    expect(await eventsOf(sent, ledger)).to.deep.equal([
      ["Deobligated", line, bookshop.address, matter, left, by],
    ]);
    const twenty = won(20_000_000);
    expect(await stateOf(system, bookshop)).to.deep.equal([line, twenty, twenty, 0n]);
    expect(await standing(system)).to.deep.equal({
      ...{ appropriated, allotted },
      ...{ obligated: twenty, liquidated: twenty },
    });
  });

  it("makes it available for others", async () => {
    const { ledger, obligating, bookshop, bakery } = await paid();
    await obligating.obligate(line, bakery, matter, won(350_000_000), 0n);
    await refused(ledger, obligating.obligate(line, bakery, otherMatter, 1n, 0n), [
      "AllotmentExceeded",
      line,
      0n,
      1n,
    ]);

    await obligating.deobligate(bookshop, matter, 1n);

    await obligating.obligate(line, bakery, otherMatter, 1n, 0n);
  });

  it("refuses nothing at all, and an obligation that is unknown", async () => {
    const { ledger, obligating, bookshop } = await paid();

    await refused(ledger, obligating.deobligate(bookshop, matter, 0n), ["ZeroAmount"]);
    await refused(ledger, obligating.deobligate(bookshop, otherMatter, 1n), [
      "ObligationUnknown",
      bookshop.address,
      otherMatter,
    ]);
  });

  it("is done until the books close: 10 February, 23:59:59", async () => {
    const system = await paid();
    const { ledger, obligating, bookshop } = system;
    const closedAt = kst("2026-02-11T00:00:00");
    await at(system, closedAt - 1);
    await obligating.deobligate(bookshop, matter, 1n);

    await at(system, closedAt);
    await refused(ledger, obligating.deobligate(bookshop, matter, 1n), [
      "BooksClosed",
      line,
      closedAt,
    ]);
  });
});
