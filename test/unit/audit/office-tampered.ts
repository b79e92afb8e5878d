import { expect } from "chai";
import { Result } from "ethers";
import { viewsAsked } from "../../helpers/storage.ts";
import { otherThan, toldOnce } from "./findings.ts";
import { playOffices } from "./office-history.ts";

/** What only storage shows of them; the last of each type. */
const SHOWN = [
  ...["RoleGuardianChanged", "RoleGrantDelayChanged", "TargetAdminDelayUpdated", "TargetClosed"],
  ...["RoleGranted", "OperationCanceled"],
];

describe("the reader, given a story of offices that was tampered with", () => {
  const told = toldOnce(playOffices);

  it("finds nothing in the story as it is", async () => {
    await viewsAsked(told().story, told().history);
  });

  for (const name of SHOWN) {
    it(`finds one ${name} that is missing, or of which an argument that is kept was altered`, async () => {
      const at = told().places(name).at(-1) ?? -1;
      const without = await told().findings(told().change(at, () => []));
      expect(without).not.to.deep.equal([]);
      const { args } = told().history.events[at] ?? {};
      const names = Object.keys(args?.toObject() ?? {}).filter((part) => part !== "newMember");
      expect(names).not.to.deep.equal([]);
      for (const part of names) {
        const edited = told().change(at, (event) => {
          const other = { ...event.args.toObject(), [part]: otherThan(event.args[part]) };
          const fields: [unknown[], string[]] = [Object.values(other), Object.keys(other)];
          return [{ ...event, args: Result.fromItems(...fields) }];
        });
        expect(await told().findings(edited), part).not.to.deep.equal([]);
      }
    });
  }

  it("does not find one RoleLabel that is missing: nothing reads it, and the rows of a file tell of it", async () => {
    const [at = -1] = told().places("RoleLabel");
    expect(at).not.to.equal(-1);
    expect(await told().findings(told().change(at, () => []))).to.deep.equal([]);
  });
});
