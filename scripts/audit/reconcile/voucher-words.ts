import { ZeroHash } from "ethers";
import type { Books } from "../books.ts";
import type { ProgrammeBook, VoucherBook } from "../voucher-books.ts";
import { merchantWord, rulesOf } from "./merchant-word.ts";
import { bit, entryAt, packed, type Word } from "./slots.ts";

/** Where the voucher programmes keep what. */
export const PROGRAMMES = {
  _terms: 0n,
  _categories: 1n,
  _joined: 3n,
  _named: 4n,
  _vouchers: 8n,
  _funds: 11n,
  _grants: 14n,
  _matters: 15n,
  _inTrust: 16n,
  _nameFallback: 18n,
  _versionFallback: 19n,
} as const;

type Variable = keyof typeof PROGRAMMES;

/** Where the registry keeps merchants. */
export const REGISTRY = { _merchants: 0n } as const;

/** Whether a merchant's account was another's shop before; views tell the rest. */
export function* merchantWords({ merchants, addresses }: Books): Generator<Word> {
  const { registry: address } = addresses;
  for (const [merchant, book] of merchants) {
    const slot = entryAt(REGISTRY._merchants, merchant);
    const what = `word of merchant ${merchant}`;
    yield {
      what,
      variable: "MerchantRegistry._merchants",
      address,
      slot,
      value: merchantWord(book),
    };
  }
}

/** What programmes keep and no view tells. */
export function* programmeWords(books: Books): Generator<Word> {
  const { programmes: address } = books.addresses;
  const word = (
    variable: Variable,
    what: string,
    key: bigint | string,
    value: bigint,
    part: Pick<Word, "from" | "bits"> = {},
  ): Word => {
    const slot = entryAt(PROGRAMMES[variable], key);
    return { what, variable: `VoucherProgramme.${variable}`, address, slot, value, ...part };
  };
  for (const [id, book] of books.programmes) {
    yield* listWords(id, book, word);
    yield* fundWords(books, id, book, word);
    for (const [holder, voucher] of book.vouchers) {
      if (voucher.usedIds.size === 0) continue;
      const what = `numbers of payments that ${holder} used in programme ${id}`;
      const part = { from: 216, bits: 40 };
      yield word("_vouchers", what, join(id, BigInt(holder)), idWindow(voucher), part);
    }
  }
  for (const [key, value] of books.words.named) {
    const [id = "", merchant = ""] = key.split(" ");
    const what = `merchant ${merchant} as programme ${id} named it`;
    yield word("_named", what, join(BigInt(id), BigInt(merchant)), value);
  }
  for (const name of ["_nameFallback", "_versionFallback"] as const) {
    const variable = `VoucherProgramme.${name}`;
    yield { what: name, variable, address, slot: PROGRAMMES[name], value: 0n };
  }
}

type Make = (
  variable: Variable,
  what: string,
  key: bigint | string,
  value: bigint,
  part?: Pick<Word, "from" | "bits">,
) => Word;

const join = (programme: bigint, part: bigint): bigint => (programme << 160n) | part;

/** What of a programme's money came in all, when it was granted, and on which matter it is held in trust. */
function* fundWords({ budget, words }: Books, id: bigint, book: ProgrammeBook, word: Make) {
  const received = { from: 208, bits: 48 };
  yield word("_funds", `all that programme ${id} received`, id, book.budget, received);
  const matter = budget.trusts.get(id)?.matter ?? ZeroHash;
  yield word("_matters", `matter of programme ${id}`, id, BigInt(matter));
  if (matter !== ZeroHash) yield word("_inTrust", `programme of matter ${matter}`, matter, id);
  const grants = entryAt(PROGRAMMES._grants, id);
  for (const [ref, { holders, amount }] of book.batches) {
    const at = words.grantedAt.get(`${id} ${ref}`) ?? 0;
    const what = `grant ${ref} of programme ${id}`;
    const value = packed([0, holders], [64, amount], [128, BigInt(at)]);
    yield { ...word("_grants", what, id, value), slot: entryAt(grants, ref) };
  }
}

/** One-time numbers as they are kept (IdWindow.sol): 16 bits, one for each up to the highest, and then that number. */
function idWindow({ usedIds }: VoucherBook): bigint {
  const highest = Math.max(...usedIds);
  let used = 0n;
  for (let age = 0; age < 16; age += 1) if (usedIds.has(highest - age)) used |= 1n << BigInt(age);
  return (BigInt(highest) << 16n) | used;
}

/** Words of a set of categories, and in how many words lists of categories and districts are joined at most. */
const [BITMAP_WORDS, MAX_JOINED] = [40, 128];

/** The words that hold a programme's categories, also once more for each district where the terms join both lists. */
function* listWords(id: bigint, book: ProgrammeBook, word: Make) {
  const { categories, regions } = book.purpose;
  const sets = new Array<bigint>(BITMAP_WORDS).fill(0n);
  for (const mcc of categories) {
    const place = Number(mcc >> 8n);
    sets[place] = (sets[place] ?? 0n) | (1n << (mcc & 255n));
  }
  const { isOnly } = rulesOf(book);
  const listed = sets.filter((set) => set !== 0n).length;
  const joined = regions.length * (isOnly ? listed : BITMAP_WORDS);
  const isJoined = listed !== 0 && regions.length !== 0 && joined <= MAX_JOINED;
  yield word("_terms", `joining of the lists of programme ${id}`, id, bit(isJoined), {
    ...{ from: 246, bits: 1 },
  });
  for (const [place, set] of sets.entries()) {
    const what = `categories from ${place * 256} of programme ${id}`;
    if (listed !== 0) yield word("_categories", what, join(id, BigInt(place)), set);
    const taken = isOnly ? set : set ^ (2n ** 256n - 1n);
    for (const region of isJoined ? new Set(regions) : []) {
      const group = (region << 8n) | BigInt(place);
      yield word("_joined", `${what} in district ${region}`, join(id, group), taken);
    }
  }
}
