/** What a command prints, and the exit code that it sets. */
export interface Printed {
  readonly out: string[];
  readonly err: string[];
  readonly code: typeof process.exitCode;
}

/** Performs what prints, and keeps its lines from the terminal and its exit code from the tests' own. */
export function printed(perform: () => void): Printed {
  const out: string[] = [];
  const err: string[] = [];
  const { log, error } = console;
  const before = process.exitCode;
  process.exitCode = undefined;
  const keep = (lines: string[]) => (text: string) => void lines.push(...text.split("\n"));
  Object.assign(console, { log: keep(out), error: keep(err) });
  try {
    perform();
    return { out, err, code: process.exitCode };
  } finally {
    Object.assign(console, { log, error });
    process.exitCode = before;
  }
}
