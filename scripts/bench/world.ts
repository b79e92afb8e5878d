import {
  type Interface,
  dataSlice,
  getAddress,
  id,
  SigningKey,
  computeAddress,
  ZeroHash,
} from "ethers";
import type { NetworkConnection } from "hardhat/types/network";
import { businessFrom, castOfficers, firstFreeAccount, type Officer } from "../lib/cast.ts";
import { chunks } from "../lib/chunks.ts";
import { revertData } from "../lib/revert.ts";
import { deploySystem } from "../lib/deploy-system.ts";
import type { System } from "../lib/system.ts";
import { MAX_GAS } from "../lib/till.ts";

/* A chain on which the system pays for a year: the bank, the budget, programmes in trust, holders and merchants. */

/** How large it is. */
export interface Size {
  readonly holders: number;
  readonly merchants: number;
  readonly programmes: number;
}

/** Somebody who holds vouchers. Most have keys that no node knows: they only sign. */
export interface Holder {
  readonly address: string;
  readonly key: SigningKey;
  /** The number of its next signed payment. */
  nextId: number;
}

/** What a mined transaction left. */
export interface Receipt {
  readonly status: string;
  readonly logs: readonly { topics: string[]; data: string; address: string }[];
}

/** UTC second of a day of 2026 at 09:00 in Korea, counted from 0. */
export const morningOf = (day: number): number => Date.UTC(2026, 0, 1 + day) / 1_000;

/** Until when everything of this year lasts: 1 March 2027 in Korea. */
const UNTIL = Date.UTC(2027, 1, 28, 15) / 1_000;
const LINE = 2026_011_1040301_24001n;
const MINISTRY = 11n;
/** Whole won that a holder gets each month, and has besides at a bank. */
export const GRANT = 40_000n;
const OWN = 100_000n;
const [CITIZEN, MERCHANT, AGENCY] = [1n, 2n, 3n];
const CATEGORIES = [5411n, 5462n, 5812n, 5942n];
const DISTRICTS = [11_440n, 11_680n, 26_350n];
/** Items of a list in one transaction: what fits into its gas. */
const AT_ONCE = 150;

/** The chain, the system on it and everybody there. */
export class World {
  readonly connection: NetworkConnection<"l1">;
  readonly system: System;
  readonly officers: Record<Officer, string>;
  /** Of each programme, from 1. */
  readonly holders: readonly Holder[][];
  /** Holders and merchants whose keys the node has. */
  readonly citizens: readonly Holder[];
  readonly shops: readonly string[];
  readonly merchants: readonly string[];
  now = morningOf(0);
  /** Events that the system left so far. */
  events = 0;
  transactions = 0;

  constructor(
    connection: NetworkConnection<"l1">,
    system: System,
    accounts: readonly string[],
    size: Size,
  ) {
    this.connection = connection;
    this.system = system;
    this.officers = castOfficers(accounts);
    const free = accounts.map((address, n) => ({ address, n })).slice(firstFreeAccount);
    const known = Math.min(20, Math.floor(size.holders / 2));
    this.citizens = free.slice(0, known).map(({ n }) => holderOf(`gukgo development account ${n}`));
    this.shops = free.slice(known, known + 20).map(({ address }) => address);
    const others = Array.from({ length: Math.max(0, size.merchants - this.shops.length) }, (_, n) =>
      getAddress(dataSlice(id(`gukgo bench merchant ${n}`), 0, 20)),
    );
    this.merchants = [...this.shops, ...others];
    const all = [...this.citizens];
    while (all.length < size.holders) all.push(holderOf(`gukgo bench holder ${all.length}`));
    this.holders = Array.from({ length: size.programmes }, (_, p) =>
      all.filter((_one, n) => n % size.programmes === p),
    );
  }

  /** Mines one transaction a minute after the last, or later where the clock was set on. */
  async send(by: string, to: string, data: string): Promise<Receipt> {
    const { provider } = this.connection;
    this.now += 60;
    await provider.request({ method: "evm_setNextBlockTimestamp", params: [this.now] });
    const sent = { from: by, to, data, gas: `0x${MAX_GAS.toString(16)}` };
    const hash: unknown = await provider.request({ method: "eth_sendTransaction", params: [sent] });
    const params = [hash];
    const receipt = (await provider.request({
      method: "eth_getTransactionReceipt",
      params,
    })) as Receipt;
    this.transactions += 1;
    this.events += receipt.logs.length;
    return receipt;
  }

