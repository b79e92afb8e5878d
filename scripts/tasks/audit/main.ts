#!/usr/bin/env node
import { parseArgs, type ParseArgsConfig } from "node:util";
import { UserError } from "../../lib/errors.ts";
import { told } from "../command.ts";
import type { Place } from "./place.ts";
import { auditSurface, auditVerbs, type AuditDeclaration, type AuditVerb } from "./surface.ts";
import { verbOf } from "./verbs.ts";

const PROGRAM = "gukgo-audit";

/** The first Node that has `node:sqlite` without a flag. */
const OLDEST = [22, 13] as const;

/** A package: nothing was deployed from it, and no chain is named before the inputs are read. */
const place: Place = {
  program: PROGRAM,
  url: process.env["GUKGO_RPC_URL"],
  deployed: () => undefined,
};

function mustBeNew(version: string): void {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return;
  throw new UserError(
    `${PROGRAM} needs Node ${OLDEST.join(".")} or newer, and this is ${version}; try: npx -p node@24 ${PROGRAM}`,
  );
}

function inputsOf(verb: AuditVerb, args: readonly string[]): Record<string, unknown> {
  const { options, flags, positional = [] }: AuditDeclaration = auditSurface[verb];
  const config: ParseArgsConfig["options"] = {};
  for (const name of Object.keys(options)) config[inDashes(name)] = { type: "string" };
  for (const name of Object.keys(flags))
    config[inDashes(name)] = { type: "boolean", default: false };
  const { values, positionals } = parsed(verb, args, config);
  const inputs: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) inputs[inCamelCase(name)] = value;
  for (const [n, { name, defaultValue }] of positional.entries()) {
    const value = positionals[n] ?? defaultValue;
    if (value === undefined) throw new UserError(`${name} is missing; ${helpOf(verb)}`);
    inputs[inCamelCase(name)] = value;
  }
  if (positionals.length > positional.length)
    throw new UserError(`"${positionals[positional.length]}" is one too many; ${helpOf(verb)}`);
  return inputs;
}

const helpOf = (verb: AuditVerb): string => `run: ${PROGRAM} ${verb} --help`;

function parsed(verb: AuditVerb, args: readonly string[], options: ParseArgsConfig["options"]) {
  try {
    return parseArgs({ args: [...args], options: options ?? {}, allowPositionals: true });
  } catch (error) {
    // Node says which input it is, in a sentence, and then how to escape one.
    const [sentence = ""] = (error as Error).message.split(/\. |\n/);
    throw new UserError(`${sentence}; ${helpOf(verb)}`);
  }
}

/** Inputs have dashes on the command line and none in code, as with Hardhat. */
const inCamelCase = (name: string): string =>
  name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());

const inDashes = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function commandsText(): string {
  const rows = auditVerbs.map((name) => [name, auditSurface[name].about] as const);
  return [
    `${PROGRAM} COMMAND: reads a chain, and sends nothing`,
    "",
    ...aligned(rows),
    "",
    `What each takes: ${PROGRAM} COMMAND --help`,
  ].join("\n");
}

function inputsText(verb: AuditVerb): string {
  const { about, options, flags, positional = [] }: AuditDeclaration = auditSurface[verb];
  const named = [
    ...Object.entries(options).map(([name, meaning]) => [`--${inDashes(name)} …`, meaning]),
    ...Object.entries(flags).map(([name, meaning]) => [`--${inDashes(name)}`, meaning]),
  ] as [string, string][];
  const first = positional.map(
    ({ name, about: meaning }) => [name.toUpperCase(), meaning] as const,
  );
  const usage = [PROGRAM, verb, ...first.map(([name]) => name), "[INPUTS]"].join(" ");
  return [about, "", `Usage: ${usage}`, "", ...aligned([...first, ...named])].join("\n");
}

function aligned(rows: readonly (readonly [string, string])[]): string[] {
  const widest = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, meaning]) => `  ${name.padEnd(widest)}  ${meaning}`);
}

await told(async () => {
  mustBeNew(process.versions.node);
  const [first = "--help", ...rest] = process.argv.slice(2);
  if (first === "--help" || first === "-h") return console.log(commandsText());
  const verb = auditVerbs.find((name) => name === first);
  if (verb === undefined)
    throw new UserError(`no command is called "${first}"; run: ${PROGRAM} --help`);
  if (rest.includes("--help") || rest.includes("-h")) return console.log(inputsText(verb));
  await (
    await verbOf(verb)
  )(inputsOf(verb, rest), place);
});
