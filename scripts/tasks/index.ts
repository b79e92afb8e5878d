import { emptyTask, task } from "hardhat/config";
import { ArgumentType } from "hardhat/types/arguments";
import type { TaskDefinition } from "hardhat/types/tasks";
import { FIRST_SCENARIO } from "../sandbox/files.ts";
import {
  auditSurface,
  auditVerbs,
  type AuditDeclaration,
  type AuditVerb,
} from "./audit/surface.ts";
import { surface, verbNames, type Declaration, type VerbName } from "./surface.ts";

/** One task for each verb of the surface. Its file is loaded when it runs; its inputs are read there. */
function verbTask(name: VerbName): TaskDefinition {
  const [folder = "", action = ""] = name.split(".");
  const { about, inputs, positional }: Declaration = surface[name];
  let builder = task([folder, action], about);
  for (const [input, { about: meaning }] of Object.entries(inputs)) {
    if (input === positional?.input) {
      const argument = { name: input, description: meaning };
      builder = positional.isList
        ? builder.addVariadicArgument({ ...argument, defaultValue: [] })
        : builder.addPositionalArgument({ ...argument, defaultValue: "" });
      continue;
    }
    builder = builder.addOption({
      name: input,
      description: meaning,
      type: ArgumentType.STRING_WITHOUT_DEFAULT,
      defaultValue: undefined,
    });
  }
  return builder.setAction(() => import(`./${folder}/${action}.ts`)).build();
}

const text = { type: ArgumentType.STRING_WITHOUT_DEFAULT, defaultValue: undefined } as const;

/** One task for each audit command that knows nothing of Hardhat. */
function auditTask(verb: AuditVerb): TaskDefinition {
  const { about, options, flags, positional = [] }: AuditDeclaration = auditSurface[verb];
  let builder = task(["audit", verb], about);
  for (const { name, about: meaning, defaultValue } of positional) {
    const argument = { name, description: meaning };
    builder = builder.addPositionalArgument(
      defaultValue === undefined ? argument : { ...argument, defaultValue },
    );
  }
  for (const [name, meaning] of Object.entries(options))
    builder = builder.addOption({ ...text, name, description: meaning });
  for (const [name, meaning] of Object.entries(flags))
    builder = builder.addFlag({ name, description: meaning });
  return builder.setAction(async () => (await import("./audit/hardhat.ts")).actionOf(verb)).build();
}

const out = { ...text, name: "out" };
const file = {
  name: "file",
  description: "a scenario's name or file",
  defaultValue: FIRST_SCENARIO,
};

export const tasks: TaskDefinition[] = [
  emptyTask("access", "Acts that take two people: propose, approve, withdraw, inbox").build(),
  emptyTask("budget", "The budget: lines, obligations, what the Treasury pays and gets").build(),
  emptyTask("calendar", "Public holidays and business days").build(),
  emptyTask("deposit", "Deposit tokens: reserve, issue, accounts, redemption").build(),
  emptyTask("voucher", "Merchants and voucher programmes").build(),
  emptyTask("invoice", "Invoices: who may pay them, what was paid").build(),
  emptyTask("sandbox", "Scenarios: run, check, list, seed").build(),
  emptyTask("audit", "Read-only: books rebuilt from events").build(),
  ...verbNames.map(verbTask),
  task(["access", "inbox"], "list the proposals that wait, and who may approve them")
    .addFlag({ name: "json", description: "print JSON" })
    .setAction(() => import("./access/inbox.ts"))
    .build(),
  task(["budget", "show"], "print a year's budget lines as a tree, and what the Treasury holds")
    .addOption({ ...text, name: "year", description: "such as 2026; the current one unless given" })
    .addFlag({ name: "json", description: "print JSON" })
    .setAction(() => import("./budget/show.ts"))
    .build(),
  task(["calendar", "show"], "list a year's public holidays, as the chain has them")
    .addOption({ ...text, name: "year", description: "such as 2026" })
    .addFlag({ name: "json", description: "print JSON" })
    .setAction(() => import("./calendar/show.ts"))
    .build(),
  task(["deposit", "statement"], "print an account's movements, from events alone")
    .addOption({ ...text, name: "account", description: "whose: a name, or a 0x address" })
    .addOption({ ...text, name: "from", description: "first day or instant, such as 2025-12-01" })
    .addOption({ ...text, name: "to", description: "last day or instant" })
    .addFlag({ name: "json", description: "print JSON" })
    .setAction(() => import("./deposit/statement.ts"))
    .build(),
  task(["invoice", "show"], "print what was paid and refunded on an invoice, from events alone")
    .addOption({ ...text, name: "payee", description: "who gave it: a name, or a 0x address" })
    .addOption({ ...text, name: "invoice", description: "the platform's hash and total, 32 bytes" })
    .addFlag({ name: "json", description: "print JSON" })
    .setAction(() => import("./invoice/show.ts"))
    .build(),
  task(["sandbox", "run"], "run a scenario, then print the ledger an independent reader rebuilt")
    .addPositionalArgument(file)
    .addOption({
      ...out,
      description: "folder for ledger.json, ledger.csv, bank-ledger.csv and report.html",
    })
    .addFlag({ name: "json", description: "print the ledger as JSON" })
    .setAction(() => import("./sandbox/run.ts"))
    .build(),
  task(["sandbox", "list"], "list the scenarios that come with the project")
    .addFlag({ name: "json", description: "print JSON" })
    .setAction(() => import("./sandbox/list.ts"))
    .build(),
  task(["sandbox", "check"], "check a scenario's file without running it")
    .addPositionalArgument(file)
    .setAction(() => import("./sandbox/check.ts"))
    .build(),
  task(["sandbox", "diff"], "print what a change of terms changes: who is newly refused or allowed")
    .addPositionalArgument({ ...file, name: "before", defaultValue: "" })
    .addPositionalArgument({ ...file, name: "after", defaultValue: "" })
    .addFlag({ name: "json", description: "print JSON" })
    .setAction(() => import("./sandbox/diff.ts"))
    .build(),
  task(["voucher", "check"], "print a scenario's terms in sentences, and what is wrong with them")
    .addPositionalArgument(file)
    .addFlag({ name: "json", description: "print JSON" })
    .setAction(() => import("./voucher/check.ts"))
    .build(),
  task(["sandbox", "seed"], "deploy and populate a running chain, and print its addresses")
    .addPositionalArgument(file)
    .addFlag({ name: "json", description: "print JSON" })
    .setAction(() => import("./sandbox/seed.ts"))
    .build(),
  task(["sandbox", "schema"], "print the JSON Schema of scenarios, for editors")
    .setAction(() => import("./sandbox/schema.ts"))
    .build(),
  ...auditVerbs.map(auditTask),
  task("refusals", "print what each refusal means and what to do about it")
    .addPositionalArgument({
      name: "error",
      description: "one error's name or code; all of them unless given",
      defaultValue: "",
    })
    .addFlag({ name: "json", description: "print both languages as JSON" })
    .setAction(() => import("./refusals.ts"))
    .build(),
];
