import { readFileSync } from "node:fs";
import { basename, relative } from "node:path";
import {
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type Alias,
  type Document,
  type YAMLError,
} from "yaml";
import { UserError } from "../lib/errors.ts";

/** The names that lead to a place in a file, from its top. */
export type Path = readonly (string | number)[];

/** A YAML file that has been read. */
export interface Written {
  /** The file's path, as it is shown. */
  readonly file: string;
  readonly text: string;
  readonly content: unknown;
  /** `file:line` of a place. */
  readonly lineOf: (path: Path) => string;
  /** `file:line:field` of a place. */
  readonly locate: (path: Path) => string;
}

/** What a step may have besides its verb. */
export const STEP_KEYS: readonly string[] = ["at", "each", "times", "note", "expect"];

/** Reads a YAML file. Fails with one line: `file:line:field: what is wrong`. */
export function readDocument(path: string): Written {
  const text = readText(path);
  const file = shownPath(path);
  const lines = new LineCounter();
  const lineAt = (offset: number) => `${file}:${lines.linePos(offset).line}`;
  const options = { lineCounter: lines, prettyErrors: false, stringKeys: true, uniqueKeys: false };
  const document = parseDocument(text, options);
  const [fault] = document.errors;
  if (fault !== undefined) throw new UserError(`${lineAt(fault.pos[0])}: ${notYaml(fault)}`);
  for (const { offset, field, problem } of faultsIn(document.contents, [])) {
    throw new UserError(`${lineAt(offset)}:${fieldOf(field)}: ${problem}`);
  }
  const content = contentOf(document, lineAt);
  if (content === null || content === undefined)
    throw new UserError(`${file}:1: the file is empty`);
  const lineOf = (field: Path) => lineAt(offsetOf(document.contents, field));
  const locate = (field: Path) =>
    field.length === 0 ? lineOf(field) : `${lineOf(field)}:${fieldOf(field)}`;
  return { file, text, content, lineOf, locate };
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as { code?: string }).code === "EISDIR") {
      throw new UserError(`${shownPath(file)}: is a folder; name a scenario's file`);
    }
    throw new UserError(`${shownPath(file)}: there is no such file to read`);
  }
}

/** A file inside the working folder by its relative path, any other by its whole path. */
function shownPath(file: string): string {
  const inside = relative(process.cwd(), file);
  if (inside.startsWith("..")) return file;
  return inside || basename(file);
}

function notYaml({ code, message }: YAMLError): string {
  if (code === "MULTIPLE_DOCS") return "a file holds one scenario; --- begins another";
  return `not YAML: ${message.split("\n")[0]}`;
}

/** The file's content. What an alias stands for must be above it, and must not be too much. */
function contentOf(document: Document, lineAt: (offset: number) => string): unknown {
  try {
    return document.toJS();
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    let place = 0;
    const Alias = (_: unknown, alias: Alias) => {
      if (alias.resolve(document) !== undefined) return undefined;
      place = startOf(alias);
      return visit.BREAK;
    };
    visit(document, { Alias });
    throw new UserError(`${lineAt(place)}: not YAML: ${error.message}`);
  }
}

interface Fault {
  readonly offset: number;
  readonly field: Path;
  readonly problem: string;
}

const startOf = (node: unknown, otherwise = 0): number =>
  (node as { range?: [number, number, number] } | null)?.range?.[0] ?? otherwise;

const nameOf = (key: unknown): string => (isScalar(key) ? String(key.value) : "");

/** Fields that stand twice, and numbers that reading would round, in the order of the file. */
function* faultsIn(node: unknown, field: Path): Generator<Fault> {
  if (isMap(node)) {
    const seen = new Set<string>();
    for (const { key, value } of node.items) {
      const name = nameOf(key);
      const inner = [...field, name];
      if (seen.has(name))
        yield { offset: startOf(key), field: inner, problem: "this field stands twice" };
      seen.add(name);
      yield* faultsIn(value, inner);
    }
  } else if (isSeq(node)) {
    for (const [index, item] of node.items.entries()) yield* faultsIn(item, [...field, index]);
  } else if (isScalar(node) && Number.isInteger(node.value) && !Number.isSafeInteger(node.value)) {
    const problem = `write so large a number in quotation marks, as "${grouped(node.source ?? "")}"`;
    yield { offset: startOf(node), field, problem };
  }
}

/** Digits in groups of three; anything else as it is written. */
const grouped = (source: string): string =>
  /^\d+$/.test(source) ? source.replace(/\B(?=(\d{3})+$)/g, "_") : source;

/** Where a field begins: at its name, or in a list at its value. Of what is not there, where it would be. */
function offsetOf(root: unknown, path: Path): number {
  let node = root;
  let offset = startOf(root);
  for (const part of path) {
    const next = childOf(node, String(part));
    if (next === undefined) break;
    offset = startOf(next.begins, offset);
    node = next.value;
  }
  return offset;
}

function childOf(node: unknown, part: string): { begins: unknown; value: unknown } | undefined {
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => nameOf(key) === part);
    return pair && { begins: pair.key, value: pair.value };
  }
  if (!isSeq(node) || !(Number(part) < node.items.length)) return undefined;
  const item = node.items[Number(part)];
  return { begins: item, value: item };
}

/** A place as it is told: an input of a step by its verb alone. */
function fieldOf(path: Path): string {
  const [top, , verb] = path;
  const isInput = top === "steps" && verb !== undefined && !STEP_KEYS.includes(String(verb));
  return (isInput ? path.slice(2) : path).join(".");
}
