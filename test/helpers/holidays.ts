import type { Deployed } from "./fixtures.ts";

/** The number of a Korean date, `koreanDay("2025-08-15")`: days since 1970. */
export const koreanDay = (date: string): bigint =>
  BigInt(Date.parse(`${date}T00:00:00Z`) / 86_400_000);

/** The programmes' calendar learns that these Korean dates are public holidays. */
export async function announceHolidays(
  { connection, programmes }: Deployed,
  ...dates: readonly string[]
): Promise<void> {
  const { ethers, networkHelpers } = connection;
  const address = await programmes.calendar();
  const list = await (await ethers.deployContract("HolidayList")).getAddress();
  await networkHelpers.setCode(address, await ethers.provider.getCode(list));
  const calendar = await ethers.getContractAt("HolidayList", address);
  await calendar.getFunction("announceHolidays")(dates.map(koreanDay));
}
