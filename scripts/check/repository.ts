import { execFileSync } from "node:child_process";
import { existsSync, globSync, readFileSync } from "node:fs";
import { problems, type Check } from "./check.ts";

const generated = [
  "artifacts",
  "cache",
  "coverage",
  "deploy/deployments",
  "dist",
  "node_modules",
  "out",
  "typechain-types",
];
const isGenerated = (file: string): boolean =>
  generated.some((folder) => file.startsWith(`${folder}/`));

function git(...args: readonly string[]): string[] | undefined {
  try {
    const output = execFileSync("git", args, {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    return output.split("\0").filter((file) => file !== "");
  } catch {
    return undefined; // an unpacked archive, or no git
  }
}

/** Every file somebody wrote: what git tracks or would track, or in an unpacked archive whatever is not generated. */
export function written(): string[] {
  const listed = git("ls-files", "-z", "--cached", "--others", "--exclude-standard");
  const files = listed ?? globSync("**/*", { exclude: (path) => isGenerated(`${path}/`) });
  const texts = files.filter(
    (file) => !isGenerated(file) && /\.\w+$|(^|\/)(LICENSE|run)$/.test(file),
  );
  return texts.filter((file) => existsSync(file) && file !== "package-lock.json").sort();
}

/** Something that may not stand in the repository, and where it nevertheless may. */
interface Ban {
  readonly pattern: RegExp;
  readonly why: string;
  readonly within: RegExp;
  readonly except?: RegExp;
}

const code = /\.(ts|mjs|js|sol|json|yaml)$/;
const contracts = /^contracts\/.*\.sol$/;
const rules = /^scripts\/check\//; // the rules have to name what they forbid

const bans: readonly Ban[] = [
  { pattern: /\.(only|skip)\(/, why: "a test left alone or out", within: /^test\// },
  { pattern: /\b(TODO|FIXME|XXX)\b/, why: "unfinished", within: code },
  { pattern: /\bas unknown as\b/, why: "a cast through unknown", within: /\.ts$/ },
  { pattern: /@ts-(ignore|nocheck)/, why: "a type error hidden", within: code },
  {
    pattern: /eslint-disable(?!.*--)/,
    why: "a rule switched off without `-- reason`",
    within: code,
  },
  { pattern: /allowUnlimitedContractSize/, why: "a size limit switched off", within: code },
  { pattern: /console\.sol/, why: "debugging left in", within: code },
  { pattern: /\b(require|revert)\s*\([^;]*"/, why: "a string as an error", within: contracts },
  {
    pattern: /\b(tx\.origin|selfdestruct|delegatecall)\b/,
    why: "not in these contracts",
    within: contracts,
  },
  {
    pattern: /(^|[\s"'`(=])\/(home|Users|root)\/\w/,
    why: "somebody's own folder",
    within: /./,
  },
];

const words: readonly Ban[] = [
  {
    pattern:
      /\b(blazing\w*|best(?!-effort|-practice)|world[- ]class|cutting[- ]edge|seamless\w*|robust\w*|revolutionary|state[- ]of[- ]the[- ]art|next[- ]generation|enterprise[- ]grade|battle[- ]tested|game[- ]chang\w+|powerful|effortless\w*)\b/i,
    why: "praise says nothing",
    within: /./,
    except: /^LICENSE$/, // its words are not ours
  },
  {
    pattern: /\b(whitelist\w*|blacklist\w*|KYC'?d)\b/i,
    why: "an account is admitted or suspended",
    within: /./,
  },
  {
    pattern: /\bstablecoins?\b(?!-)/i, // a repository's name may hold the word
    why: "this is a tokenized deposit",
    within: code, // documents explain the difference
  },
  {
    pattern: /\b(cash out|cashes out|vendors?|NFTs?|multisig)\b/i,
    why: "the glossary has another word",
    within: /^(contracts|deploy|scripts)\//,
  },
];

/** Lines that a ban hits, as file:line. */
function* hits(banned: readonly Ban[]): Generator<string> {
  for (const file of written().filter((name) => !rules.test(name))) {
    const bansHere = banned.filter(
      ({ within, except }) => within.test(file) && !except?.test(file),
    );
    if (bansHere.length === 0) continue;
    for (const [index, line] of readFileSync(file, "utf8").split("\n").entries()) {
      for (const { pattern, why } of bansHere) {
        const [found] = pattern.exec(line) ?? [];
        if (found !== undefined) yield `${file}:${index + 1}: "${found.trim()}": ${why}`;
      }
    }
  }
}

const header = "// SPDX-License-Identifier: Apache-2.0\npragma solidity 0.8.37;\n";

function* wrongHeaders(): Generator<string> {
  for (const file of written().filter((name) => name.endsWith(".sol"))) {
    if (!readFileSync(file, "utf8").startsWith(header))
      yield `${file}: licence or exact pragma is missing`;
  }
}

const lengthOf = (file: string): number => readFileSync(file, "utf8").trimEnd().split("\n").length;
const longest = 400; // lines of a contract or a script
const medianLimit = 90; // lines of the middle one of all contracts

function* lengths(): Generator<string> {
  const files = written().filter((file) =>
    /^(contracts|deploy|scripts)\/.*\.(sol|ts|mjs)$/.test(file),
  );
  for (const file of files) {
    if (lengthOf(file) > longest) yield `${file}: ${lengthOf(file)} lines, more than ${longest}`;
  }
  const sizes = files.filter((file) => file.endsWith(".sol")).map(lengthOf);
  const median = sizes.sort((a, b) => a - b)[Math.floor(sizes.length / 2)] ?? 0;
  if (median >= medianLimit)
    yield `the median contract has ${median} lines, not under ${medianLimit}`;
}

function* trackedByMistake(): Generator<string> {
  for (const file of git("ls-files", "-z") ?? [])
    if (isGenerated(file)) yield `${file} is generated`;
  for (const folder of generated) {
    const ignored = readFileSync(".gitignore", "utf8").split("\n");
    if (!ignored.includes(`${folder}/`)) yield `${folder}/ is not in .gitignore`;
  }
}

export const repository: readonly Check[] = [
  { name: "generated files", run: () => problems(trackedByMistake()) },
  { name: "unwanted code", run: () => problems(hits(bans)) },
  { name: "words", run: () => problems(hits(words)) },
  { name: "licence and pragma", run: () => problems(wrongHeaders()) },
  { name: "file lengths", run: () => problems(lengths()) },
];
