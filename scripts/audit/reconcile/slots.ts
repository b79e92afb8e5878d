import { AbiCoder, keccak256, toBeHex, zeroPadBytes, zeroPadValue } from "ethers";

/** A storage word of a contract, or some of its bits, by what the events come to. */
export interface Word {
  readonly what: string;
  /** The contract and its variable, such as `DepositToken._orders`: see coverage.ts. */
  readonly variable: string;
  readonly address: string;
  readonly slot: bigint;
  readonly value: bigint;
  /** The lowest of the bits that are compared, and how many they are; the whole word unless given. */
  readonly from?: number;
  readonly bits?: number;
}

const coder = AbiCoder.defaultAbiCoder();
const wordOf = (key: bigint | string): string =>
  typeof key === "bigint" ? toBeHex(key, 32) : zeroPadValue(key, 32);

/** Where a mapping at `slot` keeps what belongs to `key`; an account or a number. Keys of fixed bytes come filled up. */
export const entryAt = (slot: bigint, key: bigint | string): bigint =>
  BigInt(keccak256(`0x${wordOf(key).slice(2)}${toBeHex(slot, 32).slice(2)}`));

/** The same where mappings hold mappings. */
export const entryIn = (slot: bigint, ...keys: readonly (bigint | string)[]): bigint =>
  keys.reduce((at: bigint, key) => entryAt(at, key), slot);

/** Bytes of a shorter type as a mapping's key: filled up on the right. */
export const bytesKey = (value: string): string => zeroPadBytes(value, 32);

/** Where a list at `slot` begins; at `slot` itself stands its length. */
export const listAt = (slot: bigint): bigint => BigInt(keccak256(toBeHex(slot, 32)));

/** The hash of values as Solidity's `abi.encode` writes them. */
export const hashOfValues = (types: readonly string[], values: readonly unknown[]): string =>
  keccak256(coder.encode(types, values));

/** Fields into one word, each with the number of its lowest bit. */
export const packed = (...fields: readonly (readonly [from: number, value: bigint])[]): bigint =>
  fields.reduce((word, [from, value]) => word | (value << BigInt(from)), 0n);

export const bit = (isSet: boolean): bigint => (isSet ? 1n : 0n);

/** The bits of a stored word that are compared. */
export function bitsOf({ from = 0, bits = 256 }: Word, stored: bigint): bigint {
  return (stored >> BigInt(from)) & ((1n << BigInt(bits)) - 1n);
}
