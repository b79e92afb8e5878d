/** The contracts' enums under their names, as they come back from a chain. */

export const AccountKind = {
  None: 0n,
  Citizen: 1n,
  Merchant: 2n,
  Agency: 3n,
  Contractor: 4n,
  Bank: 5n,
  System: 6n,
} as const;

export const IssueReason = { Deposit: 0n, Correction: 1n, Refund: 2n } as const;

/** On what ground money is frozen or taken. */
export const CaseBasis = { None: 0n, Debt: 1n, Fraud: 2n, Error: 3n, Offence: 4n } as const;

export const CategoryRule = { Any: 0n, Only: 1n, Except: 2n } as const;

export const ProgrammeStatus = { None: 0n, Open: 1n, Closed: 2n } as const;

export const MerchantStatus = {
  None: 0n,
  Enrolled: 1n,
  Suspended: 2n,
  Delisted: 3n,
  Barred: 4n,
} as const;

export const SalesBand = {
  Unknown: 0n,
  UpTo300M: 1n,
  UpTo500M: 2n,
  UpTo1B: 3n,
  UpTo3B: 4n,
  Above3B: 5n,
} as const;

export const TermsPart = {
  Expiry: 0n,
  Categories: 1n,
  Regions: 2n,
  Merchants: 3n,
  ListLength: 4n,
  Limits: 5n,
  Hours: 6n,
  Notice: 7n,
  Rebate: 8n,
} as const;

/** Merchant category codes of ISO 18245. */
export const Mcc = { bakery: 5462n, bar: 5813n, bookshop: 5942n } as const;

/** Korea's administrative district codes; one that ends in 000 is a whole province or metropolitan city. */
export const Region = {
  none: 0n,
  seoul: 11_000n,
  mapo: 11_440n,
  gangnam: 11_680n,
  haeundae: 26_350n,
} as const;

export const AgreementKind = {
  Construction: 0n,
  Goods: 1n,
  Services: 2n,
  MilitaryFood: 3n,
  Transport: 4n,
} as const;

export const AgreementStatus = {
  None: 0n,
  Open: 1n,
  Completed: 2n,
  Terminated: 3n,
  Closed: 4n,
} as const;

export const MilestoneStatus = {
  Due: 0n,
  Claimed: 1n,
  Accepted: 2n,
  Rejected: 3n,
  Paid: 4n,
} as const;

export const OverseerRole = { None: 0n, Supervisor: 1n, Inspector: 2n } as const;

export const TerminationGround = { Delay: 0n, Breach: 1n, Convenience: 2n } as const;

export const AgreementPart = { Supplier: 0n, Bond: 1n, Retention: 2n, Milestones: 3n } as const;
