import { verb } from "../verb.ts";

export default verb("deposit.pause", (stage, { by }) => stage.send(by, "token", "pause", []));
