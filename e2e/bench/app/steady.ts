/** The app under a steady flood: the age of the screen's content, and the smoothness of scrolling. */
import type { Browser, Page } from '@playwright/test';
import { longestTask } from '../../kit/page/longTasks.ts';
import { whole } from '../figures.ts';
import { record } from '../results.ts';
import { type Frame, withList } from './listScreen.ts';
import { LiveSource, wallClock } from './liveSource.ts';

const RATE = 10_000;
const TOPICS = 10_000;
/** ms between writes. */
const TICK = 5;
/** Longest duration of a smooth frame, ms. */
const MOST_FRAME = 20;

/** Sends messages at a steady rate and notes the time of each. */
class Pump {
  readonly #source: LiveSource;
  readonly #begun = performance.now();
  readonly #timer: NodeJS.Timeout;
  /** Times by message, ms of `wallClock`. */
  readonly sentAt: number[] = [];

  constructor(source: LiveSource) {
    this.#source = source;
    this.#timer = setInterval(() => this.#send(), TICK);
  }

  #send(): void {
    const due = Math.floor(((performance.now() - this.#begun) / 1000) * RATE);
    const count = due - this.sentAt.length;
    if (count === 0) return;
    this.#source.send('/mqtt', this.#source.frames(this.sentAt.length, count));
    const at = wallClock();
    for (let one = 0; one < count; one += 1) this.sentAt.push(at);
  }

  end(): void {
    clearInterval(this.#timer);
  }
}

/** Reads the list's last row in each frame. */
const watch = (page: Page, ms: number): Promise<readonly Frame[]> =>
  page.evaluate(
    (time) =>
      new Promise<Frame[]>((resolve) => {
        const frames: Frame[] = [];
        const begun = performance.now();
        const look = (): void => {
          const now = performance.now();
          frames.push({ at: performance.timeOrigin + now, last: window.lastRow() });
          if (now - begun < time) requestAnimationFrame(look);
          else resolve(frames);
        };
        requestAnimationFrame(look);
      }),
    ms,
  );

/** Scrolls both lists up and down. @returns ms between frames */
const scroll = (page: Page, ms: number): Promise<readonly number[]> =>
  page.evaluate(
    (time) =>
      new Promise<number[]>((resolve, reject) => {
        const list = document.querySelector('[role="grid"][aria-label="Packets"]');
        const tree = document.querySelector('[role="tree"][aria-label="Topics"]');
        if (list === null || tree === null) {
          reject(new Error('there is no list, or no tree'));
          return;
        }
        const gaps: number[] = [];
        let [begun, before, nth] = [0, 0, 0];
        const step = (now: number): void => {
          if (begun === 0) begun = now;
          else gaps.push(now - before);
          before = now;
          nth += 1;
          const by = nth % 240 < 120 ? -60 : 50;
          list.scrollBy(0, by);
          tree.scrollBy(0, -by);
          if (now - begun < time) requestAnimationFrame(step);
          else resolve(gaps);
        };
        requestAnimationFrame(step);
      }),
    ms,
  );

/** For each frame, the age of the first message that is missing on it; 0: none. */
function agesOf(frames: readonly Frame[], sentAt: readonly number[], first: number): number[] {
  return frames.map(({ at, last }) => {
    const sent = sentAt[last + 1 - first];
    return sent === undefined ? 0 : Math.max(0, at - sent);
  });
}

/** For each frame with new content, the age of its newest message. */
function delaysOf(frames: readonly Frame[], sentAt: readonly number[], first: number): number[] {
  return frames.flatMap(({ at, last }, index) => {
    const sent = sentAt[last - first];
    return index === 0 || frames[index - 1]?.last === last || sent === undefined ? [] : [at - sent];
  });
}

const part = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * share)] ?? Number.NaN;

export async function benchSteady(browser: Browser, seconds: number): Promise<void> {
  console.log(
    `\n${whole(RATE)} messages a second on ${whole(TOPICS)} topics, for ${seconds} s each`,
  );
  const source = await LiveSource.begin(TOPICS);
  try {
    await withList(browser, source, async (page) => {
      const first = (await page.evaluate(() => window.lastRow())) + 1;
      const pump = new Pump(source);
      // All topics have arrived, and all code is compiled.
      await page.waitForTimeout(5000);
      await page.getByRole('tree', { name: 'Topics', exact: true }).focus();
      await page.keyboard.press('Control+Shift+ArrowRight');
      await page.waitForTimeout(2000);
      let frames: readonly Frame[] = [];
      const task = await longestTask(browser, page, async () => {
        frames = await watch(page, seconds * 1000);
      });
      const ages = agesOf(frames, pump.sentAt, first);
      const delays = delaysOf(frames, pump.sentAt, first);
      let gaps: readonly number[] = [];
      const taskScrolling = await longestTask(browser, page, async () => {
        gaps = await scroll(page, seconds * 1000);
      });
      pump.end();
      const smooth = gaps.filter((gap) => gap <= MOST_FRAME).length / gaps.length;
      console.log(
        `  new rows are ${part(delays, 0.5).toFixed(0)} ms old in the median, ${part(delays, 0.99).toFixed(0)} ms for 99 of 100, ${Math.max(...delays).toFixed(0)} ms at most`,
      );
      console.log(
        `  what the screen lacks is ${part(ages, 0.99).toFixed(0)} ms old for 99 of 100 frames`,
      );
      record('steadyAge', Math.max(...ages));
      record('steadyTask', Math.max(task, taskScrolling));
      console.log(
        `  scrolling list and tree: ${gaps.length} frames, ${part(gaps, 0.5).toFixed(1)} ms in the median, ${Math.max(...gaps).toFixed(0)} ms at most`,
      );
      record('steadyFrames', smooth * 100);
    });
  } finally {
    await source.close();
  }
}
