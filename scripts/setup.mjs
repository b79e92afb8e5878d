// Installs what the lock file names, once. Runs on any Node from 18 up; the project itself runs on the pinned Node that
// this installs (the npm package `node`), since Hardhat 3 needs 22.13.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stamp = join(root, "node_modules", ".installed");
const lock = readFileSync(join(root, "package-lock.json"));
const wanted = `${createHash("sha256").update(lock).digest("hex")} ${process.platform} ${process.arch}`;

function fail(line) {
  console.error(`error: ${line}`);
  process.exit(1);
}

function run(command, args) {
  return spawnSync(command, args, { cwd: root, encoding: "utf8", env: process.env });
}

if (process.platform === "win32") fail("Windows itself is not supported; run this inside WSL");
if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== wanted) install();

function install() {
  const { devDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const pinned = devDependencies.node;
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const isNewEnough = major > 22 || (major === 22 && minor >= 13);
  console.log("Installing dependencies, once …");

  // npm leaves out packages whose `engines` the running Node does not meet, so an old Node installs through a newer one.
  const ci = ["ci", "--no-audit", "--no-fund", "--ignore-scripts=false"];
  const done = isNewEnough
    ? run("npm", ci)
    : run("npx", ["-y", "--ignore-scripts=false", "-p", `node@${pinned}`, "--", "npm", ...ci]);
  if (done.error) fail("npm was not found; install Node.js 20 or newer, with npm");
  if (done.status !== 0) {
    const said = `${done.stderr}`.split("\n").filter((line) => /npm error/.test(line))[0] ?? "";
    fail(`npm could not install the dependencies; mend this and run again: ${said.trim()}`);
  }

  const node = join(root, "node_modules", ".bin", "node");
  const version = run(node, ["--version"]).stdout?.trim();
  if (version !== `v${pinned}` && !isNewEnough) {
    fail(
      `npm was not allowed to run the install script of its package node; install Node ${pinned} and run again`,
    );
  }
  writeFileSync(stamp, wanted);
}
