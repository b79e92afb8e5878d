import { jointly } from "../jointly.ts";
import { verb } from "../verb.ts";

export default verb("deposit.issue-large", (stage, { to, amount, reference, reason, ...people }) =>
  jointly(stage, people, "issueLarge", [to, amount, reference, reason]),
);
