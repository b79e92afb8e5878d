import { readFileSync } from "node:fs";
import { getAddress, isAddress } from "ethers";
import { parseCsv } from "../../lib/csv.ts";
import { UserError } from "../../lib/errors.ts";
import type { AccountNames } from "../ledger.ts";

/** Whose account is whose, from a local file: a line `account,name`, then an account and its name in each line. */
export function readNames(path: string): AccountNames {
  const names = new Map<string, string>();
  for (const [index, [account = "", name = ""]] of rowsOf(path).entries()) {
    if (index === 0 && account === "account") continue;
    if (!isAddress(account) || name === "") {
      throw new UserError(
        `--names ${path}: line ${index + 1}: expected account,name such as 0x…,Bookshop`,
      );
    }
    names.set(getAddress(account), name);
  }
  return names;
}

function rowsOf(path: string): string[][] {
  try {
    return parseCsv(readFileSync(path, "utf8"));
  } catch (error) {
    const { code = "unknown" } = error as { code?: string };
    throw new UserError(`--names ${path}: it cannot be read (${code})`);
  }
}
