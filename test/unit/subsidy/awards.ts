import { expect } from "chai";
import { id, ZeroAddress, ZeroHash } from "ethers";
import type { AwardTermsStruct } from "../../../typechain-types/subsidy/SubsidyGrants.ts";
import {
  line,
  matter,
  ministry,
  OfficerRole,
  otherMatter,
  refused,
  stateOf,
} from "../../helpers/budget.ts";
import { at, eventsOf } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import {
  advance,
  anotherAward,
  awarded,
  AwardPart,
  AwardStatus,
  beneficiaryOf,
  chargers,
  conditions,
  endsAt,
  entrusted,
  first,
  granted,
  money,
  otherChargers,
  reportDueDay,
  second,
  strict,
  electrical,
  terms,
  type Subsidy,
  onSubsidies,
  subsidised,
} from "../../helpers/subsidy.ts";

// 60,000,000 won are obligated to the subsidies in trust on one matter.
const ready = subsidised;
const open = onSubsidies((system) => awarded(system));

describe("SubsidyGrants: appointAttestor", () => {
  it("lets a person of the ministry attest, and a dismissed one no more", async () => {
    const { subsidies, officers, attestor } = await ready();
    const appointer = subsidies.connect(officers.attestorAppointer);
    const by = officers.attestorAppointer.address;
    expect(await subsidies.isAttestor(attestor)).to.equal(true);

    expect(await eventsOf(appointer.dismissAttestor(attestor), subsidies)).to.deep.equal([
      ["SubsidyAttestorDismissed", attestor.address, by],
    ]);
    expect(await subsidies.isAttestor(attestor)).to.equal(false);
    await refused(subsidies, appointer.dismissAttestor(attestor), [
      "NotAttestor",
      attestor.address,
    ]);
    expect(await eventsOf(appointer.appointAttestor(attestor), subsidies)).to.deep.equal([
      ["SubsidyAttestorAppointed", attestor.address, by],
    ]);
  });

  it("refuses who is nobody's or holds an office, and every person that obligates or disburses", async () => {
    const { subsidies, officers, stranger, authorities } = await ready();
    const appointer = subsidies.connect(officers.attestorAppointer);
    // Nobody's, the appointer itself, and another who holds an office of the ministry.
    for (const { address } of [stranger, officers.attestorAppointer, officers.subsidyEnforcer])
      await refused(subsidies, appointer.appointAttestor(address), ["InvalidAttestor", address]);

    for (const [officer, side] of [
      [officers.obligatingOfficer, OfficerRole.Obligating],
      [officers.disbursingOfficer, OfficerRole.Disbursing],
    ] as const) {
      const person = await authorities.spendingMinistry.personOf(officer);
      await refused(subsidies, appointer.appointAttestor(officer), [
        "PersonOnOtherSide",
        ...[officer.address, person, side],
      ]);
    }
  });
});

