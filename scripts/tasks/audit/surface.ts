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
  report: {
    about: "write one HTML file: flow of funds, budget, programmes, districts, refusals, laws",
    options: {
      from: "file of audit collect; out/collected.sqlite unless given, or a chain is named",
      url: "a node: the chain is read, or with --from the file is compared with it",
      addresses: "JSON file of the contracts' addresses, where nothing else has them",
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
