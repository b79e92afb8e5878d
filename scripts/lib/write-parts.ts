import { closeSync, openSync, writeSync } from "node:fs";

/** Characters that are written at once. */
const AT_ONCE = 65_536;

/** Writes a file of many parts, which together need not fit into memory. */
export function writeParts(path: string, parts: Iterable<string>): void {
  const file = openSync(path, "w");
  try {
    let waiting = "";
    for (const part of parts) {
      waiting += part;
      if (waiting.length < AT_ONCE) continue;
      writeSync(file, waiting);
      waiting = "";
    }
    writeSync(file, waiting);
  } finally {
    closeSync(file);
  }
}
