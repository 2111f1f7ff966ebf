/**
 * Tells the tabs of one browser which things a living tab holds. A Web Lock ends with its tab, however that ends. Where
 * there are none (a page without https), the tabs ask each other; a tab that does not answer in time counts as gone.
 */
const CHANNEL = 'madoguchi.draft';
const ANSWER_MS = 300;

interface Message {
  asked?: readonly string[];
  held?: readonly string[];
}

/** Held in this tab: known at once, before any lock is granted. */
const own = new Map<string, number>();
/** Held here once: whatever a lock that is just being let go says, no other tab holds it. */
const mine = new Set<string>();
let listening: BroadcastChannel | null = null;

/** Holds a name for this tab; gives what lets it go. */
export function hold(name: string): () => void {
  own.set(name, (own.get(name) ?? 0) + 1);
  mine.add(name);
  listen();
  let release: () => void = () => undefined;
  const isOver = new Promise<void>((resolve) => (release = resolve));
  // Shared: the same screen may hold it again before it has let go.
  navigator.locks?.request(name, { mode: 'shared' }, () => isOver).catch(() => undefined);
  return () => {
    release();
    const count = (own.get(name) ?? 1) - 1;
    if (count > 0) own.set(name, count);
    else own.delete(name);
    if (own.size > 0) return;
    listening?.close();
    listening = null;
  };
}

/** Those of the names that a living tab holds, this one or another. */
export async function stillHeld(names: readonly string[]): Promise<Set<string>> {
  const elsewhere = await (navigator.locks ? locked() : answered(names));
  return new Set(names.filter((name) => (mine.has(name) ? own : elsewhere).has(name)));
}

async function locked(): Promise<Set<string>> {
  try {
    const { held = [] } = await navigator.locks.query();
    return new Set(held.flatMap(({ name }) => name ?? []));
  } catch {
    // Where the browser forbids it, every copy is offered: better than none.
    return new Set();
  }
}

function listen(): void {
  if (listening !== null || typeof BroadcastChannel === 'undefined') return;
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = ({ data }: MessageEvent<Message>) => {
    const held = data.asked?.filter((name) => own.has(name)) ?? [];
    if (held.length > 0) channel.postMessage({ held });
  };
  listening = channel;
}

function answered(names: readonly string[]): Promise<Set<string>> {
  const held = new Set<string>();
  if (typeof BroadcastChannel === 'undefined') return Promise.resolve(held);
  const channel = new BroadcastChannel(CHANNEL);
  return new Promise((resolve) => {
    channel.onmessage = ({ data }: MessageEvent<Message>) => data.held?.forEach((name) => held.add(name));
    channel.postMessage({ asked: names });
    setTimeout(() => {
      channel.close();
      resolve(held);
    }, ANSWER_MS);
  });
}
