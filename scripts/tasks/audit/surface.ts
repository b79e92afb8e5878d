import { sourceOptions } from "./source-options.ts";

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
  ledger: {
    about: "rebuild the books of a chain from its events, or from a file's, and print them",
    options: { ...sourceOptions, out: "folder for ledger.json and ledger.csv" },
    flags: { json: "print the ledger as JSON" },
  },
  books: {
    about:
      "double-entry journal and trial balance from events alone; fails at an entry that is off",
    options: {
      ...sourceOptions,
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
  reconcile: {
    about: "compare all that the events come to with the chain, and a bank's ledger with both",
    options: {
      ...sourceOptions,
      bankLedger:
        "CSV of time,kind,reference,account,won,balance; kinds opening, issue, redeem (ADR 38)",
      bank: "address of the bank's token, where there are several",
    },
    flags: { json: "print all findings as JSON" },
  },
  trace: {
    about: "trace a payment, grant, obligation, line, issue or won, back and forth",
    options: {
      payment: "a transaction, its n-th payment as TRANSACTION:n, or a receipt's number",
      grant: "PROGRAMME:HOLDER, a transaction, or its n-th grant as TRANSACTION:n",
      obligation: "the matter, 32 bytes, or CREDITOR:MATTER",
      issue: "the bank's reference, or ISSUER:REFERENCE",
      line: "a budget line such as 2026-011-1040301-24001",
      won: "with --of: the N-th won that ever came to an account, or won N-M",
      of: "the account whose won are counted",
      ...sourceOptions,
      names: "CSV of account,name, for the terminal alone",
      svg: "file to draw the trace into",
    },
    flags: { all: "print every line of the trees", json: "print JSON" },
    positional: [
      {
        name: "what",
        about: "a transaction, a line, an account (what it holds) or PROGRAMME:HOLDER",
        defaultValue: "",
      },
    ],
  },
  export: {
    about:
      "write the books as CSV, JSON and XLSX, the same bytes each time, with a manifest of hashes",
    options: {
      ...sourceOptions,
      ...period,
      out: "new folder; out/export unless given",
      format: "csv, json, xlsx, separated by commas; all unless given",
      names: "local CSV file, account,name; only with --with-names",
    },
    flags: { withNames: "put the names of --names into the files" },
  },
  verify: {
    about: "check an export's files, and with a source that it is the chain's",
    options: { ...sourceOptions, names: "the names' file of an export that has names" },
    flags: {},
    positional: [{ name: "folder", about: "folder of an export", defaultValue: "out/export" }],
  },
  report: {
    about: "write one HTML file: flow of funds, budget, programmes, districts, refusals, laws",
    options: {
      ...sourceOptions,
      out: "the file; out/report.html unless given",
      language: "the language in which it opens: en or ko; it has both",
      names: "local CSV file, account,name; only with --with-names",
    },
    flags: {
      public: "for everybody: no accounts, and no group of fewer than five",
      withNames: "put the names of --names into the file",
    },
  },
} as const satisfies Record<string, AuditDeclaration>;

export type AuditVerb = keyof typeof auditSurface;

export const auditVerbs = Object.keys(auditSurface) as AuditVerb[];
