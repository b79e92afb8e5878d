import { expect } from "chai";
import {
  act,
  allotted,
  appropriated,
  booksClose,
  line,
  matter,
  otherLine,
  readyBudget,
  refused,
  standing,
  yearEnd,
  yearStart,
} from "../../helpers/budget.ts";
import { at, eventsOf } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { kst } from "../../helpers/time.ts";

// Of `line` 1,000,000,000 are appropriated and 400,000,000 allotted: 600,000,000 are neither.
const budget = onOneChain(readyBudget);
const unallotted = won(600_000_000);

/** The leap year 2028, whose first quarter has 91 days. */
const leapLine = 2028_011_1040301_24001n;

describe("AppropriationLedger: allot", () => {
  it("allots what is appropriated, and not one won more", async () => {
    const system = await budget();
    const { ledger, allotting, officers } = system;

    await refused(ledger, allotting.allot(line, 3n, unallotted + 1n), [
      "AppropriationExceeded",
      line,
      unallotted,
      unallotted + 1n,
    ]);
    const sent = allotting.allot(line, 3n, unallotted);

    expect(await eventsOf(sent, ledger)).to.deep.equal([
      ["Allotted", line, 3n, unallotted, officers.allotmentOfficer.address],
    ]);
    expect(await standing(system)).to.deep.equal({ appropriated, allotted: appropriated });
    await refused(ledger, allotting.allot(line, 3n, 1n), ["AppropriationExceeded", line, 0n, 1n]);
  });

  it("refuses nothing at all, and a line that is unknown", async () => {
    const { ledger, allotting } = await budget();

    await refused(ledger, allotting.allot(line, 3n, 0n), ["ZeroAmount"]);
    await refused(ledger, allotting.allot(otherLine, 3n, 1n), ["LineUnknown", otherLine]);
  });

  it("takes a quarter that has begun, also one that is over", async () => {
    const { ledger, allotting } = await budget();

    for (const quarter of [1n, 2n, 3n])
      await expect(allotting.allot(line, quarter, 1n)).to.emit(ledger, "Allotted");
  });

  for (const quarter of [0n, 5n, 255n]) {
    it(`knows no quarter ${quarter}`, async () => {
      const { ledger, allotting } = await budget();

      await refused(ledger, allotting.allot(line, quarter, 1n), [
        "QuarterNotBegun",
        line,
        quarter,
        0n,
      ]);
    });
  }

  const quarters = [
    [line, 4n, "2025-10-01T00:00:00"],
    [leapLine, 2n, "2028-04-01T00:00:00"],
    [leapLine, 3n, "2028-07-01T00:00:00"],
    [leapLine, 4n, "2028-10-01T00:00:00"],
  ] as const;
  for (const [of, quarter, begin] of quarters) {
    it(`allots for quarter ${quarter} from ${begin} in Korea, and not a second before`, async () => {
      const system = await budget();
      const { ledger, allotting, appropriator } = system;
      await appropriator.appropriate(of, won(5), act);
      await at(system, kst(begin) - 1);
      await refused(ledger, allotting.allot(of, quarter, 1n), [
        "QuarterNotBegun",
        of,
        quarter,
        kst(begin),
      ]);

      await at(system, kst(begin));
      await expect(allotting.allot(of, quarter, 1n)).to.emit(ledger, "Allotted");
    });
  }

  it("allots from the first second of the line's year", async () => {
    const system = await budget();
    const { ledger, allotting, appropriator } = system;
    const [from, until] = [kst("2028-01-01T00:00:00"), kst("2029-01-01T00:00:00")];
    await appropriator.appropriate(leapLine, won(5), act);
    await at(system, from - 1);
    await refused(ledger, allotting.allot(leapLine, 1n, 1n), [
      "YearNotRunning",
      leapLine,
      from,
      until,
    ]);

    await at(system, from);
    await expect(allotting.allot(leapLine, 1n, 1n)).to.emit(ledger, "Allotted");
  });

  it("allots until 31 December, 23:59:59, and no later", async () => {
    const system = await budget();
    const { ledger, allotting } = system;
    await at(system, yearEnd - 1);
    await allotting.allot(line, 4n, 1n);

    await at(system, yearEnd);
    await refused(ledger, allotting.allot(line, 4n, 1n), [
      "YearNotRunning",
      line,
      yearStart,
      yearEnd,
    ]);
  });
});

