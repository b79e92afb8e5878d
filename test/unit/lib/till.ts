import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { Signature, Wallet, ZeroHash, concat, getAddress, id as hashOf, toBeHex } from "ethers";
import { UserError } from "../../../scripts/lib/errors.ts";
import { fileSlips } from "../../../scripts/lib/slips.ts";
import {
  batchesOf,
  buildSlip,
  digestOf,
  isSigned,
  packSlips,
  paymentDomain,
  signSlip,
  transactionsOf,
  type PaymentSlip,
  type SignedSlip,
} from "../../../scripts/lib/till.ts";
import { invoice } from "../../helpers/invoices.ts";

const holder = new Wallet(hashOf("holder"));
const [shop, otherShop] = [
  "0x00000000000000000000000000000000000000A1",
  getAddress(`0x${"b2".repeat(20)}`),
];
const domain = paymentDomain(31_337n, `0x${"c3".repeat(20)}`);
const now = 1_753_056_000;

const wanted = { programme: 7n, holder: holder.address, merchant: shop, amount: 12_500n, id: 3 };
const built = (wishes: Partial<PaymentSlip> = {}): PaymentSlip =>
  buildSlip({ ...wanted, ...wishes }, now);
const signed = (wishes: Partial<PaymentSlip> = {}): Promise<SignedSlip> =>
  signSlip(holder, domain, built(wishes));

describe("till: buildSlip", () => {
  it("is valid at once and for ten minutes, without invoice and purpose, unless told otherwise", () => {
    const window = { validAfter: now - 1, validBefore: now + 600 };
    expect(built()).to.deep.equal({
      ...{ ...wanted, ...window },
      ...{ invoice: ZeroHash, purposeHash: ZeroHash },
    });
    expect(buildSlip(wanted, now, 60).validBefore).to.equal(now + 60);
    const own = { validAfter: 5, validBefore: 7, invoice: hashOf("a"), purposeHash: hashOf("b") };
    expect(built(own)).to.deep.equal({ ...wanted, ...own });
  });

  it("takes the first and the last of what can be", () => {
    for (const wishes of [
      { amount: 1n },
      { amount: 2n ** 40n - 1n },
      { id: 1 },
      { id: 2 ** 24 - 1 },
    ])
      expect(built(wishes)).to.include(wishes);
  });

  it("takes addresses in small letters, and keeps them in the form in which they are compared", () => {
    const small = { holder: holder.address.toLowerCase(), merchant: otherShop.toLowerCase() };
    expect(built(small)).to.include({ holder: holder.address, merchant: otherShop });
  });

  const bad: readonly (readonly [string, Partial<PaymentSlip>, string])[] = [
    [
      "a holder without an address",
      { holder: "citizen" },
      "holder: expected an address, found citizen",
    ],
    ["a mistyped shop", { merchant: `${shop}0` }, `merchant: expected an address, found ${shop}0`],
    ["no amount", { amount: 0n }, "amount: expected 1 to 1099511627775 won, found 0"],
    ["less than none", { amount: -5n }, "amount: expected 1 to 1099511627775 won, found -5"],
    [
      "more than a voucher holds",
      { amount: 2n ** 40n },
      "amount: expected 1 to 1099511627775 won, found 1099511627776",
    ],
    ["number 0", { id: 0 }, "id: expected 1 to 16777215, found 0"],
    ["a number too high", { id: 2 ** 24 }, "id: expected 1 to 16777215, found 16777216"],
    ["no whole number", { id: 1.5 }, "id: expected 1 to 16777215, found 1.5"],
    [
      "a window without a second",
      { validAfter: 9, validBefore: 10 },
      "validBefore: expected a second after validAfter's next",
    ],
    [
      "a window that ends before it begins",
      { validAfter: 9, validBefore: 8 },
      "validBefore: expected a second after validAfter's next",
    ],
  ];

  for (const [what, wishes, line] of bad)
    it(`refuses ${what}, in one line`, () => {
      expect(() => built(wishes)).to.throw(UserError, line);
    });
});

