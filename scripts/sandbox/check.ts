import { getAddress, toBeHex, zeroPadValue } from "ethers";
import { located, UserError } from "../lib/errors.ts";
import { holidayDays } from "../lib/holidays.ts";
import type { Names } from "../lib/stage.ts";
import { mcc, noNames, region, salesBand, won, type Kind } from "../tasks/inputs.ts";
import { parseTime } from "../tasks/time.ts";
import { castScenario, keyedHash, membersIn, type Cast } from "./cast.ts";
import type { Path } from "./document.ts";
import { checkStep } from "./inputs.ts";
import { blame } from "./runner.ts";
import { followedIn, type Scenario, type Step } from "./scenario.ts";
import { CONTRACTS, namesOf } from "./stage.ts";
import { amountFor, purposeOf } from "./terms.ts";

/** Checks everything in a scenario that can be checked without a chain. Fails with `file:line:field: why`. */
export function checkScenario(scenario: Scenario): void {
  checkCodes(scenario);
  let now = startOf(scenario);
  const programmes = new Map<string, bigint>();
  const { cast, names } = rehearse(scenario, programmes, () => now);
  checkNames(scenario, cast);
  for (const name of Object.keys(scenario.terms)) purposeOf(scenario, name, names);
  const called = new Map([...cast.addresses].map(([name, address]) => [address, name]));
  const reached = {
    programmes,
    holidays: new Set(holidayDays),
    names,
    nameOf: (account: string) => called.get(account) ?? account,
    factsOf: (account: string) => cast.facts.get(account),
    hash: (text: string) => keyedHash(scenario, text),
    purposeOf: (name: string) => purposeOf(scenario, name, names),
    amountFor: (table: string, account: string) =>
      amountFor(scenario, table, cast.facts.get(account)),
  };
  for (const step of scenario.steps) {
    if (step.at !== undefined) now = blame(step, "at", () => orderly(step, scenario, now));
    checkStep(step, reached);
  }
}

/** The cast and its names, with made-up addresses. */
export function rehearse(
  scenario: Scenario,
  programmes: ReadonlyMap<string, bigint>,
  now: () => number,
): { readonly cast: Cast; readonly names: Names } {
  const members = membersIn(scenario);
  const madeUp = (n: number) => getAddress(zeroPadValue(toBeHex(n + 1), 20));
  const accounts = Array.from({ length: members }, (_, n) => madeUp(n));
  const contracts = CONTRACTS.map((name, n) => [name, madeUp(members + n)] as const);
  const cast = castScenario(scenario, accounts);
  const names = namesOf(cast, Object.fromEntries(contracts), programmes, now);
  return { cast, names };
}

/** The second at which the first step finds the clock, where the end of seeding can be read too. */
export function startOf(scenario: Scenario): number {
  const { clock, starts, seedUntil, locate } = scenario;
  const start = located(
    () => locate(["starts"]),
    () => (clock === "live" ? Math.floor(Date.now() / 1000) : firstSecond(starts)),
  );
  if (seedUntil !== undefined) {
    located(
      () => locate(["seedUntil"]),
      () => parseTime(seedUntil, () => start),
    );
  }
  return start;
}

function firstSecond(starts: string | undefined): number {
  if (starts === undefined) throw new UserError("is missing; a simulated clock starts somewhere");
  if (starts.startsWith("+")) throw new UserError("is an instant: there is nothing to count from");
  return parseTime(starts, () => 0);
}

function orderly(step: Step, scenario: Scenario, now: number): number {
  const at = parseTime(step.at, () => now);
  if (scenario.clock === "live" && !String(step.at).startsWith("+")) {
    throw new UserError("a live scenario says when by offsets such as +30s");
  }
  if (at < now) throw new UserError("is before the step above it");
  return at;
}

/** Bands that nobody has, figures that are too large, and a citizen to follow who is none. */
function checkNames(scenario: Scenario, cast: Cast): void {
  for (const [table, rows] of Object.entries(scenario.amounts)) {
    for (const [n, { band, amount }] of rows.entries()) {
      const where = (field: string) => () => scenario.locate(["amounts", table, n, field]);
      located(where("amount"), () => won.parse(amount, noNames));
      located(where("band"), () => mustBeBand(scenario, band));
    }
  }
  const followed = followedIn(scenario);
  if (cast.groups.get("citizens")?.includes(cast.addresses.get(followed) ?? "") === true) return;
  throw new UserError(`${scenario.locate(["follow"])}: no citizen is called "${followed}"`);
}

function mustBeBand({ cast }: Scenario, band: string | undefined): void {
  const bands = Object.keys(cast.citizens.bands);
  if (band === undefined || bands.includes(band)) return;
  throw new UserError(`no citizen is of band "${band}"; there are ${bands.join(", ")}`);
}

/** Codes and bands that are none, wherever the scenario describes its cast. */
function checkCodes(scenario: Scenario): void {
  const check = (kind: Kind<number>, value: unknown, ...path: Path): void =>
    void located(
      () => scenario.locate(path),
      () => kind.parse(value, noNames),
    );
  for (const [n, item] of scenario.categories.list.entries()) {
    check(mcc, item.mcc, "categories", "list", n, "mcc");
  }
  for (const [n, item] of scenario.districts.list.entries()) {
    check(region, item.code, "districts", "list", n, "code");
    check(region, item.home, "districts", "list", n, "home");
  }
  const { sales, named = [] } = scenario.cast.merchants;
  for (const band of Object.keys(sales)) {
    check(salesBand, band, "cast", "merchants", "sales", band);
  }
  for (const [n, merchant] of named.entries()) {
    check(mcc, merchant.mcc, "cast", "merchants", "named", n, "mcc");
    check(region, merchant.region, "cast", "merchants", "named", n, "region");
    check(salesBand, merchant.sales, "cast", "merchants", "named", n, "sales");
  }
}