describe("SubsidyGrants: award", () => {
  it("opens an award with its conditions on an obligation in trust", async () => {
    const system = await ready();
    const { subsidies, obligator, officers, company } = system;

    const [opened, ...others] = await eventsOf(
      obligator.award(chargers, terms(system, strict)),
      subsidies,
    );

    expect(opened?.slice(0, 4)).to.deep.equal([
      ...["AwardOpened", 1n, beneficiaryOf("company"), chargers],
    ]);
    expect(opened?.at(4)).to.deep.equal([
      ...[company.address, beneficiaryOf("company"), granted, 0n, 3_000n, 300n],
      ...[BigInt(endsAt), reportDueDay, electrical, true, false, [first, second], conditions],
    ]);
    expect(opened?.at(5)).to.equal(officers.obligatingOfficer.address);
    expect(others).to.deep.equal([]);
    expect(await money(system)).to.deep.equal({ granted });
    const facts = await subsidies.awardOf(1n);
    expect([facts.status, facts.matter, facts.parent]).to.deep.equal([
      AwardStatus.Open,
      chargers,
      0n,
    ]);
    expect(await subsidies.instalmentsOf(1n)).to.deep.equal([first, second, 0n, 0n, 0n]);
    expect(await subsidies.awardOn(chargers)).to.equal(1n);
    expect(await subsidies.awards()).to.equal(1n);
    expect(await subsidies.beneficiaryOf(company)).to.equal(beneficiaryOf("company"));
    expect(await subsidies.rulesOf(1n)).to.deep.equal([
      [company.address, 3_000n, electrical, BigInt(endsAt), true, false],
      ...[ministry, 300n, reportDueDay],
    ]);
  });

  it("answers to an obligating officer of the line's ministry alone", async () => {
    const system = await ready();
    const { subsidies, officers, company } = system;
    for (const caller of [officers.disbursingOfficer, officers.subsidyEnforcer, company]) {
      await refused(subsidies, subsidies.connect(caller).award(chargers, terms(system)), [
        "NotOfficer",
        ...[caller.address, ministry, OfficerRole.Obligating],
      ]);
    }
  });

  it("refuses a matter on which nothing is owed to it in trust, or that an award holds", async () => {
    const system = await ready();
    const { subsidies, obligator, obligating, addresses } = system;
    await obligating.obligate(line, addresses.subsidies, otherMatter, won(1_000), 0n);
    for (const of of [ZeroHash, matter, otherMatter])
      await refused(subsidies, obligator.award(of, terms(system)), ["MatterUnavailable", of]);

    await obligator.award(chargers, terms(system));
    await refused(subsidies, obligator.award(chargers, terms(system)), [
      "MatterUnavailable",
      chargers,
    ]);
  });

  it("refuses a line of a ministry whose authority does not run the contract", async () => {
    const system = await ready();
    const { subsidies, obligating, appropriator, officers, addresses, connection } = system;
    const { treasury, registry, calendar, bank } = addresses;
    const around = [bank, treasury, registry, calendar, 1n];
    const codes = [
      await connection.ethers.deployContract("SubsidyDecisions", [around]),
      await connection.ethers.deployContract("SubsidyReturns", [around]),
    ];
    const others = await connection.ethers.deployContract("SubsidyGrants", codes);
    await appropriator.setTrustee(others, true);
    await obligating.obligateInTrust(line, others, otherMatter, entrusted, 0n);

    const sent = others
      .connect(officers.obligatingOfficer)
      .getFunction("award")
      .send(otherMatter, terms(system));
    await refused(subsidies, sent, ["OtherMinistry", ministry]);
  });

  it("grants what is obligated, and not one won more", async () => {
    const system = await ready();
    const { subsidies, obligator } = system;
    const over = entrusted + 1n;
    await refused(
      subsidies,
      obligator.award(chargers, terms(system, { applied: over, instalments: [over] })),
      ["GrantExceeded", 1n, entrusted, over],
    );

    await obligator.award(
      chargers,
      terms(system, { applied: entrusted, instalments: [entrusted] }),
    );
    expect(await money(system)).to.deep.equal({ granted: entrusted });
  });

  const invalid: readonly (readonly [
    name: string,
    part: bigint,
    wishes: (system: Subsidy) => Partial<AwardTermsStruct>,
  ])[] = [
    ["nobody's account", AwardPart.Account, ({ stranger }) => ({ account: stranger.address })],
    ["the account of nobody", AwardPart.Account, () => ({ account: ZeroAddress })],
    [
      "a contract of the system",
      AwardPart.Account,
      ({ addresses }) => ({ account: addresses.programmes }),
    ],
    ["no beneficiary", AwardPart.Beneficiary, () => ({ beneficiary: `0x${"00".repeat(20)}` })],
    ["no document", AwardPart.Conditions, () => ({ conditions: ZeroHash })],
    ["no instalment", AwardPart.Instalments, () => ({ instalments: [] })],
    [
      "six instalments",
      AwardPart.Instalments,
      () => ({ applied: 6n, instalments: Array.from({ length: 6 }, () => 1n) }),
    ],
    ["an instalment of nothing", AwardPart.Instalments, () => ({ instalments: [granted, 0n] })],
    ["instalments of one won less", AwardPart.Instalments, () => ({ instalments: [granted - 1n] })],
    ["a cut of more than half", AwardPart.Cut, () => ({ cutBps: 5_001n })],
    ["all as own share", AwardPart.OwnShare, () => ({ ownShareBps: 10_000n })],
    ["interest above 20 %", AwardPart.Interest, () => ({ interestBps: 2_001n })],
    ["a category of five digits", AwardPart.Category, () => ({ mcc: 10_000n })],
    [
      "a report that is due before the end",
      AwardPart.Report,
      () => ({ reportDueDay: reportDueDay - 32n }),
    ],
  ];

  for (const [name, part, wishes] of invalid) {
    it(`refuses ${name}`, async () => {
      const system = await ready();
      const { subsidies, obligator } = system;
      await refused(subsidies, obligator.award(chargers, terms(system, wishes(system))), [
        "InvalidAward",
        part,
      ]);
    });
  }

  it("refuses an end that is not ahead, to the second, and takes a report due with the last day", async () => {
    const system = await ready();
    const { subsidies, obligator } = system;
    await at(system, endsAt);
    await refused(subsidies, obligator.award(chargers, terms(system)), [
      "InvalidAward",
      AwardPart.End,
    ]);
    // Until the midnight after 30 November it may be paid from, and with that day the report may be due.
    await obligator.award(chargers, terms(system, { endsAt: endsAt + 31 * 86_400, reportDueDay }));
  });

  it("ties an account to one beneficiary, and a beneficiary to as many accounts as it has", async () => {
    const system = await open();
    const { subsidies, obligator, obligating, addresses, otherCompany, company } = system;
    await obligating.obligateInTrust(line, addresses.subsidies, otherChargers, entrusted, 0n);
    const other = beneficiaryOf("somebody else");
    await refused(
      subsidies,
      obligator.award(otherChargers, terms(system, { beneficiary: other })),
      ["BeneficiaryDiffers", ...[company.address, beneficiaryOf("company"), other]],
    );

    await obligator.award(otherChargers, terms(system, { account: otherCompany.address }));
    expect(await subsidies.beneficiaryOf(otherCompany)).to.equal(beneficiaryOf("company"));
  });

  it("tells of small awards to one beneficiary within 30 days that are no longer small together", async () => {
    const system = await ready();
    const { subsidies, obligating, obligator, addresses } = system;
    expect(await subsidies.verificationThreshold()).to.equal(won(100_000_000));
    const grant = async (of: string) => {
      await obligating.obligateInTrust(line, addresses.subsidies, of, entrusted, 0n);
      return eventsOf(obligator.award(of, terms(system)), subsidies);
    };

    const names = (events: Awaited<ReturnType<typeof grant>>) => events.map(([name]) => name);
    expect(names(await grant(id("part 1")))).to.deep.equal(["AwardOpened"]);
    expect(names(await grant(id("part 2")))).to.deep.equal(["AwardOpened"]);
    const last = await grant(id("part 3"));
    expect(last[1]).to.deep.equal([
      ...["AwardSplitSuspected", beneficiaryOf("company"), won(120_000_000)],
    ]);
  });
});

