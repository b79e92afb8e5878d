import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { expect } from "chai";
import { id } from "ethers";
import { recover } from "../../helpers/cases.ts";
import { eventsOf } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { Region } from "../../helpers/kinds.ts";
import { paid, refused } from "../../helpers/purchases.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { budget, granted, open, openMarket, purpose } from "../../helpers/voucher.ts";

const market = onOneChain(openMarket);

const [evidence, reason] = [id("evidence"), id("reason")];
const withEvidence = purpose({ terms: { evidenceRequired: true } });

/** The citizen holds a voucher of programme 1, which asks for evidence; the attestor is appointed. */
const evidenceAsked = async () => {
  const system = await market();
  await granted(system, withEvidence);
  await system.controller.appointAttestor(1n, system.officers.evidenceAttestor);
  return { ...system, attestor: system.programmes.connect(system.officers.evidenceAttestor) };
};

describe("SpendingTerms: evidence", () => {
  it("pays nothing before an attestor has attested, and then pays", async () => {
    const system = await evidenceAsked();
    const { programmes, attestor, officers, citizen, bookshop } = system;
    const shop = bookshop.address;
    await refused(system, 1n, shop, won(1), ["EvidenceMissing", 1n, citizen.address]);

    expect(await eventsOf(attestor.attest(1n, citizen, evidence), programmes)).to.deep.equal([
      ["EvidenceAttested", 1n, citizen.address, evidence, officers.evidenceAttestor.address],
    ]);

    expect((await programmes.voucherOf(1n, citizen)).attested).to.equal(true);
    await paid(system, 1n, shop, won(1));
    await paid(system, 1n, shop, won(1));
  });

  it("pays nothing from when the attestation is revoked, until there is another", async () => {
    const system = await evidenceAsked();
    const { programmes, attestor, officers, citizen, bookshop } = system;
    const shop = bookshop.address;
    await attestor.attest(1n, citizen, evidence);

    const sent = attestor.revokeAttestation(1n, citizen, reason);

    expect(await eventsOf(sent, programmes)).to.deep.equal([
      ["AttestationRevoked", 1n, citizen.address, reason, officers.evidenceAttestor.address],
    ]);
    await refused(system, 1n, shop, won(1), ["EvidenceMissing", 1n, citizen.address]);
    await attestor.attest(1n, citizen, id("better evidence"));
    await paid(system, 1n, shop, won(1));
  });

  it("is attested once, and revoked once", async () => {
    const { programmes, attestor, citizen } = await evidenceAsked();

    await expect(attestor.revokeAttestation(1n, citizen, reason))
      .to.be.revertedWithCustomError(programmes, "EvidenceMissing")
      .withArgs(1n, citizen.address);
    await attestor.attest(1n, citizen, evidence);
    await expect(attestor.attest(1n, citizen, evidence))
      .to.be.revertedWithCustomError(programmes, "EvidenceAlreadyAttested")
      .withArgs(1n, citizen.address);
  });

  it("may be attested before anything is granted, at whatever home is granted then", async () => {
    const system = await evidenceAsked();
    const { programmes, attestor, manager, neighbour, bookshop } = system;
    await attestor.attest(1n, neighbour, evidence);

    await manager.grant(1n, neighbour, won(5), Region.gangnam, 2n);
    await programmes.connect(neighbour).spend(1n, bookshop, won(5), 0n);

    expect((await programmes.voucherOf(1n, neighbour)).home).to.equal(Region.gangnam);
  });

  it("is each holder's and each programme's own", async () => {
    const system = await evidenceAsked();
    const { attestor, manager, citizen, neighbour, programmes, bookshop } = system;
    const other = await granted(system, withEvidence);
    await manager.grant(1n, neighbour, won(5), Region.mapo, 2n);
    await attestor.attest(1n, citizen, evidence);

    await expect(programmes.connect(neighbour).spend(1n, bookshop, won(1), 0n))
      .to.be.revertedWithCustomError(programmes, "EvidenceMissing")
      .withArgs(1n, neighbour.address);
    await refused(system, other, bookshop.address, won(1), [
      "EvidenceMissing",
      other,
      citizen.address,
    ]);
  });
});

