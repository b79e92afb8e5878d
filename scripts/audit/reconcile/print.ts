import { formatKst } from "../../lib/clock.ts";
import { pad, table, width, wrap } from "../../lib/text.ts";
import { formatCount } from "../../lib/won.ts";
import { bankLines } from "./bank-print.ts";
import { kinds } from "./kinds.ts";
import { agrees, type Reconciliation } from "./reconcile.ts";

const COLUMNS = 100;
/** Findings printed at most. */
const MOST = 20;

/** What was compared and found, in lines. */
export function reconciliationLines(found: Reconciliation): string[] {
  const { head, time, reread, left, bank } = found;
  const title = `Reconciliation up to block ${head}, ${formatKst(time)} in Korea`;
  const again =
    reread === undefined
      ? []
      : [
          `Read again from the chain: ${formatCount(reread.events)} events and ${formatCount(reread.calls)} transactions in ${formatCount(reread.blocks)} blocks`,
        ];
  return [
    title,
    ...again,
    ...left.flatMap((what) => wrap(`Left out: ${what}`, COLUMNS)),
    ...kindLines(found),
    ...lawLines(found),
    ...(bank === undefined ? [] : ["", ...bankLines(bank)]),
    "",
    ...findingLines(found),
  ];
}

function kindLines({ compared, kinds: counts }: Reconciliation): string[] {
  if (compared === 0) return [];
  const rows = [...kinds, "other" as const].flatMap((kind) => {
    const count = counts.get(kind);
    if (count === undefined) return [];
    return [[kind, formatCount(count.compared), formatCount(count.differing)]];
  });
  const differing = [...counts.values()].reduce((sum, count) => sum + count.differing, 0);
  const total = ["Total", formatCount(compared), formatCount(differing)];
  return [
    "",
    ...table([["Values by events and by the chain", "compared", "differ"], ...rows, total], [1, 2]),
  ];
}

function lawLines({ laws }: Reconciliation): string[] {
  if (laws.length === 0) return [];
  const heads = table(
    laws.map(({ number, name, holds }) => [`Law ${number} ${name}`, holds ? "holds" : "BROKEN"]),
  );
  const indent = Math.max(...heads.map(width)) + 2;
  const lines = laws.flatMap(({ figures }, n) =>
    wrap(figures, COLUMNS - indent).map(
      (line, part) => `${pad(part === 0 ? (heads[n] ?? "") : "", indent)}${line}`,
    ),
  );
  return ["", ...lines];
}

function findingLines(found: Reconciliation): string[] {
  const { findings, count } = found;
  if (agrees(found)) return ["All that was compared agrees."];
  const shown = findings.slice(0, MOST).flatMap(({ what }) => {
    const [first = "", ...rest] = wrap(what, COLUMNS - 2);
    return [`- ${first}`, ...rest.map((line) => `  ${line}`)];
  });
  const more = count > MOST ? [`and ${formatCount(count - MOST)} more: see --json`] : [];
  const things = count === 1 ? "1 thing does" : `${formatCount(count)} things do`;
  return ["Found:", ...shown, ...more, "", `Not in order: ${things} not agree.`];
}

/** Everything found, for a machine. */
export function reconciliationJson(found: Reconciliation): string {
  const counts = Object.fromEntries(found.kinds);
  return JSON.stringify(
    { agrees: agrees(found), ...found, kinds: counts },
    (_, value: unknown) => (typeof value === "bigint" ? value.toString() : value),
    2,
  );
}
