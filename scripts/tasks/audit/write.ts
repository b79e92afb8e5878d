import { renameSync, rmSync, writeFileSync } from "node:fs";
import { UserError } from "../../lib/errors.ts";

/** Writes a file whole or not at all: beside its place first, and then into it. */
export function writeWhole(path: string, text: string): void {
  const beside = `${path}.part`;
  try {
    writeFileSync(beside, text);
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    const { code = "unknown" } = error as { code?: string };
    throw new UserError(`${path}: it cannot be written (${code})`);
  }
}
