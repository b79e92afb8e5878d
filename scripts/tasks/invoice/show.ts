import { isHexString } from "ethers";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { AccountNames } from "../../audit/ledger.ts";
import { historyOf, leftOf, sumsOf, totalOf, unpackEntry } from "../../lib/invoices.ts";
import { connectSystem } from "../../lib/system.ts";
import { table } from "../../lib/text.ts";
import { formatWon } from "../../lib/won.ts";
import { namesOf } from "../../sandbox/stage.ts";
import { command } from "../command.ts";
import { account as accountKind, InputError } from "../inputs.ts";
import { seededChain } from "../seeded.ts";

interface Args {
  readonly payee?: string | undefined;
  readonly invoice?: string | undefined;
  readonly json?: boolean;
}

const DAY = 86_400_000;

/** A day in Korea since 1970, as `2025-11-30`. */
const dateOf = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);

/**
 * Prints what was paid and refunded on an invoice of an account's business, whichever of its accounts was paid, from the
 * register's events. Sends nothing.
 */
export default function show(args: Args, hre: HardhatRuntimeEnvironment): Promise<void> {
  return command(async () => {
    const { payee, invoice = "" } = args;
    if (payee === undefined) throw new InputError("payee", "is missing (who gave the invoice)");
    if (!isHexString(invoice, 32)) throw new InputError("invoice", "expected 0x and 64 digits");
    const { connection, deployment, cast, names } = await seededChain(hre);
    const { addresses } = deployment;
    const known = namesOf(cast, { ...addresses }, new Map(), () => 0);
    const { invoices } = await connectSystem(addresses, connection.ethers.provider);
    const history = await historyOf(invoices, accountKind.parse(payee, known), invoice);
    const entries = history.map((entry, n) => ({
      ...unpackEntry(entry),
      left: leftOf(history, n),
    }));
    const sums = { total: history.length === 0 ? 0n : totalOf(invoice), ...sumsOf(history) };
    const plain = (_: string, value: unknown) =>
      typeof value === "bigint" ? String(value) : value;
    const shown = args.json
      ? JSON.stringify({ ...sums, entries, history }, plain, 2)
      : printed(sums, entries, names);
    console.log(shown);
  });
}

type Entries = readonly (ReturnType<typeof unpackEntry> & { readonly left: bigint })[];

function printed(sums: Readonly<Record<string, bigint>>, entries: Entries, names: AccountNames) {
  const figures = Object.entries(sums).map(([name, won]) => [name, formatWon(won)]);
  const rows = entries.map(({ payee, day, refundOf, holder, amount, left }, n) => {
    const what = refundOf === 0 ? `left ${formatWon(left)}` : `refund of ${refundOf - 1}`;
    const [to, from] = [payee, holder].map((account) => names.get(account) ?? account);
    return [String(n), dateOf(day), to!, from!, formatWon(amount), what];
  });
  const head = ["entry", "day", "merchant", "holder", "amount", ""];
  return [...table(figures), "", ...table([head, ...rows])].join("\n");
}
