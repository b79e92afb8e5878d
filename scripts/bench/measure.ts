import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { version as ethersVersion } from "ethers";
import type { NetworkConnection } from "hardhat/types/network";
import { serveJsonRpc } from "../lib/serve.ts";
import type { StepName, Taken, Task } from "./step.ts";
import { Traffic } from "./traffic.ts";
import { worldOf, type Size } from "./world.ts";

/** How large a year is, and in how large batches it is paid. */
export interface Settings extends Size {
  /** Events of the year. */
  readonly events: number;
  /** Signed payments in a transaction. */
  readonly batch: number;
}

/** What a year of this many events has: a holder for each hundred, a merchant for each two thousand. */
export const settingsFor = (events: number): Settings => ({
  events,
  holders: Math.max(20, Math.ceil(events / 100)),
  merchants: Math.max(20, Math.ceil(events / 2_000)),
  programmes: 4,
  batch: Math.max(10, Math.min(50, Math.floor(events / 200))),
});

/** What was measured. */
export interface Measured {
  readonly settings: Settings;
  readonly machine: Readonly<Record<string, string>>;
  /** Events and transactions that the chain had. */
  readonly events: number;
  readonly transactions: number;
  readonly generated: number;
  readonly steps: Readonly<Record<StepName, Taken>>;
  /** Collecting again after one per cent more. */
  readonly more: { readonly events: number; readonly collect: Taken };
  readonly ratios: { readonly collectOverBare: number; readonly moreOverCollect: number };
}

const STEP = fileURLToPath(new URL("step.ts", import.meta.url));

/** Runs one step in a process of its own. */
async function run(task: Task): Promise<Taken> {
  const args = ["--import", "tsx/esm", STEP, JSON.stringify(task)];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  child.stdout.on("data", (part: Buffer) => (said += String(part)));
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  if (code !== 0) throw new Error(`step ${task.step} ended with ${code}`);
  return JSON.parse(said) as Taken;
}

/** Makes a year on the chain, and measures what reading it takes. */
export async function measure(
  connection: NetworkConnection<"l1">,
  settings: Settings,
  tell: (line: string) => void,
): Promise<Measured> {
  const started = performance.now();
  const world = await worldOf(connection, settings);
  const chainId = BigInt((await connection.provider.request({ method: "eth_chainId" })) as string);
  const traffic = new Traffic(world, chainId, settings.batch);
  const { events: wanted } = settings;
  await traffic.until(wanted, wanted, (done) => tell(`generating: ${done} of ${wanted} events`));
  const generated = (performance.now() - started) / 1_000;
  const { events, transactions } = world;
  const served = await serveJsonRpc(connection.provider);
  const folder = mkdtempSync(join(tmpdir(), "gukgo-bench-"));
  try {
    const { addresses } = world.system;
    const [file, ranges] = [join(folder, "collected.sqlite"), join(folder, "ranges.json")];
    const step = async (name: StepName) => {
      tell(`measuring: ${name}`);
      const taken = await run({ step: name, url: served.url, file, addresses, ranges });
      tell(
        `measuring: ${name} took ${taken.seconds.toFixed(2)} s and ${taken.peak.toFixed(0)} MiB`,
      );
      return taken;
    };
    const collect = await step("collect");
    const bare = await step("bare");
    const books = await step("books");
    const reconcile = await step("reconcile");
    await traffic.until(events + Math.ceil(wanted / 100), wanted, () => {});
    const more = { events: world.events - events, collect: await step("collect") };
    const ratios = {
      collectOverBare: collect.seconds / bare.seconds,
      moreOverCollect: more.collect.seconds / collect.seconds,
    };
    const steps = { collect, bare, books, reconcile };
    const machine = machineOf();
    return { settings, machine, events, transactions, generated, steps, more, ratios };
  } finally {
    await served.close();
    rmSync(folder, { recursive: true });
  }
}

const machineOf = () => ({
  node: process.version,
  ethers: ethersVersion,
  sqlite: process.versions["sqlite"] ?? "",
  processor: `${availableParallelism()} × ${cpus()[0]?.model ?? "unknown"}`,
  memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
});
