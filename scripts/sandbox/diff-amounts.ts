import type { Facts } from "../lib/stage.ts";
import { noNames, won } from "../tasks/inputs.ts";
import type { Cast } from "./cast.ts";
import type { Scenario } from "./scenario.ts";

/** One row of a table of amounts in both files. Amounts are whole won; nothing where a file has no such row. */
export interface AmountChange {
  readonly band: string | undefined;
  readonly area: string | undefined;
  readonly before: bigint | undefined;
  readonly after: bigint | undefined;
  /** What the row comes to for all citizens of each file's cast whom it fits. */
  readonly totalBefore: bigint;
  readonly totalAfter: bigint;
}

/** The rows of a table that differ, and what the whole table comes to for all citizens. */
export interface TableChange {
  readonly table: string;
  readonly rows: readonly AmountChange[];
  readonly totalBefore: bigint;
  readonly totalAfter: bigint;
}

interface Summed {
  readonly band: string | undefined;
  readonly area: string | undefined;
  readonly amount: bigint;
  readonly total: bigint;
}

interface WithCast {
  readonly scenario: Scenario;
  readonly cast: Cast;
}

/** The tables of amounts that differ between two files. */
export function amountChanges(before: WithCast, after: WithCast): TableChange[] {
  const tables = new Set([
    ...Object.keys(before.scenario.amounts),
    ...Object.keys(after.scenario.amounts),
  ]);
  return [...tables].flatMap((table) => {
    const [old, next] = [rowsOf(before, table), rowsOf(after, table)];
    const rows = [...new Set([...old.keys(), ...next.keys()])]
      .map((key) => changeOf(old.get(key), next.get(key)))
      .filter((row) => row.before !== row.after || row.totalBefore !== row.totalAfter);
    const totals = { totalBefore: sumOf(old), totalAfter: sumOf(next) };
    return rows.length === 0 ? [] : [{ table, rows, ...totals }];
  });
}

function changeOf(old: Summed | undefined, next: Summed | undefined): AmountChange {
  const { band, area } = old ?? next ?? { band: undefined, area: undefined };
  return {
    band,
    area,
    before: old?.amount,
    after: next?.amount,
    totalBefore: old?.total ?? 0n,
    totalAfter: next?.total ?? 0n,
  };
}

/** The rows of one table by band and area; two of the same are added up, as they are for a beneficiary. */
function rowsOf({ scenario, cast }: WithCast, table: string): Map<string, Summed> {
  const rows = new Map<string, Summed>();
  const areas = new Map(scenario.districts.list.map(({ code, area }) => [code, area]));
  const citizens = (cast.groups.get("citizens") ?? []).flatMap(
    (account) => cast.facts.get(account) ?? [],
  );
  for (const { band, area, amount } of scenario.amounts[table] ?? []) {
    const key = `${band ?? ""}/${area ?? ""}`;
    const fits = (facts: Facts) =>
      (band === undefined || facts.band === band) &&
      (area === undefined || areas.get(facts.region) === area);
    const each = won.parse(amount, noNames);
    const total = each * BigInt(citizens.filter(fits).length);
    const found = rows.get(key);
    rows.set(key, {
      band,
      area,
      amount: each + (found?.amount ?? 0n),
      total: total + (found?.total ?? 0n),
    });
  }
  return rows;
}

const sumOf = (rows: ReadonlyMap<string, Summed>): bigint =>
  [...rows.values()].reduce((sum, { total }) => sum + total, 0n);
