import type { Books } from "../books.ts";
import type { LineBook } from "../budget-books.ts";
import { watchesOf, type Watch } from "../split.ts";
import { bit, entryAt, hashOfValues, packed, type Word } from "./slots.ts";

/** Where the token keeps what; `_register` is a structure of mappings. */
export const TOKEN = {
  recoveries: 6n,
  _issuers: 8n,
  _orders: 10n,
  _ordered: 11n,
  _nameFallback: 15n,
  _versionFallback: 16n,
} as const;

/** What the token keeps and no view tells. */
export function* tokenWords({
  words,
  accounts,
  supply,
  orders,
  addresses,
}: Books): Generator<Word> {
  const { token: address } = addresses;
  for (const issuer of new Set([...supply.allowances.keys(), ...words.references.keys()])) {
    const slot = entryAt(TOKEN._issuers, issuer);
    const value = words.references.get(issuer) ?? 0n;
    const what = `references used by ${issuer}`;
    yield { what, variable: "DepositToken._issuers", address, slot, value, from: 128, bits: 128 };
  }
  for (const [account, wasSuspended] of words.suspended) {
    const isOpen = accounts.get(account)?.recovery !== undefined;
    const slot = entryAt(TOKEN.recoveries, account);
    const value = bit(isOpen && wasSuspended);
    const what = `suspension of ${account} before its recovery`;
    yield {
      what,
      variable: "DepositToken._register.recoveries",
      address,
      slot,
      value,
      from: 208,
      bits: 8,
    };
  }
  for (const orderId of words.ordered) {
    const slot = entryAt(TOKEN._ordered, orderId);
    yield { what: `order ${orderId}`, variable: "DepositToken._ordered", address, slot, value: 1n };
  }
  yield* orderWords({ words, orders, addresses });
  for (const name of ["_nameFallback", "_versionFallback"] as const)
    yield { what: name, variable: `DepositToken.${name}`, address, slot: TOKEN[name], value: 0n };
}

/** Transfers that wait to be carried out, and the places of those that wait no more. */
function* orderWords({
  words,
  orders,
  addresses: { token: address },
}: Pick<Books, "words" | "orders" | "addresses">): Generator<Word> {
  const places = new Map<string, string>();
  for (const [orderId, { from, to, amount }] of words.orders) {
    const key = `${from} ${to} ${amount}`;
    if (orders.get(key)?.orderId === orderId || !places.has(key)) places.set(key, orderId);
  }
  for (const [key, orderId] of places) {
    const order = words.orders.get(orderId);
    if (order === undefined) continue;
    const { from, to, amount, caseId, basis, maker, checker } = order;
    const waits = orders.get(key)?.orderId === orderId;
    const first = entryAt(
      TOKEN._orders,
      hashOfValues(["address", "address", "uint256"], [from, to, amount]),
    );
    const kept = [
      BigInt(orderId),
      BigInt(caseId),
      packed([0, basis], [8, BigInt(maker)]),
      BigInt(checker),
    ];
    for (const [n, value] of kept.entries()) {
      const what = `word ${n} of the order to take ${amount} from ${from} for ${to}`;
      const slot = first + BigInt(n);
      yield { what, variable: "DepositToken._orders", address, slot, value: waits ? value : 0n };
    }
  }
}

/** Where the ledger keeps what. */
export const LEDGER = { _lines: 0n, _creditors: 3n } as const;

/** What the ledger keeps and no view tells: that lines are known, and the watch on small obligations. */
export function* ledgerWords(
  { budget, addresses: { ledger: address } }: Books,
  splitThreshold: bigint,
): Generator<Word> {
  for (const [line, book] of budget.lines) {
    const slot = entryAt(LEDGER._lines, line);
    const make = (member: string, place: bigint, value: bigint) => {
      const what = `${member} of line ${line}`;
      return {
        what,
        variable: `AppropriationLedger._lines.${member}`,
        address,
        slot: slot + place,
        value,
      };
    };
    yield make("authority", 0n, authorityWord(book));
    yield make("paid", 1n, paidWord(book));
  }
  const watches = watchesOf(budget.obligated, splitThreshold);
  const creditors = new Set([...watches.keys(), ...budget.exclusions.keys()]);
  for (const creditor of creditors) {
    const [one, other] = watches.get(creditor) ?? [undefined, undefined];
    const until = budget.exclusions.get(creditor) ?? 0n;
    const value = packed([0, until], [40, watchOf(one)], [136, watchOf(other)]);
    const slot = entryAt(LEDGER._creditors, creditor);
    const what = `exclusion of ${creditor} and watch on its small obligations`;
    yield { what, variable: "AppropriationLedger._creditors", address, slot, value };
  }
}

const authorityWord = ({ lapsed, ...line }: LineBook): bigint =>
  packed(
    [0, line.appropriated],
    [48, line.allotted],
    [96, line.reserved],
    [144, line.obligated],
    [192, 1n],
    [193, bit(lapsed)],
  );

const paidWord = ({ advanced, liquidated, returned }: LineBook): bigint =>
  packed([0, advanced], [64, liquidated], [128, returned], [192, 1n]);

const watchOf = (watch: Watch | undefined): bigint =>
  watch === undefined
    ? 0n
    : packed([0, watch.ministry], [16, BigInt(watch.first)], [32, watch.sum]);
