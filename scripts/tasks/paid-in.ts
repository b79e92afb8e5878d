import type { Outcome, Stage } from "../lib/stage.ts";

/** Somebody pays the Treasury, which takes only what it is let take: the payer approves it first. */
export async function paidIn(
  stage: Stage,
  by: string,
  amount: bigint,
  method: "receiveReturn" | "receiveRevenue",
  args: readonly unknown[],
): Promise<Outcome> {
  const { treasury } = stage.system.addresses;
  const approved = await stage.send(by, "token", "approve", [treasury, amount]);
  if (approved.refusal !== undefined) return approved;
  return stage.send(by, "treasury", method, args);
}
