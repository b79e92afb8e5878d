import { existsSync, readdirSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { UserError } from "../lib/errors.ts";

const folder = fileURLToPath(new URL("./scenarios/", import.meta.url));

/** The scenario that `npm start` runs. */
export const FIRST_SCENARIO = "livelihood-coupon-2025";

/** Names of the scenarios that come with the project. */
export function scenarioNames(): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".yaml"))
    .map((file) => file.replace(/\.yaml$/, ""))
    .toSorted();
}

/** The file of a scenario given by its name or its path. */
export function scenarioFile(given: string): string {
  if (scenarioNames().includes(given)) return resolve(folder, `${given}.yaml`);
  const path = resolve(given);
  if (existsSync(path)) return path;
  throw new UserError(
    `${given}: no such scenario or file; there are ${scenarioNames().join(", ")}`,
  );
}
