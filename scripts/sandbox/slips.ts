import { koreanDay, formatDay } from "../lib/clock.ts";
import { holidays } from "../lib/holidays.ts";
import type { Words } from "../lib/terms-words.ts";
import { parseTime } from "../tasks/time.ts";
import { rehearse, startOf } from "./check.ts";
import { merchantSlips } from "./merchant-slips.ts";
import type { Scenario } from "./scenario.ts";
import { slip, type Field, type Looked, type Slip } from "./slip.ts";
import { purposeOf } from "./terms.ts";
import { categoryOf, districtOf, inForm, instantOf, isOff, nameOf, TERMS } from "./wording.ts";

/** What cannot be or looks like a slip in the terms of one programme: first what the contract refuses. */
export function slipsIn(scenario: Scenario, name: string): Slip[] {
  const written = scenario.terms[name];
  if (written === undefined) return [];
  const opens = openingOf(scenario, name);
  const { cast, names } = rehearse(scenario, new Map(), () => opens);
  const purpose = purposeOf(scenario, name, names);
  const looked: Looked = { scenario, name, written, purpose, cast, opens };
  const all = [expiry, limits, hours, lists, ineffective, merchantSlips].flatMap((look) =>
    look(looked),
  );
  return [
    ...all.filter(({ kind }) => kind === "refused"),
    ...all.filter(({ kind }) => kind === "warned"),
  ];
}

/** The second at which a step first opens a programme on these terms; the scenario's start where none does. */
function openingOf(scenario: Scenario, name: string): number {
  let now = startOf(scenario);
  const start = now;
  for (const { at, verb, inputs } of scenario.steps) {
    if (at !== undefined) now = parseTime(at, () => now);
    if (verb === "voucher.open" && inputs["terms"] === name) return now;
  }
  return start;
}

/** The contract's bounds: `VoucherOffices.MAX_EXPIRY_PERIOD` and `MAX_LIST`, `MAX_LIMIT` of a word of terms. */
const MAX_EXPIRY_DAYS = 3_650;
const MAX_LIST = 256;
const MAX_LIMIT = 2n ** 40n - 1n;

function expiry(looked: Looked): Slip[] {
  const { opens, written } = looked;
  const { expiresAt, closedOnHolidays } = looked.purpose.terms;
  const values = { time: instantOf(expiresAt), opens: instantOf(opens) };
  const found: Slip[] = [];
  if (expiresAt <= opens) found.push(slip(looked, "expires", "refused.expiry-past", values));
  if (expiresAt > opens + MAX_EXPIRY_DAYS * 86_400)
    found.push(slip(looked, "expires", "refused.expiry-far", values));
  const lastYear = formatDay(koreanDay(expiresAt - 1)).slice(0, 4);
  const known = holidays.at(-1)?.date.slice(0, 4) ?? "";
  if (written.holidays !== undefined && closedOnHolidays && lastYear > known) {
    const years = { year: known, expiry: lastYear };
    found.push(slip(looked, "holidays", "warned.holidays-beyond", years));
  }
  return found;
}

/** Limits that the contract cannot hold, and one above that of a longer time. */
function limits(looked: Looked): Slip[] {
  const { perPaymentLimit, dailyLimit, monthlyLimit, totalLimit } = looked.purpose.terms;
  const all = [
    { field: "limit", amount: perPaymentLimit },
    { field: "daily", amount: dailyLimit },
    { field: "monthly", amount: monthlyLimit },
    { field: "total", amount: totalLimit },
  ] as const;
  const set = all.filter(({ amount }) => amount !== 0n);
  return set.flatMap(({ field, amount }, n) => {
    const values = { won: inForm("won", amount), most: inForm("won", MAX_LIMIT - 1n) };
    const isLarge = amount >= MAX_LIMIT;
    const longer = set[n + 1];
    return [
      ...(isLarge ? [slip(looked, field, "refused.limit-large", values)] : []),
      ...(longer !== undefined && amount > longer.amount
        ? [above(looked, field, amount, longer)]
        : []),
    ];
  });
}

function above(
  looked: Looked,
  field: "limit" | "daily" | "monthly" | "total",
  amount: bigint,
  longer: { readonly field: Field; readonly amount: bigint },
): Slip {
  const shown = { won: inForm("won", amount), other: inForm("won", longer.amount) };
  const names = { shorter: nameOf(field), longer: nameOf(longer.field) };
  return slip(looked, field, "refused.limit-above", { ...shown, ...names });
}

function hours(looked: Looked): Slip[] {
  const { hours: span, weekdays } = looked.written;
  if (span === undefined) return [];
  const { opensAt, closesAt } = looked.purpose.terms;
  const found: Slip[] = [];
  if (opensAt >= closesAt) found.push(slip(looked, "hours", "refused.hours", { ...span.value }));
  if (weekdays === undefined) found.push(slip(looked, "hours", "warned.hours-every-day"));
  return found;
}

function lists(looked: Looked): Slip[] {
  const { scenario, purpose, written } = looked;
  const all: readonly (readonly [Field, readonly (Words | string)[]])[] = [
    ["categories", purpose.categories.map((mcc) => categoryOf(scenario, mcc))],
    ["districts", purpose.regions.map(districtOf)],
    ["merchants", written.merchants?.value ?? []],
  ];
  return all.flatMap(([field, items]) => {
    const count = String(items.length);
    const isLong = items.length > MAX_LIST;
    const values = { count, most: String(MAX_LIST) };
    const shown = items.map((item) => (typeof item === "string" ? item : item.en));
    const twice = new Set(items.filter((_, n) => shown.indexOf(shown[n] ?? "") !== n));
    return [
      ...(isLong ? [slip(looked, field, "refused.list-length", values)] : []),
      ...[...twice].map((item) => slip(looked, field, "warned.twice", { item })),
    ];
  });
}

/** Terms that are written down and say no more than if they were left out. */
function ineffective(looked: Looked): Slip[] {
  return TERMS.filter((term) => {
    const found = looked.written[term];
    return found !== undefined && isOff(term, found.value);
  }).map((term) => slip(looked, term, "warned.written-off"));
}
