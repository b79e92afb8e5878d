import { expect } from "chai";
import { ZeroHash, id, type TypedDataDomain } from "ethers";
import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { eventsOf } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { Region } from "../../helpers/kinds.ts";
import { paid, refused } from "../../helpers/purchases.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { granted, openMarket, purpose, type Market } from "../../helpers/voucher.ts";

const market = onOneChain(openMarket);

const [notice, otherNotice] = [id("notice"), id("another notice")];
const withConsent = purpose({ terms: { consentRequired: true }, noticeHash: notice });

/** What the citizen signs to consent. */
const consentTypes = {
  Consent: [
    { name: "programme", type: "uint64" },
    { name: "holder", type: "address" },
    { name: "noticeHash", type: "bytes32" },
  ],
};

const signConsent = (
  { addresses }: Market,
  signer: HardhatEthersSigner,
  message: { programme: bigint; holder: string; noticeHash: string },
  domain: TypedDataDomain = {},
) =>
  signer.signTypedData(
    {
      ...{ name: "Gukgo Voucher", version: "1", chainId: 31_337n },
      verifyingContract: addresses.programmes,
      ...domain,
    },
    consentTypes,
    message,
  );

/** The citizen holds a voucher of programme 1, which asks for consent. */
const consentAsked = async () => {
  const system = await market();
  await granted(system, withConsent);
  const agreed = { programme: 1n, holder: system.citizen.address, noticeHash: notice };
  return { ...system, agreed };
};

describe("SpendingTerms: consent", () => {
  it("pays nothing before the holder has consented to the notice, and then pays", async () => {
    const system = await consentAsked();
    const { programmes, citizen, bookshop } = system;
    await refused(system, 1n, bookshop.address, won(1), [
      "ConsentMissing",
      1n,
      citizen.address,
      notice,
    ]);

    expect(
      await eventsOf(programmes.connect(citizen).consent(1n, notice), programmes),
    ).to.deep.equal([["ConsentGiven", 1n, citizen.address, notice]]);

    expect((await programmes.voucherOf(1n, citizen)).consented).to.equal(true);
    await paid(system, 1n, bookshop.address, won(1));
  });

  it("is given by nobody for another", async () => {
    const system = await consentAsked();
    const { programmes, neighbour, citizen, bookshop } = system;
    await programmes.connect(neighbour).consent(1n, notice);

    await refused(system, 1n, bookshop.address, won(1), [
      "ConsentMissing",
      1n,
      citizen.address,
      notice,
    ]);
  });

  it("may be given before anything is granted, at whatever home is granted then", async () => {
    const { programmes, manager, neighbour, bookshop } = await consentAsked();
    await programmes.connect(neighbour).consent(1n, notice);
    await manager.grant(1n, neighbour, won(5), Region.gangnam, 2n);

    await programmes.connect(neighbour).spend(1n, bookshop, won(5), 0n);

    expect(await programmes.balanceOf(neighbour, 1n)).to.equal(0n);
  });

  it("refuses another notice, and none", async () => {
    const { programmes, citizen } = await consentAsked();

    for (const hash of [otherNotice, ZeroHash])
      await expect(programmes.connect(citizen).consent(1n, hash))
        .to.be.revertedWithCustomError(programmes, "NoticeDiffers")
        .withArgs(1n, notice, hash);
  });

  it("refuses any notice where the programme has none", async () => {
    const system = await market();
    const { programmes, citizen } = system;
    await granted(system, purpose());

    for (const hash of [notice, ZeroHash])
      await expect(programmes.connect(citizen).consent(1n, hash))
        .to.be.revertedWithCustomError(programmes, "NoticeDiffers")
        .withArgs(1n, ZeroHash, hash);
  });

  it("is given once, by call or by signature", async () => {
    const system = await consentAsked();
    const { programmes, citizen, bakery, agreed } = system;
    const signature = await signConsent(system, citizen, agreed);
    await programmes.connect(citizen).consent(1n, notice);

    await expect(programmes.connect(citizen).consent(1n, notice))
      .to.be.revertedWithCustomError(programmes, "AlreadyConsented")
      .withArgs(1n, citizen.address);
    await expect(programmes.connect(bakery).consentSigned(1n, citizen, notice, signature))
      .to.be.revertedWithCustomError(programmes, "AlreadyConsented")
      .withArgs(1n, citizen.address);
  });

  it("is given in no programme that never opened", async () => {
    const system = await consentAsked();
    const { programmes, citizen, agreed } = system;
    const signature = await signConsent(system, citizen, { ...agreed, programme: 2n });

    await expect(programmes.connect(citizen).consent(2n, notice))
      .to.be.revertedWithCustomError(programmes, "ProgrammeUnknown")
      .withArgs(2n);
    await expect(programmes.consentSigned.staticCall(2n, citizen, notice, signature))
      .to.be.revertedWithCustomError(programmes, "ProgrammeUnknown")
      .withArgs(2n);
  });
});

