import { expect } from "chai";
import { ZeroHash } from "ethers";
import {
  act,
  allotted,
  appropriated,
  approval,
  booksClose,
  line,
  ministry,
  mostOfLine,
  nextLine,
  otherLine,
  readyBudget,
  refused,
  standing,
} from "../../helpers/budget.ts";
import { at, eventsOf } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { onOneChain } from "../../helpers/suite.ts";

// Of `line` 1,000,000,000 are appropriated and 400,000,000 allotted: 600,000,000 are neither.
const budget = onOneChain(readyBudget);
const unallotted = won(600_000_000);

/** Not known to the ledger: nothing was appropriated to it. */
const unknownLine = 2025_011_1040301_99999n;

/** Numbers that name no line, and why. */
const noLines: [bigint, string][] = [
  [2019_011_1040301_24001n, "of a year before 2020"],
  [2148_011_1040301_24001n, "of a year after 2147"],
  [2025_000_1040301_24001n, "without a ministry"],
  [2025_011_0000000_24001n, "without a programme"],
  [2025_011_1040301_00000n, "without an item"],
  [0n, "of nothing"],
];

describe("AppropriationLedger: appropriate", () => {
  it("opens a line under an act of the Assembly", async () => {
    const system = await budget();
    const { ledger, appropriator, officers } = system;
    expect(await standing(system, otherLine)).to.deep.equal({});

    const sent = appropriator.appropriate(otherLine, won(5), act);

    expect(await eventsOf(sent, ledger)).to.deep.equal([
      ["Appropriated", otherLine, won(5), act, officers.appropriator.address],
    ]);
    const facts = await ledger.lineOf(otherLine);
    expect(facts).to.deep.equal([won(5), 0n, 0n, 0n, 0n, 0n, 0n, 0n]);
  });

  it("adds to a line that is open", async () => {
    const system = await budget();

    await system.appropriator.appropriate(line, won(5), act);

    expect(await standing(system)).to.deep.equal({ appropriated: appropriated + 5n, allotted });
  });

  it("opens a line of any year until 2147", async () => {
    const system = await budget();
    const last = 2147_011_1040301_24001n;

    await system.appropriator.appropriate(last, won(5), act);

    expect(await standing(system, last)).to.deep.equal({ appropriated: won(5) });
  });

  it("takes 2020 for a year, whose books are closed since 11 February 2021", async () => {
    const { ledger, appropriator } = await budget();
    const first = 2020_011_1040301_24001n;

    // 00:00 in Korea is 15:00 UTC of the day before.
    await refused(ledger, appropriator.appropriate(first, won(5), act), [
      "BooksClosed",
      first,
      Date.UTC(2021, 1, 10, 15) / 1000,
    ]);
  });

  for (const [of, why] of noLines) {
    it(`refuses a number ${why}`, async () => {
      const { ledger, appropriator } = await budget();

      await refused(ledger, appropriator.appropriate(of, won(5), act), ["InvalidLine", of]);
    });
  }

  it("refuses a line of a ministry that is not registered", async () => {
    const { ledger, appropriator } = await budget();
    const of = 2025_012_1040301_24001n;

    await refused(ledger, appropriator.appropriate(of, won(5), act), ["MinistryUnknown", 12n]);
  });

  it("refuses nothing at all, and an act without its hash", async () => {
    const { ledger, appropriator } = await budget();

    await refused(ledger, appropriator.appropriate(line, 0n, act), ["ZeroAmount"]);
    await refused(ledger, appropriator.appropriate(line, 5n, ZeroHash), ["DocumentMissing"]);
    await refused(ledger, appropriator.appropriate(line, 0n, ZeroHash), ["ZeroAmount"]);
  });

  it("lets a line hold 2^48 − 1 won and not one more", async () => {
    const { ledger, appropriator } = await budget();
    const rest = mostOfLine - appropriated;

    await refused(ledger, appropriator.appropriate(line, rest + 1n, act), [
      "LineAmountTooLarge",
      line,
      mostOfLine,
      mostOfLine + 1n,
    ]);
    await appropriator.appropriate(line, rest, act);
    await refused(ledger, appropriator.appropriate(line, 2n ** 64n - 1n, act), [
      "LineAmountTooLarge",
      line,
      mostOfLine,
      mostOfLine + 2n ** 64n - 1n,
    ]);
    expect((await ledger.lineOf(line)).appropriated).to.equal(mostOfLine);
  });

  it("is done until the last second of 10 February, and not from then on", async () => {
    const system = await budget();
    const { ledger, appropriator } = system;
    await at(system, booksClose - 1);
    await appropriator.appropriate(line, won(1), act);

    await at(system, booksClose);
    await refused(ledger, appropriator.appropriate(line, won(1), act), [
      "BooksClosed",
      line,
      booksClose,
    ]);
  });

  it("is done before the line's year begins", async () => {
    const system = await budget();

    await system.appropriator.appropriate(nextLine, won(5), act);

    expect(await standing(system, nextLine)).to.deep.equal({ appropriated: won(5) });
  });
});

