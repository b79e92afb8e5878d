import { institutionCalled } from "../../lib/calls.ts";
import { verb } from "../verb.ts";

export default verb("access.withdraw", (stage, { institution, id, by }) =>
  stage.send(by, `${institutionCalled(institution)}DualControl`, "withdraw", [id]),
);
