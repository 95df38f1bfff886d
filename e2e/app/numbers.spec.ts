/** Numbers on the screen over time: during a flood, a pause, a slow flow and after the end of all traffic. */
import type { Page } from '@playwright/test';
import { showPanel } from '../kit/page/panels.ts';
import { expect, test } from '../kit/test.ts';

/** Displayed numbers by part of the page. */
interface Sample {
  /** ms of the page's clock. */
  readonly at: number;
  readonly messages: number;
  readonly packets: number;
  /** Rate of the whole connection. */
  readonly inRate: number;
  /** Rate of the selected topic. */
  readonly topicRate: number;
  readonly topicMessages: number;
}

interface Watch {
  readonly stop: () => readonly Sample[];
}

/** Samples the displayed numbers on each change. */
const watchNumbers = (page: Page) =>
  page.evaluateHandle((): Watch => {
    const samples: Sample[] = [];
    const numberIn = (text: string | null | undefined): number =>
      Number(text?.replaceAll(/[^\d.]/g, '') ?? Number.NaN);
    const counted = (word: string): number =>
      numberIn(document.querySelector(`output[aria-label$=" ${word}"]`)?.ariaLabel);
    const traffic = () => document.querySelector('[role="tabpanel"]')?.textContent ?? '';
    const sample = (): void => {
      const [, topicMessages, topicRate] =
        /Messages([\d,]+) messages?Rate([\d,.]+) messages? a second/.exec(traffic()) ?? [];
      const inRate = document.querySelector('[title="Messages received in the last second"] b');
      samples.push({
        at: performance.now(),
        messages: counted('messages'),
        packets: counted('packets'),
        inRate: numberIn(inRate?.textContent),
        topicRate: numberIn(topicRate),
        topicMessages: numberIn(topicMessages),
      });
    };
    sample();
    const observer = new MutationObserver(sample);
    observer.observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
      attributeFilter: ['aria-label'],
    });
    return {
      stop: () => {
        observer.disconnect();
        return samples;
      },
    };
  });

test('counters end at the received number, and rates fall to 0 within a second', async ({
  app,
  page,
  companion,
  connectOther,
}) => {
  await app.listen(companion, { subscribe: ['n/#'], version: '5', keepAlive: '0' });
  const { client } = await connectOther(companion.mqtt, '5');
  await client.publishAsync('n/0', '0', { qos: 1 });
  await app.topic('0').click();
  await showPanel(page, 'Topic');
  const told = (text: RegExp) => page.getByRole('definition').filter({ hasText: text });
  await expect(told(/^1 message$/)).toBeVisible();
  const packets = await app.count('packets');
  let sent = 1;
  /** Sends messages on two topics, `atOnce` at a time, until the page shows all of them and no rate. */
  const flow = async (messages: number, atOnce: number): Promise<readonly Sample[]> => {
    const watch = await watchNumbers(page);
    for (let n = 0; n < messages; n += atOnce) {
      for (let one = 0; one < atOnce; one += 1) client.publish(`n/${one % 2}`, `${n}`);
      await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 20)));
    }
    sent += messages;
    await expect.poll(() => app.count('messages')).toBe(sent);
    await expect(page.getByTitle('Messages received in the last second').locator('b')).toHaveText(
      '0',
    );
    await expect(told(/^0 messages a second$/)).toBeVisible();
    return watch.evaluate(({ stop }) => stop());
  };
  for (const [messages, atOnce] of [
    [8_000, 200],
    [300, 6],
  ] as const) {
    const samples = await flow(messages, atOnce);
    // Counters never decrease.
    for (const counted of ['messages', 'packets', 'topicMessages'] as const) {
      const shown = samples.map((sample) => sample[counted]);
      expect(shown).toEqual(shown.toSorted((a, b) => a - b));
    }
    // No rate exceeds this flow, because earlier flows have ended.
    for (const rate of ['inRate', 'topicRate'] as const) {
      const highest = Math.max(...samples.map((sample) => sample[rate]));
      expect(highest).toBeGreaterThan(10);
      expect(highest).toBeLessThanOrEqual(messages);
    }
    const ended = samples.find((sample) => sample.messages === sent)?.at ?? Number.NaN;
    const still = samples.find(
      ({ at, inRate, topicRate }) => at >= ended && inRate + topicRate === 0,
    );
    // A second, and more for a busy machine; a test with a fake clock checks the exact time.
    expect((still?.at ?? Number.NaN) - ended).toBeLessThan(4000);
  }
  expect(await app.count('packets')).toBe(packets + sent - 1);
});
