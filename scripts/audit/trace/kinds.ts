/** Why won moved. The order is the life of a won. */
export const kinds = [
  ...(["issued", "revenue", "unattributed", "attributed", "sentBack"] as const),
  ...(["liquidated", "advanced", "setAside", "granted", "keyReplaced"] as const),
  ...(["spent", "settled", "rebated", "ownPart"] as const),
  ...(["refunded", "refundedLate", "ownRefund"] as const),
  ...(["lapsed", "clawedBack", "closed", "lateHome", "returned"] as const),
  ...(["transferred", "forced", "recovered", "redeemed", "redeemedByOrder"] as const),
] as const;

export type Kind = (typeof kinds)[number];

/** Kinds of payment, as `--payment` means it. */
export const PAYMENTS: ReadonlySet<Kind> = new Set([
  ...(["spent", "settled", "rebated", "ownPart", "liquidated"] as const),
  ...(["transferred", "sentBack", "revenue", "unattributed"] as const),
]);

/** Kinds with which money comes home: to the line or the account that it came from. */
export const HOMECOMINGS: ReadonlySet<Kind> = new Set([
  ...(["lapsed", "clawedBack", "closed", "lateHome", "returned"] as const),
]);

/** Where won lie. */
export type PurseKind =
  /** Not issued yet, or redeemed. */
  | "outside"
  /** A key of the bank that issues: no won lie there, but a won begins there. */
  | "issuer"
  | "account"
  /** What a programme has and has not granted. */
  | "programme"
  /** What a programme got back of expired vouchers, on its way home. */
  | "late"
  | "voucher"
  /** What the Treasury may pay from. */
  | "holdings"
  /** What bare transfers brought to the Treasury. */
  | "unattributed";

/** A place where won lie. One account, the programmes' vault, has many; so has the Treasury. */
export interface Purse {
  readonly kind: PurseKind;
  /** An account, or the holder of vouchers; nothing for the Treasury's and a programme's own. */
  readonly account: string;
  /** 0 where there is none. */
  readonly programme: bigint;
}

/** What was done with authority to spend, which moves no won. */
export const acts = [
  ...(["appropriated", "reduced", "transferredIn", "transferredOut"] as const),
  ...(["allotted", "withdrawn", "reserved", "unreserved"] as const),
  ...(["obligated", "deobligated", "carriedOver", "carriedIn"] as const),
  ...(["liquidated", "advanced", "returned", "returnedLate", "lapsed"] as const),
] as const;

export type Act = (typeof acts)[number];
