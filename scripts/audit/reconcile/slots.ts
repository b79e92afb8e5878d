import { AbiCoder, keccak256, zeroPadValue } from "ethers";

/**
 * Where the contracts keep what no view tells: the slot of each storage variable, as the compiler lays them out. A test compares
 * them with its output.
 */
export const SLOTS = {
  token: {
    _register: 3,
    _issuers: 8,
    _orders: 10,
    _ordered: 11,
    _nameFallback: 15,
    _versionFallback: 16,
  },
  ledger: { _creditors: 3 },
  programmes: {
    _joined: 3,
    _vouchers: 8,
    _funds: 11,
    _matters: 15,
    _inTrust: 16,
    _nameFallback: 18,
    _versionFallback: 19,
  },
  authority: {
    _executionId: 3,
    _accounts: 5,
    _held: 6,
    _everHeld: 7,
    _administering: 8,
    _administrators: 9,
    _excluded: 10,
  },
} as const;

/** The mapping of recoveries within the token's register. */
export const RECOVERIES = SLOTS.token._register + 3;

const coder = AbiCoder.defaultAbiCoder();

/** The slot of a mapping's value: the key's type, the key and the mapping's own slot. */
export const slotOf = (type: string, key: unknown, mapping: number | bigint): bigint =>
  BigInt(keccak256(coder.encode([type, "uint256"], [key, mapping])));

/** The slot of a list's first element. */
export const firstOf = (list: bigint): bigint =>
  BigInt(keccak256(zeroPadValue(`0x${list.toString(16).padStart(64, "0")}`, 32)));
