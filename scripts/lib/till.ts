import {
  Signature,
  TypedDataEncoder,
  ZeroHash,
  concat,
  dataLength,
  dataSlice,
  getAddress,
  toBeHex,
  verifyTypedData,
  type TypedDataDomain,
} from "ethers";
import { UserError } from "./errors.ts";
import type { Reader } from "./forms.ts";
import { explain, type Explanation } from "./refusal.ts";
import { decodeRefusal } from "./revert.ts";
import { errorsOf, type System } from "./system.ts";

/**
 * What a till does with a payment that its holder signs on a phone: build it, have it signed, verify it, ask whether it would be
 * settled, settle many, and see what became of each. A signed payment is no payment: it is final once a block has settled it, and
 * rules are judged at the time of that block.
 */

/** One payment as its holder signs it. Amounts are whole won, times UTC seconds. */
export interface PaymentSlip {
  readonly programme: bigint;
  readonly holder: string;
  readonly merchant: string;
  readonly amount: bigint;
  /** The tax-invoice platform's hash and the total; zero for none. */
  readonly invoice: string;
  /** Keyed hash of what it is for; zero for none. */
  readonly purposeHash: string;
  /** Valid after this second, and before that one. */
  readonly validAfter: number;
  readonly validBefore: number;
  /** The holder's number for it in this programme, from 1; each is used once. */
  readonly id: number;
}

/** A slip with its signature: a key's 65 bytes, or what a contract signs by ERC-1271. */
export interface SignedSlip extends PaymentSlip {
  readonly signature: string;
  /** Set where a contract signed, of which some sign as long as a key does. */
  readonly byContract?: boolean;
}

/** What is said of a payment that no block has settled. */
export const NOT_FINAL =
  "Not final: it counts once a block has settled it, and rules are judged at that block's time.";

/** EIP-712's types, field by field as wallets show them. */
export const paymentTypes = {
  Payment: [
    { name: "programme", type: "uint64" },
    { name: "holder", type: "address" },
    { name: "merchant", type: "address" },
    { name: "amount", type: "uint64" },
    { name: "invoice", type: "bytes32" },
    { name: "purposeHash", type: "bytes32" },
    { name: "validAfter", type: "uint48" },
    { name: "validBefore", type: "uint48" },
    { name: "id", type: "uint24" },
  ],
};

/** The domain in which payments to the contract at `programmes` are signed. */
export const paymentDomain = (chainId: bigint, programmes: string): TypedDataDomain => ({
  name: "Gukgo Voucher",
  version: "1",
  chainId,
  verifyingContract: programmes,
});

const MOST = 2n ** 40n - 1n;
const LAST_ID = 2 ** 24 - 1;

type Wanted = Pick<PaymentSlip, "programme" | "holder" | "merchant" | "amount" | "id"> &
  Partial<PaymentSlip>;

/** A slip with its addresses in the one form in which they are compared (ERC-55), however they were written. */
export function normalised<T extends PaymentSlip>(slip: T): T {
  return { ...slip, holder: getAddress(slip.holder), merchant: getAddress(slip.merchant) };
}

function addressIn(field: "holder" | "merchant", written: string): string {
  try {
    return getAddress(written);
  } catch {
    throw new UserError(`${field}: expected an address, found ${written}`);
  }
}

/**
 * A slip for the holder to sign, valid for `period` seconds from `now` unless times are given.
 * Fails with one line where the contract would refuse any such slip.
 */
export function buildSlip(wanted: Wanted, now: number, period = 600): PaymentSlip {
  const slip = {
    invoice: ZeroHash,
    purposeHash: ZeroHash,
    validAfter: now - 1,
    validBefore: now + period,
    ...wanted,
    holder: addressIn("holder", wanted.holder),
    merchant: addressIn("merchant", wanted.merchant),
  };
  if (slip.amount <= 0n || slip.amount > MOST) {
    throw new UserError(`amount: expected 1 to ${MOST} won, found ${slip.amount}`);
  }
  if (!Number.isInteger(slip.id) || slip.id < 1 || slip.id > LAST_ID) {
    throw new UserError(`id: expected 1 to ${LAST_ID}, found ${slip.id}`);
  }
  if (slip.validBefore <= slip.validAfter + 1) {
    throw new UserError("validBefore: expected a second after validAfter's next");
  }
  return slip;
}

