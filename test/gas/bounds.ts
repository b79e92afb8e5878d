/** What an act may cost at most, and what it did cost when this was last committed, and a little more. */
export interface Bound {
  readonly what: string;
  /** The target: `committed` may never be above it. */
  readonly ceiling: number;
  /** The last measurement and 1 %, as far as the ceiling allows: a dearer act fails. Lower it with the act. */
  readonly committed: number;
}

/** Gas of one transaction from an outside account, base cost and calldata included, all storage cold. */
export const bounds = {
  transfer: { what: "transfer, both hold some", ceiling: 37_300, committed: 37_300 },
  transferToEmpty: { what: "transfer to an empty account", ceiling: 37_300, committed: 37_300 },
  transferWithinLimit: { what: "transfer, a daily limit set", ceiling: 37_800, committed: 37_800 },
  issue: { what: "issue", ceiling: 45_000, committed: 45_000 },
  issueBatch: { what: "issue to 100 empty accounts", ceiling: 920_000, committed: 892_806 },
  grantEach: { what: "grant in a batch of 100, each", ceiling: 27_000, committed: 27_000 },
  spend: { what: "spend a part, every term on", ceiling: 66_000, committed: 64_256 },
} as const satisfies Record<string, Bound>;
