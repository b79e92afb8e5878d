import {
  DepositOffices__factory,
  VoucherHolders__factory,
  VoucherOffices__factory,
  VoucherPayments__factory,
} from "../../../typechain-types/index.ts";
import { institutionNames, type Addresses, type System } from "../../lib/system.ts";
import type { Books } from "../books.ts";
import { atBlock, type At, type Pair } from "../compare.ts";
import { eachOne } from "../compare-each.ts";

type Ask = (at: { blockTag: number }) => Promise<string>;
type Fixed = readonly [what: string, address: string, ask: Ask];

/** What is fixed at deployment and says with whom a contract works: as the addresses have it. */
export async function fixedPairs(system: System, _books: Books, at: At): Promise<Pair[]> {
  const all = [
    ...moneyOf(system),
    ...vouchersOf(system),
    ...authoritiesOf(system),
    ...(await codesOf(system, at)),
  ];
  return eachOne(at, all, async ([what, address, ask]) => [what, address, await ask(atBlock(at))]);
}

function moneyOf({ addresses, token, ledger, treasury }: System): Fixed[] {
  return [
    ["dual control of the token", addresses.bankDualControl, (at) => token.dualControl(at)],
    ["Treasury of the ledger", addresses.treasury, (at) => ledger.treasury(at)],
    ["token of the Treasury", addresses.token, (at) => treasury.token(at)],
    ["invoices of the Treasury", addresses.invoices, (at) => treasury.invoices(at)],
  ];
}

function vouchersOf({ addresses, invoices, programmes }: System): Fixed[] {
  return [
    ["registry of the invoices", addresses.registry, (at) => invoices.registry(at)],
    ...surroundings("the programmes", addresses, programmes),
  ];
}

interface Surrounded {
  readonly token: Ask;
  readonly ministry: Ask;
  readonly invoices: Ask;
  readonly treasury: Ask;
  readonly registry: Ask;
  readonly calendar: Ask;
}

function surroundings(whose: string, addresses: Addresses, contract: Surrounded): Fixed[] {
  const names = ["token", "ministry", "invoices", "treasury", "registry", "calendar"] as const;
  return names.map((name): Fixed => {
    return [`${name} of ${whose}`, addresses[name], (at) => contract[name](at)];
  });
}

/** Which institution runs each contract. */
function authoritiesOf(system: System): Fixed[] {
  const { addresses } = system;
  const run = {
    token: "bank",
    ledger: "ministry",
    treasury: "ministry",
    calendar: "ministry",
    registry: "operator",
    invoices: "operator",
    programmes: "operator",
  } as const;
  const governed = (Object.keys(run) as (keyof typeof run)[]).map((name): Fixed => {
    return [`authority of ${name}`, addresses[run[name]], (at) => system[name].authority(at)];
  });
  const controls = institutionNames.map((name): Fixed => {
    const what = `authority of ${name}DualControl`;
    return [what, addresses[name], (at) => system.dualControls[name].authority(at)];
  });
  return [...governed, ...controls];
}

/** The same of the contracts whose code the token and the programmes run as their own. */
async function codesOf({ addresses, token, programmes }: System, at: At): Promise<Fixed[]> {
  const { runner } = token;
  const offices = DepositOffices__factory.connect(await token.offices(atBlock(at)), runner);
  const codes = [
    VoucherOffices__factory.connect(await programmes.offices(atBlock(at)), runner),
    VoucherHolders__factory.connect(await programmes.holderCode(atBlock(at)), runner),
    VoucherPayments__factory.connect(await programmes.payments(atBlock(at)), runner),
  ];
  const ofCodes = codes.flatMap((code, n): Fixed[] => {
    const whose = `code ${n + 1} of the programmes`;
    const authority: Fixed = [
      `authority of ${whose}`,
      addresses.operator,
      (block) => code.authority(block),
    ];
    return [authority, ...surroundings(whose, addresses, code)];
  });
  return [
    ["authority of the token's code", addresses.bank, (block) => offices.authority(block)],
    ["dual control of the token's code", addresses.bankDualControl, (b) => offices.dualControl(b)],
    ["central bank of the token", addresses.centralBank, (block) => offices.centralBank(block)],
    ["supervisor of the token", addresses.supervisor, (block) => offices.supervisor(block)],
    ...ofCodes,
  ];
}
