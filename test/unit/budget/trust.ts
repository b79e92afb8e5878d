import { expect } from "chai";
import { ZeroHash } from "ethers";
import { booksInMapo, expiresAt, purpose } from "../../helpers/voucher.ts";
import {
  allotted,
  appropriated,
  line,
  matter,
  ministry,
  monthly,
  OfficerRole,
  owed,
  papers,
  plan,
  refused,
  standing,
  stateOf,
  treasuryHoldings,
} from "../../helpers/budget.ts";
import { parties } from "../../helpers/clawbacks.ts";
import { at, eventsOf, speakAs } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { ProgrammeStatus, Region, TermsPart } from "../../helpers/kinds.ts";
import { onOneChain } from "../../helpers/suite.ts";
import {
  advance,
  entrusted,
  obligatedTrust,
  openTrust,
  otherTrustMatter,
  trustMatter,
} from "../../helpers/trust.ts";

// 60,000,000 won are obligated to the programmes in trust; 100,000,000 may be paid each month.
const obligated = onOneChain(obligatedTrust);
const trust = onOneChain((deployed) => openTrust(deployed));

describe("VoucherProgramme: openInTrust", () => {
  it("opens a programme without money, which will hold what is advanced on the matter", async () => {
    const system = await obligated();
    const { token, programmes, sponsor, addresses, bookshop } = system;

    const sent = sponsor.openInTrust(booksInMapo(bookshop), trustMatter);

    const [opened, held, ...others] = await eventsOf(sent, programmes);
    expect(opened?.slice(0, 4)).to.deep.equal(["ProgrammeOpened", 1n, addresses.treasury, 0n]);
    expect(opened?.at(-1)).to.equal(system.officers.programmeSponsor.address);
    expect(held).to.deep.equal(["HeldInTrust", 1n, trustMatter]);
    expect(others).to.deep.equal([]);
    expect(await programmes.programmeOf(1n)).to.deep.equal([
      ...[ProgrammeStatus.Open, addresses.treasury, 0n],
    ]);
    expect((await programmes.termsOf(1n)).perPaymentLimit).to.equal(won(100_000));
    expect(await token.balanceOf(addresses.programmes)).to.equal(0n);
    expect(await programmes.treasury()).to.equal(addresses.treasury);
  });

  it("refuses a matter on which nothing is obligated to the programmes in trust", async () => {
    const system = await obligated();
    const { programmes, sponsor, obligating, bookshop, addresses } = system;
    const { registry } = addresses;
    await system.appropriator.setTrustee(registry, true);
    await obligating.obligate(line, bookshop, matter, owed, 0n);
    await obligating.obligateInTrust(line, registry, otherTrustMatter, owed, 0n);
    await obligating.obligate(line, addresses.programmes, papers, owed, 0n);

    // Unknown, to another creditor, in trust to another contract, and to the programmes but not in trust.
    for (const of of [ZeroHash, matter, otherTrustMatter, papers])
      await refused(programmes, sponsor.openInTrust(purpose(), of), ["InvalidMatter", of]);
  });

  it("refuses a matter that a programme holds, also once that is closed", async () => {
    const { programmes, sponsor, manager } = await trust();
    const again = () =>
      refused(programmes, sponsor.openInTrust(purpose(), trustMatter), [
        "InvalidMatter",
        trustMatter,
      ]);

    await again();
    await manager.close(1n);
    await again();
    expect(await programmes.programmes()).to.equal(1n);
  });

  it("refuses terms that are none, as every opening does", async () => {
    const system = await obligated();
    const { programmes, sponsor } = system;
    await at(system, expiresAt);

    await refused(programmes, sponsor.openInTrust(purpose(), trustMatter), [
      "InvalidTerms",
      TermsPart.Expiry,
    ]);
  });

  it("keeps the Treasury as the account to which everything returns", async () => {
    const system = await trust();
    const { programmes, sponsor, officers, addresses } = system;

    await refused(programmes, sponsor.replaceFundingAccount(1n, officers.funding), [
      "FundingAccountNotClosed",
      1n,
      addresses.treasury,
    ]);
  });
});

