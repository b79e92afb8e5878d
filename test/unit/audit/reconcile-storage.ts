import { globSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { expect } from "chai";
import hre from "hardhat";
import { FIXED } from "../../../scripts/audit/reconcile/fixed.ts";
import { kinds, type Kind } from "../../../scripts/audit/reconcile/kinds.ts";
import { SLOTS } from "../../../scripts/audit/reconcile/slots.ts";

/*
 * That nothing the contracts hold was forgotten: each storage variable, as the compiler lays them out, is compared by
 * `audit reconcile`, or is listed here with the reason why not.
 */

const written = "written by the constructor and by nothing else";
const words: Kind = "storage words";

/** Under which kind of value each variable is compared. */
const COVERED: Readonly<Record<string, Readonly<Record<string, readonly Kind[]>>>> = {
  DepositToken: {
    _supply: ["supply", "issuers"],
    _policy: ["supply", "rules"],
    _accountCount: ["supply"],
    _register: ["accounts", words],
    _issuers: ["issuers", words],
    _enforcers: ["rules"],
    _orders: ["orders", words],
    _ordered: [words],
    _allowances: ["approvals"],
    _nonces: ["approvals"],
    _used: ["approvals"],
    _nameFallback: [words],
    _versionFallback: [words],
  },
  AppropriationLedger: {
    _lines: ["lines"],
    _obligations: ["obligations"],
    _assigned: ["obligations"],
    _creditors: ["creditors", words],
    _officers: ["officers"],
    _sides: ["officers"],
    authorityOf: ["officers"],
    isTrustee: ["creditors"],
  },
  Treasury: { holdings: ["treasury"], revenueOf: ["treasury"] },
  BusinessCalendar: { _words: ["calendar"] },
  MerchantRegistry: { _merchants: ["merchants"], _former: ["merchants"], barOf: ["merchants"] },
  InvoiceRegister: { isPayer: ["invoices"], _invoices: ["invoices"] },
  VoucherProgramme: {
    _terms: ["programmes"],
    _categories: ["programmes"],
    _regions: ["programmes"],
    _joined: [words],
    _named: ["programmes"],
    _rebates: ["programmes"],
    _notices: ["programmes"],
    _programmes: ["programmes"],
    _vouchers: ["vouchers", words],
    _proxies: ["vouchers"],
    _clawbacks: ["vouchers"],
    _funds: ["programmes", words],
    _managers: ["programmes"],
    _attestors: ["programmes"],
    _grants: ["programmes"],
    _matters: [words],
    _inTrust: [words],
    _nameFallback: [words],
    _versionFallback: [words],
  },
  Authority: {
    _targets: ["offices"],
    _roles: ["offices"],
    _schedules: ["offices"],
    _executionId: [words],
    personOf: ["offices"],
    _accounts: [words],
    _held: [words],
    _everHeld: [words],
    _administering: [words],
    _administrators: [words],
    _excluded: ["offices", words],
    checkingOffice: ["offices"],
    dualControl: ["offices"],
  },
  DualControl: { proposals: ["proposals"], _proposals: ["proposals"], sideOf: ["proposals"] },
};

/** What is not compared, and why. */
const REASONS: Readonly<Record<string, string>> = {
  "DepositToken._name": written,
  "DepositToken._symbol": written,
  "VoucherProgramme._uri": written,
};

/** The members of the structures in storage: a new one is to be compared too. */
const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  "AccessManager.Access": ["since", "delay"],
  "AccessManager.Role": ["members", "admin", "guardian", "grantDelay"],
  "AccessManager.Schedule": ["timepoint", "nonce"],
  "AccessManager.TargetConfig": ["allowedRoles", "adminDelay", "closed"],
  Account: ["word"],
  "AccountRecovery.Recovery": ["successor", "until", "suspended"],
  "AccountRecovery.Redemptions": ["made", "bankAccount"],
  "AccountRecovery.Register": ["accounts", "cases", "redemptions", "recoveries", "successors"],
  "BudgetState.Line": ["authority", "paid", "plan"],
  Clawback: ["amount", "objectableUntil", "status", "caseId"],
  "DepositState.TransferOrder": ["orderId", "caseId", "basis", "maker", "checker"],
  "FreezeCases.Book": ["cases"],
  GrantRecord: ["holders", "amount", "grantedAt"],
  "InvoiceRegister.Slot": ["word"],
  Issuer: ["word"],
  Proposal: ["maker", "readyAt", "status", "target", "madeAt", "closedBy", "closedAt", "data"],
  Proxy: ["account", "limit", "until", "category"],
  Voucher: ["word"],
  "VoucherState.Fund": ["account", "ungranted", "received"],
};

