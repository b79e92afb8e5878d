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

/** As `sourceOptions` in source.ts, which this file does not load: it is read before anything is built. */
const source = {
  from: "file of audit collect; out/collected.sqlite unless given, or a chain is named",
  url: "a node: the chain is read, or with --from the file is compared with it",
  addresses,
} as const;

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
      ...source,
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
} as const satisfies Record<string, AuditDeclaration>;

export type AuditVerb = keyof typeof auditSurface;

export const auditVerbs = Object.keys(auditSurface) as AuditVerb[];