describe("SubsidyGrants: receiveAdvance", () => {
  it("takes what the Treasury advances, whole, for the award on the matter", async () => {
    const system = await ready();
    const { subsidies, token, obligator, addresses } = system;
    await obligator.award(chargers, terms(system));

    expect(await eventsOf(advance(system, granted), subsidies)).to.deep.equal([
      ["AwardFunded", 1n, granted],
    ]);
    expect(await money(system)).to.deep.equal({ granted, advanced: granted, held: granted });
    expect(await subsidies.heldOf(1n)).to.equal(granted);
    expect(await token.balanceOf(addresses.subsidies)).to.equal(granted);
    expect((await stateOf(system, addresses.subsidies, chargers))[2]).to.equal(granted);
  });

  it("takes no more than is granted, nor for a matter without an award", async () => {
    const system = await open();
    const { subsidies, obligating, addresses } = system;
    await refused(subsidies, advance(system, 1n), ["GrantExceeded", 1n, 0n, 1n]);

    await obligating.obligateInTrust(line, addresses.subsidies, otherChargers, entrusted, 0n);
    await refused(subsidies, advance(system, 1n, otherChargers), [
      "MatterUnavailable",
      otherChargers,
    ]);
  });

  it("answers to the Treasury alone", async () => {
    const { subsidies, officers, company } = await open();
    for (const caller of [company, officers.disbursingOfficer]) {
      await refused(subsidies, subsidies.connect(caller).receiveAdvance(chargers, 1n), [
        "AdvanceNotFromTreasury",
        caller.address,
      ]);
    }
  });

  it("goes to the award that its matter names", async () => {
    const system = await open();
    const { subsidies } = system;
    expect(await anotherAward(system)).to.equal(2n);
    expect(await subsidies.heldOf(2n)).to.equal(granted);
    expect(await subsidies.heldOf(1n)).to.equal(granted);
  });
});
