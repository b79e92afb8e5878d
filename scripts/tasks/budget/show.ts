import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import { linesOf, rowsOf, treeLines, treeOf, type BudgetTree } from "../../lib/budget-tree.ts";
import { formatDay, koreanDay } from "../../lib/clock.ts";
import { formatLine } from "../../lib/lines.ts";
import { connectSystem, type System } from "../../lib/system.ts";
import { table } from "../../lib/text.ts";
import { formatCount } from "../../lib/won.ts";
import { needDeployment } from "../../sandbox/deployment.ts";
import { command } from "../command.ts";
import { InputError } from "../inputs.ts";

interface Args {
  readonly year?: string | undefined;
  readonly json?: boolean;
}

/** What the Treasury has, whole won. */
export interface Money {
  readonly holdings: bigint;
  readonly unattributed: bigint;
  /** Received in the year that is shown. */
  readonly revenue: bigint;
}

/** Prints the budget of a year as a tree, and what the Treasury has. Sends nothing. */
export default function show(
  { year: given, json = false }: Args,
  hre: HardhatRuntimeEnvironment,
): Promise<void> {
  return command(async () => {
    const written = given === undefined ? undefined : yearOf(given);
    const connection = await hre.network.create({ chainType: "l1" });
    const { provider } = connection.ethers;
    const { addresses } = await needDeployment(connection);
    const system = await connectSystem(addresses, provider);
    const now = (await provider.getBlock("latest"))?.timestamp ?? 0;
    const year = written ?? Number(formatDay(koreanDay(now)).slice(0, 4));
    const { ledger } = system;
    const tree = treeOf(year, await rowsOf(ledger, await linesOf(ledger, year)));
    const money = await moneyOf(system, year);
    console.log(json ? asJson(tree, money) : budgetLines(tree, money).join("\n"));
  });
}

function yearOf(written: string): number {
  if (/^2\d{3}$/.test(written)) return Number(written);
  throw new InputError("year", `expected a year such as 2026, found "${written}"`);
}

/** What the Treasury has, and what it received in a year. */
export async function moneyOf({ treasury }: System, year: number): Promise<Money> {
  const [holdings, unattributed, revenue] = await Promise.all([
    treasury.holdings(),
    treasury.unattributed(),
    treasury.revenueOf(year),
  ]);
  return { holdings, unattributed, revenue };
}

/** The tree, and below it the Treasury's money, as aligned lines. */
export function budgetLines(tree: BudgetTree, money: Money): string[] {
  const rows = [
    ["Treasury, won", ""],
    ["  holdings", formatCount(money.holdings)],
    ["  unattributed", formatCount(money.unattributed)],
    [`  revenue of ${tree.year}`, formatCount(money.revenue)],
  ];
  return [...treeLines(tree), "", ...table(rows, [1])];
}

/** Lines by their codes, whole won as digits. */
function asJson(tree: BudgetTree, treasury: Money): string {
  const plain = (key: string, value: unknown) => {
    if (typeof value !== "bigint") return value;
    return key === "line" ? formatLine(value) : String(value);
  };
  return JSON.stringify({ ...tree, treasury }, plain, 2);
}
