export default function diff(): Promise<void> {
  return Promise.resolve();
}
