import { describe, expect, it } from 'vitest';
import { poll } from './polling.ts';

/** A page with controlled time and visibility, and a worker that the test answers for. */
class TestPage {
  isHiddenNow = false;
  readonly told: number[] = [];
  readonly asked: ((answer: number) => void)[] = [];
  readonly #listeners = new Set<() => void>();
  readonly #timers = new Set<{ at: number; run: () => void }>();
  #time = 0;

  start(everyMs: number): () => void {
    return poll<number>(
      {
        ask: () => new Promise((resolve) => this.asked.push(resolve)),
        tell: (answer) => this.told.push(answer),
        everyMs,
      },
      {
        isHidden: () => this.isHiddenNow,
        listen: (changed) => {
          this.#listeners.add(changed);
          return () => this.#listeners.delete(changed);
        },
        after: (ms, run) => {
          const timer = { at: this.#time + ms, run };
          this.#timers.add(timer);
          return () => this.#timers.delete(timer);
        },
      },
    );
  }

  get left(): number {
    return this.#listeners.size + this.#timers.size;
  }

  hide(isHidden: boolean): void {
    this.isHiddenNow = isHidden;
    for (const changed of this.#listeners) changed();
  }

  pass(ms: number): void {
    this.#time += ms;
    for (const timer of this.#timers) {
      if (timer.at > this.#time) continue;
      this.#timers.delete(timer);
      timer.run();
    }
  }

  async answer(value: number): Promise<void> {
    this.asked.at(-1)?.(value);
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  }
}

describe('repeated polling', () => {
  it('polls at once, and then with a delay after each answer: never two at a time', async () => {
    const page = new TestPage();
    page.start(1000);
    expect(page.asked).toHaveLength(1);
    page.pass(5000);
    expect(page.asked).toHaveLength(1);
    await page.answer(1);
    page.pass(999);
    expect(page.asked).toHaveLength(1);
    page.pass(1);
    expect(page.asked).toHaveLength(2);
    await page.answer(2);
    expect(page.told).toEqual([1, 2]);
  });

  it('pauses while the page is hidden, and polls at once when it is visible', async () => {
    const page = new TestPage();
    page.isHiddenNow = true;
    page.start(1000);
    expect(page.asked).toHaveLength(0);
    page.hide(false);
    expect(page.asked).toHaveLength(1);
    page.hide(true);
    await page.answer(1);
    page.pass(5000);
    expect({ asked: page.asked.length, told: page.told }).toEqual({ asked: 1, told: [1] });
    page.hide(false);
    expect(page.asked).toHaveLength(2);
    page.hide(false);
    expect(page.asked).toHaveLength(2);
  });

  it('stops at once, without timers or notifications', async () => {
    const page = new TestPage();
    const stop = page.start(1000);
    stop();
    await page.answer(1);
    page.hide(false);
    expect({ left: page.left, told: page.told, asked: page.asked.length }).toEqual({
      left: 0,
      told: [],
      asked: 1,
    });
  });
});
