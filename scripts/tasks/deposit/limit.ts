import { jointly } from "../jointly.ts";
import { verb } from "../verb.ts";

export default verb("deposit.limit", async (stage, { kind, transfer, daily, cap, ...people }) => {
  const now = await stage.system.token.limitsOf(kind);
  const limits = {
    transfer: transfer ?? now.transfer,
    daily: daily ?? now.daily,
    cap: cap ?? now.cap,
  };
  return jointly(stage, people, "setLimits", [kind, limits]);
});
