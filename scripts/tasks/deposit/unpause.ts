import { verb } from "../verb.ts";

export default verb("deposit.unpause", (stage, { by }) => stage.send(by, "token", "unpause", []));
