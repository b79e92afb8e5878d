import { expect } from "chai";
import {
  Signature,
  ZeroAddress,
  ZeroHash,
  id as hashOf,
  toBeHex,
  type TypedDataDomain,
} from "ethers";
import {
  packSlips,
  signSlip,
  type PaymentSlip,
  type SignedSlip,
} from "../../../scripts/lib/till.ts";
import { won } from "../../helpers/fixtures.ts";
import {
  bytesOf,
  outcomes,
  refusedAs,
  settle,
  settledAs,
  settlingMarket,
  slipOf,
} from "../../helpers/settlement.ts";
import { malleated } from "../../helpers/signing.ts";
import { domainOf } from "../../helpers/slips.ts";
import { onOneChain } from "../../helpers/suite.ts";
import { granted, purpose, type Market } from "../../helpers/voucher.ts";
import { invoice } from "../../helpers/invoices.ts";

const market = onOneChain(settlingMarket);

const notSigned = ({ programme, holder, id }: PaymentSlip) =>
  ["PaymentNotSigned", programme, holder, id] as const;

/** The slip, whose signature is the words `r` and `vs`, is sent by the stranger. */
function sendWith({ programmes, stranger }: Market, slip: SignedSlip, r: string, vs: string) {
  const { runs, payments, extras } = packSlips([slip]);
  return programmes.connect(stranger).settle(runs, [{ ...payments[0]!, r, vs }], extras);
}

/** The slip with these words for a signature is refused as not signed. */
async function refusedWith(system: Market, slip: SignedSlip, r: string, vs: string): Promise<void> {
  const { programme, holder, merchant, id } = slip;
  await expect(sendWith(system, slip, r, vs))
    .to.emit(system.programmes, "PaymentRefused")
    .withArgs(programme, holder, merchant, id, bytesOf(system, notSigned(slip)));
}

describe("VoucherProgramme: settle, signatures of keys", () => {
  describe("given a payment that is not what was signed", () => {
    const changes: readonly (readonly [string, (system: Market) => Partial<PaymentSlip>])[] = [
      ["programme", () => ({ programme: 2n })],
      ["merchant", ({ bakery }) => ({ merchant: bakery.address })],
      ["holder", ({ neighbour }) => ({ holder: neighbour.address })],
      ["amount", () => ({ amount: won(10_001) })],
      ["invoice", () => ({ invoice: invoice("another", won(50_000)) })],
      ["invoice's total", () => ({ invoice: invoice("signed", won(50_001)) })],
      ["missing invoice", () => ({ invoice: ZeroHash })],
      ["purpose", () => ({ purposeHash: hashOf("another") })],
      ["missing purpose", () => ({ purposeHash: ZeroHash })],
      ["beginning", () => ({ validAfter: 1 })],
      ["end", () => ({ validBefore: 2 ** 41 })],
      ["number", () => ({ id: 2 })],
    ];

    for (const [field, change] of changes)
      it(`refuses another ${field}, and then settles what was signed`, async () => {
        const system = await market();
        const { manager, citizen } = system;
        await manager.grant(await granted(system, purpose()), citizen, won(1), 11_440n, 2n);
        const papers = { invoice: invoice("signed", won(50_000)), purposeHash: hashOf("aim") };
        const slip = await slipOf(system, papers);
        const changed = { ...slip, ...change(system) };

        await refusedAs(system, changed, notSigned(changed));
        await settledAs(system, slip);
      });
  });

  describe("given a signature for another domain", () => {
    const domains: readonly (readonly [string, (system: Market) => TypedDataDomain])[] = [
      ["chain", () => ({ chainId: 1n })],
      ["contract", ({ addresses }) => ({ verifyingContract: addresses.token })],
      ["name", () => ({ name: "Gukgo" })],
      ["version", () => ({ version: "2" })],
    ];

    for (const [what, change] of domains)
      it(`refuses what was signed for another ${what}`, async () => {
        const system = await market();
        const domain = { ...domainOf(system), ...change(system) };
        const slip = await signSlip(system.citizen, domain, await slipOf(system));

        await refusedAs(system, slip, notSigned(slip));
      });
  });

  describe("given a signature that is none of the holder's", () => {
    it("refuses another's, and a merchant's in the holder's name", async () => {
      const system = await market();
      const slip = await slipOf(system);

      for (const signer of [system.neighbour, system.bookshop]) {
        const forged = await signSlip(signer, domainOf(system), slip);
        await refusedAs(system, forged, notSigned(slip));
      }
    });

    it("refuses the other signature of the curve, and then settles the first", async () => {
      const system = await market();
      const slip = await slipOf(system);
      const { r, s, yParity } = Signature.from(slip.signature);
      const upper = BigInt(`0x${malleated(slip.signature).slice(66, 130)}`);
      expect(upper).to.be.greaterThan(BigInt(s));
      const parity = BigInt(1 - yParity) << 255n;

      await refusedWith(system, slip, r, toBeHex((upper & (2n ** 255n - 1n)) | parity, 32));
      await settledAs(system, slip);
    });

    it("refuses the same words with the other parity", async () => {
      const system = await market();
      const slip = await slipOf(system);
      const { r, yParityAndS } = Signature.from(slip.signature);

      await refusedWith(system, slip, r, toBeHex(BigInt(yParityAndS) ^ (1n << 255n), 32));
    });

    it("refuses words from which no key follows", async () => {
      const system = await market();
      const slip = await slipOf(system);
      const { r, yParityAndS } = Signature.from(slip.signature);
      const [one, top] = [toBeHex(1, 32), toBeHex(1n << 255n, 32)];
      const pairs: [string, string][] = [
        [ZeroHash, yParityAndS],
        [toBeHex(2n ** 256n - 1n, 32), yParityAndS],
        [r, one],
        [r, top],
        [ZeroHash, top],
        [ZeroHash, ZeroHash],
      ];

      for (const [first, second] of pairs) await refusedWith(system, slip, first, second);
    });

    it("takes the zero address for no holder, though no key follows from such words", async () => {
      const system = await market();
      const slip = { ...(await slipOf(system)), holder: ZeroAddress };

      for (const vs of [toBeHex(1n << 255n, 32), toBeHex(1, 32), ZeroHash])
        await refusedWith(system, slip, ZeroHash, vs);
    });

    it("harms no other of the batch", async () => {
      const system = await market();
      const { token, neighbour, bookshop } = system;
      const slip = await slipOf(system);
      const forged = await signSlip(neighbour, domainOf(system), { ...slip, id: 5 });
      const slips = [slip, forged, await slipOf(system, {}, neighbour)];

      expect(await outcomes(system, settle(system, slips))).to.deep.equal([
        ...[1n, "PaymentNotSigned", 1n],
      ]);
      expect(await token.balanceOf(bookshop)).to.equal(won(20_000));
    });
  });

  it("takes a signature in the 64 bytes of ERC-2098 as in 65", async () => {
    const system = await market();
    const slip = await slipOf(system);
    const { compactSerialized } = Signature.from(slip.signature);

    await settledAs(system, { ...slip, signature: compactSerialized });
  });
});
