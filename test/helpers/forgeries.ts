import { Signature, concat, dataSlice, getBytes, toBeHex } from "ethers";
import type { TypedDataDomain } from "ethers";
import type { Bank } from "./bank.ts";
import { messageOf, nonce, type SignedCall } from "./signed-calls.ts";
import { actTypes, digestOf, malleated, signed, type Act, type Message } from "./signing.ts";

/** A signature that must not count for the citizen's message, and how somebody comes by it. */
export interface Forgery {
  readonly what: string;
  readonly make: (bank: Bank, call: SignedCall) => Promise<string>;
}

const messageFor = (bank: Bank, { act }: SignedCall, changes: Message = {}) =>
  messageOf(bank, act, bank.citizen.address, changes);

const good = (bank: Bank, call: SignedCall) =>
  signed(bank, bank.citizen, call.act, messageFor(bank, call));

/** The good signature, rewritten. */
const rewritten = (what: string, rewrite: (signature: string) => string): Forgery => ({
  what,
  make: async (bank, call) => rewrite(await good(bank, call)),
});

const rsv = (r: string, s: string, v: number) => concat([r, s, toBeHex(v)]);
const parts = (signature: string) =>
  [dataSlice(signature, 0, 32), dataSlice(signature, 32, 64)] as const;
const zero = toBeHex(0, 32);
const withV = (v: number) => (signature: string) =>
  concat([dataSlice(signature, 0, 64), toBeHex(v)]);
const flipped = (signature: string) =>
  withV(Signature.from(signature).yParity === 0 ? 28 : 27)(signature);

/** Signatures of 65 bytes that are no valid form of a signature, or not the one form of it that counts. */
export const malformed: readonly Forgery[] = [
  rewritten("with s in the upper half of the curve (malleable)", malleated),
  rewritten("with the other v", flipped),
  rewritten("with v = 0", withV(0)),
  rewritten("with v = 1", withV(1)),
  rewritten("with v = 26", withV(26)),
  rewritten("with v = 29", withV(29)),
  rewritten("with v = 255", withV(255)),
  rewritten("with r = 0", (signature) => rsv(zero, parts(signature)[1], 27)),
  rewritten("with s = 0", (signature) => rsv(parts(signature)[0], zero, 27)),
  rewritten("of zeros", () => rsv(zero, zero, 0)),
];

/** Signatures whose length is not 65 bytes: only functions that take bytes can be given one. */
export const wrongLength: readonly Forgery[] = [
  rewritten("that is empty", () => "0x"),
  rewritten("of one byte", () => "0x1b"),
  rewritten("cut short by a byte", (signature) => dataSlice(signature, 0, 64)),
  rewritten("with a byte too many", (signature) => concat([signature, "0x00"])),
  rewritten("written twice", (signature) => concat([signature, signature])),
  rewritten(
    "in the compact form of 64 bytes",
    (signature) => Signature.from(signature).compactSerialized,
  ),
];

const inDomain = (what: string, domain: (bank: Bank) => TypedDataDomain): Forgery => ({
  what,
  make: (bank, call) => signed(bank, bank.citizen, call.act, messageFor(bank, call), domain(bank)),
});

/** Signatures of the right message for somewhere else, by somebody else, or not as typed data. */
export const misdirected: readonly Forgery[] = [
  inDomain("for another chain", () => ({ chainId: 1n })),
  inDomain("for another contract", ({ addresses }) => ({
    verifyingContract: addresses.programmes,
  })),
  inDomain("for another name", () => ({ name: "Other Bank Deposit" })),
  inDomain("for another version", () => ({ version: "2" })),
  inDomain("for a domain with a salt", () => ({ salt: zero })),
  {
    what: "by somebody else",
    make: (bank, call) => signed(bank, bank.neighbour, call.act, messageFor(bank, call)),
  },
  {
    what: "of the hash as a personal message",
    make: (bank, call) =>
      bank.citizen.signMessage(getBytes(digestOf(bank, call.act, messageFor(bank, call)))),
  },
];

const altered = (bank: Bank, value: string | bigint | undefined) => {
  if (typeof value === "bigint") return value + 1n;
  return value === nonce ? toBeHex(BigInt(nonce) + 1n, 32) : bank.bakery.address;
};

/** For each field of what is signed: a signature of the message with another value there. */
export const alteredFields = (act: Act): readonly Forgery[] =>
  actTypes[act].map(({ name }) => ({
    what: `of another ${name}`,
    make: (bank, call) => {
      const changes = { [name]: altered(bank, messageFor(bank, call)[name]) };
      return signed(bank, bank.citizen, act, messageFor(bank, call, changes));
    },
  }));

/** For each other act: the citizen's signature of that act, with the same values where it has the same fields. */
export const otherActs = (act: Act): readonly Forgery[] =>
  (Object.keys(actTypes) as Act[])
    .filter((other) => other !== act)
    .map((other) => ({
      what: `of a ${other}`,
      make: (bank) =>
        signed(bank, bank.citizen, other, messageOf(bank, other, bank.citizen.address)),
    }));
