import { UserError } from "../lib/errors.ts";
import { languageOf, refusalRows, refusals } from "../lib/refusal.ts";
import { table } from "../lib/text.ts";
import { command } from "./command.ts";

interface Args {
  readonly error?: string;
  readonly json?: boolean;
}

/** Prints what each refusal means and what to do about it; all of them, or the one with this name or code. */
export default function list({ error = "", json = false }: Args): Promise<void> {
  return command(() => {
    const wanted = error.toLowerCase();
    const shown = refusals.filter(({ name, code }) =>
      ["", name.toLowerCase(), code.toLowerCase()].includes(wanted),
    );
    if (shown.length === 0) {
      throw new UserError(
        `no refusal is called "${error}"; see them all with: npx hardhat refusals`,
      );
    }
    if (json) console.log(JSON.stringify(shown, null, 2));
    else console.log(table(refusalRows(shown, languageOf(process.env))).join("\n"));
  });
}
