import { type AddressLike, type ContractTransactionResponse } from "ethers";
import { readyBank, type Bank } from "./bank.ts";
import { reach, resolved } from "./chain.ts";
import { won, type Deployed } from "./fixtures.ts";
import { jointly, limitsPair, type Pair } from "./joint.ts";
import { IssueReason } from "./kinds.ts";
import { kst } from "./time.ts";

/** Who proposes and who approves a large issue. */
export const largePair: Pair = ["largeIssueMaker", "issueApprover"];
export const threshold = won(10_000_000);

/** A key issues at most 10,000,000 won a day without a second person; the large issue maker has an allowance too. */
export async function limitedIssue(system: Deployed): Promise<Bank> {
  const bank = await readyBank(system);
  const { token, officers } = bank;
  const controller = token.connect(officers.issuanceController);
  await controller.setIssuanceAllowance(officers.largeIssueMaker, won(900_000_000));
  await jointly(system, limitsPair, "setIssueThreshold", [threshold]);
  await reach(system, kst("2025-07-22T12:00:00"));
  return bank;
}

/** The large issue maker issues by itself. */
export const issueAlone = (
  { token, officers }: Deployed,
  to: AddressLike,
  amount: bigint,
  ref: bigint,
) => token.connect(officers.largeIssueMaker).issue(to, amount, ref, IssueReason.Deposit);

/** The large issue maker proposes, and the approver approves. */
export const issueLarge = async (
  system: Bank,
  to: AddressLike,
  amount: bigint,
  ref: bigint,
  reason: bigint = IssueReason.Deposit,
): Promise<ContractTransactionResponse> =>
  jointly(system, largePair, "issueLarge", [await resolved(to), amount, ref, reason]);
