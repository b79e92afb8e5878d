import { JsonRpcProvider } from "ethers";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import { collect } from "../../audit/collect.ts";
import { printStatement, statementJson, statementOf } from "../../audit/statement.ts";
import { UserError } from "../../lib/errors.ts";
import { namesOf } from "../../sandbox/stage.ts";
import { command } from "../command.ts";
import { account as accountKind, InputError } from "../inputs.ts";
import { parseTime } from "../time.ts";
import { seededChain } from "../seeded.ts";

interface Args {
  readonly account?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly json?: boolean;
}

const DAY = 86_400;

/** An instant, or a day in Korea: its first second, or its last. */
export function boundOf(field: string, written: string, now: number, end: boolean): number {
  try {
    if (!/^\d{4}-\d\d-\d\d$/.test(written)) return parseTime(written, () => now);
    return parseTime(`${written}T00:00:00+09:00`, () => now) + (end ? DAY - 1 : 0);
  } catch (error) {
    throw error instanceof UserError ? new InputError(field, error.message) : error;
  }
}

/** Prints an account's movements, from the events of a seeded chain alone. Sends nothing. */
export default function statement(args: Args, hre: HardhatRuntimeEnvironment): Promise<void> {
  return command(async () => {
    if (args.account === undefined) throw new InputError("account", "is missing (whose movements)");
    const { connection, deployment, cast, names } = await seededChain(hre);
    const { networkConfig } = connection;
    if (networkConfig.type !== "http")
      throw new UserError("the in-process chain is empty; add --network localhost");
    const { addresses } = deployment;
    const known = namesOf(cast, { ...addresses }, new Map(), () => 0);
    const account = accountKind.parse(args.account, known);
    const url = await networkConfig.url.getUrl();
    const client = new JsonRpcProvider(url, undefined, { staticNetwork: true });
    try {
      const period = { account, ...(await periodOf(args, client)) };
      const found = statementOf(await collect(client, addresses), addresses, period, names);
      const lines = printStatement(found, names).join("\n");
      console.log(args.json === true ? statementJson(found, names) : lines);
    } finally {
      client.destroy();
    }
  });
}

/** From the first event to now, unless the command says otherwise. */
async function periodOf(
  args: Args,
  client: JsonRpcProvider,
): Promise<{ from: number; to: number }> {
  const now = (await client.getBlock("latest"))?.timestamp ?? 0;
  const from = args.from === undefined ? 0 : boundOf("from", args.from, now, false);
  const to = args.to === undefined ? now : boundOf("to", args.to, now, true);
  if (to < from) throw new InputError("to", "is before from");
  return { from, to };
}