/** Immutables that are compared with no address. */
const CODE = "code of the same deployment that the contract runs; it holds nothing";
const IMMUTABLE_REASONS: Readonly<Record<string, string>> = {
  offices: CODE,
  holderCode: CODE,
  payments: CODE,
  _deployer: "may be bound to nobody; it holds no office after the hand-over",
  splitThreshold: "a number of the deployment: the watch on creditors is compared by it",
};

interface Layout {
  readonly storage: readonly { readonly label: string; readonly slot: string }[];
  readonly types: Record<
    string,
    { readonly label: string; readonly members?: readonly { readonly label: string }[] }
  > | null;
}

/** The layout of each deployed contract's storage, by the compiler that the project is built with. */
async function layouts(): Promise<Map<string, Layout>> {
  const id = await hre.artifacts.getBuildInfoId("contracts/deposit/DepositToken.sol:DepositToken");
  const path = await hre.artifacts.getBuildInfoPath(id!);
  const { input } = JSON.parse(readFileSync(path!, "utf8")) as {
    input: { sources: Record<string, unknown>; settings: object };
  };
  // The contracts as they are now: a build may hold what another has since replaced.
  const files = globSync("contracts/**/*.sol").map(
    (file) => [`project/${file}`, { content: readFileSync(file, "utf8") }] as const,
  );
  const others = Object.entries(input.sources).filter(([name]) => !name.startsWith("project/"));
  const sources = Object.fromEntries([...others, ...files]);
  const wanted = Object.fromEntries(Object.keys(COVERED).map((name) => [name, ["storageLayout"]]));
  const settings = { ...input.settings, outputSelection: { "*": wanted } };
  const solc = createRequire(import.meta.url)("solc") as { compile: (input: string) => string };
  const output = JSON.parse(solc.compile(JSON.stringify({ ...input, sources, settings }))) as {
    contracts: Record<string, Record<string, { storageLayout?: Layout }>>;
  };
  const all = Object.values(output.contracts).flatMap((file) => Object.entries(file));
  return new Map(
    all.flatMap(([name, { storageLayout }]) =>
      storageLayout !== undefined && name in COVERED ? [[name, storageLayout] as const] : [],
    ),
  );
}

describe("what audit reconcile compares of the contracts' storage", () => {
  let found: Map<string, Layout>;
  before(async () => {
    found = await layouts();
  });

  it("is every storage variable of every deployed contract, or there is a reason", () => {
    const variables = [...found].flatMap(([contract, { storage }]) =>
      storage.map(({ label }) => `${contract}.${label}`),
    );
    const covered = Object.entries(COVERED).flatMap(([contract, all]) =>
      Object.keys(all).map((label) => `${contract}.${label}`),
    );
    expect(variables.toSorted()).to.deep.equal([...covered, ...Object.keys(REASONS)].toSorted());
    for (const all of Object.values(COVERED))
      for (const named of Object.values(all)) expect(kinds).to.include.members([...named]);
  });

  it("is every member of a structure in it", () => {
    const members = [...found.values()].flatMap(({ types }) =>
      Object.values(types ?? {}).flatMap(({ label, members: all }) =>
        all === undefined
          ? []
          : [[label.replace("struct ", ""), all.map((one) => one.label)] as const],
      ),
    );
    expect(Object.fromEntries(members)).to.deep.equal(MEMBERS);
  });

  it("is asked for at the slots that the compiler gives them", () => {
    const names = {
      token: "DepositToken",
      ledger: "AppropriationLedger",
      programmes: "VoucherProgramme",
      authority: "Authority",
    } as const;
    for (const [key, slots] of Object.entries(SLOTS)) {
      const { storage = [] } = found.get(names[key as keyof typeof names]) ?? {};
      const known = new Map(storage.map(({ label, slot }) => [label, Number(slot)]));
      for (const [label, slot] of Object.entries(slots))
        expect(known.get(label), `${key} ${label}`).to.equal(slot);
    }
  });

  it("is every immutable, or there is a reason", () => {
    const folder = join(import.meta.dirname, "../../../contracts");
    const named = readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".sol"))
      .flatMap((path) => [
        ...readFileSync(join(folder, path), "utf8").matchAll(/immutable (\w+);/g),
      ])
      .map(([, name = ""]) => name);
    const compared = Object.values(FIXED).flatMap((parts) => Object.keys(parts));
    const known = new Set([...compared, ...Object.keys(IMMUTABLE_REASONS)]);
    expect(new Set(named)).to.deep.equal(known);
  });
});
