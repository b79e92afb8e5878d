import { verb } from "../verb.ts";

export default verb("calendar.withdraw", (stage, { day, by }) =>
  stage.send(by, "calendar", "withdrawHoliday", [day]),
);
