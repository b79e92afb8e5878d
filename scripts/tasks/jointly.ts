import type { BaseContract } from "ethers";
import type { Outcome, Stage } from "../lib/stage.ts";

/** The two who sign what takes two people. */
export interface TwoPeople {
  readonly by: string;
  readonly checker: string;
}

/** One proposes that the bank's token runs `method`, the other approves; a refusal of either ends the act. */
export async function jointly(
  stage: Stage,
  { by, checker }: TwoPeople,
  method: string,
  args: readonly unknown[],
): Promise<Outcome> {
  const { token, addresses } = stage.system;
  const { interface: functions }: BaseContract = token;
  const data = functions.encodeFunctionData(method, args);
  const proposed = await stage.send(by, "bankDualControl", "propose", [addresses.token, data]);
  if (proposed.refusal !== undefined || proposed.hash === undefined) return proposed;

  const id = await proposalIn(stage, proposed.hash);
  const approved = await stage.send(checker, "bankDualControl", "approve", [id]);
  return { ...approved, proposal: { id, hash: proposed.hash } };
}

/** The number of the proposal that a transaction made. */
async function proposalIn({ system }: Stage, hash: string): Promise<bigint> {
  const { bank } = system.dualControls;
  const receipt = await bank.runner?.provider?.getTransactionReceipt(hash);
  for (const log of receipt?.logs ?? []) {
    const event = bank.interface.parseLog(log);
    if (event?.name === "ProposalMade") return BigInt(String(event.args.getValue("id")));
  }
  throw new Error(`transaction ${hash} made no proposal`);
}
