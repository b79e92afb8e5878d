import type { Audit } from "../audit/read.ts";
import type { Cast } from "./cast.ts";
import type { Scenario } from "./scenario.ts";

/**
 * How often a run was refused without a trace on chain, by error: what its steps expected to be refused, and were, less what was
 * mined. The chain alone does not know of these; whoever ran the scenario does.
 */
export function unsentIn(
  { steps }: Pick<Scenario, "steps">,
  { groups }: Pick<Cast, "groups">,
  { refused, books }: Pick<Audit, "refused" | "books">,
): Map<string, number> {
  const left = new Map<string, number>();
  const count = (error: string, many: number) => left.set(error, (left.get(error) ?? 0) + many);
  for (const { expect, each, times = 1 } of steps) {
    if (expect === "accepted" || !("refused" in expect)) continue;
    const members = each === undefined ? 1 : (groups.get(each)?.length ?? 1);
    count(expect.refused, members * times);
  }
  for (const { error } of refused) count(error, -1);
  for (const { error } of books.refusedPayments) count(error, -1);
  return new Map([...left].filter(([, many]) => many > 0));
}
