import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { UserError } from "../../lib/errors.ts";
import type { Language } from "../../lib/forms.ts";
import type { Audit } from "../read.ts";
import { pageOf } from "./page.ts";
import { reportOf, type Wanted } from "./report.ts";

/** Writes the report of an audit as one HTML file, whole or not at all. */
export function writeReport(audit: Audit, file: string, wanted: Wanted, language?: Language): void {
  const page = pageOf(reportOf(audit, wanted), language);
  const unfinished = `${file}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(unfinished, page);
    renameSync(unfinished, file);
  } catch (error) {
    if (existsSync(unfinished)) rmSync(unfinished);
    const { code = "it cannot be written" } = error as { code?: string };
    throw new UserError(`--out ${file}: no report can be written there (${code})`);
  }
}