describe("AppropriationLedger: reduceAppropriation", () => {
  it("takes back what is not allotted, and not one won more", async () => {
    const system = await budget();
    const { ledger, appropriator, officers } = system;

    await refused(ledger, appropriator.reduceAppropriation(line, unallotted + 1n, act), [
      "AppropriationExceeded",
      line,
      unallotted,
      unallotted + 1n,
    ]);
    const sent = appropriator.reduceAppropriation(line, unallotted, act);

    expect(await eventsOf(sent, ledger)).to.deep.equal([
      ["AppropriationReduced", line, unallotted, act, officers.appropriator.address],
    ]);
    expect(await standing(system)).to.deep.equal({ appropriated: allotted, allotted });
    await refused(ledger, appropriator.reduceAppropriation(line, 1n, act), [
      "AppropriationExceeded",
      line,
      0n,
      1n,
    ]);
  });

  it("leaves a line known of which everything was taken back", async () => {
    const system = await budget();
    const { ledger, appropriator, allotting } = system;
    await appropriator.appropriate(otherLine, won(5), act);
    await appropriator.reduceAppropriation(otherLine, won(5), act);

    await refused(ledger, allotting.allot(otherLine, 3n, 1n), [
      "AppropriationExceeded",
      otherLine,
      0n,
      1n,
    ]);
  });

  it("refuses a line that is unknown, nothing at all, and an act without its hash", async () => {
    const { ledger, appropriator } = await budget();

    await refused(ledger, appropriator.reduceAppropriation(unknownLine, 1n, act), [
      "LineUnknown",
      unknownLine,
    ]);
    await refused(ledger, appropriator.reduceAppropriation(line, 0n, act), ["ZeroAmount"]);
    await refused(ledger, appropriator.reduceAppropriation(line, 1n, ZeroHash), [
      "DocumentMissing",
    ]);
  });
});

describe("AppropriationLedger: transferAppropriation", () => {
  it("moves what is not allotted to another line, known or new, and not one won more", async () => {
    const system = await budget();
    const { ledger, transferring, officers } = system;

    await refused(
      ledger,
      transferring.transferAppropriation(line, otherLine, unallotted + 1n, approval),
      ["AppropriationExceeded", line, unallotted, unallotted + 1n],
    );
    const sent = transferring.transferAppropriation(line, otherLine, won(1), approval);
    expect(await eventsOf(sent, ledger)).to.deep.equal([
      [
        ...["AppropriationTransferred", line, otherLine, won(1), approval],
        officers.transferOfficer.address,
      ],
    ]);
    await transferring.transferAppropriation(line, otherLine, unallotted - won(1), approval);

    expect(await standing(system)).to.deep.equal({ appropriated: allotted, allotted });
    expect(await standing(system, otherLine)).to.deep.equal({ appropriated: unallotted });
  });

  it("moves it back", async () => {
    const system = await budget();
    const { transferring } = system;
    await transferring.transferAppropriation(line, otherLine, won(7), approval);
    await transferring.transferAppropriation(otherLine, line, won(7), approval);

    expect(await standing(system)).to.deep.equal({ appropriated, allotted });
    expect(await standing(system, otherLine)).to.deep.equal({});
  });

  for (const [to, why] of [
    [nextLine, "of another year"],
    [2025_012_1040301_32001n, "of another ministry"],
    [line, "that is the same"],
  ] as const) {
    it(`refuses a line ${why}`, async () => {
      const { ledger, transferring } = await budget();

      await refused(ledger, transferring.transferAppropriation(line, to, won(1), approval), [
        "LinesApart",
        line,
        to,
      ]);
    });
  }

  it("refuses to take from a line that is unknown, and to give to a number that is none", async () => {
    const { ledger, transferring } = await budget();
    const noItem = 2025_011_1040301_00000n;

    await refused(ledger, transferring.transferAppropriation(unknownLine, line, 1n, approval), [
      "LineUnknown",
      unknownLine,
    ]);
    await refused(ledger, transferring.transferAppropriation(line, noItem, 1n, approval), [
      "InvalidLine",
      noItem,
    ]);
  });

  it("refuses nothing at all, and an approval without its hash", async () => {
    const { ledger, transferring } = await budget();

    await refused(ledger, transferring.transferAppropriation(line, otherLine, 0n, approval), [
      "ZeroAmount",
    ]);
    await refused(ledger, transferring.transferAppropriation(line, otherLine, 1n, ZeroHash), [
      "DocumentMissing",
    ]);
  });

  it("lets the other line hold 2^48 − 1 won and not one more", async () => {
    const { ledger, appropriator, transferring } = await budget();
    await appropriator.appropriate(otherLine, mostOfLine - 1n, act);

    await refused(ledger, transferring.transferAppropriation(line, otherLine, 2n, approval), [
      "LineAmountTooLarge",
      otherLine,
      mostOfLine,
      mostOfLine + 1n,
    ]);
    await transferring.transferAppropriation(line, otherLine, 1n, approval);
  });

  it("is done until the books close", async () => {
    const system = await budget();
    const { ledger, transferring } = system;
    await at(system, booksClose - 1);
    await transferring.transferAppropriation(line, otherLine, won(1), approval);

    await at(system, booksClose);
    await refused(ledger, transferring.transferAppropriation(line, otherLine, won(1), approval), [
      "BooksClosed",
      otherLine,
      booksClose,
    ]);
  });

  it("knows ministries by the number's own digits", async () => {
    const { ledger, appropriator, addresses } = await budget();
    await appropriator.registerMinistry(999n, addresses.spendingMinistry);
    const of = 2025_999_0000001_00001n;

    await appropriator.appropriate(of, won(1), act);

    expect((await ledger.lineOf(of)).appropriated).to.equal(won(1));
    expect(ministry).to.equal((line / 10n ** 12n) % 1_000n);
  });
});
