import { keptIn, historyIn } from "../audit/store/history.ts";
import { decode } from "../audit/decode.ts";
import { rebuild } from "../audit/books.ts";
const file = process.argv[2]!;
const time = (name: string, f: () => number) => {
  const a = performance.now();
  const n = f();
  console.log(
    name,
    ((performance.now() - a) / 1000).toFixed(2),
    n,
    (process.memoryUsage().heapUsed / 1e6).toFixed(0),
    (process.resourceUsage().maxRSS / 1024).toFixed(0),
  );
};
const kept = keptIn(file);
const history = historyIn(file, kept);
const count = (x: Iterable<unknown>) => {
  let n = 0;
  for (const _ of x) n++;
  return n;
};
time("logs", () => count(history.logs));
time("calls", () => count(history.accepted));
const collected = decode(history, kept.addresses);
time("events", () => count(collected.events));
time("accepted", () => count(collected.accepted));
time(
  "rebuild no accepted",
  () => rebuild({ ...collected, accepted: [] }, kept.addresses).payments.length,
);
time("rebuild", () => rebuild(collected, kept.addresses).payments.length);