/** Whoever signs typed data: a wallet, a phone, a bank's signer. */
export interface TypedSigner {
  signTypedData(
    domain: TypedDataDomain,
    types: Record<string, { name: string; type: string }[]>,
    value: object,
  ): Promise<string>;
}

/** Has the holder sign `slip`. */
export async function signSlip(
  signer: TypedSigner,
  domain: TypedDataDomain,
  slip: PaymentSlip,
): Promise<SignedSlip> {
  return { ...slip, signature: await signer.signTypedData(domain, paymentTypes, slip) };
}

/** What is signed: the EIP-712 hash of `slip` in `domain`. */
export const digestOf = (domain: TypedDataDomain, slip: PaymentSlip): string =>
  TypedDataEncoder.hash(domain, paymentTypes, slip);

/** A key's signature; nothing where the bytes can be none's, so that the holder is asked as a contract. */
function keySignature({ signature, byContract = false }: SignedSlip): Signature | undefined {
  if (byContract || ![64, 65].includes(dataLength(signature))) return undefined;
  try {
    const words = Signature.from(signature);
    return words.isValid() ? words : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Whether the holder's key signed exactly this. A holder that is a contract is asked by `askTill`, which needs the chain.
 */
export function isSigned(domain: TypedDataDomain, slip: SignedSlip): boolean {
  const signature = keySignature(slip);
  if (signature === undefined) return false;
  try {
    return verifyTypedData(domain, paymentTypes, slip, signature) === getAddress(slip.holder);
  } catch {
    return false;
  }
}

/** A batch as `settle` takes it: runs of payments in one programme to one merchant, the payments, and what comes with them. */
export interface PackedBatch {
  readonly runs: bigint[];
  readonly payments: PackedPayment[];
  /** Invoices and purposes, and signatures of holders that are contracts. */
  readonly extras: string;
}

/** A payment in the words of `contracts/voucher/Payment.sol`. */
export interface PackedPayment {
  readonly holder: string;
  readonly word: bigint;
  readonly r: string;
  readonly vs: string;
}

/** Slips in the order given, packed as `settle` and `settleAll` take them. */
export function packSlips(slips: readonly SignedSlip[]): PackedBatch {
  const runs: bigint[] = [];
  let extras = "0x";
  const append = (...parts: string[]): bigint => {
    const place = BigInt(dataLength(extras));
    extras = concat([extras, ...parts]);
    return place;
  };
  const ordered = slips.map(normalised);
  const payments = ordered.map((slip, n): PackedPayment => {
    const last = runs.at(-1);
    if (continues(slip, ordered[n - 1]) && last !== undefined)
      runs[runs.length - 1] = last + ONE_MORE;
    else runs.push(BigInt(slip.merchant) | (slip.programme << 160n) | ONE_MORE);
    const { holder, invoice, purposeHash, signature } = slip;
    const hasPapers = invoice !== ZeroHash || purposeHash !== ZeroHash;
    const papers = hasPapers ? append(invoice, purposeHash) + 1n : 0n;
    const word = wordOf(slip) | (papers << 184n);
    const ofKey = keySignature(slip);
    if (ofKey !== undefined) return { holder, word, r: ofKey.r, vs: ofKey.yParityAndS };
    const place = (append(signature) << 128n) | BigInt(dataLength(signature));
    return { holder, word, r: toBeHex(place, 32), vs: ZeroHash };
  });
  return { runs, payments, extras };
}

const ONE_MORE = 1n << 224n;

/** Whether a slip is of the same run as the one before it: of its programme, to its merchant. */
const continues = (slip: PaymentSlip, before: PaymentSlip | undefined): boolean =>
  before?.programme === slip.programme && before.merchant === slip.merchant;

/** Amount, window and number of a slip in one word. */
const wordOf = ({ amount, validAfter, validBefore, id }: PaymentSlip): bigint =>
  amount | (BigInt(validAfter) << 64n) | (BigInt(validBefore) << 112n) | (BigInt(id) << 160n);

const part = (word: bigint, from: bigint, size: bigint): bigint =>
  (word >> from) & ((1n << size) - 1n);

/** The number, the won and the purpose of each payment of a batch, in order: what its events say again. */
export function askedOf({
  payments,
  extras,
}: {
  readonly payments: readonly Pick<PackedPayment, "word">[];
  readonly extras: string;
}) {
  return payments.map(({ word }) => {
    const papers = Number(part(BigInt(word), 184n, 24n));
    // After the invoice's word; what lies beyond the bytes is zero.
    const there = papers !== 0 && dataLength(extras) >= papers - 1 + 64;
    const purposeHash = there ? dataSlice(extras, papers + 31, papers + 63) : ZeroHash;
    const amount = part(BigInt(word), 0n, 64n);
    return { id: part(BigInt(word), 160n, 24n), amount, purposeHash };
  });
}

/** What a till tells before it hands over the goods. */
export interface TillAnswer {
  readonly wouldSettle: boolean;
  readonly final: false;
  readonly notice: typeof NOT_FINAL;
  /** Why it would be refused; missing where it would not. */
  readonly refusal?: Explanation;
}

/** Asks the chain in one call whether `slip` would now be settled, with the reason where it would not. */
export async function askTill(
  system: System,
  slip: SignedSlip,
  reader: Reader,
): Promise<TillAnswer> {
  const { payments, extras } = packSlips([slip]);
  const [payment] = payments;
  if (payment === undefined) throw new Error("one slip packs into one payment");
  const { programme, merchant } = slip;
  const { allowed, refusal } = await system.programmes.canSettle(
    programme,
    merchant,
    payment,
    extras,
  );
  const answer = { wouldSettle: allowed, final: false, notice: NOT_FINAL } as const;
  if (allowed) return answer;
  return {
    ...answer,
    refusal: explain(decodeRefusal(errorsOf(system), refusal), reader.names, reader.language),
  };
}

/** The gas that a transaction may take: 2^24. */
export const MAX_GAS = 2 ** 24;

/**
 * Gas at most, with every term on and to a merchant whose key was replaced: of a batch, of a run, of a payment; and besides, of an
 * invoice and of a contract that signs.
 */
const GAS = { batch: 60_000, run: 30_000, payment: 30_000, invoice: 40_000, contract: 130_000 };

/** A holder's numbers may be late by fewer than this: the window of `contracts/types/IdWindow.sol`. */
const ID_WINDOW = 16;

const gasOf = (slip: SignedSlip, before: SignedSlip | undefined): number =>
  GAS.payment +
  (continues(slip, before) ? 0 : GAS.run) +
  (slip.invoice === ZeroHash ? 0 : GAS.invoice) +
  (keySignature(slip) === undefined ? GAS.contract : 0);

/** Slips as transactions take them: one in the order given where it has gas for that, else as many as `batchesOf` makes. */
export function transactionsOf(slips: readonly SignedSlip[]): SignedSlip[][] {
  const ordered = slips.map(normalised);
  const gas = ordered.reduce((sum, slip, n) => sum + gasOf(slip, ordered[n - 1]), GAS.batch);
  return gas <= MAX_GAS ? [ordered] : batchesOf(ordered);
}

/**
 * Slips in batches that a transaction has gas for: those of one programme and merchant together, which is cheaper, a holder's in
 * the order of their numbers. Where a holder's numbers lie so far apart that one batch order would make some too old, the lower
 * ones go first, whatever their merchant.
 */
export function batchesOf(slips: readonly SignedSlip[]): SignedSlip[][] {
  const batches: SignedSlip[][] = [];
  let gas = MAX_GAS;
  for (const slip of inOrder(slips.map(normalised))) {
    const last = batches.at(-1);
    gas += gasOf(slip, last?.at(-1));
    if (last !== undefined && gas <= MAX_GAS) {
      last.push(slip);
    } else {
      batches.push([slip]);
      gas = GAS.batch + gasOf(slip, undefined);
    }
  }
  return batches;
}

/** Slips by round, programme, merchant, holder and number: in one round a holder's numbers all lie within the window. */
function inOrder(slips: readonly SignedSlip[]): SignedSlip[] {
  const lowest = new Map<string, number>();
  const holderOf = ({ programme, holder }: SignedSlip) => `${programme}/${holder}`;
  for (const slip of slips) {
    lowest.set(holderOf(slip), Math.min(slip.id, lowest.get(holderOf(slip)) ?? LAST_ID));
  }
  const keyOf = (slip: SignedSlip): string => {
    const { programme, merchant, holder, id } = slip;
    const round = Math.floor((id - (lowest.get(holderOf(slip)) ?? id)) / ID_WINDOW);
    const number = (value: bigint | number) => String(value).padStart(20, "0");
    return [number(round), number(programme), merchant, holder, number(id)].join("/");
  };
  return slips
    .map((slip) => ({ slip, key: keyOf(slip) }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ slip }) => slip);
}
