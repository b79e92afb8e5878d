import { expect } from "chai";
import { existsSync, readFileSync } from "node:fs";
import { ZeroAddress } from "ethers";
import { askPurchase, type Act } from "../../scripts/lib/till-purchases.ts";
import * as factories from "../../typechain-types/index.ts";
import { caseFile, noBankAccount } from "../helpers/bank.ts";
import { at, decoded, eventsOf, type Named } from "../helpers/chain.ts";
import { won } from "../helpers/fixtures.ts";
import { invoice } from "../helpers/invoices.ts";
import { Region, TermsPart } from "../helpers/kinds.ts";
import { appointed } from "../helpers/proxies.ts";
import { mixed, purchase, refused, spendBooks } from "../helpers/purchases.ts";
import { foreseen, slipOf } from "../helpers/settlement.ts";
import { onOneChain } from "../helpers/suite.ts";
import { kst } from "../helpers/time.ts";
import {
  budget,
  codeOfOffices,
  expiresAt,
  granted,
  grantedToCitizen,
  grantedVoucher,
  purpose,
} from "../helpers/voucher.ts";

/*
 * ERC-7291 (final): what a voucher is, and when its money is released. Row by row as in docs/erc-7291.md; erc7291-types.ts has the
 * rows on what is defined of a programme, erc7291-moves.ts those on how vouchers come, go and are logged.
 */

// The citizen holds 300,000 won of programme 1, which has no rules.
const market = onOneChain(grantedVoucher);

const table = readFileSync("docs/erc-7291.md", "utf8")
  .split("\n")
  .filter((line) => /^\| \d\d /.test(line))
  .map((line) => line.split("|").map((cell) => cell.trim()))
  .map(([, row = "", word = "", , here = "", where = "", tests = ""]) => ({
    ...{ row, word, here, where, tests },
  }));

