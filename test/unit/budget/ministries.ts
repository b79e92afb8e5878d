import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { exclusionCase, ministry, readyBudget, refused } from "../../helpers/budget.ts";
import { delegation, eventsOf } from "../../helpers/chain.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { kst } from "../../helpers/time.ts";

const budget = onOneChain(readyBudget);

describe("AppropriationLedger: registerMinistry", () => {
  for (const code of [1n, 999n]) {
    it(`registers a ministry with code ${code} and its authority`, async () => {
      const { ledger, appropriator, addresses, officers } = await budget();
      const sent = appropriator.registerMinistry(code, addresses.operator);

      expect(await eventsOf(sent, ledger)).to.deep.equal([
        ["MinistryRegistered", code, addresses.operator, officers.appropriator.address],
      ]);
      expect(await ledger.authorityOf(code)).to.equal(addresses.operator);
    });
  }

  for (const code of [0n, 1_000n, 65_535n]) {
    it(`refuses the code ${code}`, async () => {
      const { ledger, appropriator, addresses } = await budget();

      await refused(ledger, appropriator.registerMinistry(code, addresses.operator), [
        "InvalidMinistry",
        code,
      ]);
    });
  }

  it("refuses a code that is taken, also for the same authority", async () => {
    const { ledger, appropriator, addresses } = await budget();

    for (const authority of [addresses.spendingMinistry, addresses.operator]) {
      await refused(ledger, appropriator.registerMinistry(ministry, authority), [
        "InvalidMinistry",
        ministry,
      ]);
    }
    expect(await ledger.authorityOf(ministry)).to.equal(addresses.spendingMinistry);
  });

  it("refuses an authority without code, and a key that has delegated to some", async () => {
    const { ledger, appropriator, stranger, addresses, connection } = await budget();
    const register = () => appropriator.registerMinistry(12n, stranger);

    await refused(ledger, register(), ["InvalidMinistry", 12n]);
    await connection.networkHelpers.setCode(
      stranger.address,
      delegation(addresses.spendingMinistry),
    );
    await refused(ledger, register(), ["InvalidMinistry", 12n]);
  });

  it("knows no authority of a ministry that is not registered", async () => {
    const { ledger } = await budget();

    expect(await ledger.authorityOf(12n)).to.equal(ZeroAddress);
  });

  it("is the appropriator's, and no other ministry's", async () => {
    const { ledger, allotting, addresses, officers } = await budget();

    await refused(ledger, allotting.registerMinistry(12n, addresses.operator), [
      "AccessManagedUnauthorized",
      officers.allotmentOfficer.address,
    ]);
  });
});

describe("AppropriationLedger: setTrustee", () => {
  it("lists a contract, and takes it off", async () => {
    const { ledger, appropriator, addresses, officers } = await budget();
    const by = officers.appropriator.address;
    const set = (listed: boolean) => appropriator.setTrustee(addresses.registry, listed);

    expect(await eventsOf(set(true), ledger)).to.deep.equal([
      ["TrusteeListed", addresses.registry, by],
    ]);
    expect(await ledger.isTrustee(addresses.registry)).to.equal(true);
    expect(await eventsOf(set(false), ledger)).to.deep.equal([
      ["TrusteeDelisted", addresses.registry, by],
    ]);
    expect(await ledger.isTrustee(addresses.registry)).to.equal(false);
  });

  it("refuses to list what has no code that stays", async () => {
    const { ledger, appropriator, stranger, addresses, connection } = await budget();
    const list = () => appropriator.setTrustee(stranger, true);

    await refused(ledger, list(), ["NotTrustee", stranger.address]);
    await connection.networkHelpers.setCode(stranger.address, delegation(addresses.programmes));
    await refused(ledger, list(), ["NotTrustee", stranger.address]);
  });

  it("takes off the list whatever it is", async () => {
    const { ledger, appropriator, stranger } = await budget();

    await appropriator.setTrustee(stranger, false);

    expect(await ledger.isTrustee(stranger)).to.equal(false);
  });
});

describe("AppropriationLedger: exclude", () => {
  const until = kst("2025-10-01T00:00:00");

  it("excludes a creditor until a time, under a case", async () => {
    const { ledger, excluding, bookshop, officers } = await budget();
    expect(await ledger.excludedUntil(bookshop)).to.equal(0n);

    const sent = excluding.exclude(bookshop, until, exclusionCase);

    const by = officers.exclusionOfficer.address;
    expect(await eventsOf(sent, ledger)).to.deep.equal([
      ["CreditorExclusionSet", bookshop.address, exclusionCase, BigInt(until), by],
    ]);
    expect(await ledger.excludedUntil(bookshop)).to.equal(until);
  });

  it("prolongs, shortens and ends an exclusion", async () => {
    const { ledger, excluding, bookshop } = await budget();
    for (const next of [until, until + 1, until - 1, 0, 2 ** 40 - 1]) {
      await excluding.exclude(bookshop, next, exclusionCase);
      expect(await ledger.excludedUntil(bookshop)).to.equal(next);
    }
  });

  it("is not done without a case", async () => {
    const { ledger, excluding, bookshop } = await budget();

    await refused(ledger, excluding.exclude(bookshop, until, `0x${"00".repeat(32)}`), [
      "DocumentMissing",
    ]);
  });
});

describe("AppropriationLedger: what it knows for ever", () => {
  it("the Treasury that deployed it, the finance ministry's authority, what is small", async () => {
    const { ledger, treasury, addresses } = await budget();

    expect(await ledger.treasury()).to.equal(addresses.treasury);
    expect(await ledger.authority()).to.equal(addresses.ministry);
    expect(await ledger.splitThreshold()).to.equal(20_000_000n);
    expect(await ledger.MAX_PAYEES()).to.equal(64n);
    expect(await treasury.ledger()).to.equal(addresses.ledger);
    expect(await treasury.token()).to.equal(addresses.token);
    expect(await treasury.invoices()).to.equal(addresses.invoices);
    expect(await treasury.authority()).to.equal(addresses.ministry);
  });
});
