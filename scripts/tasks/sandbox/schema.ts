import { editorSchema } from "../../sandbox/schema.ts";

/** Prints the JSON Schema of scenarios. */
export default async function schema(): Promise<void> {
  console.log(JSON.stringify(editorSchema(), null, 2));
}
