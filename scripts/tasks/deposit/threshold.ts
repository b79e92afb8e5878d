import { jointly } from "../jointly.ts";
import { verb } from "../verb.ts";

export default verb("deposit.threshold", (stage, { amount, ...people }) =>
  jointly(stage, people, "setIssueThreshold", [amount]),
);
