import { verb } from "../verb.ts";

export default verb("calendar.announce", (stage, { days, by }) =>
  stage.send(by, "calendar", "announceHolidays", [days]),
);
