import { UserError } from "../../lib/errors.ts";
import { hashAt } from "../reading.ts";
import { keptIn } from "../store/history.ts";

/** A file of another chain, or of more blocks than the chain has, differs from it everywhere: that is told at once. */
export async function mustBeOfChain(file: string, url: string): Promise<void> {
  const { genesis, head } = keptIn(file);
  if ((await hashAt(url, 0)) !== genesis)
    throw new UserError(`${file}: it is of another chain than the one at --url`);
  if ((await hashAt(url, head)) === undefined)
    throw new UserError(`${file}: the chain at --url does not reach its last block ${head}`);
}
