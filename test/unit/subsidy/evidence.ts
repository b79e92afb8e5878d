import { expect } from "chai";
import { id, ZeroHash } from "ethers";
import { bind } from "../../helpers/administer.ts";
import { ministry, nobody, OfficerRole, refused } from "../../helpers/budget.ts";
import { eventsOf } from "../../helpers/chain.ts";
import {
  advance,
  attestBoth,
  awarded,
  chargers,
  evidence,
  first,
  granted,
  money,
  releaseNext,
  second,
  terms,
  onSubsidies,
} from "../../helpers/subsidy.ts";

// Award 1 is open and wholly advanced: 40,000,000 won in instalments of 30,000,000 and 10,000,000.
const open = onSubsidies((system) => awarded(system));
const unfunded = onSubsidies(async (system) => {
  await system.obligator.award(chargers, terms(system));
  return system;
});

const reason = id("the photograph is of another charger");

describe("SubsidyGrants: attest", () => {
  it("takes the evidence of two persons for an instalment", async () => {
    const system = await open();
    const { subsidies, attestor, otherAttestor, authorities } = system;

    expect(
      await eventsOf(subsidies.connect(attestor).attest(1n, 1n, evidence), subsidies),
    ).to.deep.equal([["EvidenceAttested", 1n, 1n, attestor.address, evidence]]);
    await subsidies.connect(otherAttestor).attest(1n, 1n, evidence);

    const person = async (account: typeof attestor) =>
      BigInt(await authorities.spendingMinistry.personOf(account)) >> 128n;
    const word = await subsidies.evidenceOf(1n, 1n);
    expect(word & (2n ** 128n - 1n)).to.equal(await person(attestor));
    expect(word >> 128n).to.equal(await person(otherAttestor));
    expect(await subsidies.evidenceOf(1n, 2n)).to.equal(0n);
  });

  it("refuses who is not appointed, an unknown award or instalment, and no document", async () => {
    const { subsidies, attestor, company } = await open();
    const by = subsidies.connect(attestor);
    await refused(subsidies, subsidies.connect(company).attest(1n, 1n, evidence), [
      "NotAttestor",
      company.address,
    ]);
    await refused(subsidies, by.attest(2n, 1n, evidence), ["AwardUnknown", 2n]);
    for (const instalment of [0n, 3n, 6n]) {
      await refused(subsidies, by.attest(1n, instalment, evidence), [
        "InstalmentUnknown",
        ...[1n, instalment],
      ]);
    }
    await refused(subsidies, by.attest(1n, 1n, ZeroHash), ["DocumentMissing"]);
  });

  it("refuses the same person twice, also with another account, and a third person", async () => {
    const system = await open();
    const { subsidies, attestor, otherAttestor, officers } = system;
    const [again, third] = [nobody(system, 7), nobody(system, 8)];
    await bind(system, "spendingMinistry", again, "subsidyAttestor");
    await bind(system, "spendingMinistry", third, "third attestor");
    const appointer = subsidies.connect(officers.attestorAppointer);
    await appointer.appointAttestor(again);
    await appointer.appointAttestor(third);
    await subsidies.connect(attestor).attest(1n, 1n, evidence);

    for (const account of [attestor, again]) {
      await refused(subsidies, subsidies.connect(account).attest(1n, 1n, evidence), [
        "SamePersonAttested",
        ...[1n, 1n, account.address],
      ]);
    }
    await subsidies.connect(otherAttestor).attest(1n, 1n, evidence);
    await refused(subsidies, subsidies.connect(third).attest(1n, 1n, evidence), [
      "TwoHaveAttested",
      ...[1n, 1n],
    ]);
  });

  it("refuses a person who has become a budget officer since", async () => {
    const system = await open();
    const { subsidies, attestor, appointing, authorities } = system;
    await appointing.appointOfficer(ministry, attestor, OfficerRole.Disbursing);
    const person = await authorities.spendingMinistry.personOf(attestor);

    await refused(subsidies, subsidies.connect(attestor).attest(1n, 1n, evidence), [
      "PersonOnOtherSide",
      ...[attestor.address, person, OfficerRole.Disbursing],
    ]);
  });
});

