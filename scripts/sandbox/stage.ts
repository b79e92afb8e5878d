import { isAddress } from "ethers";
import { UserError } from "../lib/errors.ts";
import type { Chain } from "../lib/chain.ts";
import { memorySlips } from "../lib/slips.ts";
import type { Names, Slips, Stage } from "../lib/stage.ts";
import type { System } from "../lib/system.ts";
import { paymentDomain, paymentTypes } from "../lib/till.ts";
import { keyedHash, type Cast } from "./cast.ts";
import type { Scenario } from "./scenario.ts";
import { amountFor, purposeOf } from "./terms.ts";

/** The contracts of the system by the names a scenario gives them. */
export const CONTRACTS: readonly string[] = [
  "token",
  "ledger",
  "treasury",
  "calendar",
  "registry",
  "invoices",
  "programmes",
];

/** How a scenario's names are understood: its cast, the system's contracts, and programmes opened so far. */
export function namesOf(
  cast: Cast,
  contracts: Readonly<Record<string, string>>,
  programmes: ReadonlyMap<string, bigint>,
  now: () => number,
): Names {
  const find = (name: string): string | undefined =>
    cast.addresses.get(name) ?? (CONTRACTS.includes(name) ? contracts[name] : undefined);
  const account = (name: string): string => {
    const address = isAddress(name) ? name : find(name);
    if (address === undefined) throw new UserError(`nobody in the cast is called "${name}"`);
    return address;
  };
  return {
    account,
    group: (name) => cast.groups.get(name) ?? [account(name)],
    programme: (name) => {
      const found = programmes.get(name);
      if (found === undefined) throw new UserError(`no programme called "${name}" has been opened`);
      return found;
    },
    now,
  };
}

/** The stage on which a scenario's verbs act. */
export function stageOf(
  scenario: Scenario,
  cast: Cast,
  system: System,
  chain: Chain,
  clock: { readonly now: () => number },
  slips: Slips = memorySlips(),
): Stage & { readonly programmes: ReadonlyMap<string, bigint> } {
  const programmes = new Map<string, bigint>();
  const names = namesOf(cast, { ...system.addresses }, programmes, clock.now);
  return {
    system,
    names,
    programmes,
    send: (by, target, method, args) => chain.send(by, target, method, args),
    sign: async (slip) => {
      const domain = paymentDomain(await chain.id(), system.addresses.programmes);
      const signature = await chain.sign(slip.holder, domain, paymentTypes, { ...slip });
      return { ...slip, signature };
    },
    slips,
    factsOf: (address) => cast.facts.get(address),
    purposeOf: (name) => purposeOf(scenario, name, names),
    amountFor: (table, address) => amountFor(scenario, table, cast.facts.get(address)),
    remember: (name, programme) => void programmes.set(name, programme),
    hash: (text) => keyedHash(scenario, text),
  };
}
