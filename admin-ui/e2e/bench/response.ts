/**
 * How long a person waits: from the event of a key or the mouse, as the browser stamps it, until what they asked for has
 * been painted. Two figures of each: the next frame of any kind, and the frame that shows the result.
 */
import type { CDPSession, Page } from '@playwright/test';

export interface Response {
  /** Until the browser has painted anything after the event (Event Timing; steps of 8 ms). */
  paint: number;
  /** Until the result has been painted. */
  shown: number;
}

/** Chromium has it; TypeScript does not know it yet. */
declare const scheduler: {
  postTask: (task: () => void, options: { priority: 'user-blocking' }) => Promise<void>;
};

interface Watch {
  start: number;
  shown: number | null;
  paint: number;
}

type Watched = Window & { watched?: Watch };

/**
 * How long a key or a button is held, as hands do it. Let go at once, the browser would be told of the next event before it
 * has painted this one: it then keeps every task back for one more frame, and with it the one that looks at the clock.
 */
export const HELD = { delay: 100 };

/** Between a press and the first question about it. */
const QUIET_MS = 400;
/** How often to ask. */
const PATIENCE = 50;

/** Watches everything that is pressed on the page from now on. */
export async function watchEvents(page: Page): Promise<void> {
  await page.evaluate(() => {
    const self = window as Watched;
    const begin = (event: Event) => {
      // Of Alt with an arrow it is the arrow that is answered; it comes a while after Alt.
      const isHeld = event instanceof KeyboardEvent && ['Alt', 'Control', 'Shift'].includes(event.key);
      if (!isHeld && self.watched?.start === -1) self.watched.start = event.timeStamp;
    };
    for (const kind of ['keydown', 'click']) window.addEventListener(kind, begin, { capture: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const watched = self.watched;
        // The same moment is rounded differently in an event and in its entry.
        if (watched !== undefined && watched.start >= 0 && entry.startTime > watched.start - 1)
          watched.paint = Math.max(watched.paint, entry.duration);
      }
    }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
  });
}

/** Does something once, and gives the time until `isShown` holds on the page and has been painted. */
export async function timed(
  page: Page,
  act: () => Promise<void>,
  isShown: { selector: string; attribute: string; says: string },
): Promise<Response> {
  await page.evaluate(({ selector, attribute, says }) => {
    const watched: Watch = { start: -1, shown: null, paint: 0 };
    (window as Watched).watched = watched;
    const holds = () => {
      const values = [...document.querySelectorAll(selector)].map((element) =>
        attribute === 'value' ? (element as HTMLInputElement).value : element.getAttribute(attribute),
      );
      return values.join('\n').includes(says);
    };
    const look = () => {
      if (!holds()) requestAnimationFrame(look);
      // The next task after the frame with the result: before whatever the page itself has put off until then.
      else void scheduler.postTask(() => (watched.shown = performance.now()), { priority: 'user-blocking' });
    };
    requestAnimationFrame(look);
  }, isShown);
  await act();
  for (let turn = 0; turn < PATIENCE; turn += 1) {
    // Whoever asks the page meanwhile whether it is ready keeps it busy with the question.
    await page.waitForTimeout(QUIET_MS);
    const { start, shown, paint } = await page.evaluate(() => (window as Watched).watched as Watch);
    if (shown !== null) return { paint, shown: Math.round(shown - start) };
  }
  throw new Error(`never shown: ${isShown.says}`);
}

/** A machine that is so many times slower. */
export async function slowDown(page: Page, rate: number): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate });
  return session;
}

const at = (values: number[], share: number) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? NaN;

/** One line of the report; beside a floor that was measured in the same run, also as a ratio to it. */
export function line(
  what: string,
  times: Response[],
  { goal, floor }: { goal: number; floor: Response[] },
): string {
  const shown = times.map((time) => time.shown);
  const paint = times.map((time) => time.paint);
  const [median, p95] = [at(shown, 0.5), at(shown, 0.95)];
  const verdict = p95 <= goal ? 'within' : 'ABOVE';
  const least = at(
    floor.map((time) => time.shown),
    0.5,
  );
  const ratio = `${(median / least).toFixed(1)} times the floor of ${least} ms`;
  return (
    `${what.padEnd(28)} shown: median ${median} ms (${ratio}), p95 ${p95} ms (${verdict} the goal of ${goal} ms)` +
    `   next paint: median ${at(paint, 0.5)} ms, p95 ${at(paint, 0.95)} ms`
  );
}
