import { id } from "ethers";
import {
  businessFrom,
  castOfficers,
  firstFreeAccount,
  officers,
  type Officer,
} from "../lib/cast.ts";
import { located, UserError } from "../lib/errors.ts";
import type { Facts } from "../lib/stage.ts";
import { noNames, salesBand } from "../tasks/inputs.ts";
import { Draw } from "./draw.ts";
import type { District, Scenario } from "./scenario.ts";
import { CONTRACTS } from "./stage.ts";

/** Everybody in a scenario: names, groups, addresses, and what is known of each. */
export interface Cast {
  readonly addresses: ReadonlyMap<string, string>;
  readonly groups: ReadonlyMap<string, readonly string[]>;
  readonly facts: ReadonlyMap<string, Facts>;
  readonly officers: Record<Officer, string>;
}

/** A keyed hash of `text`. In the sandbox the key is public: it is the scenario's seed. */
export const keyedHash = ({ scenario, seed }: Pick<Scenario, "scenario" | "seed">, text: string) =>
  id(`${scenario}/${seed}/${text}`);

/** Whose shop it is, as the registry has it: of the owner who is called so. */
const businessCalled = (scenario: Scenario, owner: string): string =>
  businessFrom(keyedHash(scenario, `business/${owner}`));

const number = (index: number, digits: number) => String(index + 1).padStart(digits, "0");

/** Gives everybody in the scenario one of `accounts`, in a fixed order: officers, citizens, merchants, outsiders. */
export function castScenario(scenario: Scenario, accounts: readonly string[]): Cast {
  const { citizens, merchants, outsiders = [] } = scenario.cast;
  const free = freeAccounts(scenario, accounts);
  const people = [...dealCitizens(scenario), ...dealMerchants(scenario)];
  const cast = castOfficers(accounts);
  const named = [
    ...officers.map((name) => [name, cast[name]] as const),
    ...[...people.map(({ name }) => name), ...outsiders].map(
      (name, n) => [name, free[n] ?? ""] as const,
    ),
  ];
  const own = `${citizens.called ?? "citizen"}s`;
  located(
    () => scenario.locate(["cast", "citizens", "called"]),
    () => mustBeFree(own),
  );
  const groups = new Map([
    ["citizens", free.slice(0, citizens.count)],
    [own, free.slice(0, citizens.count)],
    ["merchants", free.slice(citizens.count, citizens.count + merchants.count)],
  ]);
  const addresses = located(
    () => scenario.locate(["cast"]),
    () => uniquely(named, [...groups.keys()]),
  );
  const facts = new Map(people.map((person, n) => [free[n] ?? "", person] as const));
  return { addresses, groups, facts, officers: cast };
}

function freeAccounts(scenario: Scenario, accounts: readonly string[]): readonly string[] {
  const needed = membersIn(scenario);
  if (accounts.length >= needed) return accounts.slice(firstFreeAccount, needed);
  throw new UserError(
    `${scenario.locate(["cast"])}: ${needed} accounts are needed, the network offers ${accounts.length}`,
  );
}

/** How many accounts a scenario needs: the deployer's, the officers', and one for each member of its cast. */
export function membersIn({ cast: { citizens, merchants, outsiders = [] } }: Scenario): number {
  return firstFreeAccount + citizens.count + merchants.count + outsiders.length;
}

/** Citizens are a group under their own name too, which must not be that of another group or of a contract. */
function mustBeFree(group: string): void {
  if (group !== "merchants" && !CONTRACTS.includes(group)) return;
  throw new UserError(`nobody may be called so: another group or contract is called ${group}`);
}

/** Addresses by name. A name stands for one account, and for nothing else that a step may name. */
function uniquely(
  named: readonly (readonly [name: string, address: string])[],
  groups: readonly string[],
): Map<string, string> {
  const addresses = new Map<string, string>();
  const taken = [...groups, ...CONTRACTS];
  for (const [name, address] of named) {
    if (addresses.has(name)) throw new UserError(`two members are called ${name}`);
    if (taken.includes(name)) {
      throw new UserError(`no member may be called ${name}: a group or contract is called so`);
    }
    addresses.set(name, address);
  }
  return addresses;
}

/** Citizens live in the districts in turn; bands are dealt out in a drawn order. */
function dealCitizens(scenario: Scenario): Facts[] {
  const { count, bands, called = "citizen" } = scenario.cast.citizens;
  const dealt = Object.entries(bands).flatMap(([band, many]) => Array<string>(many).fill(band));
  if (dealt.length !== count) {
    const where = scenario.locate(["cast", "citizens", "bands"]);
    throw new UserError(`${where}: the bands add up to ${dealt.length}, not to ${count} citizens`);
  }
  const order = new Draw(scenario.seed).shuffled(dealt);
  return order.map((band, index) => {
    const { code, home } = districtAt(scenario, index);
    return { name: `${called}-${number(index, 3)}`, region: code, home, band };
  });
}

/** Named merchants first, then the others: categories and districts in turn, sales dealt out in a drawn order. */
function dealMerchants(scenario: Scenario): Facts[] {
  const { count, sales, named = [] } = scenario.cast.merchants;
  const toNumber = (word: string) => salesBand.parse(word, noNames);
  const given = named.map((merchant) => ({
    name: merchant.name,
    region: merchant.region,
    mcc: merchant.mcc,
    sales: toNumber(merchant.sales),
    business: businessCalled(scenario, merchant.business ?? merchant.name),
  }));
  const dealt = Object.entries(sales).flatMap(([band, many]) => Array<string>(many).fill(band));
  if (dealt.length !== count - given.length) {
    const where = scenario.locate(["cast", "merchants", "sales"]);
    const wanted = `${count} merchants less ${given.length} named`;
    throw new UserError(`${where}: the sales bands add up to ${dealt.length}, not to ${wanted}`);
  }
  const order = new Draw(scenario.seed + 1).shuffled(dealt);
  const { list } = scenario.categories;
  const others = order.map((band, index) => ({
    name: `shop-${number(index, 2)}`,
    region: districtAt(scenario, index).code,
    mcc: list[index % list.length]?.mcc ?? 0,
    sales: toNumber(band),
    business: businessCalled(scenario, `shop-${number(index, 2)}`),
  }));
  return [...given, ...others];
}

function districtAt(scenario: Scenario, index: number): District {
  const { list } = scenario.districts;
  const district = list[index % list.length];
  if (district === undefined)
    throw new UserError(`${scenario.locate(["districts"])}: none is given`);
  return district;
}
