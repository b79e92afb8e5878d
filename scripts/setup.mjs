// Makes node_modules complete, so that every npm script works on a fresh clone with whatever Node started it.
//
// It does nothing where the install is complete; otherwise it installs once. Hardhat needs a newer Node than many
// systems carry, and under an older one npm leaves out the chain's native package. So where the system's Node is too
// old, npm itself runs under the pinned Node. Plain JavaScript without dependencies, for any Node from 18 on.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const modules = path.join(root, "node_modules");
const files = {
  manifest: path.join(root, "package.json"),
  locked: path.join(root, "package-lock.json"),
  installed: path.join(modules, ".package-lock.json"), // written by npm when everything is in place
  stamp: path.join(modules, ".setup-stamp"),
  node: path.join(modules, ".bin", "node"),
  lock: path.join(root, "cache", "setup.lock"),
  log: path.join(root, "cache", "setup.log"),
};
const oldestNode = [22, 13]; // what Hardhat 3 runs on
const oldestNpm = 8; // the first to read this lock file
const lockIsStaleAfter = 10_000; // ms without a sign of life

/** Something the user can mend: one line, no stack trace. */
class SetupError extends Error {}

const read = (file) => fs.readFileSync(file, "utf8");
const json = (file) => JSON.parse(read(file));
const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const pinnedNode = () => json(files.manifest).devDependencies.node;

function runsHardhat(version) {
  const [major, minor] = version.replace(/^v/, "").split(".").map(Number);
  return major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1]);
}

// ── Is there anything to do? ─────────────────────────────────────────────────────────────────────────────────────────

/** What a finished install looks like: this lock file, this platform, and nothing installed since. */
function stampOf() {
  const hash = createHash("sha256").update(fs.readFileSync(files.locked)).digest("hex");
  const installedAt = fs.statSync(files.installed).mtimeMs;
  return [hash, process.platform, process.arch, installedAt].join(" ");
}

function isComplete() {
  try {
    if (read(files.stamp) !== stampOf()) return false;
    return fs.existsSync(files.node) || runsHardhat(process.version);
  } catch {
    return false;
  }
}

/** Whether npm has already installed what the lock file says, as after a plain `npm ci`. */
function matchesLock() {
  try {
    const locked = json(files.locked).packages;
    const installed = json(files.installed).packages;
    const sameVersions = Object.entries(installed).every(
      ([name, entry]) => locked[name]?.version === entry.version,
    );
    const nothingMissing = Object.entries(locked).every(
      ([name, entry]) => name === "" || entry.optional || name in installed,
    );
    return sameVersions && nothingMissing;
  } catch {
    return false;
  }
}

// ── Commands ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** The system's own programs: this folder's node_modules/.bin is about to be replaced. */
const systemPath = (process.env.PATH ?? "")
  .split(path.delimiter)
  .filter((folder) => !folder.startsWith(modules))
  .join(path.delimiter);
const env = {
  ...process.env,
  PATH: systemPath,
  npm_config_update_notifier: "false",
  npm_config_fetch_retry_mintimeout: "1000", // also for npx: without a network the answer comes in seconds
  npm_config_fetch_retry_maxtimeout: "5000",
};

let child; // the running command, in a process group of its own

