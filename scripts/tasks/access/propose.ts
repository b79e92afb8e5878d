import { callable, encodeCall, institutionFor } from "../../lib/calls.ts";
import { UserError } from "../../lib/errors.ts";
import { verb } from "../verb.ts";

export default verb("access.propose", async (stage, inputs) => {
  const { contract: name, function: fn, arguments: raw, by } = inputs;
  const contract = callable(stage.system).get(name);
  if (contract === undefined) {
    const known = [...callable(stage.system).keys()].join(", ");
    throw new UserError(`contract: no "${name}"; there are ${known}`);
  }
  const institution = institutionFor(name, fn);
  const data = encodeCall(stage, contract, fn, raw);
  const target = await contract.getAddress();
  return stage.send(by, `${institution}DualControl`, "propose", [target, data]);
});
