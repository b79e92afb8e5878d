import { getAddress, ZeroAddress } from "ethers";
import { formatKst } from "../lib/clock.ts";
import { categories, formatMcc } from "../lib/codes.ts";
import { fit, pack, pad, shorten, table, width, wrap } from "../lib/text.ts";
import { formatCount, formatWon } from "../lib/won.ts";
import type { Event } from "./collect.ts";
import { byCategory, byDistrict, byRefusal, districtName, type AccountNames } from "./ledger.ts";
import type { Audit } from "./read.ts";

const COLUMNS = 100;
/** What npm prints above the ledger takes the rest of the 60 lines that `npm start` may print. */
const LINES = 55;
const STORY_LINES = 9;

/** What is printed around the figures. */
export interface Heading {
  readonly title: string;
  readonly terms: string;
  /** The account whose won is followed. */
  readonly follow: string;
  readonly hint: readonly string[];
  /** Names of merchant categories; the standard's own where one is missing. */
  readonly categoryNames?: ReadonlyMap<number, string>;
}

/** The ledger in at most 55 lines of at most 100 columns. Its figures come from the reader alone. */
export function printLedger(audit: Audit, heading: Heading, names: AccountNames): string[] {
  const head = [heading.title, heading.terms];
  const story = ["One citizen's won", ...storyOf(audit, heading.follow, names), ""];
  const totals = beside(districtTable(audit), categoryTable(audit, heading));
  const laws = ["", ...lawLines(audit), ...closing(audit, heading, names)];
  const left = LINES - head.length - story.length - totals.length - laws.length - 2;
  const refusals = refusalLines(audit, names, left);
  const lines = [...head, ...story, ...totals, "", ...refusals, ...laws];
  return lines.map((line) => fit(line, COLUMNS).trimEnd());
}

/** What differs, where anything does; otherwise what to change for another run. */
function closing({ differences }: Audit, { hint }: Heading, names: AccountNames): string[] {
  if (differences.length === 0) return [...hint];
  const named = (what: string) => what.replace(/0x[0-9a-fA-F]{40}/g, (a) => names.get(a) ?? a);
  const shown = differences.slice(0, 2).flatMap(({ what, fromEvents, onChain }) => {
    const line = `Differs: ${named(what)}: ${fromEvents} by events, ${onChain} on the chain`;
    return wrap(line, COLUMNS);
  });
  return shown;
}

function storyOf(audit: Audit, account: string, names: AccountNames): string[] {
  const { events, books } = audit;
  const rows: string[][] = [];
  const nameOf = (address: unknown) => names.get(String(address)) ?? String(address);
  const add = (event: Event | undefined, amount: unknown, what: string): void => {
    if (event !== undefined)
      rows.push([formatKst(event.time), formatWon(BigInt(String(amount))), what]);
  };
  const issued = events.find(({ name, args }) => name === "Transfer" && args[0] === ZeroAddress);
  add(issued, issued?.args[2], `issued by the bank to ${nameOf(issued?.args[1])}`);
  const [first] = [...books.programmes].find(([, { vouchers }]) => vouchers.has(account)) ?? [];
  const opened = events.find(({ name, args }) => name === "ProgrammeOpened" && args[0] === first);
  add(opened, opened?.args[2], `set aside for programme ${first ?? 1} from its funding account`);
  for (const event of events.filter(({ name }) => name === "TransferSingle")) {
    const what = fateOf(audit, event, account, nameOf);
    if (what !== undefined) add(event, event.args[4], what);
  }
  const shop = books.payments.find(({ holder }) => holder === account)?.merchant;
  const redeemed = events.findLast(({ name, args }) => {
    return name === "Transfer" && args[0] === shop && args[1] === ZeroAddress;
  });
  const all = `redeemed at par by ${nameOf(shop)}, with what others paid it`;
  add(redeemed, redeemed?.args[2], all);
  return table(shortened(rows), [1]).map((line) => `  ${line}`);
}

/** What a movement of vouchers was to `account`; nothing where it took no part. */
function fateOf(
  { books }: Audit,
  { args, transaction }: Event,
  account: string,
  nameOf: (address: unknown) => string,
): string | undefined {
  const [, from, to, programme] = args.toArray() as [string, string, string, bigint];
  if (to === account) return `granted to ${nameOf(account)} in programme ${programme}`;
  if (from !== account) return undefined;
  const paid = books.payments.find((payment) => {
    return payment.transaction === transaction && payment.holder === account;
  });
  if (paid !== undefined) return `paid to ${nameOf(paid.merchant)} (${districtName(paid.region)})`;
  return to === ZeroAddress
    ? "lapsed at expiry, back to the funding account"
    : `moved to ${nameOf(to)}, the key that took its place`;
}

function shortened(rows: string[][]): string[][] {
  if (rows.length <= STORY_LINES) return rows;
  return [...rows.slice(0, STORY_LINES - 3), ["…", "", ""], ...rows.slice(-2)];
}