describe("VoucherProgramme: attestors", () => {
  it("are appointed and dismissed by the controller, for one programme", async () => {
    const system = await market();
    const { programmes, controller, officers } = system;
    await open(system, withEvidence, budget);
    const { evidenceAttestor: attestor, programmeController } = officers;

    await expect(controller.appointAttestor(1n, attestor))
      .to.emit(programmes, "AttestorAppointed")
      .withArgs(1n, attestor.address, programmeController.address);
    expect(await programmes.isAttestor(1n, attestor)).to.equal(true);
    expect(await programmes.isAttestor(2n, attestor)).to.equal(false);
    await expect(controller.dismissAttestor(1n, attestor))
      .to.emit(programmes, "AttestorDismissed")
      .withArgs(1n, attestor.address, programmeController.address);
    expect(await programmes.isAttestor(1n, attestor)).to.equal(false);
    await expect(controller.dismissAttestor(1n, attestor))
      .to.be.revertedWithCustomError(programmes, "NotProgrammeAttestor")
      .withArgs(1n, attestor.address);
  });

  it("are nobody else: no manager, holder or controller, and no attestor of another programme", async () => {
    const system = await evidenceAsked();
    const { programmes, officers, citizen } = system;
    const other = await granted(system, withEvidence);

    for (const account of [officers.programmeManager, citizen, officers.programmeController]) {
      const act = programmes.connect(account);
      await expect(act.attest(1n, citizen, evidence))
        .to.be.revertedWithCustomError(programmes, "NotProgrammeAttestor")
        .withArgs(1n, account.address);
      await expect(act.revokeAttestation(1n, citizen, reason))
        .to.be.revertedWithCustomError(programmes, "NotProgrammeAttestor")
        .withArgs(1n, account.address);
    }
    await expect(system.attestor.attest(other, citizen, evidence))
      .to.be.revertedWithCustomError(programmes, "NotProgrammeAttestor")
      .withArgs(other, officers.evidenceAttestor.address);
  });

  it("attest no more once dismissed, and what they attested stands", async () => {
    const system = await evidenceAsked();
    const { programmes, attestor, controller, officers, citizen, neighbour } = system;
    await attestor.attest(1n, citizen, evidence);
    await controller.dismissAttestor(1n, officers.evidenceAttestor);

    await paid(system, 1n, system.bookshop.address, won(1));
    await expect(attestor.attest(1n, neighbour, evidence))
      .to.be.revertedWithCustomError(programmes, "NotProgrammeAttestor")
      .withArgs(1n, officers.evidenceAttestor.address);
  });

  it("manage nothing that they attest, whichever they are first, and hold no office", async () => {
    const system = await evidenceAsked();
    const { programmes, controller, officers, addresses } = system;

    await expect(controller.appointAttestor(1n, addresses.operator))
      .to.be.revertedWithCustomError(programmes, "ControllerIsManager")
      .withArgs(1n, addresses.operator);
    await expect(controller.appointAttestor(1n, officers.programmeManager))
      .to.be.revertedWithCustomError(programmes, "ManagerIsAttestor")
      .withArgs(1n, officers.programmeManager.address);
    await expect(controller.appointManager(1n, officers.evidenceAttestor))
      .to.be.revertedWithCustomError(programmes, "ManagerIsAttestor")
      .withArgs(1n, officers.evidenceAttestor.address);
  });

  it("attest nothing of their own, under whichever key", async () => {
    const system = await evidenceAsked();
    const { programmes, controller, attestor, citizen, neighbour, stranger } = system;
    const refusedTo = async (key: HardhatEthersSigner, holder: HardhatEthersSigner) => {
      const act = programmes.connect(key);
      for (const sent of [
        () => act.attest(1n, holder, evidence),
        () => act.revokeAttestation(1n, holder, reason),
      ])
        await expect(sent())
          .to.be.revertedWithCustomError(programmes, "NotProgrammeAttestor")
          .withArgs(1n, key.address);
    };
    await controller.appointAttestor(1n, citizen);
    await refusedTo(citizen, citizen);
    await recover(system, citizen.address, stranger.address);
    await controller.appointAttestor(1n, stranger);

    // The old key, the key that took its place, and each for itself.
    for (const key of [citizen, stranger])
      for (const holder of [citizen, stranger]) await refusedTo(key, holder);

    // Each attests for others, and another attests for both.
    await programmes.connect(stranger).attest(1n, neighbour, evidence);
    await programmes.connect(citizen).revokeAttestation(1n, neighbour, reason);
    await attestor.attest(1n, citizen, evidence);
    await attestor.attest(1n, stranger, evidence);
    expect((await programmes.voucherOf(1n, stranger)).attested).to.equal(true);
  });

  it("are appointed in no programme that never opened", async () => {
    const { programmes, controller, stranger } = await evidenceAsked();

    await expect(controller.appointAttestor(2n, stranger))
      .to.be.revertedWithCustomError(programmes, "ProgrammeUnknown")
      .withArgs(2n);
  });
});
