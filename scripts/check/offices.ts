import { appointments } from "../../deploy/appointments.ts";
import { incompatible, institutions, offices, type Office } from "../../deploy/offices.ts";
import { openToAll } from "../../deploy/open-to-all.ts";
import { problems, type Check } from "./check.ts";
import { artifacts } from "./compiled.ts";

type Functions = Readonly<Record<string, readonly string[]>>;

/** Every entry of the table that gives somebody a function: contract → function → who may call it. */
function assigned(): Map<string, Map<string, string[]>> {
  const table = new Map<string, Map<string, string[]>>();
  const add = (who: string, functions: Functions): void => {
    for (const [contract, names] of Object.entries(functions)) {
      const ofContract = table.get(contract) ?? new Map<string, string[]>();
      table.set(contract, ofContract);
      for (const name of names) ofContract.set(name, [...(ofContract.get(name) ?? []), who]);
    }
  };
  for (const [name, office] of Object.entries(offices)) add(name, office.functions);
  for (const [name, appointment] of Object.entries(appointments)) add(name, appointment.functions);
  for (const [contract, open] of Object.entries(openToAll)) {
    add("everybody", { [contract]: Object.keys(open) });
  }
  return table;
}

/** Contracts whose functions another one runs as its own. */
const runBy: Readonly<Record<string, string>> = {
  DepositOffices: "DepositToken",
  VoucherOffices: "VoucherProgramme",
  VoucherHolders: "VoucherProgramme",
  VoucherPayments: "VoucherProgramme",
  ProcurementOffices: "ProcurementEscrow",
};

/** Contracts that refuse who holds no office, each with the functions that change state. */
function governed(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const { contractName, deployedBytecode, abi } of artifacts()) {
    const isGoverned = abi.some(({ name }) => name === "AccessManagedUnauthorized");
    if (deployedBytecode === "0x" || !isGoverned) continue;
    const changing = abi.filter(
      ({ type, stateMutability }) =>
        type === "function" && (stateMutability === "nonpayable" || stateMutability === "payable"),
    );
    found.set(contractName, new Set(changing.map(({ name }) => name ?? "")));
  }
  return found;
}

/** Functions that a contract runs for another one, which does not have them. */
function* unreached(contracts: Map<string, Set<string>>): Generator<string> {
  for (const [code, runner] of Object.entries(runBy)) {
    const own = contracts.get(code);
    if (own === undefined) yield `${code} is no compiled contract that asks for offices`;
    for (const name of own ?? []) {
      if (!contracts.get(runner)?.has(name)) yield `${code}.${name} is not in ${runner}`;
    }
    contracts.delete(code);
  }
}

function* disagreements(): Generator<string> {
  const table = assigned();
  const contracts = governed();
  yield* unreached(contracts);
  if (contracts.size === 0) yield "no compiled contract has an authority";
  for (const [contract, functions] of contracts) {
    for (const name of functions) {
      const who = table.get(contract)?.get(name) ?? [];
      if (who.length === 0) yield `${contract}.${name} is in no office and not open to all`;
      if (who.length > 1) yield `${contract}.${name} stands twice: ${who.join(", ")}`;
    }
  }
  for (const [contract, functions] of table) {
    for (const name of functions.keys()) {
      if (!contracts.get(contract)?.has(name)) {
        yield `${contract}.${name} is in the table, but is no function that changes state`;
      }
    }
  }
}

/** What the types of the table cannot say. */
function* inconsistencies(): Generator<string> {
  const ids = new Map<number, string>();
  for (const [name, { id, institution }] of Object.entries(offices)) {
    const other = ids.get(id);
    if (other !== undefined) yield `${name} and ${other} share the id ${id}`;
    ids.set(id, name);
    if (!(institution in institutions))
      yield `${name} belongs to ${institution}, which is no institution`;
  }
  for (const [name, { by, through }] of Object.entries(appointments)) {
    const functions: Functions = offices[by].functions;
    const isTheirs = Object.values(functions).some((names) => names.includes(through));
    if (!isTheirs) yield `${name} is appointed through ${through}, which ${by} may not call`;
  }
  for (const [one, other] of incompatible) {
    if (one === other) yield `${one} is incompatible with itself`;
  }
  yield* unchecked();
}

/** Offices whose checking office is none, is their own, or belongs to another institution. */
function* unchecked(): Generator<string> {
  const table: Readonly<Record<string, Office>> = offices;
  for (const [name, { institution, checkedBy }] of Object.entries(table)) {
    if (checkedBy === undefined) continue;
    const isOfSame = table[checkedBy]?.institution === institution;
    if (checkedBy === name || !isOfSame)
      yield `${name} is checked by ${checkedBy}, which is no other office of its institution`;
  }
}

export const officesTable: Check = {
  name: "table of offices",
  run: () => problems([...disagreements(), ...inconsistencies()]),
};
