import { UserError } from "../../lib/errors.ts";
import { languageOf } from "../../lib/refusal.ts";
import { differenceLines } from "../../sandbox/diff-lines.ts";
import { differenceOf } from "../../sandbox/diff.ts";
import { command } from "../command.ts";
import { checkedScenario } from "./checked.ts";

interface Args {
  readonly before?: string;
  readonly after?: string;
  readonly json?: boolean;
}

/** Prints what a change of a scenario's terms changes, without a chain. */
export default function diff({ before = "", after = "", json = false }: Args): Promise<void> {
  return command(async () => {
    if (before === "" || after === "") {
      throw new UserError("name two scenarios or files: sandbox diff BEFORE AFTER");
    }
    const difference = await differenceOf(checkedScenario(before), checkedScenario(after));
    if (json) console.log(JSON.stringify(difference, amountAsText, 2));
    else console.log(differenceLines(difference, languageOf(process.env)).join("\n"));
  });
}

/** Whole won as digits: a number of JSON would round large ones. */
const amountAsText = (_: string, value: unknown): unknown =>
  typeof value === "bigint" ? value.toString() : value;
