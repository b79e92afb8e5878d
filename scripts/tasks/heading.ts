import type { Heading } from "../audit/print.ts";
import { contractNamesIn } from "../audit/headings.ts";
import type { Addresses } from "../lib/system.ts";
import type { Cast } from "../sandbox/cast.ts";
import { DRAWN, isDrawn } from "../sandbox/drawn.ts";
import { FIRST_SCENARIO } from "../sandbox/files.ts";
import { followedIn, type Scenario } from "../sandbox/scenario.ts";

/** Names the ledger prints for accounts. Only the reader of the ledger has them: the chain does not. */
export function namesIn(cast: Cast, addresses: Addresses): ReadonlyMap<string, string> {
  const people = [...cast.addresses].map(([name, address]) => [address, name] as const);
  return new Map([...people, ...contractNamesIn(addresses)]);
}

/** What of a scenario its seed decides. */
const drawnIn = ({ steps }: Scenario): string =>
  steps.some(({ inputs }) => DRAWN.some((name) => isDrawn(inputs[name])))
    ? "Who spends what"
    : "Who is in which band";

/** What npm prints above the ledger, and the report's path below it, take the rest of the 60 lines that `npm start` may print. */
const LINES = 54;

/** What the ledger prints around its figures. */
export function headingOf(scenario: Scenario, cast: Cast, again = true): Heading {
  const { count, of } = scenario.unchecked;
  return {
    title: scenario.title,
    terms: `${of} sourced terms, ${count} of them unchecked. ${drawnIn(scenario)} is drawn from the file's seed.`,
    follow: cast.addresses.get(followedIn(scenario)) ?? "",
    hint: again ? (scenario.hint ?? [`Change ${scenario.file} and run again.`]) : [],
    lines: scenario.scenario === FIRST_SCENARIO ? LINES : undefined,
    categoryNames: new Map(scenario.categories.list.map(({ mcc, name }) => [mcc, name])),
  };
}