describe("till: signSlip and isSigned", () => {
  it("knows what the holder's key signed, in 65 bytes or in 64", async () => {
    const slip = await signed();
    const { compactSerialized: signature } = Signature.from(slip.signature);

    expect(isSigned(domain, slip)).to.equal(true);
    expect(isSigned(domain, { ...slip, signature })).to.equal(true);
  });

  it("knows the holder also in small letters, and says no where the address is none", async () => {
    const slip = await signed();

    expect(isSigned(domain, { ...slip, holder: holder.address.toLowerCase() })).to.equal(true);
    expect(isSigned(domain, { ...slip, holder: "citizen" })).to.equal(false);
  });

  const changes: readonly Partial<SignedSlip>[] = [
    { programme: 8n },
    { holder: otherShop },
    { merchant: otherShop },
    { amount: 12_501n },
    { invoice: hashOf("a") },
    { purposeHash: hashOf("a") },
    { validAfter: 1 },
    { validBefore: now + 601 },
    { id: 4 },
  ];
  for (const change of changes)
    it(`takes no other ${Object.keys(change).join()}`, async () => {
      expect(isSigned(domain, { ...(await signed()), ...change })).to.equal(false);
    });

  it("takes no other chain and no other contract", async () => {
    const slip = await signed();

    for (const other of [{ chainId: 1n }, { verifyingContract: shop }])
      expect(isSigned({ ...domain, ...other }, slip)).to.equal(false);
  });

  it("says no to bytes that are no key's signature, and to a contract's", async () => {
    const slip = await signed();

    for (const signature of ["0x", "0x796573", `0x${"ff".repeat(65)}`, `0x${"00".repeat(64)}`])
      expect(isSigned(domain, { ...slip, signature })).to.equal(false);
    expect(isSigned(domain, { ...slip, byContract: true })).to.equal(false);
  });

  it("signs the hash that it tells", async () => {
    const slip = await signed();

    expect(slip.signature).to.equal(holder.signingKey.sign(digestOf(domain, slip)).serialized);
  });
});

