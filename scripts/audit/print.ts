import { ZeroAddress } from "ethers";
import { formatKst } from "../lib/clock.ts";
import { categories, formatMcc } from "../lib/codes.ts";
import { codeOf } from "../lib/refusal.ts";
import { fit, pad, table, width } from "../lib/text.ts";
import { formatCount, formatWon } from "../lib/won.ts";
import type { Event } from "./collect.ts";
import { byCategory, byDistrict, byRefusal, districtName, type AccountNames } from "./ledger.ts";
import type { Audit } from "./read.ts";

const COLUMNS = 100;
const LINES = 60;
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

/** The ledger in at most 60 lines of at most 100 columns. Its figures come from the reader alone. */
export function printLedger(audit: Audit, heading: Heading, names: AccountNames): string[] {
  const head = [heading.title, heading.terms, ""];
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
  if (differences.length === 0) return hint.length === 0 ? [] : ["", ...hint];
  const named = (what: string) => what.replace(/0x[0-9a-fA-F]{40}/g, (a) => names.get(a) ?? a);
  const shown = differences.slice(0, 2).map(({ what, fromEvents, onChain }) => {
    return `Differs: ${named(what)}: ${fromEvents} by events, ${onChain} on the chain`;
  });
  return ["", ...shown];
}

function storyOf(audit: Audit, account: string, names: AccountNames): string[] {
  const { events, books } = audit;
  const rows: string[][] = [];
  const nameOf = (address: string) => names.get(address) ?? address;
  const add = (event: Event | undefined, amount: unknown, what: string): void => {
    if (event !== undefined)
      rows.push([formatKst(event.time), formatWon(BigInt(String(amount))), what]);
  };
  const issued = events.find(({ name, args }) => name === "Transfer" && args[0] === ZeroAddress);
  add(issued, issued?.args[2], `issued by the bank to ${nameOf(String(issued?.args[1]))}`);
  const [first] = [...books.programmes].find(([, { vouchers }]) => vouchers.has(account)) ?? [];
  const opened = events.find(({ name, args }) => name === "ProgrammeOpened" && args[0] === first);
  add(opened, opened?.args[2], `set aside for programme ${first ?? 1} from its funding account`);
  for (const event of events.filter(({ name }) => name === "TransferSingle")) {
    const [, from, to, programme, amount] = event.args.toArray() as unknown[];
    if (to === account)
      add(event, amount, `granted to ${nameOf(account)} in programme ${String(programme)}`);
    if (from !== account) continue;
    const paid = books.payments.find(({ transaction, holder }) => {
      return transaction === event.transaction && holder === account;
    });
    const payee = paid && `paid to ${nameOf(paid.merchant)} (${districtName(paid.region)})`;
    add(event, amount, payee ?? "lapsed at expiry, back to the funding account");
  }
  const shop = books.payments.find(({ holder }) => holder === account)?.merchant;
  const redeemed = events.findLast(({ name, args }) => {
    return name === "Transfer" && args[0] === shop && args[1] === ZeroAddress;
  });
  add(
    redeemed,
    redeemed?.args[2],
    `redeemed at par by ${nameOf(shop ?? "")}, with what others paid it`,
  );
  const tooMany = rows.length > STORY_LINES;
  const kept = tooMany
    ? [...rows.slice(0, STORY_LINES - 3), ["…", "", ""], ...rows.slice(-2)]
    : rows;
  return table(kept, [1]).map((line) => `  ${line}`);
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

function refusalLines(audit: Audit, names: AccountNames, room: number): string[] {
  const rows = byRefusal(audit, names);
  const total = rows.reduce((sum, { count }) => sum + count, 0);
  const shown = rows.length > room ? rows.slice(0, room - 1) : rows;
  const lines = table(
    shown.map(({ error, count, example }) => [`${codeOf(error)} ${error}`, String(count), example]),
    [1],
  );
  const rest = rows.length - shown.length;
  const more = rest > 0 ? [`  … and ${rest} more reasons, in ledger.json`] : [];
  const what = `Refused: ${total} mined transactions, ${rows.length} reasons, the first of each; a scenario tries them on purpose`;
  return [what, ...lines.map((line) => `  ${line}`), ...more];
}

function lawLines({ laws }: Audit): string[] {
  const rows = laws.map(({ number, name, figures, holds }) => [
    `Law ${number} ${name}`,
    holds ? "holds" : "BROKEN",
    figures,
  ]);
  return table(rows);
}