describe("ERC-7291: the table in docs/erc-7291.md", () => {
  it("has rows numbered from 01 without a gap, each with what is done here", () => {
    expect(table.map(({ row }) => row)).to.deep.equal(
      table.map((_, n) => String(n + 1).padStart(2, "0")),
    );
    expect(table).to.have.length(41);
    for (const { here } of table) {
      expect(here).to.match(/^(met|otherwise|in part|not met|no matter)\b/);
    }
  });

  it("names the same rows and words as the tests, and says of every other why it has none", () => {
    const titles = ["erc7291.ts", "erc7291-types.ts", "erc7291-moves.ts"]
      .map((file) => readFileSync(`test/conformance/${file}`, "utf8"))
      .flatMap((text) =>
        [...text.matchAll(/it\(\s*"ERC-7291\/(\d\d \w+) /g)].map(([, one]) => one),
      );

    const own = ({ row, tests }: (typeof table)[number]) => tests.startsWith(`ERC-7291/${row}`);
    expect(titles.toSorted()).to.deep.equal(
      table.filter(own).map(({ row, word }) => `${row} ${word}`),
    );
    for (const line of table.filter((one) => !own(one))) {
      expect(line.tests).to.match(/^not tested: \w/);
    }
  });

  it("names functions and files that exist", () => {
    const known = new Map(Object.entries(factories));
    for (const { where, tests } of table) {
      for (const [, contract, fn] of where.matchAll(/`(\w+)\.(\w+)`/g)) {
        const factory = known.get(`${contract}__factory`) as { abi: readonly object[] } | undefined;
        const names = factory?.abi.map((one) => ("name" in one ? one.name : ""));
        expect(names, `${contract}.${fn}`).to.include(fn);
      }
      for (const [, file] of tests.matchAll(/`(test\/[^`]+)`/g)) {
        expect(existsSync(String(file)), file).to.equal(true);
      }
    }
  });
});

describe("ERC-7291: money and what binds it", () => {
  it("ERC-7291/01 SHOULD be money that keeps its value: whole won, paid with, and redeemed at par", async () => {
    const { token, citizen, bookshop } = await market();
    expect(await token.decimals()).to.equal(0n);
    await token.connect(citizen).transfer(bookshop, won(7));

    const sent = token.connect(bookshop).redeem(won(7), 1n);
    expect(await eventsOf(sent, token)).to.deep.equal([
      ["Transfer", bookshop.address, ZeroAddress, won(7)],
      ["DepositRedeemed", bookshop.address, 1n, noBankAccount],
    ]);
  });

  it("ERC-7291/02 SHALL bind money for as long as the voucher lives", async () => {
    const { token, programmes, addresses } = await market();

    const { ungranted } = await programmes.programmeOf(1n);
    expect(ungranted).to.equal(won(299_700_000));
    expect(await token.balanceOf(addresses.programmes)).to.equal(ungranted + grantedToCitizen);
  });

  it("ERC-7291/03 SHALL release it by the rules: the merchant's is free of them", async () => {
    const system = await market();
    const { token, bookshop, neighbour } = system;
    await spendBooks(system, 1n, won(30_000));

    await token.connect(bookshop).transfer(neighbour, won(30_000));
    expect(await token.balanceOf(neighbour)).to.equal(won(30_000));
  });

  it("ERC-7291/04 MUST have money behind every voucher: none is granted beyond the budget", async () => {
    const { programmes, manager, citizen } = await market();

    await expect(manager.grant(1n, citizen, won(299_700_001), Region.mapo, 2n))
      .to.be.revertedWithCustomError(programmes, "BudgetExceeded")
      .withArgs(1n, won(299_700_000), won(299_700_001));
    await manager.grant(1n, citizen, won(299_700_000), Region.mapo, 2n);
    expect(await programmes.balanceOf(citizen, 1n)).to.equal(budget);
  });

  it("ERC-7291/05 MUST let everybody verify beforehand whether the conditions are met", async () => {
    const system = await market();
    const { programmes, citizen, neighbour, bookshop } = system;

    expect(await programmes.canSpend(1n, citizen, bookshop, won(1))).to.deep.equal([true, "0x"]);
    await refused(system, 1n, neighbour.address, won(1), [
      "MerchantNotEnrolled",
      neighbour.address,
    ]);
    const { refusal } = await programmes.canSpendFor(citizen, purchase(system, 1n, won(300_001)));
    expect(decoded(programmes, refusal)).to.deep.equal([
      ...["VoucherInsufficient", 1n, citizen.address, won(300_000), won(300_001)],
    ]);
    const slip = await slipOf(system, { amount: won(300_001) });
    expect(await foreseen(system, slip)).to.deep.equal([false, refusal]);

    // No view foretells what a proxy pays, a mixed payment and a rebate: the act itself does, called and not sent.
    await appointed(system, { limit: won(50_000) });
    const told = async (by: string, act: Act) =>
      (await askPurchase(system, by, act, { names: new Map(), language: "en" })).refusal?.name;
    const byProxy = (amount: bigint) =>
      told(neighbour.address, ["spendFor", citizen.address, purchase(system, 1n, amount)]);
    const byVouchers = (amount: bigint) =>
      told(citizen.address, ["spendMixed", mixed(system, [1n], amount)]);
    expect(await byProxy(won(50_001))).to.equal("ProxyLimitExceeded");
    expect(await byProxy(won(50_000))).to.equal(undefined);
    expect(await byVouchers(won(300_001))).to.equal("OwnPartExceeded");
    expect(await byVouchers(won(300_000))).to.equal(undefined);
    const bought = purchase(system, 1n, won(10), { invoice: invoice("books", won(10)) });
    expect(await told(citizen.address, ["spendWithRebate", bought])).to.equal("NothingToRebate");
  });

  it("ERC-7291/06 MUST pay only who is on the list of merchants, and not who is banned", async () => {
    const system = await market();
    const { registry, officers, bookshop, bakery, stranger } = system;
    const enforcer = registry.connect(officers.merchantEnforcer);
    const until = kst("2025-12-31T00:00:00");

    await refused(system, 1n, stranger.address, won(1), ["MerchantNotEnrolled", stranger.address]);
    await enforcer.suspend(bookshop, caseFile);
    await refused(system, 1n, bookshop.address, won(1), ["MerchantIsSuspended", bookshop.address]);
    await enforcer.bar(bakery, until, caseFile);
    await refused(system, 1n, bakery.address, won(1), [
      ...(["MerchantIsBarred", bakery.address, BigInt(until)] as const),
    ]);
  });

  it("ERC-7291/07 MUST burn what is used", async () => {
    const system = await market();
    const { programmes, citizen, bookshop } = system;

    expect((await eventsOf(spendBooks(system, 1n, grantedToCitizen), programmes))[0]).to.deep.equal(
      ["TransferSingle", citizen.address, citizen.address, ZeroAddress, 1n, grantedToCitizen],
    );
    expect(await programmes.balanceOf(citizen, 1n)).to.equal(won(0));
    expect(await programmes.balanceOf(bookshop, 1n)).to.equal(won(0));
  });

  it("ERC-7291/08 SHOULD have an expiry, decided by whoever opens the programme", async () => {
    const system = await market();
    const other = await granted(system, purpose({ terms: { expiresAt: expiresAt - 1 } }));
    await at(system, expiresAt - 1);

    await expect(spendBooks(system, other, won(1)))
      .to.be.revertedWithCustomError(system.programmes, "VoucherExpired")
      .withArgs(other, expiresAt - 1, expiresAt - 1);
  });

  it("ERC-7291/09 SHOULD be the highest number where no expiry is needed: refused here", async () => {
    const system = await market();
    const { programmes, sponsor, officers } = system;
    const never = purpose({ terms: { expiresAt: 2n ** 48n - 1n } });

    await expect(sponsor.open(never, officers.funding, budget))
      .to.be.revertedWithCustomError(programmes, "InvalidTerms")
      .withArgs(TermsPart.Expiry);
    const most = await (await codeOfOffices(system)).MAX_EXPIRY_PERIOD();
    expect(most).to.equal(10n * 365n * 86_400n);
  });

  it("ERC-7291/38 MUST stop payments with vouchers by whatever stops the contract or the user", async () => {
    const system = await market();
    const { token, controller, programmes, officers, citizen, bookshop } = system;
    const shop = bookshop.address;
    const stopped = (...reason: Named) => refused(system, 1n, shop, won(1), reason, "token");

    await token.connect(officers.stopOfficer).orderStop(1n);
    await stopped("StoppedBySupervisor");
    await token.connect(officers.stopLifter).liftStop(2n);
    await token.connect(officers.enforcementOfficer).suspend(citizen, caseFile);
    await stopped("SuspendedAccount", citizen.address);
    await token.connect(officers.admissionOfficer).reinstate(citizen, caseFile);
    await programmes.connect(officers.programmePauser).pauseProgramme(1n, caseFile);
    await refused(system, 1n, shop, won(1), ["ProgrammeIsPaused", 1n]);
    await controller.resumeProgramme(1n, caseFile);
    await token.connect(officers.pauser).pause();
    await stopped("EnforcedPause");
  });
});
