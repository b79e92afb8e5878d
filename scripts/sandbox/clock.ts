import type { NetworkConnection } from "hardhat/types/network";
import { UserError } from "../lib/errors.ts";
import { formatKst } from "../lib/clock.ts";

/** The chain's clock as a scenario moves it. */
export interface Clock {
  /** UTC second of the last block, or of the next where it was set. */
  readonly now: () => number;
  /** Lets the chain reach UTC second `at`. */
  readonly reach: (at: number) => Promise<void>;
  /** Called before each transaction: a simulated clock stands still between steps, so that runs are alike. */
  readonly pin: () => Promise<void>;
}

type Connection = Pick<NetworkConnection<"l1">, "provider">;

async function latest({ provider }: Connection): Promise<number> {
  const block = (await provider.request({
    method: "eth_getBlockByNumber",
    params: ["latest", false],
  })) as { timestamp: string };
  return Number(block.timestamp);
}

/** Sets the chain's clock. Refused where a chain does not let its clock be set. */
export async function simulatedClock(connection: Connection, where: string): Promise<Clock> {
  let now = await latest(connection);
  const set = async (at: number): Promise<void> => {
    const params = [`0x${at.toString(16)}`];
    await connection.provider.request({ method: "evm_setNextBlockTimestamp", params });
    await connection.provider.request({ method: "evm_mine", params: [] });
    now = at;
  };
  try {
    await set(now + 1);
  } catch {
    throw new UserError(
      `${where}: this scenario sets the clock, which this chain does not allow; use clock: live or the in-process chain`,
    );
  }
  const reach = async (at: number): Promise<void> => {
    now = await latest(connection);
    if (at < now) throw new UserError(`the chain is already at ${formatKst(now)} KST`);
    if (at > now) await set(at);
  };
  const pin = async (): Promise<void> => {
    const params = [`0x${now.toString(16)}`];
    await connection.provider.request({ method: "evm_setNextBlockTimestamp", params });
  };
  return { now: () => now, reach, pin };
}

/** How far a chain's last block may lie behind the wall clock without its clock being another one, seconds. */
const USUAL_LAG = 60;

/** Waits for the chain's own clock, which runs as the wall clock does, though it may stand elsewhere. */
export async function liveClock(connection: Connection): Promise<Clock> {
  const wall = () => Math.floor(Date.now() / 1000);
  const apart = (await latest(connection)) - wall();
  const offset = Math.abs(apart) < USUAL_LAG ? 0 : apart;
  const now = () => wall() + offset;
  const reach = async (at: number): Promise<void> => {
    while (now() < at) await new Promise((resolve) => setTimeout(resolve, 100));
  };
  return { now, reach, pin: async () => {} };
}