describe("till: packSlips", () => {
  it("packs a slip into the words that the contract takes", async () => {
    const slip = await signed({ validAfter: 0x11, validBefore: 0x22, id: 0x33 });
    const { r, yParityAndS: vs } = Signature.from(slip.signature);

    const word = `0x${"00".repeat(6)}${"000033"}${"000000000022"}${"000000000011"}${"00000000000030d4"}`;
    expect(packSlips([slip])).to.deep.equal({
      // count 1, programme 7, merchant
      runs: [BigInt("0x00000001000000000000000700000000000000000000000000000000000000a1")],
      payments: [{ holder: holder.address, word: BigInt(word), r, vs }],
      extras: "0x",
    });
  });

  it("puts invoice and purpose into the bytes, and where they lie into the word", async () => {
    const [of, aim] = [invoice("books", 12_500n), hashOf("aim")];
    const slips = [
      await signed({ invoice: of, purposeHash: aim }),
      await signed(),
      await signed({ purposeHash: aim }),
    ];
    const { payments, extras } = packSlips(slips);

    expect(extras).to.equal(concat([of, aim, ZeroHash, aim]));
    expect(payments.map(({ word }) => word >> 184n)).to.deep.equal([1n, 0n, 65n]);
  });

  it("puts a contract's signature into the bytes, and its place and length into r", async () => {
    const slip = { ...(await signed({ purposeHash: hashOf("aim") })), signature: "0x796573" };
    const { payments, extras } = packSlips([slip]);

    expect(extras).to.equal(concat([ZeroHash, hashOf("aim"), "0x796573"]));
    expect(payments[0]).to.include({ r: toBeHex((64n << 128n) | 3n, 32), vs: ZeroHash });
  });

  it("takes 65 bytes for a contract's where the slip says so, and where no key can have signed", async () => {
    const slip = await signed();
    const unreadable = `0x${"ff".repeat(65)}`;
    const place = toBeHex(65n, 32);

    for (const odd of [
      { ...slip, byContract: true },
      { ...slip, signature: unreadable },
    ]) {
      const { payments, extras } = packSlips([odd]);
      expect(extras).to.equal(odd.signature);
      expect(payments[0]).to.include({ r: place, vs: ZeroHash });
    }
  });

  it("counts payments that follow each other in one programme to one merchant as a run", async () => {
    const [a, b, c] = [{}, { merchant: otherShop }, { programme: 8n }];
    const slips = await Promise.all([a, a, b, a, c, c, c].map((wishes) => signed(wishes)));
    const { runs } = packSlips(slips);

    expect(runs.map((run) => run >> 224n)).to.deep.equal([2n, 1n, 1n, 3n]);
    expect(runs.map((run) => (run >> 160n) & 0xffffn)).to.deep.equal([7n, 7n, 7n, 8n]);
    expect(runs.map((run) => run & (2n ** 160n - 1n))).to.deep.equal(
      [shop, otherShop, shop, shop].map(BigInt),
    );
  });

  it("takes a merchant in small letters for the same", async () => {
    const slips = [await signed({ merchant: otherShop }), await signed({ merchant: otherShop })];
    const small = slips.map((slip, n) => {
      const { holder: by, merchant } = slip;
      return n === 0
        ? slip
        : { ...slip, holder: by.toLowerCase(), merchant: merchant.toLowerCase() };
    });

    expect(packSlips(small)).to.deep.equal(packSlips(slips));
    expect(packSlips(small).runs).to.have.length(1);
  });

  it("packs nothing into nothing", () => {
    expect(packSlips([])).to.deep.equal({ runs: [], payments: [], extras: "0x" });
  });
});

describe("till: batchesOf", () => {
  const signature = Signature.from({ r: toBeHex(1, 32), s: toBeHex(2, 32), v: 27 }).serialized;
  const slip = (wishes: Partial<PaymentSlip>): SignedSlip => ({
    signature,
    ...built(wishes),
  });

  it("puts those of one programme and merchant together, and a holder's by number", () => {
    const numbers = [10, 9, 12, 2];
    const slips = [shop, otherShop].flatMap((merchant) =>
      numbers.flatMap((id) => [10n, 9n].map((programme) => slip({ merchant, id, programme }))),
    );

    const [batch = [], ...more] = batchesOf(slips);

    expect(more).to.deep.equal([]);
    expect(batch.map(({ programme, merchant, id }) => [programme, merchant, id])).to.deep.equal(
      [9n, 10n].flatMap((programme) =>
        [shop, otherShop].flatMap((merchant) =>
          [2, 9, 10, 12].map((id) => [programme, merchant, id]),
        ),
      ),
    );
  });

  it("makes batches that 2^24 gas pays for, of fewer where each has an invoice or a contract signs, and loses none", () => {
    const slips = Array.from({ length: 1_000 }, (_, n) => slip({ id: n + 1 }));
    const lengthsOf = (some: readonly SignedSlip[]) => batchesOf(some).map(({ length }) => length);

    // 2^24 less 60,000 for a batch and 30,000 for a run, by 30,000 for each: 556.
    expect(lengthsOf(slips)).to.deep.equal([556, 444]);
    // By 70,000 for each: 238.
    const billed = slips.map((one) => ({ ...one, invoice: hashOf("invoice") }));
    expect(lengthsOf(billed)).to.deep.equal([238, 238, 238, 238, 48]);
    // By 160,000 for each: 104.
    expect(
      lengthsOf(slips.slice(0, 105).map((one) => ({ ...one, byContract: true }))),
    ).to.deep.equal([104, 1]);
    expect(batchesOf(slips).flat()).to.deep.equal(slips);
    expect(batchesOf([])).to.deep.equal([]);
  });

  it("knows merchants and holders also in small letters, which cost no run more", () => {
    const slips = [3, 1, 2].map((id) => slip({ id, merchant: otherShop }));
    const small = slips.map((one, n) => ({
      ...one,
      ...(n === 1
        ? { holder: one.holder.toLowerCase(), merchant: one.merchant.toLowerCase() }
        : {}),
    }));

    const [batch = []] = batchesOf(small);
    expect(batch.map(({ id }) => id)).to.deep.equal([1, 2, 3]);
    expect(packSlips(batch).runs).to.have.length(1);
  });

  it("sends a holder's lower numbers first where they lie further apart than the window", () => {
    // Numbers 1 to 20 at another shop, of which 17 to 20 would make 1 to 4 too old, and 40 at this one.
    const slips = [40, ...Array.from({ length: 20 }, (_, n) => n + 1)].map((id) =>
      slip({ id, merchant: id % 2 === 0 ? shop : otherShop }),
    );

    const sent = batchesOf(slips)
      .flat()
      .map(({ id }) => id);

    expect(sent.slice(0, 16).toSorted((a, b) => a - b)).to.deep.equal(
      Array.from({ length: 16 }, (_, n) => n + 1),
    );
    expect(sent.slice(16, 20).toSorted((a, b) => a - b)).to.deep.equal([17, 18, 19, 20]);
    expect(sent.slice(20)).to.deep.equal([40]);
  });
});

