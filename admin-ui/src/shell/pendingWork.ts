/** What must be finished before the person signs out (an unsaved draft). Screens register; the header waits. */
type Finish = () => Promise<void>;

const work = new Set<Finish>();

export function registerWork(finish: Finish): () => void {
  work.add(finish);
  return () => work.delete(finish);
}

export async function finishWork(): Promise<void> {
  await Promise.allSettled([...work].map((finish) => finish()));
}
