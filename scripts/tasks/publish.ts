import type { Audit } from "../audit/read.ts";
import type { Cast } from "../sandbox/cast.ts";
import type { Scenario } from "../sandbox/scenario.ts";
import { headingOf, namesIn } from "./heading.ts";
import { publishAs, type Publication } from "./ledger-out.ts";

/** Prints a ledger and writes its files. Exit code 1 where the books differ from the chain or a law is broken. */
export function publish(
  audit: Audit,
  scenario: Scenario,
  cast: Cast,
  { out, json = false, again = false, bank }: Publication,
): void {
  const names = namesIn(cast, audit.addresses);
  publishAs(audit, headingOf(scenario, cast, again), { out, json, bank }, names);
}