describe("Treasury: payAdvance", () => {
  it("pays an advance, which the programme takes whole and can grant", async () => {
    const system = await trust();
    const { ledger, treasury, token, programmes, officers, addresses } = system;
    const sum = won(40_000_001); // what is held in trust is spent to the won

    const sent = advance(system, sum);

    const by = officers.disbursingOfficer.address;
    expect(await eventsOf(sent, ledger)).to.deep.equal([
      ["Advanced", line, addresses.programmes, trustMatter, sum, papers, by],
    ]);
    expect(await eventsOf(sent, programmes)).to.deep.equal([["ProgrammeFunded", 1n, sum]]);
    expect(await eventsOf(sent, treasury)).to.deep.equal([]);
    expect((await eventsOf(sent, token)).at(-1)).to.deep.equal([
      ...["Transfer", addresses.treasury, addresses.programmes, sum],
    ]);
    expect(await programmes.programmeOf(1n)).to.deep.equal([
      ...[ProgrammeStatus.Open, addresses.treasury, sum],
    ]);
    expect(await stateOf(system, addresses.programmes, trustMatter)).to.deep.equal([
      ...[line, entrusted, sum, 0n],
    ]);
    expect(await standing(system)).to.deep.equal({
      ...{ appropriated, allotted },
      ...{ obligated: entrusted, advanced: sum },
    });
    expect(await treasury.holdings()).to.equal(treasuryHoldings - sum);
    expect(await treasury.unattributed()).to.equal(0n);
    expect(await token.allowance(addresses.treasury, addresses.programmes)).to.equal(0n);
  });

  it("pays in parts, which the programme grants, and not one won more than is owed", async () => {
    const system = await trust();
    const { ledger, programmes, manager, citizen, addresses } = system;
    await advance(system, won(1));
    await advance(system, won(9));
    await refused(programmes, manager.grant(1n, citizen, won(11), Region.mapo, 1n), [
      "BudgetExceeded",
      1n,
      won(10),
      won(11),
    ]);
    await manager.grant(1n, citizen, won(10), Region.mapo, 1n);
    const left = entrusted - won(10);

    await refused(ledger, advance(system, left + 1n), [
      "ObligationExceeded",
      line,
      addresses.programmes,
      trustMatter,
      left,
      left + 1n,
    ]);
    await advance(system, left);
    expect((await programmes.programmeOf(1n)).ungranted).to.equal(left);
  });

  it("pays within the month's plan and what is held, and not one won more", async () => {
    const system = await trust();
    const { ledger, treasury, token, allotting, obligating, addresses } = system;
    await allotting.setPaymentPlan(line, plan(7, won(50)));
    await refused(ledger, advance(system, won(51)), [
      "MonthlyPlanExceeded",
      line,
      7n,
      won(50),
      won(51),
    ]);

    // All but 5,000,000 won of what the Treasury holds is paid to a supplier.
    await allotting.setPaymentPlan(line, plan(7, won(8_000_000_000)));
    const { appropriator, disbursing, bookshop } = system;
    const big = treasuryHoldings - won(5_000_000);
    await appropriator.appropriate(line, treasuryHoldings, papers);
    await allotting.allot(line, 3n, treasuryHoldings);
    await obligating.obligate(line, bookshop, matter, big, 0n);
    await disbursing.pay(bookshop, matter, big, papers);
    await token.connect(system.citizen).transfer(addresses.treasury, won(1));
    await refused(ledger, advance(system, won(5_000_001)), [
      "HoldingsExceeded",
      line,
      won(5_000_000),
      won(5_000_001),
    ]);
    await advance(system, won(5_000_000));
    expect(await treasury.holdings()).to.equal(0n);
    expect(await treasury.unattributed()).to.equal(won(1));
  });

  it("is a disbursing officer's, on papers, and not nothing", async () => {
    const system = await trust();
    const { ledger, treasury, disbursing, stranger, addresses } = system;
    const { programmes } = addresses;

    await refused(
      ledger,
      treasury.connect(stranger).payAdvance(programmes, trustMatter, 1n, papers),
      ["NotOfficer", stranger.address, ministry, OfficerRole.Disbursing],
    );
    await refused(ledger, disbursing.payAdvance(programmes, trustMatter, 1n, ZeroHash), [
      "PapersMissing",
      programmes,
      trustMatter,
    ]);
    await refused(ledger, advance(system, 0n), ["ZeroAmount"]);
    await refused(ledger, advance(system, 1n, otherTrustMatter), [
      "ObligationUnknown",
      programmes,
      otherTrustMatter,
    ]);
  });

  it("is refused while no programme holds the matter", async () => {
    const system = await obligated();
    const { programmes } = system;

    await refused(programmes, advance(system, won(1)), ["InvalidMatter", trustMatter]);
  });

  it("is refused to a programme that is closed", async () => {
    const system = await trust();
    const { programmes, manager } = system;
    await advance(system, won(1));
    await manager.close(1n);

    await refused(programmes, advance(system, won(1)), ["ProgrammeIsClosed", 1n]);
  });

  it("is refused to a programme that has expired, from its second on", async () => {
    const system = await trust();
    const { programmes } = system;
    await at(system, expiresAt - 1);
    await advance(system, won(1));
    await at(system, expiresAt);

    await refused(programmes, advance(system, won(1)), [
      "VoucherExpired",
      1n,
      expiresAt,
      expiresAt,
    ]);
  });

  it("is refused once the contract is taken off the list, and goes on when it is listed again", async () => {
    const system = await trust();
    const { ledger, appropriator, addresses } = system;
    await appropriator.setTrustee(addresses.programmes, false);

    await refused(ledger, advance(system, monthly - won(40_000_000)), [
      "NotTrustee",
      addresses.programmes,
    ]);

    await appropriator.setTrustee(addresses.programmes, true);
    await advance(system, monthly - won(40_000_000));
    expect((await system.programmes.programmeOf(1n)).ungranted).to.equal(won(60_000_000));
  });
});

