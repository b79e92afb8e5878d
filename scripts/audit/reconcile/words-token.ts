import type { Addresses } from "../../lib/system.ts";
import type { Books } from "../books.ts";
import { RECOVERIES, SLOTS, slotOf } from "./slots.ts";
import { AbiCoder, keccak256 } from "ethers";
import type { Word } from "./words.ts";

const MOST_ISSUED = 2n ** 48n - 1n;
const slots = SLOTS.token;

/** Issuers, orders, recoveries, and what the token never writes. */
export function tokenWords({ token: contract }: Addresses, books: Books): Word[] {
  const fallbacks = (["_nameFallback", "_versionFallback"] as const).map((name) => ({
    ...{ what: `${name} of the token`, contract, slot: BigInt(slots[name]), expected: 0n },
  }));
  return [
    ...issuerWords(contract, books),
    ...orderWords(contract, books),
    ...recoveryWords(contract, books),
    ...fallbacks,
  ];
}

/** contracts/deposit/IssuerWord.sol: allowance 64, issued 48, day 16, references 128. */
function issuerWords(contract: string, { supply, words }: Books): Word[] {
  return [...supply.allowances].map(([issuer, allowance]) => {
    const { amount = 0n, day = 0 } = supply.issuedBy.get(issuer) ?? {};
    const issued = amount > MOST_ISSUED ? MOST_ISSUED : amount;
    const window = (words.references.get(issuer) ?? 0n) << 128n;
    const expected = allowance | (issued << 64n) | (BigInt(day & 0xffff) << 112n) | window;
    const slot = slotOf("address", issuer, slots._issuers);
    return { what: `_issuers of ${issuer}`, contract, slot, expected };
  });
}

/** Orders that wait, with whose they are; and that each id is used. */
function orderWords(contract: string, { orders, words }: Books): Word[] {
  const used = [...words.orders.keys()].map((id) => {
    const slot = slotOf("bytes32", id, slots._ordered);
    return { what: `_ordered of ${id}`, contract, slot, expected: 1n };
  });
  const waiting = [...orders].flatMap(([key, { orderId }]): Word[] => {
    const order = words.orders.get(orderId);
    if (order === undefined) return [];
    const [from, to, amount] = key.split(" ");
    const types = ["address", "address", "uint256"];
    const transfer = keccak256(AbiCoder.defaultAbiCoder().encode(types, [from, to, amount]));
    const slot = slotOf("bytes32", transfer, slots._orders);
    const { caseId, basis, maker, checker } = order;
    // Basis and maker share a word.
    const parts = [BigInt(orderId), BigInt(caseId), basis | (BigInt(maker) << 8n), BigInt(checker)];
    return parts.map((expected, n) => ({
      ...{ what: `_orders of ${orderId}, part ${n}`, contract, slot: slot + BigInt(n), expected },
    }));
  });
  return [...used, ...waiting];
}

/** To whom an account goes, until when its holder may object, and whether it was suspended before. */
function recoveryWords(contract: string, { accounts, words }: Books): Word[] {
  return [...words.suspended].map(([account, suspended]) => {
    const recovery = accounts.get(account)?.recovery;
    const flag = suspended ? 1n << 208n : 0n;
    const expected =
      recovery === undefined
        ? 0n
        : BigInt(recovery.successor) | (BigInt(recovery.until) << 160n) | flag;
    const slot = slotOf("address", account, RECOVERIES);
    return { what: `_register.recoveries of ${account}`, contract, slot, expected };
  });
}