  /** As `send`, of what the chain is to refuse. */
  async sendRefused(by: string, to: string, data: string): Promise<void> {
    try {
      await this.send(by, to, data);
    } catch (error) {
      if (revertData(error) === undefined) throw error;
      this.transactions += 1;
      return;
    }
    throw new Error("the chain took what it was to refuse");
  }

  async call(
    by: string,
    contract: { readonly interface: Interface; getAddress(): Promise<string> },
    method: string,
    args: readonly unknown[],
  ): Promise<Receipt> {
    const data = contract.interface.encodeFunctionData(method, [...args]);
    return this.send(by, await contract.getAddress(), data);
  }
}

function holderOf(phrase: string): Holder {
  const key = new SigningKey(id(phrase));
  return { address: computeAddress(key), key, nextId: 1 };
}

/** Deploys the system through the production modules and sets everything up, up to the first month's grants. */
export async function worldOf(connection: NetworkConnection<"l1">, size: Size): Promise<World> {
  const { provider } = connection;
  const accounts = (await provider.request({ method: "eth_accounts" })) as string[];
  const named = accounts.map((account) => getAddress(account));
  const system = await deploySystem(connection, castOfficers(named), { issueThreshold: 0n });
  const world = new World(connection, system, named, size);
  world.events = await eventsSoFar(world);
  await openBank(world);
  await openAccounts(world);
  await openBudget(world);
  return world;
}

async function eventsSoFar({ connection, system }: World): Promise<number> {
  const filter = { fromBlock: "0x0", toBlock: "latest", address: Object.values(system.addresses) };
  const request = { method: "eth_getLogs", params: [filter] };
  return ((await connection.provider.request(request)) as unknown[]).length;
}

const moneyOf = ({ holders }: World): bigint =>
  BigInt(holders.flat().length) * GRANT * 14n + 10_000_000n;

async function openBank(world: World): Promise<void> {
  const { system, officers } = world;
  const { token, addresses, invoices } = system;
  const money = 4n * moneyOf(world);
  await world.call(officers.reserveAttestor, token, "attestReserve", [money, 1n, 30n * 86_400n]);
  const { issuanceController, issuer, systemRegistrar, admissionOfficer, funding } = officers;
  await world.call(issuanceController, token, "setIssuanceAllowance", [issuer, money]);
  for (const contract of [addresses.programmes, addresses.treasury])
    await world.call(systemRegistrar, token, "registerSystemAccount", [contract]);
  await world.call(systemRegistrar, token, "openSystemAccount", [addresses.treasury]);
  for (const contract of [addresses.programmes, addresses.treasury])
    await world.call(officers.invoiceRegistrar, invoices, "setPayer", [contract, true]);
  await world.call(admissionOfficer, token, "admit", [funding, AGENCY, UNTIL]);
  await world.call(issuer, token, "issue", [funding, 2n * moneyOf(world), 1n, 0n]);
}

async function openAccounts(world: World): Promise<void> {
  const { system, officers, merchants, holders, citizens, shops } = world;
  const { token, registry, addresses } = system;
  const { admissionOfficer, merchantOfficer, issuer } = officers;
  const everybody = holders.flat().map(({ address }) => address);
  for (const part of chunks(everybody, AT_ONCE))
    await world.call(admissionOfficer, token, "admitBatch", [part, CITIZEN, UNTIL]);
  for (const part of chunks(merchants, AT_ONCE))
    await world.call(admissionOfficer, token, "admitBatch", [part, MERCHANT, UNTIL]);
  const enrolments = merchants.map((merchant, n) => ({
    merchant,
    mcc: CATEGORIES[n % CATEGORIES.length],
    region: DISTRICTS[n % DISTRICTS.length],
    salesBand: 1n,
    business: businessFrom(id(`business/${merchant}`)),
  }));
  for (const part of chunks(enrolments, 50))
    await world.call(merchantOfficer, registry, "enrolBatch", [part]);
  for (const [n, { address }] of citizens.entries())
    await world.call(issuer, token, "issue", [address, OWN, BigInt(n) + 2n, 0n]);
  for (const shop of shops)
    await world.call(shop, token, "approve", [addresses.programmes, 2n ** 256n - 1n]);
}

