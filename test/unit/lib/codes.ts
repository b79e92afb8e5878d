import { expect } from "chai";
import { categories, cityOfWard, formatMcc, regions } from "../../../scripts/lib/codes.ts";

const wards = [...regions.keys()].filter((code) => cityOfWard(code) !== undefined);

describe("district codes", () => {
  const cities: readonly (readonly [code: string, what: string, city: string | undefined])[] = [
    ["41111", "a ward of Suwon", "41110"],
    ["41117", "the last ward of Suwon", "41110"],
    ["43111", "a ward of Cheongju", "43110"],
    ["52113", "a ward of Jeonju", "52110"],
    ["41110", "Suwon itself", undefined],
    ["43745", "Jeungpyeong, a county", undefined],
    ["11110", "a district of Seoul", undefined],
    ["27720", "a county of Daegu", undefined],
    ["36110", "Sejong", undefined],
    ["36000", "Sejong as a province", undefined],
    ["50110", "Jeju, a city of a province", undefined],
    ["41000", "a whole province", undefined],
    ["99999", "no district", undefined],
    ["", "no code", undefined],
  ];
  for (const [code, what, city] of cities) {
    it(`name ${city ?? "no city"} for ${what}, "${code}"`, () => {
      expect(cityOfWard(code)).to.equal(city);
    });
  }

  it("have the names of the districts, and none for what is no code", () => {
    expect(regions.get("11440")).to.equal("서울특별시 마포구");
    expect(regions.get("43745")).to.equal("충청북도 증평군");
    expect(regions.get("99999")).to.equal(undefined);
    expect(categories.get("5942")).to.match(/book/i);
  });

  it("give each ward a city that is listed, is no province and no ward, and begins its name", () => {
    expect(wards).to.have.length(35);
    for (const ward of wards) {
      const city = cityOfWard(ward) ?? "";
      expect(city.endsWith("000"), ward).to.equal(false);
      expect(cityOfWard(city), ward).to.equal(undefined);
      expect(city.slice(0, 2), ward).to.equal(ward.slice(0, 2));
      expect(regions.get(ward)).to.match(new RegExp(`^${regions.get(city)} \\S+$`));
    }
  });

  it("have five digits and a name, and a province above each", () => {
    for (const [code, name] of regions) {
      expect(code).to.match(/^\d{5}$/);
      expect(name, code).to.match(/^[가-힣]+( [가-힣]+){0,2}$/);
      expect(regions.has(`${code.slice(0, 2)}000`), code).to.equal(true);
    }
  });
});

describe("category codes", () => {
  it("have four digits and a description without quotation marks around it", () => {
    for (const [code, description] of categories) {
      expect(code).to.match(/^\d{4}$/);
      expect(description, code).to.match(/^[^"].*[^"]$/);
    }
  });

  it("are written with four digits", () => {
    expect(formatMcc(0)).to.equal("0000");
    expect(formatMcc(742n)).to.equal("0742");
    expect(formatMcc(5_942)).to.equal("5942");
  });
});
