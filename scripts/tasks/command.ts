import { existsSync } from "node:fs";
import { UserError } from "../lib/errors.ts";
import { rpcUrl } from "../lib/rpc.ts";

/** Runs a command of a clone, whose contracts have to be compiled. */
export function command(perform: () => void | Promise<void>): Promise<void> {
  return told(async () => {
    if (!existsSync(new URL("../../typechain-types/index.ts", import.meta.url))) {
      throw new UserError("the contracts are not compiled yet; run: npm run build");
    }
    await perform();
  });
}

/** Runs a command: what the user can mend is one line on stderr and exit code 1; anything else is our fault. */
export async function told(perform: () => void | Promise<void>): Promise<void> {
  process.stdout.off("error", endAtClosedPipe).on("error", endAtClosedPipe);
  try {
    await perform();
  } catch (error) {
    const line = userLine(error);
    if (line === undefined) throw error;
    console.error(`error: ${line}`);
    process.exitCode = 1;
  }
}

/** A reader that has seen enough, such as head, closes the pipe: that is no error. */
function endAtClosedPipe(error: { code?: string }): void {
  if (error.code !== "EPIPE") throw error as Error;
  process.exit(process.exitCode ?? 0);
}

function userLine(error: unknown): string | undefined {
  if (error instanceof UserError) return error.message;
  const message = error instanceof Error ? error.message : "";
  if (/ECONNREFUSED|Cannot connect to the network|couldn't connect/i.test(message)) {
    return `no chain answers at ${rpcUrl}; start one with: npx hardhat node, or set GUKGO_RPC_URL to another's address`;
  }
  return undefined;
}

/** A line that is rewritten in place on a terminal, for work that takes more than two seconds. */
export function progressLine(what: string): (done: number, of: number) => void {
  const started = Date.now();
  let shown = 0;
  return (done, of) => {
    const now = Date.now();
    const isEnd = done === of;
    if (!process.stderr.isTTY || now - started < 2_000 || (!isEnd && now - shown < 200)) return;
    shown = now;
    const left = Math.ceil(((now - started) / done) * (of - done)) / 1000;
    const line = `${what}: ${done} of ${of}, about ${Math.ceil(left)} s left`;
    process.stderr.write(isEnd ? "\r\u001b[K" : `\r\u001b[K${line}`);
  };
}
