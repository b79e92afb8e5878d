import type { Verb } from "./place.ts";
import type { AuditVerb } from "./surface.ts";

/** Where each audit command is. Its file is loaded when it runs. */
const files: Readonly<Record<AuditVerb, () => Promise<{ default: unknown }>>> = {
  collect: () => import("./collect.ts"),
  ledger: () => import("./ledger.ts"),
  books: () => import("./books.ts"),
  reconcile: () => import("./reconcile.ts"),
  trace: () => import("./trace.ts"),
  export: () => import("./export.ts"),
  verify: () => import("./verify.ts"),
  report: () => import("./report.ts"),
};

/** Loads an audit command; the inputs that its declaration names are the ones that it takes. */
export async function verbOf(name: AuditVerb): Promise<Verb<Record<string, unknown>>> {
  return (await files[name]()).default as Verb<Record<string, unknown>>;
}
