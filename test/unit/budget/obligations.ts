import { expect } from "chai";
import { ZeroAddress, ZeroHash } from "ethers";
import {
  allotted,
  appropriated,
  exclusionCase,
  line,
  matter,
  ministry,
  OfficerRole,
  openLine,
  otherLine,
  otherMatter,
  owed,
  papers,
  readyBudget,
  refused,
  standing,
  stateOf,
  yearEnd,
  yearStart,
} from "../../helpers/budget.ts";
import { at, eventsOf } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { kst } from "../../helpers/time.ts";

// Of `line` 400,000,000 are allotted, of which nothing is reserved or obligated.
const budget = onOneChain(readyBudget);

describe("AppropriationLedger: obligate", () => {
  it("binds the ministry to a creditor on a matter", async () => {
    const system = await budget();
    const { ledger, obligating, bookshop, officers } = system;

    const sent = obligating.obligate(line, bookshop, matter, owed, 0n);

    const by = officers.obligatingOfficer.address;
    expect(await eventsOf(sent, ledger)).to.deep.equal([
      ["Obligated", line, bookshop.address, matter, owed, 0n, false, by],
    ]);
    expect(await ledger.obligationOf(bookshop, matter)).to.deep.equal([
      ...[line, owed, 0n, 0n],
      ...[false, false, false],
    ]);
    expect(await standing(system)).to.deep.equal({ appropriated, allotted, obligated: owed });
  });

  it("takes what is available, and not one won more", async () => {
    const system = await budget();
    const { ledger, obligating, bookshop, bakery } = system;

    await refused(ledger, obligating.obligate(line, bookshop, matter, allotted + 1n, 0n), [
      "AllotmentExceeded",
      line,
      allotted,
      allotted + 1n,
    ]);
    await obligating.obligate(line, bookshop, matter, allotted, 0n);
    await refused(ledger, obligating.obligate(line, bakery, matter, 1n, 0n), [
      "AllotmentExceeded",
      line,
      0n,
      1n,
    ]);
  });

  it("knows nothing of what was never obligated", async () => {
    const { ledger, bookshop } = await budget();

    expect(await ledger.obligationOf(bookshop, matter)).to.deep.equal([
      ...[0n, 0n, 0n, 0n],
      ...[false, false, false],
    ]);
  });

  describe("when the same matter comes twice", () => {
    it("is refused to the same creditor, whatever the line, and names the first line", async () => {
      const system = await budget();
      const { ledger, obligating, bookshop } = system;
      await openLine(system, otherLine, won(1_000));
      await obligating.obligate(line, bookshop, matter, won(5), 0n);

      for (const again of [line, otherLine]) {
        await refused(ledger, obligating.obligate(again, bookshop, matter, won(6), 0n), [
          "AlreadyObligated",
          line,
          bookshop.address,
          matter,
        ]);
      }
    });

    it("is refused also after all of it was paid, or owed no more", async () => {
      const { ledger, obligating, disbursing, bookshop } = await budget();
      const again = (of: string) => obligating.obligate(line, bookshop, of, won(10), 0n);
      await again(matter);
      await disbursing.pay(bookshop, matter, won(10), papers);
      await again(otherMatter);
      await obligating.deobligate(bookshop, otherMatter, won(10));

      for (const of of [matter, otherMatter])
        await refused(ledger, again(of), ["AlreadyObligated", line, bookshop.address, of]);
    });

    it("is taken for another creditor, as another matter for the same", async () => {
      const system = await budget();
      const { obligating, bookshop, bakery } = system;
      await obligating.obligate(line, bookshop, matter, won(5), 0n);
      await obligating.obligate(line, bakery, matter, won(6), 0n);
      await obligating.obligate(line, bookshop, otherMatter, won(7), 0n);

      expect(await stateOf(system, bookshop)).to.deep.equal([line, won(5), 0n, 0n]);
      expect(await stateOf(system, bakery)).to.deep.equal([line, won(6), 0n, 0n]);
      expect(await stateOf(system, bookshop, otherMatter)).to.deep.equal([line, won(7), 0n, 0n]);
    });
  });

  describe("given an excluded creditor", () => {
    const until = kst("2025-10-01T00:00:00");

    it("is refused a second before the exclusion ends, and taken at that second", async () => {
      const system = await budget();
      const { ledger, excluding, obligating, bookshop } = system;
      await excluding.exclude(bookshop, until, exclusionCase);
      await at(system, until - 1);
      await refused(ledger, obligating.obligate(line, bookshop, matter, won(5), 0n), [
        "CreditorExcluded",
        bookshop.address,
        until,
      ]);

      await at(system, until);
      await obligating.obligate(line, bookshop, matter, won(5), 0n);
    });

    it("is taken once the exclusion was ended", async () => {
      const { excluding, obligating, bookshop } = await budget();
      await excluding.exclude(bookshop, until, exclusionCase);
      await excluding.exclude(bookshop, 0, exclusionCase);

      await obligating.obligate(line, bookshop, matter, won(5), 0n);
    });

    it("is refused in every kind of obligation, and nobody else is", async () => {
      const { ledger, excluding, obligating, bookshop, bakery, addresses } = await budget();
      for (const creditor of [bookshop.address, addresses.programmes])
        await excluding.exclude(creditor, until, exclusionCase);
      const { programmes } = addresses;
      const assigned = obligating.obligateAssigned(line, bookshop, matter, 5n, 0n, [bakery]);

      await refused(ledger, assigned, ["CreditorExcluded", bookshop.address, until]);
      await refused(ledger, obligating.obligateInTrust(line, programmes, matter, 5n, 0n), [
        "CreditorExcluded",
        programmes,
        until,
      ]);
      await obligating.obligate(line, bakery, matter, won(5), 0n);
    });

    it("is paid what was owed before", async () => {
      const { token, excluding, obligating, disbursing, bookshop } = await budget();
      await obligating.obligate(line, bookshop, matter, owed, 0n);
      await excluding.exclude(bookshop, until, exclusionCase);

      await disbursing.pay(bookshop, matter, owed, papers);

      expect(await token.balanceOf(bookshop)).to.equal(owed);
    });
  });

  it("binds from the year's first second to its last: 31 December, 23:59:59", async () => {
    const system = await budget();
    const { ledger, appropriator, obligating, bookshop } = system;
    const of = 2026_011_1040301_24001n;
    await appropriator.appropriate(of, won(100), matter);
    await at(system, yearEnd - 1);
    await refused(ledger, obligating.obligate(of, bookshop, matter, 1n, 0n), [
      "YearNotRunning",
      of,
      yearEnd,
      kst("2027-01-01T00:00:00"),
    ]);
    await obligating.obligate(line, bookshop, matter, 1n, 0n);

    await at(system, yearEnd);
    await system.allotting.allot(of, 1n, won(100));
    await obligating.obligate(of, bookshop, otherMatter, 1n, 0n);
    await refused(ledger, obligating.obligate(line, bookshop, otherMatter, 1n, 0n), [
      "YearNotRunning",
      line,
      yearStart,
      yearEnd,
    ]);
  });

  it("refuses no creditor, no matter, nothing at all, and a line that is unknown", async () => {
    const { ledger, obligating, bookshop, addresses } = await budget();
    const { address } = bookshop;

    // The Treasury owes itself nothing.
    for (const creditor of [ZeroAddress, addresses.treasury]) {
      await refused(ledger, obligating.obligate(line, creditor, matter, 1n, 0n), [
        "InvalidObligation",
        creditor,
        matter,
      ]);
    }
    await refused(ledger, obligating.obligate(line, address, ZeroHash, 1n, 0n), [
      "InvalidObligation",
      address,
      ZeroHash,
    ]);
    await refused(ledger, obligating.obligate(line, address, matter, 0n, 0n), ["ZeroAmount"]);
    await refused(ledger, obligating.obligate(otherLine, address, matter, 1n, 0n), [
      "LineUnknown",
      otherLine,
    ]);
  });
});

