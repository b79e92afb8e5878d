import { expect } from "chai";
import { id, ZeroHash } from "ethers";
import { line, ministry, OfficerRole, refused, standing } from "../../helpers/budget.ts";
import { at, eventsOf, reach } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import {
  audit,
  AwardPart,
  AwardStatus,
  beneficiaryOf,
  caseId,
  chargers,
  granted,
  money,
  order,
  owedOn,
  paidAward,
  reportDueDay,
  statement,
  terms,
  verification,
  onSubsidies,
} from "../../helpers/subsidy.ts";
import { kst } from "../../helpers/time.ts";

// Award 1: 40,000,000 won advanced, 30,000,000 released, 20,000,000 paid to the installer.
const paid = onSubsidies((system) => paidAward(system));

/** The midnight after 31 December 2025. */
const reportLate = kst("2026-01-01T00:00:00");

describe("SubsidyGrants: report", () => {
  it("takes the settlement report of the beneficiary, in time until its day ends", async () => {
    const system = await paid();
    const { subsidies, byCompany, company } = system;
    await at(system, reportLate - 1);

    expect(await eventsOf(byCompany.report(1n, statement), subsidies)).to.deep.equal([
      ["SettlementReported", 1n, statement, company.address],
    ]);
    const { status, late } = await subsidies.awardOf(1n);
    expect([status, late]).to.deep.equal([AwardStatus.Reported, false]);
  });

  it("notes that it is late, from the next second on", async () => {
    const system = await paid();
    const { subsidies, byCompany, company } = system;
    await at(system, reportLate);

    expect(await eventsOf(byCompany.report(1n, statement), subsidies)).to.deep.equal([
      ["ReportWasLate", 1n, beneficiaryOf("company")],
      ["SettlementReported", 1n, statement, company.address],
    ]);
    expect((await subsidies.factsOf(beneficiaryOf("company"))).lateReports).to.equal(1n);
  });

  it("refuses somebody else's, one without a statement, and a second one", async () => {
    const { subsidies, byCompany, installer, enforcer, reviewer } = await paid();
    await refused(subsidies, subsidies.connect(installer).report(1n, statement), [
      "NotBeneficiary",
      ...[1n, installer.address],
    ]);
    await refused(subsidies, byCompany.report(1n, ZeroHash), ["DocumentMissing"]);
    await enforcer.openCase(1n, order());
    await refused(subsidies, byCompany.report(1n, statement), ["AwardHeld", 1n, caseId]);
    await byCompany.objectToCase(1n, statement);
    await reviewer.answerObjection(1n, true);
    await byCompany.report(1n, statement);
    await refused(subsidies, byCompany.report(1n, statement), [
      "AwardNotOpen",
      ...[1n, AwardStatus.Reported],
    ]);
  });
});

describe("SubsidyGrants: noteLateReport", () => {
  it("is anybody's once the day has ended, and once", async () => {
    const system = await paid();
    const { subsidies, stranger } = system;
    const note = () => subsidies.connect(stranger).noteLateReport(1n);
    await at(system, reportLate - 1);
    await refused(subsidies, note(), ["ReportNotDue", 1n, reportDueDay]);
    await at(system, reportLate);
    expect(await eventsOf(note(), subsidies)).to.deep.equal([
      ["ReportWasLate", 1n, beneficiaryOf("company")],
    ]);
    await refused(subsidies, note(), ["AlreadyLate", 1n]);
    await refused(subsidies, subsidies.connect(stranger).noteLateReport(2n), ["AwardUnknown", 2n]);
  });

  it("lets the next award be cut by up to half, once (Subsidy Act art. 27③)", async () => {
    const system = await paid();
    const { subsidies, obligator, obligating, addresses, stranger } = system;
    // 33,333,333 × 10 % = 3,333,333.3: 3,333,333 are cut, and the fraction stays granted.
    const cut = { applied: won(33_333_333), cutBps: 1_000n, instalments: [won(30_000_000)] };
    const other = id("next call");
    await obligating.obligateInTrust(line, addresses.subsidies, other, won(60_000_000), 0n);
    await refused(subsidies, obligator.award(other, terms(system, cut)), [
      "NoLateReport",
      beneficiaryOf("company"),
    ]);

    await at(system, reportLate);
    await subsidies.connect(stranger).noteLateReport(1n);
    const later = { endsAt: reportLate + 86_400 * 30, reportDueDay: reportDueDay + 90n };
    await obligator.award(other, terms(system, { ...cut, ...later }));

    expect((await subsidies.awardOf(2n)).granted).to.equal(won(30_000_000));
    expect((await subsidies.factsOf(beneficiaryOf("company"))).lateReports).to.equal(0n);
  });
});

