import { spawn } from "node:child_process";
import type { Check, Findings } from "./check.ts";

/** Runs a tool of node_modules; what it printed are the problems, where its exit code says that there are any. */
function run(command: string, args: readonly string[]): Promise<Findings> {
  return new Promise((done) => {
    const tool = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    tool.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
    tool.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
    tool.on("error", (error) =>
      done({ problems: [`${command} does not start: ${error.message}`] }),
    );
    tool.on("close", (code) => {
      const lines = output.split("\n").filter((line) => line.trim() !== "");
      done({ problems: code === 0 ? [] : [`${command} ended with ${String(code)}`, ...lines] });
    });
  });
}

const tool = (name: string, command: string, ...args: readonly string[]): Check => ({
  name,
  run: () => run(command, args),
});

const solidity = ["contracts/**/*.sol", "test/**/*.sol"];

/** The tools that know their own rules. Warnings count as errors. */
export const commands: readonly Check[] = [
  tool("format", "prettier", "--check", "--log-level", "warn", "."),
  tool("lint TypeScript", "eslint", "--max-warnings", "0", "."),
  tool("lint Solidity", "solhint", "--disc", "--noPoster", "--max-warnings", "0", ...solidity),
  tool("types", "tsc", "--noEmit"),
  tool("install tree", "npm", "ls", "--all", "--silent"),
];