/** Money for the Treasury, a line, and programmes that hold what is advanced to them in trust. */
async function openBudget(world: World): Promise<void> {
  const { system, officers, holders } = world;
  const { token, ledger, treasury, addresses } = system;
  const money = moneyOf(world);
  await world.call(officers.funding, token, "approve", [addresses.treasury, 2n * money]);
  await world.call(officers.funding, treasury, "receiveRevenue", [2n * money, ZeroHash]);
  const { appropriator, officerAppointer, allotmentOfficer, obligatingOfficer } = officers;
  const { disbursingOfficer } = officers;
  const ministry = [MINISTRY, addresses.spendingMinistry];
  await world.call(appropriator, ledger, "registerMinistry", ministry);
  await world.call(appropriator, ledger, "setTrustee", [addresses.programmes, true]);
  const [obligating, disbursing] = [1n, 2n];
  const appointed = [
    [obligatingOfficer, obligating],
    [disbursingOfficer, disbursing],
  ] as const;
  for (const [officer, role] of appointed)
    await world.call(officerAppointer, ledger, "appointOfficer", [MINISTRY, officer, role]);
  const act = id("appropriation act 2026");
  await world.call(appropriator, ledger, "appropriate", [LINE, money, act]);
  await world.call(allotmentOfficer, ledger, "allot", [LINE, 1n, money]);
  const months = Array.from({ length: 12 }, () => money);
  await world.call(allotmentOfficer, ledger, "setPaymentPlan", [LINE, months]);
  for (const [n, one] of holders.entries()) await openProgramme(world, n + 1, one.length);
}

/** Every term but the expiry, off. */
const TERMS = {
  expiresAt: UNTIL,
  ...{ perPaymentLimit: 0n, dailyLimit: 0n, monthlyLimit: 0n, totalLimit: 0n },
  ...{ categoryRule: 0n, maxSalesBand: 0n, homeRegionOnly: false, listedRegionsOnly: false },
  ...{ namedMerchantsOnly: false, opensAt: 0n, closesAt: 0n, weekdays: 0n },
  ...{ closedOnHolidays: false, evidenceRequired: false, purposeRequired: false },
  ...{ consentRequired: false, rebateBps: 0n },
};

async function openProgramme(world: World, programme: number, holders: number): Promise<void> {
  const { system, officers } = world;
  const { ledger, treasury, programmes, addresses } = system;
  const matter = id(`vouchers 2026, programme ${programme}`);
  const amount = BigInt(holders) * GRANT * 13n;
  const purpose = {
    ...{ terms: TERMS, categories: [], regions: [], merchants: [] },
    ...{ documentHash: id("terms"), noticeHash: ZeroHash },
  };
  const { obligatingOfficer, disbursingOfficer, programmeSponsor, programmeController } = officers;
  const obliged = [LINE, addresses.programmes, matter, amount, 0n];
  await world.call(obligatingOfficer, ledger, "obligateInTrust", obliged);
  await world.call(programmeSponsor, programmes, "openInTrust", [purpose, matter]);
  const manager = [BigInt(programme), officers.programmeManager];
  await world.call(programmeController, programmes, "appointManager", manager);
  const advance = [addresses.programmes, matter, amount, id("papers")];
  await world.call(disbursingOfficer, treasury, "payAdvance", advance);
}

/** Every holder of every programme gets a month's vouchers. */
export async function grantMonth(world: World, month: number): Promise<void> {
  const { system, officers, holders } = world;
  for (const [n, all] of holders.entries()) {
    for (const [part, some] of chunks(all, AT_ONCE).entries()) {
      const items = some.map(({ address }) => ({ holder: address, amount: GRANT }));
      const home = DISTRICTS[n % DISTRICTS.length];
      const ref = BigInt(month * 10_000 + part + 1);
      const args = [BigInt(n) + 1n, items, home, ref];
      await world.call(officers.programmeManager, system.programmes, "grantBatch", args);
    }
  }
}
