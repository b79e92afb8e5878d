import type { ErrorDescription, Interface } from "ethers";
import type { Refusal } from "./stage.ts";

/** The bytes a contract reverted with, wherever the node put them in its error. */
export function revertData(error: unknown): string | undefined {
  const seen = new Set<unknown>();
  const queue: unknown[] = [error];
  while (queue.length > 0) {
    const next = queue.shift();
    if (typeof next === "string" && /^0x([0-9a-f]{2}){4,}$/i.test(next)) return next;
    if (typeof next !== "object" || next === null || seen.has(next)) continue;
    seen.add(next);
    for (const key of ["data", "error", "info", "cause"]) {
      queue.push((next as Record<string, unknown>)[key]);
    }
  }
  return undefined;
}

/** What Solidity's own errors carry, for which they have no name. */
const UNNAMED: Readonly<Record<string, string>> = { Error: "message", Panic: "code" };

/** An error's arguments by their names: Solidity's `Error` has a `message`, its `Panic` a `code`. */
export function argumentsOf({ name, args, fragment }: ErrorDescription): Record<string, unknown> {
  const values = args.toArray() as unknown[];
  return Object.fromEntries(
    fragment.inputs.map((input, n) => [input.name || (UNNAMED[name] ?? String(n)), values[n]]),
  );
}

/** The error that `data` encodes; its selector where `errors` does not know it. */
export function decodeRefusal(errors: Interface, data: string): Refusal {
  const error = errors.parseError(data);
  if (error === null) return { name: data.slice(0, 10), args: {} };
  return { name: error.name, args: argumentsOf(error) };
}
