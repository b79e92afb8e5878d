import type { BaseContract, FunctionFragment, ParamType } from "ethers";
import { institutions, offices, type Governed, type Institution } from "../../deploy/offices.ts";
import { personCalled } from "./cast.ts";
import { UserError } from "./errors.ts";
import type { Stage } from "./stage.ts";
import type { System } from "./system.ts";

/** How names in a call are understood. */
type Naming = Pick<Stage, "names" | "hash">;

const GOVERNED: Readonly<Record<string, Governed>> = {
  token: "DepositToken",
  ledger: "AppropriationLedger",
  treasury: "Treasury",
  calendar: "BusinessCalendar",
  registry: "MerchantRegistry",
  invoices: "InvoiceRegister",
  programmes: "VoucherProgramme",
};

const isInstitution = (name: string): name is Institution => name in institutions;

/** An institution by its name. */
export function institutionCalled(name: string): Institution {
  if (isInstitution(name)) return name;
  const known = Object.keys(institutions).join(", ");
  throw new UserError(`no institution is called "${name}"; there are ${known}`);
}

/** What two people can call: the contracts by their names, and each institution's authority by the institution's. */
export function callable(system: System) {
  const { token, ledger, treasury, calendar, registry, invoices, programmes, authorities } = system;
  const contracts: [string, BaseContract][] = [
    ["token", token],
    ["ledger", ledger],
    ["treasury", treasury],
    ["calendar", calendar],
    ["registry", registry],
    ["invoices", invoices],
    ["programmes", programmes],
  ];
  return new Map<string, BaseContract>([...contracts, ...Object.entries(authorities)]);
}

/** Whose offices an act is proposed by: the institution's own, or that of the office the function belongs to. */
export function institutionFor(contract: string, fn: string): Institution {
  if (isInstitution(contract)) return contract;
  const governed = GOVERNED[contract];
  const office = Object.values(offices).find(({ functions }) => {
    const listed: Partial<Record<Governed, readonly string[]>> = functions;
    return governed !== undefined && listed[governed]?.includes(fn) === true;
  });
  if (office === undefined) throw new UserError(`${contract}.${fn} belongs to no office`);
  return office.institution;
}

/** The call of `fn` with arguments as a person writes them: accounts and offices by name. */
export function encodeCall(
  stage: Naming,
  contract: BaseContract,
  fn: string,
  raw: readonly unknown[],
): string {
  const fragment = contract.interface.fragments.find(
    (one): one is FunctionFragment => one.type === "function" && "name" in one && one.name === fn,
  );
  if (fragment === undefined) throw new UserError(`function: there is no "${fn}" in that contract`);
  const { inputs } = fragment;
  if (inputs.length !== raw.length) {
    const wanted = inputs.map(({ name }) => name).join(", ");
    throw new UserError(`arguments: ${fn} takes ${inputs.length} (${wanted}), not ${raw.length}`);
  }
  const values = inputs.map((input, n) => valueOf(stage, input, raw[n]));
  return contract.interface.encodeFunctionData(fragment, values);
}

function valueOf(stage: Naming, type: ParamType, raw: unknown): unknown {
  if (type.arrayChildren !== null) {
    const child = type.arrayChildren;
    if (Array.isArray(raw)) return raw.map((one: unknown) => valueOf(stage, child, one));
    throw new UserError(`arguments: ${type.name} is a list, such as [a, b]`);
  }
  const isPlain = typeof raw === "string" || typeof raw === "number" || typeof raw === "boolean";
  const text = isPlain ? String(raw) : "";
  if (type.type === "address") return stage.names.account(text);
  if (type.type === "bool" && /^(true|false)$/.test(text)) return text === "true";
  if (type.type.startsWith("uint")) return numberOf(type.name, text);
  if (type.type.startsWith("bytes") && /^0x([0-9a-fA-F]{2})*$/.test(text)) return text;
  if (type.type === "bytes32" && text !== "") {
    return type.name === "person" ? personCalled(text) : stage.hash(text);
  }
  if (type.type === "string") return text;
  throw new UserError(`arguments: ${type.name} is a ${type.type}, not "${text}"`);
}

/** A whole number, or that of an office. */
function numberOf(name: string, text: string): bigint {
  if (text in offices) return BigInt(offices[text as keyof typeof offices].id);
  const digits = text.replace(/_/g, "");
  if (/^\d+$/.test(digits)) return BigInt(digits);
  throw new UserError(`arguments: ${name} is a whole number or an office, not "${text}"`);
}

const officeNames = new Map(Object.entries(offices).map(([name, { id }]) => [BigInt(id), name]));

/** A call as a person reads it: the function, and its arguments with names for accounts and offices. */
export function describeCall(
  contract: BaseContract | undefined,
  data: string,
  names: ReadonlyMap<string, string>,
): string {
  const call = contract?.interface.parseTransaction({ data });
  if (call === undefined || call === null) return `${data.slice(0, 10)}…`;
  const shown = call.fragment.inputs.map(({ name }, n) => {
    return `${name} ${plain(name, call.args[n], names)}`;
  });
  return `${call.name}(${shown.join(", ")})`;
}

function plain(name: string, value: unknown, names: ReadonlyMap<string, string>): string {
  if (Array.isArray(value)) return `[${value.map((one) => plain(name, one, names)).join(", ")}]`;
  const text = String(value);
  const office = /^(roleId|office)$/.test(name) && typeof value === "bigint";
  if (office) return value === 0n ? "administrator" : (officeNames.get(value) ?? text);
  if (/^0x[0-9a-f]{64}$/.test(text)) return `${text.slice(0, 10)}…`;
  return names.get(text) ?? text;
}
