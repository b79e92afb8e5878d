import { readFileSync } from "node:fs";
import { problems, type Check } from "./check.ts";

interface Entry {
  readonly version?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly hasInstallScript?: boolean;
  readonly dependencies?: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
}

interface Manifest {
  readonly allowScripts: Record<string, boolean>;
  readonly devDependencies: Record<string, string>;
}

const json = (file: string): unknown => JSON.parse(readFileSync(file, "utf8"));

/** Where Node would look for a dependency of the package at `from`, nearest first. */
function places(from: string, dependency: string): string[] {
  const found: string[] = [];
  let folder = from;
  while (folder !== "") {
    found.push(`${folder}/node_modules/${dependency}`);
    folder = folder.slice(0, Math.max(0, folder.lastIndexOf("/node_modules/")));
  }
  return [...found, `node_modules/${dependency}`];
}

function* gaps(packages: Record<string, Entry>): Generator<string> {
  for (const [path, entry] of Object.entries(packages)) {
    if (path !== "" && entry.integrity === undefined) yield `${path} has no checksum`;
    if (entry.resolved !== undefined) yield `${path} names the registry it came from`;
    for (const name of Object.keys({ ...entry.dependencies, ...entry.optionalDependencies })) {
      const isLocked = places(path, name).some((place) => place in packages);
      if (!isLocked)
        yield `${path} needs ${name}, which is not locked: npm ci will refuse the file`;
    }
  }
}

/** Exactly the packages that want to run something on install are judged in package.json. */
function* installScripts(packages: Record<string, Entry>, manifest: Manifest): Generator<string> {
  const wanting = new Set<string>();
  for (const [path, { hasInstallScript }] of Object.entries(packages)) {
    const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
    if (hasInstallScript) wanting.add(name);
  }
  const judged = new Set(Object.keys(manifest.allowScripts));
  for (const name of [...wanting].filter((one) => !judged.has(one)))
    yield `${name} has an install script nobody judged`;
  for (const name of [...judged].filter((one) => !wanting.has(one)))
    yield `${name} is judged, but has no install script`;
}

function* ranges({ devDependencies }: Manifest): Generator<string> {
  for (const [name, version] of Object.entries(devDependencies)) {
    if (!/^\d+\.\d+\.\d+$/.test(version)) yield `${name} is "${version}", not an exact version`;
  }
}

export const lockFile: Check = {
  name: "lock file",
  run: () => {
    const { packages } = json("package-lock.json") as { packages: Record<string, Entry> };
    const manifest = json("package.json") as Manifest;
    return problems([
      ...gaps(packages),
      ...installScripts(packages, manifest),
      ...ranges(manifest),
    ]);
  },
};
