/** Something to walk that begins anew each time, as an array does. */
export const walked = <T>(walk: () => Iterator<T>): Iterable<T> => ({ [Symbol.iterator]: walk });

/** What `of` makes of each, without those of which it makes nothing. */
export function mapped<T, U>(items: Iterable<T>, of: (item: T) => U | undefined): Iterable<U> {
  return walked(function* () {
    for (const item of items) {
      const found = of(item);
      if (found !== undefined) yield found;
    }
  });
}

/** Those before the first that is none. */
export function whilst<T>(items: Iterable<T>, is: (item: T) => boolean): Iterable<T> {
  return walked(function* () {
    for (const item of items) {
      if (!is(item)) return;
      yield item;
    }
  });
}

/** The first that is one. */
export function firstOf<T>(items: Iterable<T>, is: (item: T) => boolean): T | undefined {
  for (const item of items) if (is(item)) return item;
  return undefined;
}

/** The last that is one. */
export function lastOf<T>(items: Iterable<T>, is: (item: T) => boolean): T | undefined {
  let last: T | undefined;
  for (const item of items) if (is(item)) last = item;
  return last;
}
