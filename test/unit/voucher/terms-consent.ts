import { expect } from "chai";
import { ZeroHash, id, type TypedDataDomain } from "ethers";
import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { eventsOf } from "../../helpers/chain.ts";
import { won } from "../../helpers/fixtures.ts";
import { Region } from "../../helpers/kinds.ts";
import { Manner, behave, contractAccount, yes } from "../../helpers/odd-signer.ts";
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

/** The signature of the citizen's consent in programme 1, or of what departs from it. */
const signConsent = (
  { addresses, citizen }: Market,
  signer: HardhatEthersSigner,
  wishes: { programme?: bigint; holder?: string; noticeHash?: string } = {},
  domain: TypedDataDomain = {},
) =>
  signer.signTypedData(
    {
      ...{ name: "Gukgo Voucher", version: "1", chainId: 31_337n },
      verifyingContract: addresses.programmes,
      ...domain,
    },
    consentTypes,
    { programme: 1n, holder: citizen.address, noticeHash: notice, ...wishes },
  );

/** The citizen holds a voucher of programme 1, which asks for consent. */
const consentAsked = async () => {
  const system = await market();
  await granted(system, withConsent);
  return system;
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
    const { programmes, citizen, bakery } = system;
    const signature = await signConsent(system, citizen);
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
    const { programmes, citizen } = system;
    const signature = await signConsent(system, citizen, { programme: 2n });

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
    const { programmes, citizen, bakery, bookshop } = system;
    const signature = await signConsent(system, citizen);

    await expect(programmes.connect(bakery).consentSigned(1n, citizen, notice, signature))
      .to.emit(programmes, "ConsentGiven")
      .withArgs(1n, citizen.address, notice);

    await paid(system, 1n, bookshop.address, won(1));
  });

  it("counts in its own programme alone, where two have one notice", async () => {
    const system = await consentAsked();
    const { programmes, citizen, bakery } = system;
    const twin = await granted(system, withConsent);
    const signature = await signConsent(system, citizen, { programme: twin });
    const anyone = programmes.connect(bakery);

    await expect(anyone.consentSigned(1n, citizen, notice, signature))
      .to.be.revertedWithCustomError(programmes, "ConsentNotSigned")
      .withArgs(1n, citizen.address);
    await anyone.consentSigned(twin, citizen, notice, signature);

    expect((await programmes.voucherOf(twin, citizen)).consented).to.equal(true);
    expect((await programmes.voucherOf(1n, citizen)).consented).to.equal(false);
  });

  it("counts of a holder that is a contract, once it says that it signed (ERC-1271)", async () => {
    const system = await consentAsked();
    const { programmes, bakery } = system;
    const holder = await contractAccount(system);
    const anyone = programmes.connect(bakery);
    await behave(system, holder, Manner.Answer, `0x${"00".repeat(32)}`);
    await expect(anyone.consentSigned(1n, holder, notice, "0x01"))
      .to.be.revertedWithCustomError(programmes, "ConsentNotSigned")
      .withArgs(1n, holder);

    await behave(system, holder, Manner.Answer, yes);
    await expect(anyone.consentSigned(1n, holder, notice, "0x01"))
      .to.emit(programmes, "ConsentGiven")
      .withArgs(1n, holder, notice);
  });

  it("refuses another notice than the programme's, signed as it may be", async () => {
    const system = await consentAsked();
    const { programmes, citizen, bakery } = system;
    const signature = await signConsent(system, citizen, { noticeHash: otherNotice });

    await expect(programmes.connect(bakery).consentSigned(1n, citizen, otherNotice, signature))
      .to.be.revertedWithCustomError(programmes, "NoticeDiffers")
      .withArgs(1n, notice, otherNotice);
  });

  const forged: readonly (readonly [string, (system: Market) => Promise<string>])[] = [
    ["by another key", (system) => signConsent(system, system.neighbour)],
    [
      "for another holder",
      (system) => signConsent(system, system.citizen, { holder: system.neighbour.address }),
    ],
    [
      "for another notice",
      (system) => signConsent(system, system.citizen, { noticeHash: otherNotice }),
    ],
    [
      "for another contract",
      (system) =>
        signConsent(system, system.citizen, {}, { verifyingContract: system.addresses.token }),
    ],
    ["for another chain", (system) => signConsent(system, system.citizen, {}, { chainId: 1n })],
    ["for another version", (system) => signConsent(system, system.citizen, {}, { version: "2" })],
    ["by nobody", () => Promise.resolve("0x")],
  ];

  for (const [what, sign] of forged)
    it(`refuses what was signed ${what}`, async () => {
      const system = await consentAsked();
      const { programmes, citizen, bakery } = system;
      const signature = await sign(system);

      await expect(programmes.connect(bakery).consentSigned(1n, citizen, notice, signature))
        .to.be.revertedWithCustomError(programmes, "ConsentNotSigned")
        .withArgs(1n, citizen.address);
      expect((await programmes.voucherOf(1n, citizen)).consented).to.equal(false);
    });
});
