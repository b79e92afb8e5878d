import { Result } from "ethers";

/** A payment as a call asks for it. */
export interface AskedPayment {
  /** The holder's number of what it signed; 0 where it signed none. */
  readonly id: bigint;
  /** Keyed hash of what it is for; zero for none. */
  readonly purposeHash: string;
}

/** The purchase or the signed payments among a call's arguments: what has a purpose, given or not. */
export function askedPayments(args: readonly unknown[]): AskedPayment[] {
  return args.flatMap((arg): AskedPayment[] => {
    if (!(arg instanceof Result)) return [];
    const { purposeHash, id = 0n } = namedParts(arg);
    if (typeof purposeHash !== "string") return askedPayments(arg.toArray());
    return [{ id: BigInt(String(id)), purposeHash }];
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
