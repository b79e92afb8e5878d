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

/** What a command wrote, and the exit code it left. */
export interface Heard {
  readonly out: string;
  readonly error: string;
  readonly exitCode: unknown;
}

/** Runs a command in this process, in the language that GUKGO_LANG names. */
export async function heard(language: string, act: () => Promise<unknown>): Promise<Heard> {
  const { stdout, stderr, exitCode } = process;
  const [writeOut, writeError] = [stdout.write.bind(stdout), stderr.write.bind(stderr)];
  const said = { out: "", error: "" };
  const into = (stream: "out" | "error") => (text: unknown) => {
    said[stream] += String(text);
    return true;
  };
  stdout.write = into("out");
  stderr.write = into("error");
  process.env["GUKGO_LANG"] = language;
  process.exitCode = undefined;
  try {
    await act();
    return { ...said, exitCode: process.exitCode };
  } finally {
    stdout.write = writeOut;
    stderr.write = writeError;
    delete process.env["GUKGO_LANG"];
    process.exitCode = exitCode;
  }
}
