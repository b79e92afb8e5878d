import { institutionNames, type Addresses } from "../../lib/system.ts";
import type { AuthorityBook, Books } from "../books.ts";
import { firstOf, SLOTS, slotOf } from "./slots.ts";
import type { Word } from "./words.ts";

const slots = SLOTS.authority;
/** Of an account that is bound to nobody. */
const NOBODY = `0x${"00".repeat(32)}`;
const ADMINISTRATOR = "0";

/** Which offices accounts and persons hold or held, whose accounts are whose, who administers, and what is excluded. */
export const authorityWords = (addresses: Addresses, { authorities }: Books): Word[] =>
  institutionNames.flatMap((name) => {
    const contract = addresses[name];
    const book = authorities.get(contract.toLowerCase());
    if (book === undefined) return [];
    const all = [
      { what: "_executionId", slot: BigInt(slots._executionId), expected: 0n },
      ...heldWords(book),
      ...personWords(book),
      ...administratorWords(book),
      ...excludedWords(book),
    ];
    return all.map(({ what, ...word }) => ({ ...word, contract, what: `${what} at ${contract}` }));
  });

type Part = Omit<Word, "contract">;

/** Offices as bits of one word. */
const bitsOf = (offices: Iterable<bigint>): bigint =>
  [...offices].reduce((bits, office) => bits | (1n << office), 0n);

/** Of each account the offices that it holds; of each person those that it ever held. */
function heldWords({ holders, everHeld }: AuthorityBook): Part[] {
  const held = new Map<string, bigint[]>();
  for (const [key, holds] of holders) {
    const [office = "", holder = ""] = key.split(" ");
    held.set(holder, [...(held.get(holder) ?? []), ...(holds ? [BigInt(office)] : [])]);
  }
  const now = [...held].map(([holder, all]) => ({
    what: `_held of ${holder}`,
    slot: slotOf("address", holder, slots._held),
    expected: bitsOf(all),
  }));
  const ever = [...everHeld].map(([person, all]) => ({
    what: `_everHeld of ${person}`,
    slot: slotOf("bytes32", person, slots._everHeld),
    expected: bitsOf(all),
  }));
  return [...now, ...ever];
}

/** The accounts of each person, in the order in which they were bound. */
function personWords({ persons }: AuthorityBook): Part[] {
  const accounts = new Map<string, string[]>();
  for (const [account, person] of persons)
    accounts.set(person, [...(accounts.get(person) ?? []), account]);
  return [...accounts].flatMap(([person, all]) => {
    const slot = slotOf("bytes32", person, slots._accounts);
    const each = all.map((account, n) => ({
      what: `_accounts of ${person}, number ${n}`,
      slot: firstOf(slot) + BigInt(n),
      expected: BigInt(account),
    }));
    return [{ what: `_accounts of ${person}`, slot, expected: BigInt(all.length) }, ...each];
  });
}

/** With how many accounts each person administers, and how many persons do. */
function administratorWords({ holders, persons }: AuthorityBook): Part[] {
  const counts = new Map<string, bigint>();
  for (const [key, holds] of holders) {
    const [office = "", holder = ""] = key.split(" ");
    if (office !== ADMINISTRATOR) continue;
    const person = persons.get(holder) ?? NOBODY;
    counts.set(person, (counts.get(person) ?? 0n) + (holds ? 1n : 0n));
  }
  const each = [...counts].map(([person, expected]) => ({
    what: `_administering of ${person}`,
    slot: slotOf("bytes32", person, slots._administering),
    expected,
  }));
  const administrators = [...counts.values()].filter((count) => count > 0n).length;
  const slot = BigInt(slots._administrators);
  return [...each, { what: "_administrators", slot, expected: BigInt(administrators) }];
}

/** Which offices nobody holds beside each office. */
function excludedWords({ excluded }: AuthorityBook): Part[] {
  const others = new Map<bigint, bigint>();
  const add = (one: bigint, other: bigint) =>
    others.set(one, (others.get(one) ?? 0n) | (1n << other));
  for (const pair of excluded) {
    const [one = "", other = ""] = pair.split(" ");
    add(BigInt(one), BigInt(other));
    add(BigInt(other), BigInt(one));
  }
  return [...others].map(([office, expected]) => ({
    what: `_excluded of ${office}`,
    slot: slotOf("uint64", office, slots._excluded),
    expected,
  }));
}
