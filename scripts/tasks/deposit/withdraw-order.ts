import { jointly } from "../jointly.ts";
import { verb } from "../verb.ts";

export default verb("deposit.withdraw-order", (stage, { from, to, amount, ...people }) =>
  jointly(stage, people, "withdrawTransferOrder", [from, to, amount]),
);
