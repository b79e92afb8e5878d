import { Result } from "ethers";
import { askedOf, type PackedPayment } from "../lib/till.ts";

/** A payment as a call asks for it. */
export interface AskedPayment {
  /** The holder's number of what it signed; 0 where it signed none. */
  readonly id: bigint;
  /** Whole won. */
  readonly amount: bigint;
  /** Keyed hash of what it is for; zero for none. */
  readonly purposeHash: string;
}

/** The purchase or the signed payments that a call asks for: what has a purpose, given or not. */
export function askedPayments(call: { name: string; args: Result } | undefined): AskedPayment[] {
  if (call === undefined) return [];
  if (call.name !== "settle" && call.name !== "settleAll") return purchasesIn(call.args.toArray());
  const [, payments, extras] = call.args.toArray() as [unknown, PackedPayment[], string];
  return askedOf({ payments: [...payments], extras });
}

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
