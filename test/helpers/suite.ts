import { deployed, type Deployed } from "./fixtures.ts";

/**
 * One chain for a suite. The first call of what this returns deploys the system and prepares it, every later one goes
 * back to that moment: `const bank = onOneChain(readyBank)`, then `const { token } = await bank()` in each test.
 */
export function onOneChain<Prepared>(
  prepare: (system: Deployed) => Promise<Prepared>,
): () => Promise<Prepared> {
  let load: (() => Promise<Prepared>) | undefined;
  return async () => {
    if (load === undefined) {
      const system = await deployed();
      const prepared = () => prepare(system);
      load = () => system.connection.networkHelpers.loadFixture(prepared);
    }
    return load();
  };
}