describe("SubsidyGrants: settle", () => {
  it("sends what is unspent home to the won, and fixes the amount (arts. 28, 31②)", async () => {
    const system = await paid();
    const { subsidies, ledger, token, byCompany, obligator, officers, addresses } = system;
    await byCompany.report(1n, statement);
    const spent = (await standing(system))["advanced"];

    // 40,000,000 advanced, 20,000,000 paid, of which all is fixed: 20,000,000 go home.
    const sent = obligator.settle(1n, won(20_000_000), 0n, ZeroHash, ZeroHash);

    expect(await eventsOf(sent, subsidies)).to.deep.equal([
      [
        ...["AwardSettled", 1n, won(20_000_000), 0n, 0n, ZeroHash, ZeroHash],
        officers.obligatingOfficer.address,
      ],
      ["LeftoverReturned", 1n, 0n, won(20_000_000)],
    ]);
    expect(await eventsOf(sent, ledger)).to.deep.equal([
      [...["Returned", line, addresses.subsidies, chargers, won(20_000_000), addresses.subsidies]],
    ]);
    expect(spent).to.equal(granted);
    expect((await standing(system))["returned"]).to.equal(won(20_000_000));
    expect(await token.balanceOf(addresses.subsidies)).to.equal(0n);
    expect((await subsidies.awardOf(1n)).status).to.equal(AwardStatus.Settled);
    expect(await owedOn(system)).to.deep.equal([0n, 0n, 0n, 0n]);
  });

  it("lets the beneficiary owe what was paid above the fixed amount, and the interest that arose", async () => {
    const system = await paid();
    const { subsidies, byCompany, obligator, treasury, token, ledger, company, addresses } = system;
    await byCompany.report(1n, statement);
    // Paid 20,000,000, fixed 17,654,321: 2,345,679 are owed, and 12,345 of interest.
    await obligator.settle(1n, won(17_654_321), won(12_345), ZeroHash, ZeroHash);
    expect(await owedOn(system)).to.deep.equal([won(2_345_679), won(12_345), 0n, 0n]);
    expect((await money(system))["claimed"]).to.equal(won(2_345_679));
    const before = [await token.balanceOf(company), await treasury.revenueOf(2025n)] as const;

    const sent = byCompany.payDebt(1n, won(2_358_024));

    expect(await eventsOf(sent, subsidies)).to.deep.equal([
      ["DebtPaid", 1n, company.address, won(2_345_679), won(12_345), 0n, 0n],
    ]);
    expect(await eventsOf(sent, ledger)).to.deep.equal([
      ["Returned", line, addresses.subsidies, chargers, won(2_345_679), addresses.subsidies],
    ]);
    expect(await treasury.revenueOf(2025n)).to.equal(before[1] + won(12_345));
    expect(await token.balanceOf(company)).to.equal(before[0] - won(2_358_024));
    expect((await subsidies.factsOf(beneficiaryOf("company"))).owed).to.equal(0n);
  });

  it("fixes what was paid, and not one won more", async () => {
    const system = await paid();
    const { subsidies, byCompany, obligator } = system;
    await byCompany.report(1n, statement);
    await refused(subsidies, obligator.settle(1n, won(20_000_001), 0n, ZeroHash, ZeroHash), [
      "FixedTooHigh",
      ...[1n, won(20_000_000), won(20_000_001)],
    ]);
    await refused(subsidies, obligator.settle(1n, 0n, granted + 1n, ZeroHash, ZeroHash), [
      "InvalidAward",
      AwardPart.Interest,
    ]);
    await obligator.settle(1n, won(20_000_000), granted, ZeroHash, ZeroHash);
  });

  it("answers to an obligating officer, on a report or once it is late", async () => {
    const system = await paid();
    const { subsidies, obligator, disburser, officers } = system;
    const args = [1n, won(20_000_000), 0n, ZeroHash, ZeroHash] as const;
    await refused(subsidies, disburser.settle(...args), [
      "NotOfficer",
      ...[officers.disbursingOfficer.address, ministry, OfficerRole.Obligating],
    ]);
    await refused(subsidies, obligator.settle(2n, 0n, 0n, ZeroHash, ZeroHash), [
      "AwardUnknown",
      2n,
    ]);
    await refused(subsidies, obligator.settle(...args), ["ReportNotDue", 1n, reportDueDay]);

    await at(system, reportLate);
    const [late, settled] = await eventsOf(obligator.settle(...args), subsidies);
    expect([late?.[0], settled?.[0]]).to.deep.equal(["ReportWasLate", "AwardSettled"]);
    await refused(subsidies, obligator.settle(...args), ["AwardNotOpen", 1n, AwardStatus.Settled]);
  });

  it("refuses while a case is open", async () => {
    const { subsidies, obligator, enforcer, byCompany } = await paid();
    await byCompany.report(1n, statement);
    await enforcer.openCase(1n, order());
    await refused(subsidies, obligator.settle(1n, 0n, 0n, ZeroHash, ZeroHash), [
      "AwardHeld",
      ...[1n, caseId],
    ]);
  });

  it("sends money home as revenue once the books are closed (Treasury Funds Act art. 29)", async () => {
    const system = await paid();
    const { obligator, treasury } = system;
    await reach(system, kst("2026-02-11T00:00:00"));
    const before = await treasury.revenueOf(2026n);
    await obligator.settle(1n, won(20_000_000), 0n, ZeroHash, ZeroHash);
    expect(await treasury.revenueOf(2026n)).to.equal(before + won(20_000_000));
  });

  const large = onSubsidies(async (system) => {
    const { obligating, obligator, addresses, allotting, appropriator } = system;
    await allotting.allot(line, 3n, won(600_000_000));
    await appropriator.appropriate(line, won(2_000_000_000), id("supplement"));
    await allotting.allot(line, 3n, won(2_000_000_000));
    for (const [of, amount] of [
      [id("99,999,999"), won(99_999_999)],
      [id("100,000,000"), won(100_000_000)],
      [id("999,999,999"), won(999_999_999)],
      [id("1,000,000,000"), won(1_000_000_000)],
    ] as const) {
      await obligating.obligateInTrust(line, addresses.subsidies, of, amount, 0n);
      await obligator.award(of, terms(system, { applied: amount, instalments: [amount] }));
    }
    await system.byCompany.report(1n, statement);
    for (const award of [2n, 3n, 4n]) await system.byCompany.report(award, statement);
    return system;
  });

  it("asks for an accountant's check from the threshold on (art. 27②), and an audit from a billion (art. 27-2)", async () => {
    const { subsidies, obligator } = await large();
    const threshold = won(100_000_000);
    await obligator.settle(1n, 0n, 0n, ZeroHash, ZeroHash);
    await refused(subsidies, obligator.settle(2n, 0n, 0n, ZeroHash, audit), [
      "VerificationMissing",
      ...[2n, threshold, threshold],
    ]);
    await obligator.settle(3n, 0n, 0n, verification, ZeroHash);
    await refused(subsidies, obligator.settle(4n, 0n, 0n, verification, ZeroHash), [
      "AuditMissing",
      ...[4n, won(1_000_000_000), won(1_000_000_000)],
    ]);
    await obligator.settle(4n, 0n, 0n, verification, audit);
  });
});