describe("SubsidyGrants: revokeAttestation", () => {
  it("takes back one's own attestation, which blocks the release until another attests", async () => {
    const system = await open();
    const { subsidies, attestor, disburser } = system;
    await attestBoth(system);

    const sent = subsidies.connect(attestor).revokeAttestation(1n, 1n, reason);

    expect(await eventsOf(sent, subsidies)).to.deep.equal([
      ["EvidenceRevoked", 1n, 1n, attestor.address, reason],
    ]);
    await refused(subsidies, disburser.release(1n, 1n, []), [
      "AttestationsMissing",
      1n,
      1n,
      1n,
      2n,
    ]);
    await subsidies.connect(attestor).attest(1n, 1n, evidence);
    await disburser.release(1n, 1n, []);
  });

  it("is open to the second attestor and to one that was dismissed since", async () => {
    const system = await open();
    const { subsidies, otherAttestor, officers } = system;
    await attestBoth(system);
    await subsidies.connect(officers.attestorAppointer).dismissAttestor(otherAttestor);

    await subsidies.connect(otherAttestor).revokeAttestation(1n, 1n, reason);
    await refused(subsidies, subsidies.connect(otherAttestor).revokeAttestation(1n, 1n, reason), [
      "NotAttestedBy",
      ...[1n, 1n, otherAttestor.address],
    ]);
  });

  it("refuses who has not attested, who is nobody, and after the release", async () => {
    const system = await open();
    const { subsidies, attestor, otherAttestor, stranger } = system;
    await subsidies.connect(attestor).attest(1n, 1n, evidence);
    for (const account of [otherAttestor, stranger]) {
      await refused(subsidies, subsidies.connect(account).revokeAttestation(1n, 1n, reason), [
        "NotAttestedBy",
        ...[1n, 1n, account.address],
      ]);
    }
    await subsidies.connect(otherAttestor).attest(1n, 1n, evidence);
    await system.disburser.release(1n, 1n, []);

    await refused(subsidies, subsidies.connect(attestor).revokeAttestation(1n, 1n, reason), [
      "AlreadyReleased",
      ...[1n, 1n],
    ]);
  });
});

describe("SubsidyGrants: release", () => {
  it("lets an instalment be paid from, on the evidence of two persons", async () => {
    const system = await open();
    const { subsidies, disburser, officers } = system;
    await attestBoth(system);

    expect(await eventsOf(disburser.release(1n, 1n, []), subsidies)).to.deep.equal([
      ["InstalmentReleased", 1n, 1n, first, 0n, officers.disbursingOfficer.address],
    ]);
    expect(await money(system)).to.deep.equal({
      ...{ granted, advanced: granted, released: first, held: granted },
    });
    await releaseNext(system, 1n, 2n);
    expect((await money(system))["released"]).to.equal(first + second);
  });

  it("refuses without evidence, and with one person's", async () => {
    const { subsidies, disburser, attestor } = await open();
    await refused(subsidies, disburser.release(1n, 1n, []), [
      "AttestationsMissing",
      1n,
      1n,
      0n,
      2n,
    ]);
    await subsidies.connect(attestor).attest(1n, 1n, evidence);
    await refused(subsidies, disburser.release(1n, 1n, []), [
      "AttestationsMissing",
      1n,
      1n,
      1n,
      2n,
    ]);
  });

  it("answers to a disbursing officer of the ministry, and not to who opened the award", async () => {
    const system = await open();
    const { subsidies, officers, attestor } = system;
    await attestBoth(system);
    for (const caller of [officers.obligatingOfficer, officers.subsidyEnforcer, attestor]) {
      await refused(subsidies, subsidies.connect(caller).release(1n, 1n, []), [
        "NotOfficer",
        ...[caller.address, ministry, OfficerRole.Disbursing],
      ]);
    }
  });

  it("refuses a disbursing officer who attested before the appointment", async () => {
    const system = await open();
    const { subsidies, appointing, attestor } = system;
    await attestBoth(system);
    await appointing.appointOfficer(ministry, attestor, OfficerRole.Disbursing);

    await refused(subsidies, subsidies.connect(attestor).release(1n, 1n, []), [
      "AttestorReleases",
      ...[1n, 1n, attestor.address],
    ]);
  });

  it("releases instalments in their order, and each once", async () => {
    const system = await open();
    const { subsidies, disburser } = system;
    await attestBoth(system, 1n, 2n);
    await refused(subsidies, disburser.release(1n, 2n, []), ["InstalmentNotNext", 1n, 2n, 1n]);
    await releaseNext(system);
    await refused(subsidies, disburser.release(1n, 1n, []), ["AlreadyReleased", 1n, 1n]);
    await disburser.release(1n, 2n, []);
    await refused(subsidies, disburser.release(1n, 3n, []), ["InstalmentUnknown", 1n, 3n]);
  });

  it("releases what is advanced, and not one won more", async () => {
    const system = await unfunded();
    const { subsidies, disburser } = system;
    await attestBoth(system);
    await advance(system, first - 1n);
    await refused(subsidies, disburser.release(1n, 1n, []), [
      "AdvanceMissing",
      ...[1n, first - 1n, first],
    ]);
    await advance(system, 1n);
    await disburser.release(1n, 1n, []);
  });
});
