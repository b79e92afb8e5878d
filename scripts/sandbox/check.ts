import { zeroPadValue, toBeHex } from "ethers";
import { firstFreeAccount } from "../lib/cast.ts";
import { UserError } from "../lib/errors.ts";
import type { Names } from "../lib/stage.ts";
import { InputError, mcc, parseInputs, parseTime, region } from "../tasks/inputs.ts";
import { surface } from "../tasks/surface.ts";
import { castScenario, type Cast } from "./cast.ts";
import { verbOf, blame } from "./runner.ts";
import type { Scenario, Step } from "./scenario.ts";
import { namesOf } from "./stage.ts";
import { amountFor, purposeOf } from "./terms.ts";

/** Checks everything in a scenario that can be checked without a chain. Fails with `file:line:field: why`. */
export function checkScenario(scenario: Scenario): void {
  checkCodes(scenario);
  const { citizens, merchants, outsiders = [] } = scenario.cast;
  const many = firstFreeAccount + citizens.count + merchants.count + outsiders.length;
  const accounts = Array.from({ length: many }, (_, n) => zeroPadValue(toBeHex(n + 1), 20));
  const cast = castScenario(scenario, accounts);
  checkNames(scenario, cast);
  let now = startOf(scenario);
  const programmes = new Map<string, bigint>();
  const contracts = {
    token: accounts[0] ?? "",
    registry: accounts[1] ?? "",
    programmes: accounts[2] ?? "",
  };
  const names = namesOf(cast, contracts, programmes, () => now);
  for (const name of Object.keys(scenario.terms)) purposeOf(scenario, name, names);
  for (const name of Object.keys(scenario.amounts)) amountFor(scenario, name, undefined);
  for (const step of scenario.steps) {
    if (step.at !== undefined) now = blame(step, "at", () => orderly(step, scenario, now));
    checkStep(scenario, step, names);
    if (step.verb === "voucher.open") programmes.set(String(step.inputs["name"]), 1n);
  }
}

function startOf(scenario: Scenario): number {
  if (scenario.clock === "live") return Math.floor(Date.now() / 1000);
  if (scenario.starts === undefined) {
    throw new UserError(
      `${scenario.locate([])}:starts: is missing; a simulated clock starts somewhere`,
    );
  }
  try {
    return parseTime(scenario.starts, () => 0);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(`${scenario.locate(["starts"])}: ${error.message}`);
  }
}

function orderly(step: Step, scenario: Scenario, now: number): number {
  const at = parseTime(step.at, () => now);
  if (scenario.clock === "live" && !String(step.at).startsWith("+")) {
    throw new UserError("a live scenario says when by offsets such as +30s");
  }
  if (at < now) throw new UserError("is before the step above it");
  return at;
}

/** Bands that nobody has, and a citizen to follow who is none. */
function checkNames(scenario: Scenario, cast: Cast): void {
  const bands = Object.keys(scenario.cast.citizens.bands);
  for (const [table, rows] of Object.entries(scenario.amounts)) {
    for (const [n, { band }] of rows.entries()) {
      if (band === undefined || bands.includes(band)) continue;
      const where = scenario.locate(["amounts", table, n, "band"]);
      throw new UserError(
        `${where}: no citizen is of band "${band}"; there are ${bands.join(", ")}`,
      );
    }
  }
  const { follow } = scenario;
  const followed = cast.addresses.get(follow ?? "citizen-001") ?? "";
  if (cast.groups.get("citizens")?.includes(followed) === true) return;
  throw new UserError(`${scenario.locate(["follow"])}: no citizen is called "${follow ?? ""}"`);
}

/** Reasons that no contract gives. The contracts must have been compiled. */
export async function checkRefusals(scenario: Scenario): Promise<void> {
  const { interfaces } = await import("../../deploy/selectors.ts");
  const { DualControl__factory } = await import("../../typechain-types/index.ts");
  const dualControl = DualControl__factory.createInterface();
  const known = new Set(
    [...Object.values(interfaces), dualControl].flatMap(({ fragments }) =>
      fragments.flatMap((fragment) =>
        fragment.type === "error" && "name" in fragment ? [String(fragment.name)] : [],
      ),
    ),
  );
  for (const { expect, where } of scenario.steps) {
    if (expect === "accepted" || !("refused" in expect) || known.has(expect.refused)) continue;
    throw new UserError(`${where}:expect.refused: no contract refuses with "${expect.refused}"`);
  }
}

function checkCodes(scenario: Scenario): void {
  const none = { account: String, group: (n: string) => [n], programme: () => 0n, now: () => 0 };
  const check = (path: (string | number)[], kind: typeof mcc, value: unknown): void => {
    try {
      kind.parse(value, none);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      throw new UserError(`${scenario.locate(path)}: ${error.message}`);
    }
  };
  scenario.categories.list.forEach((item, n) => {
    check(["categories", "list", n, "mcc"], mcc, item.mcc);
  });
  scenario.cast.merchants.named?.forEach((merchant, n) => {
    check(["cast", "merchants", "named", n, "mcc"], mcc, merchant.mcc);
    check(["cast", "merchants", "named", n, "region"], region, merchant.region);
  });
  scenario.districts.list.forEach((item, n) => {
    check(["districts", "list", n, "code"], region, item.code);
    check(["districts", "list", n, "home"], region, item.home);
  });
}

/** Inputs that a step draws for each member are left out: they are what they are only when it runs. */
function checkStep(scenario: Scenario, step: Step, names: Names): void {
  const verb = verbOf(step);
  if (step.each !== undefined) blame(step, "each", () => names.group(step.each ?? ""));
  const inputs = { ...step.inputs };
  const declared = { ...surface[verb].inputs } as Record<string, unknown>;
  for (const [name, value] of Object.entries(inputs)) {
    if (step.each === undefined || typeof value !== "object" || Array.isArray(value)) continue;
    delete inputs[name];
    delete declared[name];
  }
  if (step.each !== undefined && inputs["by"] === undefined) inputs["by"] = "issuer";
  try {
    parseInputs(declared as (typeof surface)[typeof verb]["inputs"], inputs, names);
    if (verb === "voucher.open") purposeOf(scenario, String(inputs["terms"]), names);
    if (verb === "voucher.grant-batch") amountFor(scenario, String(inputs["amounts"]), undefined);
  } catch (error) {
    if (error instanceof InputError) {
      throw new UserError(`${step.where}:${step.verb}.${error.message}`);
    }
    throw error instanceof UserError ? new UserError(`${step.where}:${error.message}`) : error;
  }
}
