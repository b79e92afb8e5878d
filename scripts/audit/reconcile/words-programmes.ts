import type { Addresses } from "../../lib/system.ts";
import type { Books } from "../books.ts";
import { watchesAfter, type Watch } from "../split.ts";
import type { ProgrammeBook, VoucherBook } from "../voucher-books.ts";
import { SLOTS, slotOf } from "./slots.ts";
import type { Word } from "./words.ts";

const slots = SLOTS.programmes;

/** contracts/types/ProgrammeId.sol: `join`. */
const join = (programme: bigint, part: bigint): bigint => (programme << 160n) | part;

/** Funds, matters, joined lists and numbers of signed payments, and what the contract never writes. */
export function programmeWords({ programmes: contract }: Addresses, books: Books): Word[] {
  const each = [...books.programmes].flatMap(([id, book]): Word[] => [
    fundWord(contract, id, book),
    ...joinedWords(contract, id, book),
    ...[...book.vouchers].flatMap(([holder, voucher]) => idWords(contract, id, holder, voucher)),
    matterWord(contract, id, books),
  ]);
  const trusts = [...books.budget.matters].map(([matter, id]) => {
    const slot = slotOf("bytes32", matter, slots._inTrust);
    return { what: `_inTrust of ${matter}`, contract, slot, expected: id };
  });
  const fallbacks = (["_nameFallback", "_versionFallback"] as const).map((name) => ({
    ...{ what: `${name} of programmes`, contract, slot: BigInt(slots[name]), expected: 0n },
  }));
  return [...each, ...trusts, ...fallbacks];
}

/** VoucherState.Fund: account 160, ungranted 48, received 48. */
function fundWord(contract: string, id: bigint, book: ProgrammeBook): Word {
  const { fundingAccount, ungranted, budget } = book;
  const expected = BigInt(fundingAccount) | (ungranted << 160n) | (budget << 208n);
  return { what: `_funds of ${id}`, contract, slot: slotOf("uint64", id, slots._funds), expected };
}

function matterWord(contract: string, id: bigint, { budget }: Books): Word {
  const expected = BigInt(budget.trusts.get(id)?.matter ?? 0);
  return {
    what: `_matters of ${id}`,
    contract,
    slot: slotOf("uint64", id, slots._matters),
    expected,
  };
}

/** contracts/types/Mcc.sol and VoucherOffices: the words of a set of categories, and the most of them that are joined. */
const BITMAP_WORDS = 40;
const MAX_JOINED = 128;
const ALL = 2n ** 256n - 1n;
/** Which list a programme's categories are: those that are allowed. */
const ONLY = 1n;

/** Categories that are allowed, once more for each listed district. */
function joinedWords(contract: string, id: bigint, { purpose }: ProgrammeBook): Word[] {
  const { terms, categories, regions } = purpose;
  const bits = new Map<number, bigint>();
  for (const mcc of categories)
    bits.set(Number(mcc >> 8n), (bits.get(Number(mcc >> 8n)) ?? 0n) | (1n << (mcc & 0xffn)));
  const isOnly = terms["categoryRule"] === ONLY;
  const isJoined = regions.length * (isOnly ? bits.size : BITMAP_WORDS) <= MAX_JOINED;
  if (bits.size === 0 || regions.length === 0 || !isJoined) return [];
  return Array.from({ length: BITMAP_WORDS }, (_, word) => word).flatMap((word) => {
    const listed = bits.get(word) ?? 0n;
    const expected = isOnly ? listed : ALL ^ listed;
    if (expected === 0n) return [];
    return [...new Set(regions)].map((region) => {
      const slot = slotOf("uint256", join(id, (region << 8n) | BigInt(word)), slots._joined);
      return {
        what: `_joined of ${id}, district ${region}, part ${word}`,
        contract,
        slot,
        expected,
      };
    });
  });
}

/** Numbers of payments that were settled or cancelled: the highest, and a bit for each of the 16 from it down. */
function idWords(contract: string, id: bigint, holder: string, voucher: VoucherBook): Word[] {
  const { highestId, usedIds } = voucher;
  if (highestId === 0) return [];
  let expected = BigInt(highestId) << 16n;
  for (let age = 0; age < 16; age += 1)
    if (usedIds.has(highestId - age)) expected |= 1n << BigInt(age);
  const slot = slotOf("uint256", join(id, BigInt(holder)), slots._vouchers);
  const part = (word: bigint) => word >> 216n;
  return [{ what: `_vouchers, numbers of ${id} ${holder}`, contract, slot, expected, part }];
}

/** contracts/budget/CreditorWord.sol: excluded until 40, and two watches of ministry 16, first day 16 and sum 64. */
export function ledgerWords(
  { ledger: contract }: Addresses,
  { budget }: Books,
  threshold: bigint,
): Word[] {
  const watches = watchesAfter(budget.obligated, threshold);
  const creditors = new Set([...watches.keys(), ...budget.exclusions.keys()]);
  const bits = ({ ministry, first, sum }: Watch) =>
    ministry | (BigInt(first) << 16n) | (sum << 32n);
  return [...creditors].map((creditor) => {
    const [one, other] = watches.get(creditor) ?? [];
    const watched =
      (one === undefined ? 0n : bits(one) << 40n) |
      (other === undefined ? 0n : bits(other) << 136n);
    const expected = (budget.exclusions.get(creditor) ?? 0n) | watched;
    const slot = slotOf("address", creditor, SLOTS.ledger._creditors);
    return { what: `_creditors of ${creditor}`, contract, slot, expected };
  });
}
