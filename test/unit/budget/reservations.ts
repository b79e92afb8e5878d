import { expect } from "chai";
import {
  allotted,
  appropriated,
  booksClose,
  line,
  matter,
  otherLine,
  otherMatter,
  readyBudget,
  refused,
  standing,
  yearEnd,
  yearStart,
} from "../../helpers/budget.ts";
import { at, eventsOf } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { onOneChain } from "../../helpers/suite.ts";

// Of `line` 400,000,000 are allotted, of which nothing is reserved or obligated.
const budget = onOneChain(readyBudget);

describe("AppropriationLedger: reserve", () => {
  it("sets aside what is available, and not one won more", async () => {
    const system = await budget();
    const { ledger, obligating, officers } = system;

    await refused(ledger, obligating.reserve(line, allotted + 1n, matter), [
      "AllotmentExceeded",
      line,
      allotted,
      allotted + 1n,
    ]);
    const sent = obligating.reserve(line, allotted, matter);

    expect(await eventsOf(sent, ledger)).to.deep.equal([
      ["Reserved", line, allotted, matter, officers.obligatingOfficer.address],
    ]);
    expect(await standing(system)).to.deep.equal({ appropriated, allotted, reserved: allotted });
    await refused(ledger, obligating.reserve(line, 1n, matter), [
      "AllotmentExceeded",
      line,
      0n,
      1n,
    ]);
  });

  it("leaves nothing of it for an obligation that does not name it", async () => {
    const { ledger, obligating, bookshop } = await budget();
    await obligating.reserve(line, allotted - 1n, matter);

    await refused(ledger, obligating.obligate(line, bookshop, matter, 2n, 0n), [
      "AllotmentExceeded",
      line,
      1n,
      2n,
    ]);
    await obligating.obligate(line, bookshop, matter, 2n, 1n);
  });

  it("refuses nothing at all, and a line that is unknown", async () => {
    const { ledger, obligating } = await budget();

    await refused(ledger, obligating.reserve(line, 0n, matter), ["ZeroAmount"]);
    await refused(ledger, obligating.reserve(otherLine, 1n, matter), ["LineUnknown", otherLine]);
  });

  it("is done until 31 December, 23:59:59, and no later", async () => {
    const system = await budget();
    const { ledger, obligating } = system;
    await at(system, yearEnd - 1);
    await obligating.reserve(line, 1n, matter);

    await at(system, yearEnd);
    await refused(ledger, obligating.reserve(line, 1n, matter), [
      "YearNotRunning",
      line,
      yearStart,
      yearEnd,
    ]);
  });
});

describe("AppropriationLedger: unreserve", () => {
  it("makes available again what is reserved, and not one won more", async () => {
    const system = await budget();
    const { ledger, obligating, officers } = system;
    await obligating.reserve(line, won(30), matter);

    await refused(ledger, obligating.unreserve(line, won(31), matter), [
      "ReservationExceeded",
      line,
      won(30),
      won(31),
    ]);
    const sent = obligating.unreserve(line, won(30), matter);

    expect(await eventsOf(sent, ledger)).to.deep.equal([
      ["Unreserved", line, won(30), matter, officers.obligatingOfficer.address],
    ]);
    expect(await standing(system)).to.deep.equal({ appropriated, allotted });
  });

  it("refuses nothing at all, and a line that is unknown", async () => {
    const { ledger, obligating } = await budget();

    await refused(ledger, obligating.unreserve(line, 0n, matter), ["ZeroAmount"]);
    await refused(ledger, obligating.unreserve(otherLine, 1n, matter), ["LineUnknown", otherLine]);
  });

  it("is done also when the year is over, until the books close", async () => {
    const system = await budget();
    const { ledger, obligating } = system;
    await obligating.reserve(line, won(30), matter);
    await at(system, booksClose - 10);

    await obligating.unreserve(line, won(20), matter);
    expect(await standing(system)).to.deep.equal({ appropriated, allotted, reserved: won(10) });

    await at(system, booksClose);
    await refused(ledger, obligating.unreserve(line, won(10), matter), [
      "BooksClosed",
      line,
      booksClose,
    ]);
    await obligating.lapse(line);
    await refused(ledger, obligating.unreserve(line, won(10), matter), ["LineHasLapsed", line]);
  });
});

describe("AppropriationLedger: an obligation of what was reserved", () => {
  it("uses the reservation up, in part or whole, with what is available beside it", async () => {
    const system = await budget();
    const { ledger, obligating, bookshop, bakery, officers } = system;
    const by = officers.obligatingOfficer.address;
    await obligating.reserve(line, won(30_000_000), matter);

    const sent = obligating.obligate(line, bookshop, matter, won(50_000_000), won(20_000_000));
    expect(await eventsOf(sent, ledger)).to.deep.equal([
      [
        ...["Obligated", line, bookshop.address, matter],
        ...[won(50_000_000), won(20_000_000), false, by],
      ],
    ]);
    expect(await standing(system)).to.deep.equal({
      appropriated,
      allotted,
      reserved: won(10_000_000),
      obligated: won(50_000_000),
    });

    await obligating.obligate(line, bakery, matter, won(340_000_000), won(10_000_000));
    expect(await standing(system)).to.deep.equal({
      appropriated,
      allotted,
      obligated: won(390_000_000),
    });
  });

  it("takes no more than is reserved, and no more than is obligated", async () => {
    const { ledger, obligating, bookshop } = await budget();
    const obligate = (amount: bigint, fromReserved: bigint) =>
      obligating.obligate(line, bookshop, otherMatter, amount, fromReserved);
    await obligating.reserve(line, won(30), matter);

    await refused(ledger, obligate(won(50), won(31)), [
      "ReservationExceeded",
      line,
      won(30),
      won(31),
    ]);
    await refused(ledger, obligate(won(20), won(21)), [
      "ReservationExceeded",
      line,
      won(20),
      won(21),
    ]);
    await obligate(won(20), won(20));
  });

  it("has for it what is available and what was reserved for it, and not one won more", async () => {
    const { ledger, obligating, bookshop } = await budget();
    await obligating.reserve(line, won(30), matter);
    // 400,000,000 − 30 are available, and 20 of what is reserved.
    const most = allotted - won(10);

    await refused(ledger, obligating.obligate(line, bookshop, matter, most + 1n, won(20)), [
      "AllotmentExceeded",
      line,
      most,
      most + 1n,
    ]);
    await obligating.obligate(line, bookshop, matter, most, won(20));
  });
});
