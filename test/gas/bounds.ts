/** What an act may cost at most, and what it was measured to cost when it was last committed, plus one per cent. */
export interface Bound {
  readonly what: string;
  /** The target: `committed` may never be above it. */
  readonly ceiling: number;
  /** The last measurement and 1 %: a dearer act fails the test. Lower it when the act gets cheaper. */
  readonly committed: number;
}

/** Gas of one transaction from an outside account, base cost and calldata included, all storage cold. */
export const bounds = {
  transfer: { what: "transfer, both hold some", ceiling: 37_300, committed: 38_563 },
  transferToEmpty: { what: "transfer to an empty account", ceiling: 37_300, committed: 38_563 },
  issue: { what: "issue", ceiling: 45_000, committed: 46_320 },
  issueBatch: { what: "issue to 100 empty accounts", ceiling: 920_000, committed: 914_613 },
  grantEach: { what: "grant in a batch of 100, each", ceiling: 27_000, committed: 27_390 },
  spend: { what: "spend a part, every term on", ceiling: 66_000, committed: 70_244 },
} as const satisfies Record<string, Bound>;
