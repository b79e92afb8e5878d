import { jointly } from "../jointly.ts";
import { verb } from "../verb.ts";

export default verb("deposit.unpause", (stage, people) => jointly(stage, people, "unpause", []));
