import { Result } from "ethers";
import { askedOf } from "../lib/till.ts";

/** A payment as a call asks for it. */
export interface AskedPayment {
  /** The holder's number of what it signed; 0 where it signed none. */
  readonly id: bigint;
  /** Whole won. */
  readonly amount: bigint;
  /** Keyed hash of what it is for; zero for none. */
  readonly purposeHash: string;
}

/** Calls that settle signed payments: `(uint256[] runs, (address, uint256 word, bytes32, bytes32)[] payments, bytes extras)`. */
export const isBatch = (name: string): boolean => name === "settle" || name === "settleAll";

/** Digits of a word, and of the selector with the 0x before it. */
const [WORD, SELECTOR] = [64, 10];
/** Words of a payment, of which the second says what is asked. */
const PARTS = 4;

/**
 * The signed payments that an accepted batch asks for, read where the ABI puts them: a year has hundreds of thousands, of which
 * nothing else is looked at.
 */
export function batchedPayments(input: string): AskedPayment[] {
  const word = (at: number): string => input.slice(at, at + WORD);
  const number = (at: number): number => Number(`0x${word(at)}`);
  /** Where the call's argument number `n` begins. */
  const placeOf = (n: number): number => SELECTOR + 2 * number(SELECTOR + n * WORD);
  const first = placeOf(1) + WORD;
  const words = Array.from({ length: number(placeOf(1)) }, (_, n) => {
    return { word: BigInt(`0x${word(first + (n * PARTS + 1) * WORD)}`) };
  });
  const last = placeOf(2) + WORD;
  const extras = `0x${input.slice(last, last + 2 * number(placeOf(2)))}`;
  return askedOf({ payments: words, extras });
}

/** The purchases that a call which settles nothing asks for: what has a purpose, given or not. */
export const askedPayments = (args: Result): AskedPayment[] => purchasesIn(args.toArray());

function purchasesIn(args: readonly unknown[]): AskedPayment[] {
  return args.flatMap((arg): AskedPayment[] => {
    if (!(arg instanceof Result)) return [];
    const { purposeHash, id = 0n, amount = 0n } = namedParts(arg);
    if (typeof purposeHash !== "string") return purchasesIn(arg.toArray());
    return [{ id: BigInt(String(id)), amount: BigInt(String(amount)), purposeHash }];
  });
}

/** A structure's parts by their names; nothing where it is a list. */
function namedParts(result: Result): Record<string, unknown> {
  try {
    return result.toObject();
  } catch {
    return {};
  }
}
