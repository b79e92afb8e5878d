import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";

/** What distributions call the browser. */
const NAMES = ["chromium", "chromium-browser", "google-chrome"];

/** The browser that is installed, or nothing. CHROMIUM names another. */
export function findChromium(): string | undefined {
  const { CHROMIUM: named, PATH = "" } = process.env;
  if (named !== undefined) return named;
  const places = PATH.split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return places.find((place) => {
    try {
      accessSync(place, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

const isRun = import.meta.url === pathToFileURL(process.argv[1] ?? "").href;
if (isRun && findChromium() === undefined) {
  console.error(
    "error: no Chromium is installed; on Debian or Ubuntu: apt-get install -y --no-install-recommends chromium fonts-noto-cjk",
  );
  process.exitCode = 1;
}
