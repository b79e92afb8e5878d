import { getAddress } from "ethers";
import type { NetworkConnection } from "hardhat/types/network";
import { Chain } from "../lib/chain.ts";
import { formatKst } from "../lib/clock.ts";
import { UserError } from "../lib/errors.ts";
import { deploySystem } from "../lib/deploy-system.ts";
import type { System } from "../lib/system.ts";
import { namesIn } from "../tasks/heading.ts";
import { parseTime } from "../tasks/time.ts";
import { BankBook } from "./bank-book.ts";
import { castScenario, type Cast } from "./cast.ts";
import { checkScenario } from "./check.ts";
import { liveClock, simulatedClock, type Clock } from "./clock.ts";
import { runSteps, type Run } from "./runner.ts";
import { loadScenario, type Scenario } from "./scenario.ts";
import { stageOf } from "./stage.ts";

/** How a scenario is played. */
export interface PlayOptions {
  readonly progress: (done: number, of: number) => void;
  /** Names the journal of a deployment to a chain that outlives this process. */
  readonly deploymentId?: string;
  /** Told when the contracts are deployed, before the first step. */
  readonly deployed?: (system: System) => Promise<void>;
  /** Stop where the scenario says a seeded chain should stand. */
  readonly forSeed?: boolean;
}

/** A scenario that has been played. */
export interface Played {
  readonly scenario: Scenario;
  readonly system: System;
  readonly cast: Cast;
  readonly programmes: ReadonlyMap<string, bigint>;
  /** What the bank wrote down of what it did. */
  readonly bank: BankBook;
}

/** Reads and checks a scenario. */
export function readScenario(file: string): Scenario {
  const scenario = loadScenario(file);
  checkScenario(scenario);
  return scenario;
}

/** Deploys through the production modules and performs the scenario's steps. */
export async function play(
  connection: NetworkConnection<"l1">,
  scenario: Scenario,
  options: PlayOptions,
): Promise<Played> {
  const cast = castScenario(scenario, await accountsOf(connection));
  await mustNotHavePassed(connection, scenario);
  const clock = await clockOf(connection, scenario);
  const { deploymentId, progress } = options;
  const journal = deploymentId === undefined ? {} : { deploymentId };
  const system = await deploySystem(connection, cast.officers, journal);
  await options.deployed?.(system);
  if (scenario.clock === "simulated") await clock.reach(parseTime(scenario.starts, clock.now));
  const chain = new Chain(connection.provider, system, clock.pin);
  const stage = stageOf(scenario, cast, system, chain, clock);
  const { seedUntil } = options.forSeed === true ? scenario : {};
  const until = seedUntil === undefined ? {} : { until: parseTime(seedUntil, clock.now) };
  const names = namesIn(cast, system.addresses);
  const bank = new BankBook();
  const acted: Run["acted"] = (name, inputs, outcome) =>
    bank.acted(name, inputs, { stage, outcome, time: clock.now() });
  await runSteps(scenario, { stage, names, clock, progress, acted, ...until });
  return { scenario, system, cast, programmes: stage.programmes, bank };
}

async function accountsOf({ provider }: NetworkConnection<"l1">): Promise<string[]> {
  const request = { method: "eth_accounts", params: [] };
  const accounts = (await provider.request(request)) as string[];
  return accounts.map((account) => getAddress(account));
}

/** A simulated scenario starts on a chain that has not reached its start: nothing is sent to any other. */
async function mustNotHavePassed(
  { ethers }: NetworkConnection<"l1">,
  { clock, starts, locate }: Scenario,
): Promise<void> {
  if (clock === "live") return;
  const reached = (await ethers.provider.getBlock("latest"))?.timestamp ?? 0;
  if (reached < parseTime(starts, () => 0)) return;
  throw new UserError(
    `${locate(["starts"])}: this chain is already at ${formatKst(reached)} KST; start a fresh one with: npx hardhat node`,
  );
}

function clockOf(connection: NetworkConnection<"l1">, scenario: Scenario): Promise<Clock> {
  if (scenario.clock === "live") return liveClock(connection);
  return simulatedClock(connection, scenario.locate(["clock"]));
}