/** Runs a command quietly; its output goes to the log. */
function run(command, args) {
  return new Promise((done) => {
    let output = "";
    child = spawn(command, args, {
      cwd: root,
      env,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    holdLock();
    const keep = (chunk) => (output += chunk);
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.on("error", (error) => (output += `npm error code ${error.code}\n`));
    child.on("close", (code) => {
      child = undefined;
      fs.appendFileSync(files.log, `$ ${command} ${args.join(" ")}\n${output}\n`);
      done({ ok: code === 0, output });
    });
  });
}

function versionOf(command) {
  const { status, stdout } = spawnSync(command, ["--version"], {
    cwd: root,
    env,
    encoding: "utf8",
  });
  return status === 0 ? stdout.trim() : undefined;
}

/** The npm package that holds the pinned Node for this platform; it needs no install script. */
function nodePackage() {
  const prefix = process.platform === "darwin" && process.arch === "arm64" ? "node-bin" : "node";
  return `${prefix}-${process.platform}-${process.arch}@${pinnedNode()}`;
}

/** Runs a command under a Node that Hardhat accepts: the system's where it is one, the pinned one otherwise. */
function underNode(command, args) {
  if (runsHardhat(versionOf("node") ?? "v0.0.0")) return run(command, args);
  return run("npx", ["-y", "--prefer-offline", "-p", nodePackage(), "--", command, ...args]);
}

const quickly = ["--prefer-offline", "--no-audit", "--no-fund"];
const everything = ["--include=dev", "--include=optional"]; // also where NODE_ENV is production

// ── Installing ───────────────────────────────────────────────────────────────────────────────────────────────────────

async function install() {
  const npm = versionOf("npm");
  if (npm === undefined) throw new SetupError("npm is not installed: install Node.js with npm");
  if (Number.parseInt(npm, 10) < oldestNpm) {
    throw new SetupError(`npm ${npm} is too old: install Node.js ${oldestNode.join(".")} or newer`);
  }
  console.error("installing the toolchain into node_modules, once: this takes a minute …");
  const { ok, output } = await underNode("npm", ["ci", ...everything, ...quickly]);
  if (!ok) throw new SetupError(explain(output));
  if (!fs.existsSync(files.node) && !runsHardhat(versionOf("node") ?? "v0.0.0")) await placeNode();
  if (!hasNode()) {
    throw new SetupError(
      `node_modules/.bin/node is not v${pinnedNode()}: delete node_modules, then run this again`,
    );
  }
  if (!loadsChain()) {
    const here = `${process.platform} ${process.arch}`;
    throw new SetupError(
      `Hardhat's chain does not load on ${here}: run this on Linux x64, macOS or WSL, or in a container of them`,
    );
  }
}

/** Where install scripts are forbidden, the `node` package stays empty: fills it with the Node that npx fetched. */
async function placeNode() {
  const { ok, output } = await underNode("node", ["-p", "'node=' + process.execPath"]);
  const [, binary] = /^node=(.+)$/m.exec(output) ?? [];
  if (!ok || binary === undefined) throw new SetupError(explain(output));
  const target = path.join(modules, "node", "bin", "node");
  fs.mkdirSync(path.dirname(target), { recursive: true });
  fs.copyFileSync(binary, target);
  fs.chmodSync(target, 0o755);
  fs.rmSync(files.node, { force: true });
  fs.symlinkSync(path.join("..", "node", "bin", "node"), files.node);
}

/** The Node that npm scripts will find first. */
const runtime = () => (fs.existsSync(files.node) ? files.node : "node");

function loadsChain() {
  const script = "require('@nomicfoundation/edr')";
  return spawnSync(runtime(), ["-e", script], { cwd: root, env, stdio: "ignore" }).status === 0;
}

/** Why npm failed, in one line that says what to do. */
function explain(output) {
  const is = (pattern) => pattern.test(output);
  if (
    is(
      /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ENOTCACHED|ERR_SOCKET_TIMEOUT)\b/,
    )
  ) {
    return "npm cannot reach its registry: check network and proxy with `npm ping`, then run this again";
  }
  if (is(/\b(SELF_SIGNED_CERT\w*|UNABLE_TO_\w+|CERT_\w+)\b/)) {
    return "npm does not trust the registry's certificate: set `npm config set cafile`, then run this again";
  }
  if (is(/\bENOSPC\b/)) return "the disk is full: free about 1 GB, then run this again";
  if (is(/\bESTRICTALLOWSCRIPTS\b/)) {
    return "npm's strict-allow-scripts forbids the install: run `npm ci --ignore-scripts`, then this again";
  }
  if (is(/\b(EACCES|EROFS|EPERM)\b/)) {
    return "npm may not write to node_modules or to its cache: make both writable, then run this again";
  }
  if (is(/\bEUSAGE\b/)) {
    return "package.json and package-lock.json disagree: restore both with `git checkout`, then run this again";
  }
  const [, reason] = /^npm error (?:code )?(.+)$/m.exec(output) ?? [];
  return `npm failed (${reason ?? "no message"}): read cache/setup.log, then run \`npm ci\``;
}

/** Whether npm scripts will run on the pinned Node or, where install scripts are forbidden, on a system's that serves. */
function hasNode() {
  if (fs.existsSync(files.node)) return versionOf(files.node) === `v${pinnedNode()}`;
  return runsHardhat(versionOf("node") ?? "v0.0.0");
}

// ── One install at a time ────────────────────────────────────────────────────────────────────────────────────────────

const me = `${os.hostname()} ${process.pid}`;

/** Writes who holds the lock, also as a sign of life. */
function holdLock() {
  fs.writeFileSync(files.lock, `${me} ${child?.pid ?? ""}`);
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

/** A lock whose holder was killed is stale, but not before the npm it started has ended. */
function isStale() {
  try {
    if (Date.now() - fs.statSync(files.lock).mtimeMs < 1000) return false;
    const [host, holder, group] = read(files.lock).split(" ");
    if (host === os.hostname())
      return !isAlive(Number(holder)) && !(group && isAlive(-Number(group)));
    return Date.now() - fs.statSync(files.lock).mtimeMs > lockIsStaleAfter;
  } catch {
    return false; // released meanwhile
  }
}

async function takeLock() {
  fs.mkdirSync(path.dirname(files.lock), { recursive: true });
  for (let waited = 0; ; waited++) {
    try {
      fs.writeFileSync(files.lock, `${me} `, { flag: "wx" });
      await pause(50);
      if (read(files.lock).startsWith(`${me} `)) break; // and nobody took it for stale at the same moment
    } catch (error) {
      if (error.code !== "EEXIST" && error.code !== "ENOENT") throw error;
      if (waited === 5) console.error("waiting for another install in this folder …");
      if (isStale()) fs.rmSync(files.lock, { force: true });
      await pause(200);
    }
  }
  setInterval(holdLock, 2000).unref();
}

function releaseLock() {
  if (fs.existsSync(files.lock) && read(files.lock).startsWith(`${me} `)) fs.rmSync(files.lock);
}

function stop(signal) {
  if (child?.pid) process.kill(-child.pid, "SIGKILL"); // the lock stays: it is stale once npm has ended
  console.error(`setup: stopped by ${signal}; the next run repairs the install`);
  process.exit(130);
}

// ── The whole of it ──────────────────────────────────────────────────────────────────────────────────────────────────

async function setup() {
  if (process.platform === "win32") {
    throw new SetupError("Windows is not supported: run this inside WSL (`wsl --install`)");
  }
  await takeLock();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => stop(signal));
  try {
    if (isComplete()) return; // another process installed meanwhile
    fs.writeFileSync(files.log, "");
    if (!matchesLock() || !hasNode() || !loadsChain()) await install();
    fs.writeFileSync(files.stamp, stampOf());
  } finally {
    releaseLock();
  }
}

if (!isComplete()) {
  try {
    await setup();
  } catch (error) {
    const isReadOnly = ["EACCES", "EROFS", "EPERM"].includes(error.code);
    const why = isReadOnly
      ? `cannot write to ${error.path ?? root}: make the folder writable`
      : error.message;
    console.error(`setup: ${why}`);
    process.exit(1);
  }
}