describe("VoucherProgramme: receiveAdvance", () => {
  it("answers to the Treasury alone", async () => {
    const { programmes, officers, citizen } = await trust();

    for (const caller of [citizen, officers.disbursingOfficer, officers.programmeSponsor]) {
      await refused(programmes, programmes.connect(caller).receiveAdvance(trustMatter, 1n), [
        "AdvanceNotFromTreasury",
        caller.address,
      ]);
    }
  });

  it("takes 2^48 − 1 won in all, and not one more", async () => {
    const system = await trust();
    const { token, programmes, addresses } = system;
    const most = 2n ** 48n - 1n;
    await advance(system, won(5));
    const treasury = programmes.connect(await speakAs(system, addresses.treasury));

    await refused(programmes, treasury.receiveAdvance(trustMatter, most - won(5) + 1n), [
      "BudgetTooLarge",
      most + 1n,
      most,
    ]);
    // The rest fits, but for the money: the Treasury has approved none.
    await refused(token, treasury.receiveAdvance(trustMatter, most - won(5)), [
      "ERC20InsufficientAllowance",
      addresses.programmes,
      0n,
      most - won(5),
    ]);
  });

  it("counts each programme's sum for itself", async () => {
    const system = await trust();
    const { programmes, sponsor, obligating, addresses } = system;
    const most = 2n ** 48n - 1n;
    await advance(system, won(5));
    const other = [line, addresses.programmes, otherTrustMatter, won(70), 0n] as const;
    await obligating.obligateInTrust(...other);
    await sponsor.openInTrust(purpose(), otherTrustMatter);
    const treasury = programmes.connect(await speakAs(system, addresses.treasury));

    await refused(programmes, treasury.receiveAdvance(otherTrustMatter, most + 1n), [
      "BudgetTooLarge",
      most + 1n,
      most,
    ]);
    await advance(system, won(7), otherTrustMatter);
    expect((await programmes.programmeOf(1n)).ungranted).to.equal(won(5));
    expect((await programmes.programmeOf(2n)).ungranted).to.equal(won(7));
  });

  it("counts what was advanced in all, also what was granted and came home", async () => {
    const system = await trust();
    const { programmes, manager, citizen, addresses } = system;
    const most = 2n ** 48n - 1n;
    await advance(system, won(5));
    await manager.grant(1n, citizen, won(5), Region.mapo, 1n);
    const { officer, reviewer, holder } = parties(system);
    await officer.openClawback(1n, citizen, won(5), papers);
    await holder.objectToClawback(1n);
    await reviewer.decideClawback(1n, citizen, false);
    await officer.clawBack(1n, citizen);
    const treasury = programmes.connect(await speakAs(system, addresses.treasury));

    await refused(programmes, treasury.receiveAdvance(trustMatter, most - won(4)), [
      "BudgetTooLarge",
      most + 1n,
      most,
    ]);
  });
});
