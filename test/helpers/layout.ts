import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);
const root = fileURLToPath(new URL("../../", import.meta.url));

/** A variable that a contract keeps, or a member of one: its path, and where the variable itself begins. */
export interface Variable {
  readonly path: string;
  readonly slot: bigint;
}

interface Type {
  readonly encoding: string;
  readonly label: string;
  readonly value?: string;
  readonly base?: string;
  readonly members?: readonly Member[];
}

interface Member {
  readonly label: string;
  readonly slot: string;
  readonly type: string;
}

interface Layout {
  readonly storage: readonly Member[];
  readonly types: Readonly<Record<string, Type>> | null;
}

interface Compiler {
  compile(input: string, callbacks: { import: (path: string) => { contents: string } }): string;
}

interface Compiled {
  readonly contracts: Record<string, Record<string, { storageLayout: Layout; abi: unknown }>>;
  readonly errors?: readonly { severity: string; formattedMessage: string }[];
}

/** What the compiler says that contracts keep, by their names; nothing is built but their layouts. */
export function layoutsOf(files: readonly string[]): Map<string, Variable[]> {
  const compiler = require("solc") as Compiler;
  const sources = Object.fromEntries(files.map((file) => [file, { content: read(file) }]));
  const outputSelection = Object.fromEntries(
    files.map((file) => [file, { "*": ["storageLayout"] }]),
  );
  const settings = { evmVersion: "cancun", outputSelection };
  const input = JSON.stringify({ language: "Solidity", sources, settings });
  const found = JSON.parse(
    compiler.compile(input, { import: (path) => ({ contents: read(path) }) }),
  ) as Compiled;
  const wrong = found.errors?.filter(({ severity }) => severity === "error") ?? [];
  if (wrong.length > 0) throw new Error(wrong[0]?.formattedMessage);
  const contracts = files.map((file) => Object.entries(found.contracts[file] ?? {}));
  return new Map(
    contracts.flat().map(([name, { storageLayout }]) => [name, variablesIn(storageLayout)]),
  );
}

const read = (path: string): string =>
  readFileSync(path.startsWith("@") ? `${root}node_modules/${path}` : `${root}${path}`, "utf8");

/** Every variable with the members of the structures that it holds, down to what is none. */
function variablesIn({ storage, types }: Layout): Variable[] {
  return storage.flatMap(({ label, slot, type }) =>
    pathsIn(label, type, types ?? {}).map((path) => ({ path, slot: BigInt(slot) })),
  );
}

function pathsIn(path: string, type: string, types: Readonly<Record<string, Type>>): string[] {
  const { members, value, base } = types[type] ?? {};
  if (value !== undefined) return pathsIn(path, value, types);
  if (base !== undefined) return pathsIn(path, base, types);
  if (members === undefined) return [path];
  return members.flatMap((member) => pathsIn(`${path}.${member.label}`, member.type, types));
}