describe("AppropriationLedger: withdrawAllotment", () => {
  it("takes back what is neither reserved nor obligated, and not one won more", async () => {
    const system = await budget();
    const { ledger, allotting, obligating, bookshop, officers } = system;
    await obligating.reserve(line, won(30_000_000), matter);
    await obligating.obligate(line, bookshop, matter, won(50_000_000), 0n);
    const left = won(320_000_000); // 400 − 30 − 50 million

    await refused(ledger, allotting.withdrawAllotment(line, left + 1n), [
      "AllotmentExceeded",
      line,
      left,
      left + 1n,
    ]);
    const sent = allotting.withdrawAllotment(line, left);

    expect(await eventsOf(sent, ledger)).to.deep.equal([
      ["AllotmentWithdrawn", line, left, officers.allotmentOfficer.address],
    ]);
    expect(await standing(system)).to.deep.equal({
      appropriated,
      allotted: won(80_000_000),
      reserved: won(30_000_000),
      obligated: won(50_000_000),
    });
  });

  it("changes nothing once the books are closed; nor does a reduction or a plan", async () => {
    const system = await budget();
    const { ledger, allotting, appropriator } = system;
    await at(system, booksClose);
    const closed = ["BooksClosed", line, booksClose] as const;

    await refused(ledger, allotting.withdrawAllotment(line, 1n), closed);
    await refused(ledger, appropriator.reduceAppropriation(line, 1n, act), closed);
    await refused(ledger, allotting.setPaymentPlan(line, new Array(12).fill(0n)), closed);
  });

  it("takes back also after the year, and what was taken back can be reduced", async () => {
    const system = await budget();
    const { allotting, appropriator } = system;
    await at(system, yearEnd);

    await allotting.withdrawAllotment(line, allotted);
    await appropriator.reduceAppropriation(line, appropriated, act);

    expect(await standing(system)).to.deep.equal({});
  });

  it("refuses nothing at all, and a line that is unknown", async () => {
    const { ledger, allotting } = await budget();

    await refused(ledger, allotting.withdrawAllotment(line, 0n), ["ZeroAmount"]);
    await refused(ledger, allotting.withdrawAllotment(otherLine, 1n), ["LineUnknown", otherLine]);
  });
});

describe("AppropriationLedger: lapse", () => {
  const lapsedBudget = async () => {
    const system = await budget();
    const { obligating, disbursing, bookshop } = system;
    await obligating.obligate(line, bookshop, matter, won(50_000_000), 0n);
    await disbursing.pay(bookshop, matter, won(20_000_000), matter);
    return system;
  };

  it("is not before the books close: 10 February, 23:59:59", async () => {
    const system = await lapsedBudget();
    const { ledger, stranger } = system;
    await at(system, booksClose - 1);

    await refused(ledger, ledger.connect(stranger).lapse(line), ["BooksOpen", line, booksClose]);
  });

  it("is done by anybody from then on, of all that was not spent", async () => {
    const system = await lapsedBudget();
    const { ledger, stranger } = system;
    await at(system, booksClose);

    const sent = ledger.connect(stranger).lapse(line);

    const unspent = won(980_000_000); // 1,000 − 20 million, those still owed among them
    expect(await eventsOf(sent, ledger)).to.deep.equal([
      ["LineLapsed", line, unspent, stranger.address],
    ]);
    expect(await standing(system)).to.deep.equal({
      appropriated,
      allotted,
      obligated: won(50_000_000),
      liquidated: won(20_000_000),
      lapsed: unspent,
    });
  });

  it("counts what came back in time as unspent", async () => {
    const system = await lapsedBudget();
    const { ledger, token, treasury, bookshop, stranger, addresses } = system;
    await token.connect(bookshop).approve(addresses.treasury, won(5_000_000));
    await treasury.connect(bookshop).receiveReturn(bookshop, matter, won(5_000_000));
    await at(system, booksClose);

    await expect(ledger.connect(stranger).lapse(line))
      .to.emit(ledger, "LineLapsed")
      .withArgs(line, won(985_000_000), stranger.address);
  });

  it("is done once, and after it nothing is done with the line", async () => {
    const system = await lapsedBudget();
    const { ledger, appropriator, transferring, allotting, obligating, bookshop } = system;
    await at(system, booksClose);
    await obligating.lapse(line);

    const lapsed = ["LineHasLapsed", line] as const;
    await refused(ledger, obligating.lapse(line), lapsed);
    await refused(ledger, appropriator.reduceAppropriation(line, 1n, act), lapsed);
    await refused(ledger, transferring.transferAppropriation(line, otherLine, 1n, act), lapsed);
    await refused(ledger, allotting.allot(line, 4n, 1n), lapsed);
    await refused(ledger, allotting.withdrawAllotment(line, 1n), lapsed);
    await refused(ledger, allotting.setPaymentPlan(line, new Array(12).fill(0n)), lapsed);
    await refused(ledger, allotting.carryOver(bookshop, matter), lapsed);
    await refused(ledger, obligating.reserve(line, 1n, matter), lapsed);
    await refused(ledger, obligating.obligate(line, bookshop, act, 1n, 0n), lapsed);
    await refused(ledger, obligating.deobligate(bookshop, matter, 1n), lapsed);
    await refused(ledger, appropriator.appropriate(line, 1n, act), [
      "BooksClosed",
      line,
      booksClose,
    ]);
  });

  it("refuses a line that is unknown", async () => {
    const { ledger, obligating } = await budget();

    await refused(ledger, obligating.lapse(otherLine), ["LineUnknown", otherLine]);
  });
});
