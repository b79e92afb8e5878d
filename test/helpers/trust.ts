import { id } from "ethers";
import { line, papers, withBudget, type Budget } from "./budget.ts";
import { won, type Deployed } from "./fixtures.ts";
import { Region } from "./kinds.ts";
import { openMarket, purpose, type Market, type Wishes } from "./voucher.ts";

/* Programmes that hold what the Treasury advances. */

export const trustMatter = id("childcare 2025");
export const otherTrustMatter = id("childcare 2026");

/** What is obligated in trust on the matter, and what of it is advanced. */
export const entrusted = won(60_000_000);
export const advanced = won(40_000_000);

export type Trust = Market & Budget;

/** A market with a budget, of which 60,000,000 won are obligated in trust; no programme yet. */
export async function obligatedTrust(deployed: Deployed): Promise<Trust> {
  const system = await withBudget(await openMarket(deployed));
  const { obligating, addresses } = system;
  await obligating.obligateInTrust(line, addresses.programmes, trustMatter, entrusted, 0n);
  return system;
}

/** Programme 1 holds the matter in trust, and has its manager; nothing is advanced. */
export async function openTrust(deployed: Deployed, wishes: Wishes = {}): Promise<Trust> {
  const system = await obligatedTrust(deployed);
  await system.sponsor.openInTrust(purpose(wishes), trustMatter);
  await system.controller.appointManager(1n, system.officers.programmeManager);
  return system;
}

/** A disbursing officer has an advance paid to the programmes. */
export const advance = ({ disbursing, addresses }: Trust, amount: bigint, of = trustMatter) =>
  disbursing.payAdvance(addresses.programmes, of, amount, papers);

/** What the citizen was granted of the advance. */
export const grantedInTrust = won(300_000);

/** As `openTrust`; 40,000,000 won are advanced, and the citizen holds 300,000 of them. */
export async function fundedTrust(deployed: Deployed, wishes: Wishes = {}): Promise<Trust> {
  const system = await openTrust(deployed, wishes);
  await advance(system, advanced);
  await system.manager.grant(1n, system.citizen, grantedInTrust, Region.mapo, 1n);
  return system;
}
