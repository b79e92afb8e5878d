import { categories, formatMcc } from "../lib/codes.ts";
import { fit, pad, table, width, wrap } from "../lib/text.ts";
import { formatCount } from "../lib/won.ts";
import { budgetLines } from "./budget-table.ts";
import { byCategory, byDistrict, districtName, type AccountNames } from "./ledger.ts";
import type { Audit } from "./read.ts";
import { refusalTable, refusedRows, unsettledRows } from "./refused-table.ts";
import { storyOf } from "./story.ts";

const COLUMNS = 100;
/** Rows of a table of refusals at most. */
const MOST = 20;

/** What is printed around the figures. */
export interface Heading {
  readonly title: string;
  readonly terms: string;
  /** The account whose won is followed; empty where nobody's is. */
  readonly follow: string;
  readonly hint: readonly string[];
  /** Lines at most, where there is a bound: refusals have what the rest leaves. */
  readonly lines?: number | undefined;
  /** Names of merchant categories; the standard's own where one is missing. */
  readonly categoryNames?: ReadonlyMap<number, string>;
}

/** The ledger in lines of at most 100 columns. Its figures come from the reader alone. */
export function printLedger(audit: Audit, heading: Heading, names: AccountNames): string[] {
  const head = [heading.title, heading.terms];
  const followed = ["One citizen's won", ...storyOf(audit, heading.follow, names), ""];
  const story = heading.follow === "" ? [] : followed;
  const totals = beside(districtTable(audit), categoryTable(audit, heading));
  const isShort = heading.lines !== undefined;
  const budget = budgetLines(audit, names, isShort);
  const laws = [...lawLines(audit, isShort), ...closing(audit, heading, names)];
  const { lines: bound = Infinity } = heading;
  const left = bound - head.length - story.length - totals.length - budget.length - laws.length - 2;
  const refusals = refusalLines(audit, names, left);
  const lines = [...head, ...story, ...totals, "", ...budget, ...refusals, "", ...laws];
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

function districtTable(audit: Audit): string[] {
  const rows = byDistrict(audit);
  const holders = new Set(rows.flatMap((row) => [...row.holders])).size;
  const total = (field: "granted" | "spent" | "lapsed" | "refunded" | "rebated" | "clawedBack") =>
    rows.reduce((all, row) => all + row[field], 0n);
  const gone = total("spent") + total("lapsed") + total("rebated") + total("clawedBack");
  const unspent = total("granted") + total("refunded") - gone;
  // What happens in some programmes only has a line where it happened.
  const others = (
    [
      ["Refunded", total("refunded")],
      ["Rebates", total("rebated")],
      ["Taken back", total("clawedBack")],
    ] as const
  ).filter(([, amount]) => amount !== 0n);
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
      ...others.map(([what, amount]) => [what, "", formatCount(amount), "", ""]),
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

/** What was refused, and what of signed payments was not settled, each in order of time. */
function refusalLines(audit: Audit, names: AccountNames, room: number): string[] {
  const refused = refusedRows(audit, names);
  const unsettled = unsettledRows(audit, names);
  const signed =
    unsettled.length === 0
      ? []
      : [`Not settled: ${unsettled.length} signed payments`, ...refusalTable(unsettled, MOST)];
  if (refused.length === 0) return ["Refused: no mined transaction", ...signed];
  // The title and the names of the columns take a line each.
  const rows = Math.min(MOST, Math.max(1, room - signed.length - 2));
  return [
    `Refused: ${refused.length} mined ${refused.length === 1 ? "transaction" : "transactions"}; of what is no payment, the holder is who signed it`,
    ...refusalTable(refused, rows),
    ...signed,
  ];
}

/** A law's figures go on below where they do not fit. Where there is little room, those that speak of nothing share a line. */
function lawLines({ laws }: Audit, isShort: boolean): string[] {
  const idle = isShort ? laws.filter(({ holds, isIdle }) => holds && isIdle === true) : [];
  const rows = laws
    .filter((law) => !idle.includes(law))
    .map(({ number, name, holds, figures }) => ({ name: `Law ${number} ${name}`, holds, figures }));
  if (idle.length > 0) {
    const numbers = idle.map(({ number }) => number).join(", ");
    const figures = idle.map((law) => law.figures).join("; ");
    rows.push({ name: `Law ${numbers}`, holds: true, figures });
  }
  const heads = table(rows.map(({ name, holds }) => [name, holds ? "holds" : "BROKEN"]));
  const indent = Math.max(0, ...heads.map(width)) + 2;
  return rows.flatMap(({ figures }, n) =>
    wrap(figures, COLUMNS - indent).map(
      (line, part) => `${pad(part === 0 ? (heads[n] ?? "") : "", indent)}${line}`,
    ),
  );
}