function districtTable(audit: Audit): string[] {
  const rows = byDistrict(audit);
  const holders = new Set(rows.flatMap((row) => [...row.holders])).size;
  const total = (field: "granted" | "spent" | "lapsed") =>
    rows.reduce((all, row) => all + row[field], 0n);
  const unspent = total("granted") - total("spent") - total("lapsed");
  return table(
    [
      ["Home district", "holders", "granted", "spent", "lapsed"],
      ...rows.map((row) => [
        districtName(row.home),
        String(row.holders.size),
        formatCount(row.granted),
        formatCount(row.spent),
        formatCount(row.lapsed),
      ]),
      [
        "Total, won",
        String(holders),
        formatCount(total("granted")),
        formatCount(total("spent")),
        formatCount(total("lapsed")),
      ],
      ["Not yet spent", "", formatCount(unspent), "", ""],
      ["Never granted", "", formatCount(neverGranted(audit)), "", ""],
      ["Set aside", "", formatCount(total("granted") + neverGranted(audit)), "", ""],
    ],
    [1, 2, 3, 4],
  );
}

/** What programmes were opened with and granted to nobody. */
function neverGranted({ books }: Audit): bigint {
  let rest = 0n;
  for (const { budget, vouchers } of books.programmes.values()) {
    rest += budget;
    for (const { granted } of vouchers.values()) rest -= granted;
  }
  return rest;
}

function categoryTable(audit: Audit, { categoryNames }: Heading): string[] {
  const rows = byCategory(audit);
  const nameOf = (mcc: number) => categoryNames?.get(mcc) ?? categories.get(formatMcc(mcc)) ?? "";
  const payments = rows.reduce((total, row) => total + row.payments, 0);
  const spent = rows.reduce((total, row) => total + row.spent, 0n);
  return table(
    [
      ["All, category", "payments", "spent"],
      ...rows.map((row) => [
        fit(nameOf(row.mcc), 14),
        formatCount(row.payments),
        formatCount(row.spent),
      ]),
      ["Total, won", formatCount(payments), formatCount(spent)],
    ],
    [1, 2],
  );
}

/** Two tables side by side. */
function beside(left: readonly string[], right: readonly string[]): string[] {
  const columns = Math.max(...left.map(width));
  const rows = Math.max(left.length, right.length);
  return Array.from(
    { length: rows },
    (_, n) => `${pad(left[n] ?? "", columns)}    ${right[n] ?? ""}`,
  );
}

/** Every reason with its first example, whole, as many to a line as fit; who signs most is named once. */
function refusalLines(audit: Audit, names: AccountNames, room: number): string[] {
  const rows = byRefusal(audit, names);
  const total = rows.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return ["Refused: no mined transaction"];
  const usual = usualSigner(audit, names);
  const reasons = rows.length === 1 ? "1 reason" : `${rows.length} reasons, the first of each`;
  const by = usual === undefined ? "" : `; by ${usual} where nobody is named`;
  const entries = rows.map(({ error, count, example }) => {
    const shown = withoutSigner(example, usual);
    const times = count === 1 ? error : `${error} (${count})`;
    return shorten(shown === "" ? times : `${times}: ${shown}`, COLUMNS - 2);
  });
  const lines = pack(entries, COLUMNS - 2, " · ");
  const shown =
    lines.length > room ? [...lines.slice(0, room - 1), "… and more, in ledger.json"] : lines;
  return [
    `Refused: ${total} mined transactions, ${reasons}${by}`,
    ...shown.map((line) => `  ${line}`),
  ];
}

/** An example without the signer who is named above all of them. */
function withoutSigner(example: string, usual = ""): string {
  if (usual === "" || example === usual) return example === usual ? "" : example;
  const before = [`${usual}: `, `${usual} at `].find((start) => example.startsWith(start)) ?? "";
  return example.slice(before.length);
}

/** Who signed most of what was refused. */
function usualSigner({ refused }: Audit, names: AccountNames): string | undefined {
  const times = new Map<string, number>();
  for (const { from } of refused) times.set(from, (times.get(from) ?? 0) + 1);
  const [[from] = []] = [...times].toSorted(([, a], [, b]) => b - a);
  return from === undefined ? undefined : names.get(getAddress(from));
}

/** A law's figures go on below where they do not fit. */
function lawLines({ laws }: Audit): string[] {
  const heads = table(
    laws.map(({ number, name, holds }) => [`Law ${number} ${name}`, holds ? "holds" : "BROKEN"]),
  );
  const indent = Math.max(0, ...heads.map(width)) + 2;
  return laws.flatMap(({ figures }, n) =>
    wrap(figures, COLUMNS - indent).map(
      (line, part) => `${pad(part === 0 ? (heads[n] ?? "") : "", indent)}${line}`,
    ),
  );
}
