/** Does something with each thing, with at most `most` of them begun and not done. */
export async function atOnce<T>(
  most: number,
  things: Iterable<T>,
  act: (thing: T) => Promise<void>,
): Promise<void> {
  const left = things[Symbol.iterator]();
  const work = async () => {
    for (let step = left.next(); step.done !== true; step = left.next()) await act(step.value);
  };
  await Promise.all(Array.from({ length: most }, work));
}