describe("till: transactionsOf", () => {
  const signature = Signature.from({ r: toBeHex(1, 32), s: toBeHex(2, 32), v: 27 }).serialized;
  const slips = (count: number): SignedSlip[] =>
    Array.from({ length: count }, (_, n) => ({
      signature,
      ...built({ id: count - n, merchant: n % 2 === 0 ? shop : otherShop }),
    }));
  const idsOf = (some: readonly SignedSlip[]) => some.map(({ id }) => id);

  it("leaves what one transaction has gas for in the order given", () => {
    // 2^24 less 60,000 for a batch, by 60,000 for each, which is a run of its own: 278.
    const given = slips(278);
    expect(transactionsOf(given).map(idsOf)).to.deep.equal([idsOf(given)]);
    expect(transactionsOf([])).to.deep.equal([[]]);
  });

  it("puts more than that in batches, which lose none", () => {
    const given = slips(279);
    // Those of one merchant together fit again.
    const [only = [], ...more] = transactionsOf(given);
    expect(more).to.deep.equal([]);
    expect(packSlips(only).runs.length).to.be.lessThan(279);
    expect(idsOf(only).toSorted((a, b) => b - a)).to.deep.equal(idsOf(given));

    const many = transactionsOf(slips(1_300));
    expect(many.length).to.be.greaterThan(1);
    expect(idsOf(many.flat()).toSorted((a, b) => b - a)).to.deep.equal(idsOf(slips(1_300)));
  });
});

describe("slips in files", () => {
  let folder = "";
  before(() => void (folder = mkdtempSync(join(tmpdir(), "gukgo-"))));
  after(() => rmSync(folder, { recursive: true }));

  it("are read with the addresses in the form in which they are compared", async () => {
    const slip = await signed({ merchant: otherShop });
    const file = join(folder, "small");
    fileSlips.put(file, {
      ...slip,
      holder: slip.holder.toLowerCase(),
      merchant: slip.merchant.toLowerCase(),
    });

    expect(fileSlips.get(file)).to.deep.equal(slip);
  });

  it("are told in one line where an address is none", async () => {
    const file = join(folder, "odd");
    fileSlips.put(file, { ...(await signed()), merchant: "mapo-bookshop" });

    expect(() => fileSlips.get(file)).to.throw(UserError, `${file} holds no signed payment`);
  });
});
