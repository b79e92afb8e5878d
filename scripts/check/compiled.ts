import { globSync, readFileSync } from "node:fs";
import type { Check } from "./check.ts";
import { problems } from "./check.ts";

const codeLimit = 24_576; // bytes of deployed code, EIP-170

export interface Artifact {
  readonly buildInfoId: string;
  readonly contractName: string;
  readonly deployedBytecode: string;
  readonly abi: readonly {
    readonly type: string;
    readonly name?: string;
    readonly stateMutability?: string;
    readonly inputs?: readonly { readonly name: string; readonly internalType?: string }[];
  }[];
}

/** A node of the compiler's syntax tree, as far as the checks look at it. */
interface Node {
  readonly nodeType?: string;
  readonly name?: string;
  readonly contractKind?: string;
  readonly documentation?: unknown;
  readonly nodes?: readonly Node[];
}

interface Output {
  readonly output: {
    readonly errors?: readonly {
      readonly formattedMessage: string;
      readonly sourceLocation?: { readonly file: string };
    }[];
    readonly sources: Record<string, { readonly ast: Node }>;
  };
}

const json = (file: string): unknown => JSON.parse(readFileSync(file, "utf8"));

/** What Hardhat compiled from contracts/. */
export const artifacts = (): Artifact[] =>
  nonEmpty("artifacts/contracts/**/*.json").map((file) => json(file) as Artifact);

/** What the compiler said, in the builds that artifacts come from: older ones may lie beside them. */
function outputs(): Output[] {
  const ids = nonEmpty("artifacts/{contracts,test}/**/*.json").map(
    (file) => (json(file) as Artifact).buildInfoId,
  );
  return [...new Set(ids)].map((id) => json(`artifacts/build-info/${id}.output.json`) as Output);
}

/** A check that looks at nothing passes whatever happens, so nothing to look at is an error. */
function nonEmpty(pattern: string): string[] {
  const files = globSync(pattern);
  if (files.length === 0) throw new Error(`nothing matches ${pattern}: run \`npm run build\``);
  return files;
}

function* warnings(): Generator<string> {
  for (const { output } of outputs()) {
    for (const { formattedMessage, sourceLocation } of output.errors ?? []) {
      const file = sourceLocation?.file ?? "project/";
      // A test contract is never deployed to a chain: how large it is does not matter.
      const isSizeOfTest =
        file.startsWith("project/test/") && /(code|initcode) size/.test(formattedMessage);
      if (file.startsWith("project/") && !isSizeOfTest) yield formattedMessage.trim();
    }
  }
}

const bytesOf = (code: string): number => (code.length - 2) / 2;

const sizes: Check = {
  name: "contract sizes",
  run: () => {
    const deployed = artifacts()
      .map(({ contractName, deployedBytecode }) => ({
        contractName,
        size: bytesOf(deployedBytecode),
      }))
      .filter(({ size }) => size > 100) // interfaces have no code, libraries of internal functions a stub
      .sort((a, b) => b.size - a.size);
    const lines = deployed.map(
      ({ contractName, size }) => `${contractName} ${size} of ${codeLimit} bytes`,
    );
    return { problems: lines.filter((_, n) => (deployed[n]?.size ?? 0) > codeLimit), notes: lines };
  },
};

/** Functions of interfaces without NatSpec: the implementations say only `@inheritdoc`. */
function* undocumented(): Generator<string> {
  const sources = outputs().flatMap(({ output }) => Object.entries(output.sources));
  for (const [source, { ast }] of sources.filter(([name]) =>
    name.startsWith("project/contracts/"),
  )) {
    for (const { contractKind, name, nodes } of ast.nodes ?? []) {
      const functions = (nodes ?? []).filter(({ nodeType }) => nodeType === "FunctionDefinition");
      for (const member of contractKind === "interface" ? functions : []) {
        if (!member.documentation)
          yield `${source.slice(8)}: ${name}.${member.name} has no NatSpec`;
      }
    }
  }
}

export const compiled: readonly Check[] = [
  { name: "compiler warnings", run: () => problems(warnings()) },
  sizes,
  { name: "NatSpec of interfaces", run: () => problems(undocumented()) },
];
