import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { globSync } from "node:fs";

/** A check of the repository: what it is called, and what it found, nothing where all is well. */
interface Check {
  readonly name: string;
  readonly run: () => string[];
}

const command = (line: string) => (): string[] => {
  const [name = "", ...args] = line.split(" ");
  const { status, stdout, stderr } = spawnSync(name, args, { encoding: "utf8" });
  return status === 0 ? [] : `${stdout}${stderr}`.trim().split("\n");
};

const LIMIT = 24_576; // EIP-170

function sizes(): string[] {
  const found: string[] = [];
  for (const file of globSync("artifacts/contracts/**/*.json")) {
    const artifact = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
    const code = artifact["deployedBytecode"];
    if (typeof code !== "string") continue;
    const size = code.length / 2 - 1;
    if (size > LIMIT) found.push(`${String(artifact["contractName"])}: ${size} of ${LIMIT} bytes`);
  }
  return found;
}

const GENERATED = ["artifacts/", "cache/", "coverage/", "typechain-types/", "deploy/deployments/"];

function tracked(): string[] {
  const { stdout } = spawnSync("git", ["ls-files"], { encoding: "utf8" });
  return stdout.split("\n").filter((file) => GENERATED.some((folder) => file.startsWith(folder)));
}

const UNWANTED =
  /\.only\(|\.skip\(|\bTODO\b|\bFIXME\b|as unknown as|@ts-ignore|@ts-nocheck|console\.sol/;

function unwanted(): string[] {
  const { stdout } = spawnSync("git", ["ls-files", "*.ts", "*.sol"], { encoding: "utf8" });
  return stdout
    .split("\n")
    .filter((file) => file !== "" && file !== "scripts/check.ts")
    .flatMap((file) =>
      readFileSync(file, "utf8")
        .split("\n")
        .flatMap((line, index) =>
          UNWANTED.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : [],
        ),
    );
}

const checks: readonly Check[] = [
  { name: "format", run: command("prettier --check --log-level warn .") },
  { name: "lint TypeScript", run: command("eslint --max-warnings 0 .") },
  {
    name: "lint Solidity",
    run: command("solhint --disc --noPoster --max-warnings 0 contracts/**/*.sol"),
  },
  { name: "types", run: command("tsc --noEmit") },
  { name: "contract sizes", run: sizes },
  { name: "generated files", run: tracked },
  { name: "unwanted words", run: unwanted },
];

let failed = 0;
for (const { name, run } of checks) {
  const started = Date.now();
  const found = run();
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(
    `${found.length === 0 ? "ok    " : "FAILED"}  ${name.padEnd(18)} ${seconds.padStart(6)} s`,
  );
  for (const line of found) console.log(`        ${line}`);
  if (found.length > 0) failed += 1;
}
console.log(`checks: ${checks.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