describe("AppropriationLedger: which of two reasons an obligation is refused for", () => {
  it("in the order of the interface", async () => {
    const system = await budget();
    const { ledger, excluding, obligating, stranger, bookshop } = system;
    const { address } = bookshop;
    const until = kst("2025-10-01T00:00:00");
    const none = 2025_011_1040301_99999n;
    const future = 2026_011_1040301_24001n;
    await system.appropriator.appropriate(future, won(100), matter);
    await obligating.obligate(line, address, otherMatter, won(10), 0n);
    await excluding.exclude(address, until, exclusionCase);
    const big = allotted;
    const left = allotted - won(10);

    const outsider = ledger.connect(stranger).obligate(line, address, matter, 0n, 0n);
    await refused(ledger, outsider, [
      "NotOfficer",
      stranger.address,
      ministry,
      OfficerRole.Obligating,
    ]);
    const cases: [Parameters<typeof obligating.obligate>, [string, ...unknown[]]][] = [
      [[line, ZeroAddress, matter, 0n, 0n], ["ZeroAmount"]],
      [
        [none, ZeroAddress, matter, 1n, 0n],
        ["InvalidObligation", ZeroAddress, matter],
      ],
      [
        [none, address, matter, 1n, 1n],
        ["LineUnknown", none],
      ],
      [
        [future, address, matter, 1n, 1n],
        ["YearNotRunning", future, yearEnd, kst("2027-01-01T00:00:00")],
      ],
      [
        [line, address, matter, big, 1n],
        ["ReservationExceeded", line, 0n, 1n],
      ],
      [
        [line, address, otherMatter, big, 0n],
        ["AllotmentExceeded", line, left, big],
      ],
      [
        [line, address, otherMatter, 1n, 0n],
        ["AlreadyObligated", line, address, otherMatter],
      ],
      [
        [line, address, matter, 1n, 0n],
        ["CreditorExcluded", address, until],
      ],
    ];
    for (const [args, expected] of cases)
      await refused(ledger, obligating.obligate(...args), expected);
  });
});
