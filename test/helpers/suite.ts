import { deployed, type Deployed } from "./fixtures.ts";

type Prepare<Prepared> = (system: Deployed) => Promise<Prepared>;

const chains = new Map<Prepare<unknown>, Promise<() => Promise<unknown>>>();

async function start<Prepared>(prepare: Prepare<Prepared>): Promise<() => Promise<Prepared>> {
  const system = await deployed();
  const prepared = () => prepare(system);
  const { networkHelpers } = system.connection;
  return async () => {
    const ready = await networkHelpers.loadFixture(prepared);
    // The chain's clock runs with the machine's, also after going back: a late test would begin late.
    const { time } = networkHelpers;
    await time.setNextBlockTimestamp((await time.latest()) + 1);
    return ready;
  };
}

/**
 * One chain for every suite that starts from the same moment: `const bank = onOneChain(readyBank)`, and in each test
 * `const { token } = await bank()`. The first call deploys the system and prepares it, every later one goes back.
 */
export function onOneChain<Prepared>(prepare: Prepare<Prepared>): () => Promise<Prepared> {
  return async () => {
    const started = chains.get(prepare) ?? start(prepare);
    chains.set(prepare, started);
    return (await started)() as Promise<Prepared>;
  };
}

/** The moment right after deployment and hand-over. */
export const handedOver = (system: Deployed): Promise<Deployed> => Promise.resolve(system);
