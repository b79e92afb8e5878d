import { join } from "node:path";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { NetworkConnection } from "hardhat/types/network";
import { readBooks, type Audit } from "../../audit/read.ts";
import { headAt, REPORT_FILE } from "../../audit/report/head.ts";
import { serveJsonRpc, type Served } from "../../lib/serve.ts";
import { FIRST_SCENARIO } from "../../sandbox/files.ts";
import { checkRefusals } from "../../sandbox/refusals.ts";
import { play, type Played } from "../../sandbox/play.ts";
import { unsentIn } from "../../sandbox/unsent.ts";
import { bankEntriesIn } from "../../audit/reconcile/bank-csv.ts";
import { matchBank, type BankMatch } from "../../audit/reconcile/bank-match.ts";
import type { BankBook } from "../../sandbox/bank-book.ts";
import { writeWhole } from "../audit/write.ts";
import { command, progressLine } from "../command.ts";
import { checkedScenario } from "./checked.ts";
import { prepare, type Publication } from "../ledger-out.ts";
import { publish } from "../publish.ts";

/** What the bank wrote down of what it did, among the files of a run. */
const BANK_FILE = "bank-ledger.csv";

interface Args extends Publication {
  readonly file?: string;
}

/** Runs a scenario on a fresh deployment, prints the ledger an independent reader rebuilt from the chain, and writes its report. */
export default function run(
  { file = FIRST_SCENARIO, out, json = false }: Args,
  hre: HardhatRuntimeEnvironment,
): Promise<void> {
  return command(async () => {
    const scenario = checkedScenario(file);
    await checkRefusals(scenario);
    prepare({ out });
    const connection = await hre.network.create({ chainType: "l1" });
    const isHere = connection.networkConfig.type !== "http";
    const played = await play(connection, scenario, {
      progress: progressLine("running the scenario"),
      ...(isHere ? {} : { deploymentId: `run-${Date.now()}` }),
    });
    const served = await serve(connection);
    try {
      const { addresses } = played.system;
      const audit = await readBooks({ url: served.url, addresses });
      const bank = bankOf(played.bank, audit, out);
      publish(audit, scenario, played.cast, { out, json, again: true, bank });
      if (!json || out !== undefined) await report(audit, played, served.url, { out, json });
    } finally {
      await served.close();
    }
  });
}

/** The bank's own ledger of the run beside the chain's; it is written where the other files are. */
function bankOf(book: BankBook, { events, addresses }: Audit, out: string | undefined): BankMatch {
  const text = book.csv();
  if (out !== undefined) writeWhole(join(out, BANK_FILE), text);
  return matchBank(bankEntriesIn(text, BANK_FILE), events, addresses);
}

/** Writes the report of a run, and says where it is. */
async function report(
  audit: Audit,
  { scenario, cast }: Played,
  url: string,
  { out, json = false }: Publication,
): Promise<void> {
  const file = out === undefined ? REPORT_FILE : join(out, "report.html");
  const head = await headAt(url, audit.head);
  // The charts' library is loaded for this alone.
  const { writeReport } = await import("../../audit/report/write.ts");
  writeReport(audit, file, { head, unsent: unsentIn(scenario, cast, audit) });
  const line = `Report: ${file}`;
  if (json) console.error(line);
  else console.log(line);
}

async function serve(connection: NetworkConnection<"l1">): Promise<Served> {
  const { networkConfig, provider } = connection;
  if (networkConfig.type !== "http") return serveJsonRpc(provider);
  return { url: await networkConfig.url.getUrl(), close: async () => {} };
}
