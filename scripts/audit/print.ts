import { getAddress } from "ethers";
import { categories, formatMcc } from "../lib/codes.ts";
import { fit, pack, pad, shorten, table, width, wrap } from "../lib/text.ts";
import { formatCount } from "../lib/won.ts";
import { byCategory, byDistrict, byRefusal, districtName, type AccountNames } from "./ledger.ts";
import type { Audit } from "./read.ts";
import { storyOf } from "./story.ts";

const COLUMNS = 100;
/** What npm prints above the ledger takes the rest of the 60 lines that `npm start` may print. */
const LINES = 55;

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
  const laws = [...lawLines(audit), ...closing(audit, heading, names)];
  const left = LINES - head.length - story.length - totals.length - laws.length - 3;
  // An empty line is given up sooner than a reason.
  const gap = refusalLines(audit, names, LINES).length - 1 > left ? [] : [""];
  const refusals = refusalLines(audit, names, left + 1 - gap.length);
  const lines = [...head, ...story, ...totals, "", ...refusals, ...gap, ...laws];
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

/** Every reason with its first example, whole, as many to a line as fit; who signs most is named once. */
function refusalLines(audit: Audit, names: AccountNames, room: number): string[] {
  const rows = byRefusal(audit, names);
  const total = rows.reduce((sum, { count }) => sum + count, 0);
  const unsettled = refusedPaymentLines(audit);
  if (total === 0) return ["Refused: no mined transaction", ...unsettled];
  const usual = usualSigner(audit, names);
  const reasons = rows.length === 1 ? "1 reason" : `${rows.length} reasons, the first of each`;
  const by = usual === undefined ? "" : `; by ${usual} where nobody is named`;
  const entries = rows.map(({ error, count, example }) => {
    const shown = withoutSigner(example, usual);
    const times = count === 1 ? error : `${error} (${count})`;
    return shorten(shown === "" ? times : `${times}: ${shown}`, COLUMNS - 2);
  });
  const lines = pack(entries, COLUMNS - 2, " · ");
  const left = room - unsettled.length;
  const shown =
    lines.length > left ? [...lines.slice(0, left - 1), "… and more, in ledger.json"] : lines;
  return [
    `Refused: ${total} mined transactions, ${reasons}${by}`,
    ...shown.map((line) => `  ${line}`),
    ...unsettled,
  ];
}

/** Signed payments that were not settled, by reason, in the order in which each first occurred. */
function refusedPaymentLines({ books: { refusedPayments } }: Audit): string[] {
  if (refusedPayments.length === 0) return [];
  const times = new Map<string, number>();
  for (const { error } of refusedPayments) times.set(error, (times.get(error) ?? 0) + 1);
  const reasons = [...times].map(([error, count]) => (count === 1 ? error : `${error} (${count})`));
  const line = `Not settled: ${refusedPayments.length} signed payments: ${reasons.join(", ")}`;
  return wrap(line, COLUMNS - 2).map((part, n) => (n === 0 ? part : `  ${part}`));
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
