import { execFileSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  globSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

// Makes dist/, which `npm pack` packs: the audit commands and the contracts' types in plain JavaScript, and their ABIs.
// The contracts have to be compiled.

const root = fileURLToPath(new URL("../..", import.meta.url));
const dist = join(root, "dist");
const main = join(dist, "scripts/tasks/audit/main.js");
const compiler = join(root, "node_modules/typescript/bin/tsc");

rmSync(dist, { recursive: true, force: true });
execFileSync(process.execPath, [compiler, "-p", "scripts/package/tsconfig.json"], {
  cwd: root,
  stdio: "inherit",
});
cpSync(join(root, "scripts/lib/data"), join(dist, "scripts/lib/data"), { recursive: true });
chmodSync(main, 0o755);
// An export names the version that made it, and looks for it where a clone has it.
const { name, version, type } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
  name: string;
  version: string;
  type: string;
};
writeFileSync(join(dist, "package.json"), `${JSON.stringify({ name, version, type })}\n`);

mkdirSync(join(dist, "abi"));
for (const file of globSync("artifacts/contracts/**/*.json", { cwd: root })) {
  const { abi } = JSON.parse(readFileSync(join(root, file), "utf8")) as { abi: unknown[] };
  if (abi.length > 0) writeFileSync(join(dist, "abi", basename(file)), `${JSON.stringify(abi)}\n`);
}
