import { institutionCalled } from "../../lib/calls.ts";
import { verb } from "../verb.ts";

export default verb("access.approve", (stage, { institution, id, by }) =>
  stage.send(by, `${institutionCalled(institution)}DualControl`, "approve", [id]),
);
