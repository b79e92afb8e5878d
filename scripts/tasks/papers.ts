import { ZeroHash } from "ethers";
import { invoiceOf } from "../lib/invoices.ts";
import type { Stage } from "../lib/stage.ts";

/** An invoice and a purpose as a verb is given them. */
interface Papers {
  readonly amount: bigint;
  readonly invoice?: string | undefined;
  readonly total?: bigint | undefined;
  readonly purpose?: string | undefined;
}

/** What of them goes on chain: keyed hashes, and the invoice's total. */
export function papersOf(stage: Stage, { amount, invoice, total = amount, purpose }: Papers) {
  return {
    invoice: invoice === undefined ? ZeroHash : invoiceOf(stage.hash(invoice), total),
    purposeHash: purpose === undefined ? ZeroHash : stage.hash(purpose),
  };
}
