import type { Kind } from "./kinds.ts";

/** Won that an event said would leave a purse of a contract. */
export interface Leaving {
  readonly purse: number;
  amount: bigint;
  readonly kind: Kind;
  readonly ref?: bigint;
  readonly act?: number;
}

/** Won that an event said would come to a purse of a contract. Where nobody says how much, all that comes. */
export interface Coming {
  readonly purse: number;
  amount: bigint | undefined;
  readonly kind: Kind;
  readonly ref?: bigint;
  readonly act?: number;
  /** From whom alone, where the event says. */
  readonly by?: string;
}

/** Vouchers that somebody got or has no longer. */
export interface Vouchers {
  readonly purse: number;
  readonly amount: bigint;
}

/** What events of a transaction leave to be said by another of it. */
export interface Now {
  /** What leaves and reaches the programmes' vault, in order. */
  readonly vaultOut: Leaving[];
  readonly vaultIn: Coming[];
  /** The same of the Treasury. */
  readonly treasuryOut: Leaving[];
  readonly treasuryIn: Coming[];
  readonly minted: Vouchers[];
  burnt: Vouchers | undefined;
  /** Movements that no event has explained yet. */
  readonly issued: number[];
  moved: number[];
  /** Who last paid with vouchers, and which merchant last refunded; their own parts follow. */
  payer: string;
  refunder: string;
}

export const emptyNow = (): Now => ({
  vaultOut: [],
  vaultIn: [],
  treasuryOut: [],
  treasuryIn: [],
  minted: [],
  burnt: undefined,
  issued: [],
  moved: [],
  payer: "",
  refunder: "",
});
