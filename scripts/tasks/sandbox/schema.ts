import { command } from "../command.ts";
import { editorSchema } from "../../sandbox/schema.ts";

/** Prints the JSON Schema of scenarios. */
export default function schema(): Promise<void> {
  return command(() => console.log(JSON.stringify(editorSchema(), null, 2)));
}
