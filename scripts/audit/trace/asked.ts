import { getAddress, isAddress } from "ethers";
import { UserError } from "../../lib/errors.ts";
import { isLine, parseLine } from "../../lib/lines.ts";

/** What somebody wants traced, as it is written: one of these alone. */
export interface Written {
  readonly what?: string | undefined;
  readonly payment?: string | undefined;
  readonly grant?: string | undefined;
  readonly obligation?: string | undefined;
  readonly issue?: string | undefined;
  readonly line?: string | undefined;
  readonly won?: string | undefined;
  /** The account that `won` is counted in. */
  readonly of?: string | undefined;
}

/** What is to be traced. `written` is said again where it is not found. */
export type Asked = { readonly written: string } & (
  | { readonly by: "transaction"; readonly hash: string }
  | { readonly by: "payment"; readonly hash: string; readonly number: number | undefined }
  | { readonly by: "receipt"; readonly receipt: bigint }
  | { readonly by: "grants"; readonly hash: string; readonly number: number | undefined }
  | { readonly by: "grant"; readonly programme: bigint; readonly holder: string }
  | { readonly by: "obligation"; readonly creditor: string | undefined; readonly matter: string }
  | { readonly by: "issue"; readonly issuer: string | undefined; readonly ref: bigint }
  | { readonly by: "line"; readonly line: bigint }
  | { readonly by: "won"; readonly first: bigint; readonly last: bigint; readonly account: string }
  | { readonly by: "account"; readonly account: string }
);

const HASH = /^(0x[0-9a-f]{64})(?::([1-9]\d*))?$/i;

const KINDS = ["payment", "grant", "obligation", "issue", "line", "won"] as const;

/** Reads what somebody wrote, on the command line or elsewhere. */
export function askedOf(written: Written): Asked {
  const { what = "", of } = written;
  const given = KINDS.filter((kind) => written[kind] !== undefined);
  const [kind] = given;
  if (given.length + Number(what !== "") !== 1) {
    throw new UserError(
      "name one thing to trace: a transaction, a line or PROGRAMME:HOLDER; or --payment, --grant, --obligation, --issue, --line, or --won with --of",
    );
  }
  if (of !== undefined && kind !== "won") throw new UserError("--of goes with --won N alone");
  if (kind === undefined) return anything(what);
  const value = written[kind] ?? "";
  return readers[kind](value, `--${kind} ${value}`, of);
}

type Reader = (value: string, written: string, of: string | undefined) => Asked;

const expected = (option: string, what: string, found: string): UserError =>
  new UserError(`${option}expected ${what}, found "${found}"`);

const readers: Readonly<Record<(typeof KINDS)[number], Reader>> = {
  payment: (value, written) => {
    const [, hash, number] = HASH.exec(value) ?? [];
    if (hash !== undefined) return { by: "payment", written, hash, number: numberOf(number) };
    if (/^[1-9]\d*$/.test(value)) return { by: "receipt", written, receipt: BigInt(value) };
    throw expected("--payment: ", "a transaction, or TRANSACTION:2, or a receipt's number", value);
  },
  grant: (value, written) => {
    const [, hash, number] = HASH.exec(value) ?? [];
    if (hash !== undefined) return { by: "grants", written, hash, number: numberOf(number) };
    const found = grantOf(value, written);
    if (found !== undefined) return found;
    throw expected("--grant: ", "PROGRAMME:HOLDER such as 1:0x…, or a transaction", value);
  },
  obligation: (value, written) => {
    const [matter = "", creditor, ...others] = value.split(":").toReversed();
    const isOne = /^0x[0-9a-f]{64}$/i.test(matter) && others.length === 0;
    if (isOne && (creditor === undefined || isAddress(creditor))) {
      const whose = creditor === undefined ? undefined : getAddress(creditor);
      return { by: "obligation", written, creditor: whose, matter: matter.toLowerCase() };
    }
    throw expected("--obligation: ", "a matter of 32 bytes, or CREDITOR:MATTER", value);
  },
  issue: (value, written) => {
    const [ref = "", issuer, ...others] = value.split(":").toReversed();
    const isOne = /^\d+$/.test(ref) && others.length === 0;
    if (isOne && (issuer === undefined || isAddress(issuer))) {
      const whose = issuer === undefined ? undefined : getAddress(issuer);
      return { by: "issue", written, issuer: whose, ref: BigInt(ref) };
    }
    throw expected("--issue: ", "the bank's reference, or ISSUER:REFERENCE", value);
  },
  line: (value, written) => ({ by: "line", written, line: parseLine(value) }),
  won: (value, written, of = "") => {
    if (!isAddress(of)) throw expected("--of: ", "whose won it is, a 0x address", of);
    const [, first = "", last = first] = /^([1-9][\d,_]*)(?:-([1-9][\d,_]*))?$/.exec(value) ?? [];
    const [from, to] = [plain(first), plain(last)];
    if (first === "" || to < from)
      throw expected("--won: ", "a number such as 1, or won such as 1-30,000", value);
    const account = getAddress(of);
    return { by: "won", written: `${written} --of ${account}`, first: from, last: to, account };
  },
};

const plain = (written: string): bigint => BigInt(written.replace(/[,_]/g, "") || "0");

const numberOf = (written: string | undefined): number | undefined =>
  written === undefined ? undefined : Number(written);

function grantOf(value: string, written: string): Asked | undefined {
  const [programme = "", holder = "", ...others] = value.split(":");
  if (!/^\d+$/.test(programme) || !isAddress(holder) || others.length > 0) return undefined;
  return { by: "grant", written, programme: BigInt(programme), holder: getAddress(holder) };
}

/** What a text without an option names, by its form. */
function anything(value: string): Asked {
  if (/^0x[0-9a-f]{64}$/i.test(value)) return { by: "transaction", written: value, hash: value };
  if (HASH.test(value)) return readers.payment(value, value, undefined);
  if (isLine(value)) return readers.line(value, value, undefined);
  if (isAddress(value)) return { by: "account", written: value, account: getAddress(value) };
  const grant = grantOf(value, value);
  if (grant !== undefined) return grant;
  throw expected("", "a transaction, a budget line, an account or PROGRAMME:HOLDER", value);
}
