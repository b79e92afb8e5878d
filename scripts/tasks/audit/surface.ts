/** What one audit command takes. The same declaration serves `npx hardhat audit VERB` and `gukgo-audit VERB`. */
export interface AuditDeclaration {
  readonly about: string;
  /** Inputs with a value, by name, with what they mean. */
  readonly options: Readonly<Record<string, string>>;
  /** Inputs without a value. */
  readonly flags: Readonly<Record<string, string>>;
  /** Inputs without a name, in their order; one that may be left out has a value here. */
  readonly positional?: readonly { name: string; about: string; defaultValue?: string }[];
}

const url = "a node; GUKGO_RPC_URL's unless given";
const addresses = "JSON file of the contracts' addresses; the seeded deployment's unless given";

/** Events that were collected, or of a chain. */
const source = {
  from: "file of audit collect; out/collected.sqlite unless given, or a chain is named",
  url: "a node: the chain is read; with --from the file must be of it",
  addresses: "JSON file of the contracts' addresses, where nothing else has them",
} as const;

const period = {
  period: "a year, a month or a day in Korea: 2025, 2025-07, 2025-07-21",
  since: "its first day or minute in Korea: 2025-07-21, 2025-07-21T09:00",
  to: "its last day or minute, which belongs to it whole",
} as const;

const names = "local CSV file, account,name: names in place of addresses";

export const auditSurface = {
  collect: {
    about: "put every event of the system into a file; run again, it goes on",
    options: {
      url,
      addresses,
      file: "database; out/collected.sqlite unless given",
      until: "a block's number, latest, safe or finalized; latest unless given",
      finality: "blocks behind the newest that are final, where the chain does not say",
    },
    flags: { json: "print a summary as JSON" },
  },
  books: {
    about:
      "double-entry journal and trial balance from events alone; fails at an entry that is off",
    options: {
      ...source,
      ...period,
      institution: "bank, treasury, operator, ministries, or a ministry's code such as 011",
      bank: "address of a bank's token",
      line: "budget line, such as 2025-011-1040301-24001",
      programme: "number of a voucher programme",
      names,
    },
    flags: {
      journal: "print the entries of the period instead of the trial balance",
      details: "also by obligation and holder, and every sub-account",
      json: "print as JSON",
      csv: "print as CSV",
    },
  },
  export: {
    about:
      "write the books as CSV, JSON and XLSX, the same bytes each time, with a manifest of hashes",
    options: {
      ...source,
      ...period,
      out: "new folder; out/export unless given",
      format: "csv, json, xlsx, separated by commas; all unless given",
      names: "local CSV file, account,name; only with --with-names",
    },
    flags: { withNames: "put the names of --names into the files" },
  },
  verify: {
    about: "check an export's files, and with a source that it is the chain's",
    options: { ...source, names: "the names' file of an export that has names" },
    flags: {},
    positional: [{ name: "folder", about: "folder of an export", defaultValue: "out/export" }],
  },
} as const satisfies Record<string, AuditDeclaration>;

export type AuditVerb = keyof typeof auditSurface;

export const auditVerbs = Object.keys(auditSurface) as AuditVerb[];
