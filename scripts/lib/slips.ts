import { readFileSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { UserError } from "./errors.ts";
import type { Slips } from "./stage.ts";
import { normalised, type SignedSlip } from "./till.ts";

/** Slips of one run, in memory. */
export function memorySlips(): Slips {
  const kept = new Map<string, SignedSlip>();
  return {
    put: (name, slip) => void kept.set(name, slip),
    get: (name) => {
      const slip = kept.get(name);
      if (slip === undefined) throw new UserError(`nobody has signed a payment called "${name}"`);
      return slip;
    },
  };
}

/** Slips in files: a slip's name is the path of its file. */
export const fileSlips: Slips = {
  put: (path, slip) => {
    const plain = (_: string, value: unknown) =>
      typeof value === "bigint" ? String(value) : value;
    try {
      writeFileSync(path, `${JSON.stringify(slip, plain, 2)}\n`, { flag: "wx" });
    } catch (error) {
      throw new UserError(unwritable(path, (error as { code?: string }).code));
    }
  },
  get: (path) => slipIn(path),
};

/** Why a slip's file cannot be written. A signed payment is never written over: whoever has it can settle it. */
function unwritable(path: string, code = "it cannot be written"): string {
  const file = resolve(path);
  const folder = dirname(file);
  if (code === "EEXIST") return `${path} exists already; name a new file, nothing is written over`;
  if (code === "ENOENT") return `${path}: there is no folder ${folder}; make it first`;
  if (code === "ENOTDIR") return `${path}: ${folder} is no folder`;
  if (code === "EISDIR") return `${path} is a folder; name a file`;
  return `${path}: no file can be written there (${code})`;
}

function slipIn(path: string): SignedSlip {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    throw new UserError(`there is no file ${path}`);
  }
  try {
    const { programme, amount, ...rest } = JSON.parse(text) as SignedSlip;
    const slip = { ...rest, programme: BigInt(programme), amount: BigInt(amount) };
    if (typeof slip.signature === "string") return normalised(slip);
  } catch {
    // Said below, in one line for every way in which a file is no slip.
  }
  throw new UserError(`${path} holds no signed payment`);
}
