import { readFileSync } from "node:fs";
import { getAddress, isAddress } from "ethers";
import { parseCsv } from "../lib/csv.ts";
import { UserError } from "../lib/errors.ts";
import type { AccountNames } from "./ledger.ts";

/** Reads whose account is whose from a local CSV file, `account,name`. Nobody but its reader has it. */
export function readNames(path: string): AccountNames {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    const { code } = error as { code?: string };
    const why = code === "ERR_ENCODING_INVALID_ENCODED_DATA" ? "it is no UTF-8" : (code ?? "?");
    throw new UserError(`--names ${path}: it cannot be read (${why})`);
  }
  return namesIn(text, path);
}

/** Names by account. A first line that says `account,name` names the columns. */
function namesIn(text: string, path: string): AccountNames {
  const names = new Map<string, string>();
  for (const [index, row] of parseCsv(text).entries()) {
    if (index === 0 && row.join() === "account,name") continue;
    if (row.length === 1 && row[0] === "") continue;
    const refuse = (why: string) => new UserError(`--names ${path}, line ${index + 1}: ${why}`);
    if (row.length !== 2) throw refuse(`expected account,name, found ${row.length} columns`);
    const [account = "", name = ""] = row.map((cell) => cell.trim());
    const isAccount: boolean = /^0x/.test(account) && isAddress(account);
    if (!isAccount) throw refuse(`"${account}" is no account's address`);
    // eslint-disable-next-line no-control-regex -- these are what is refused
    if (name === "" || /[\u0000-\u001f\u007f]/.test(name))
      throw refuse("the name is empty or no line of text");
    const address = getAddress(account);
    if (names.has(address)) throw refuse(`${address} has a name already`);
    names.set(address, name);
  }
  return names;
}