describe("SpendingTerms: consent that was signed", () => {
  it("counts, whoever sends it", async () => {
    const system = await consentAsked();
    const { programmes, citizen, bakery, bookshop, agreed } = system;
    const signature = await signConsent(system, citizen, agreed);

    await expect(programmes.connect(bakery).consentSigned(1n, citizen, notice, signature))
      .to.emit(programmes, "ConsentGiven")
      .withArgs(1n, citizen.address, notice);

    await paid(system, 1n, bookshop.address, won(1));
  });

  it("refuses another notice than the programme's, signed as it may be", async () => {
    const system = await consentAsked();
    const { programmes, citizen, bakery, agreed } = system;
    const signature = await signConsent(system, citizen, { ...agreed, noticeHash: otherNotice });

    await expect(programmes.connect(bakery).consentSigned(1n, citizen, otherNotice, signature))
      .to.be.revertedWithCustomError(programmes, "NoticeDiffers")
      .withArgs(1n, notice, otherNotice);
  });

  const forged: readonly (readonly [string, (system: Market) => Promise<string>])[] = [
    [
      "by another key",
      (system) =>
        signConsent(system, system.neighbour, {
          ...{ programme: 1n, holder: system.citizen.address, noticeHash: notice },
        }),
    ],
    [
      "for another holder",
      (system) =>
        signConsent(system, system.citizen, {
          ...{ programme: 1n, holder: system.neighbour.address, noticeHash: notice },
        }),
    ],
    [
      "for another programme",
      (system) =>
        signConsent(system, system.citizen, {
          ...{ programme: 2n, holder: system.citizen.address, noticeHash: notice },
        }),
    ],
    [
      "for another notice",
      (system) =>
        signConsent(system, system.citizen, {
          ...{ programme: 1n, holder: system.citizen.address, noticeHash: otherNotice },
        }),
    ],
    [
      "for another contract",
      (system) =>
        signConsent(
          system,
          system.citizen,
          { programme: 1n, holder: system.citizen.address, noticeHash: notice },
          { verifyingContract: system.addresses.token },
        ),
    ],
    [
      "for another chain",
      (system) =>
        signConsent(
          system,
          system.citizen,
          { programme: 1n, holder: system.citizen.address, noticeHash: notice },
          { chainId: 1n },
        ),
    ],
    ["by nobody", () => Promise.resolve("0x")],
  ];

  for (const [what, sign] of forged)
    it(`refuses what was signed ${what}`, async () => {
      const system = await consentAsked();
      const { programmes, citizen, bakery } = system;
      const signature = await sign(system);

      await expect(programmes.connect(bakery).consentSigned(1n, citizen, notice, signature))
        .to.be.revertedWithCustomError(programmes, "PaymentNotSigned")
        .withArgs(1n, citizen.address, 0n);
      expect((await programmes.voucherOf(1n, citizen)).consented).to.equal(false);
    });
});
