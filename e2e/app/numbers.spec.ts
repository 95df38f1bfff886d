/**
 * Numbers on the screen over time: during a flood, a slow flow, a pause and a lost connection, and after the
 * end of all traffic.
 */
import type { Page } from '@playwright/test';
import type { MqttClient } from 'mqtt';
import type { App } from '../kit/page/app.ts';
import { showPanel } from '../kit/page/panels.ts';
import type { Companion } from '../kit/peers/companion.ts';
import { expect, type Fixtures, test } from '../kit/test.ts';

/** Displayed numbers by part of the page. */
interface Sample {
  readonly messages: number;
  readonly packets: number;
  /** Rate of the whole connection. */
  readonly inRate: number;
  /** Rate of the selected topic, which is only in its head. */
  readonly topicRates: readonly number[];
  readonly topicMessages: number;
  /** Points of the chart board. */
  readonly points: number;
  /** Messages and rate of a repeat. */
  readonly repeated: number;
  readonly repeatRate: number;
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
    // The count of the button would be the first digit of the rate after it.
    const traffic = () =>
      document.querySelector('[role="tabpanel"]')?.textContent.replaceAll('Charts 1', '') ?? '';
    const sample = (): void => {
      const [, topicMessages] = /of ([\d,]+) kept/.exec(traffic()) ?? [];
      const topicRates = [
        ...traffic().matchAll(/(?<![\d,.])([\d,.]+) messages? a second|last message \d/g),
      ];
      const publish = document.querySelector('[aria-label="Publish"]')?.textContent;
      const [, repeated, repeatRate] =
        /([\d,]+) sent(?: · ([\d,.]+)\/s)?/.exec(publish ?? '') ?? [];
      const [, points] =
        /([\d,]+) of [\d,]+ points/.exec(
          document.querySelector('[data-board]')?.textContent ?? '',
        ) ?? [];
      const inRate = document.querySelector('[title="Messages received in the last second"] b');
      samples.push({
        messages: counted('messages'),
        packets: counted('packets'),
        inRate: numberIn(inRate?.textContent),
        topicRates: topicRates.map(([, rate = '0']) => numberIn(rate)),
        topicMessages: numberIn(topicMessages),
        points: numberIn(points),
        repeated: numberIn(repeated),
        repeatRate: numberIn(repeatRate),
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

interface Given {
  readonly app: App;
  readonly url?: string;
  readonly companion: Companion;
  readonly connectOther: Fixtures['connectOther'];
}

/** Connects, and opens the topic `n/0` with its value on the chart board. */
async function begin({ app, url, companion, connectOther }: Given) {
  await app.listen(
    { app: companion.app, ws: url ?? companion.ws },
    { subscribe: ['n/#'], version: '5', keepAlive: '0' },
  );
  const { client } = await connectOther(companion.mqtt, '5');
  await client.publishAsync('n/0', '{"v":0}', { qos: 1 });
  await app.topic('0').click();
  await showPanel(app.page, 'Topic');
  await app.page
    .getByRole('region', { name: 'Value', exact: true })
    .getByRole('button', { name: 'Chart payload.v' })
    .click();
  await showPanel(app.page, 'Charts');
  await expect(app.page.getByText('1 of 1 point')).toBeVisible();
  return client;
}

const inRate = (page: Page) => page.getByTitle('Messages received in the last second').locator('b');

const told = (page: Page, text: RegExp) => page.locator('p').filter({ hasText: text });

/** Waits until no rate is shown. */
async function atRest(page: Page): Promise<void> {
  await expect(inRate(page)).toHaveText('0');
  await expect(told(page, /^last message /)).toBeVisible();
}

/** Sends messages on `n/0` and `n/1` in turn, `atOnce` at a time. */
async function send(page: Page, client: MqttClient, messages: number, atOnce: number) {
  for (let n = 0; n < messages; n += atOnce) {
    for (let one = 0; one < atOnce; one += 1) client.publish(`n/${one % 2}`, `{"v":${n}}`);
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 20)));
  }
}

/** Checks what holds for any samples: counters never decrease, and a rate is one figure. */
function expectTruth(samples: readonly Sample[]): void {
  for (const counted of ['messages', 'packets', 'topicMessages', 'points', 'repeated'] as const) {
    const shown = samples.map((sample) => sample[counted]).filter((count) => !Number.isNaN(count));
    expect(shown).toEqual(shown.toSorted((a, b) => a - b));
  }
  const rated = samples.filter(({ topicRates }) => topicRates.length > 0);
  expect(rated).not.toEqual([]);
  for (const { topicRates } of rated) expect(topicRates).toHaveLength(1);
}

const rateOf = ({ topicRates: [rate = Number.NaN] }: Sample): number => rate;

// Unit tests with a fake clock check that it takes a second.
test('counters end at the received number, and then rates fall to 0', async ({
  app,
  page,
  companion,
  connectOther,
}) => {
  const client = await begin({ app, companion, connectOther });
  const packets = await app.count('packets');
  let sent = 1;
  for (const [messages, atOnce] of [
    [8_000, 200],
    [300, 6],
  ] as const) {
    const watch = await watchNumbers(page);
    await send(page, client, messages, atOnce);
    sent += messages;
    await expect.poll(() => app.count('messages')).toBe(sent);
    await atRest(page);
    const points = `${(1 + (sent - 1) / 2).toLocaleString('en')} points`;
    await expect(page.getByText(points)).toBeVisible();
    const samples = await watch.evaluate(({ stop }) => stop());
    expectTruth(samples);
    // No rate exceeds this flow, because earlier flows have ended.
    for (const rates of [samples.map(({ inRate }) => inRate), samples.map(rateOf)]) {
      const highest = Math.max(...rates.filter((rate) => !Number.isNaN(rate)));
      expect(highest).toBeGreaterThan(10);
      expect(highest).toBeLessThanOrEqual(messages);
    }
  }
  await expect.poll(() => app.count('packets')).toBe(packets + sent - 1);
});

test('a pause holds the topic and the chart still while counters continue', async ({
  app,
  page,
  companion,
  connectOther,
}) => {
  const client = await begin({ app, companion, connectOther });
  await send(page, client, 200, 10);
  await expect.poll(() => app.count('messages')).toBe(201);
  await page.keyboard.press('Control+K');
  await page.getByRole('combobox', { name: 'Commands' }).fill('Pause');
  await page.getByRole('option', { name: 'Pause the views' }).click();
  await expect(page.getByText('Paused: views frozen, still recording').first()).toBeVisible();
  // These words change the size of panes, which request their rows again. They have the answers once a later
  // message is counted.
  await client.publishAsync('n/1', '{"v":0}', { qos: 1 });
  await expect.poll(() => app.count('messages')).toBe(202);
  const watch = await watchNumbers(page);
  await send(page, client, 600, 10);
  await expect.poll(() => app.count('messages')).toBe(802);
  const paused = await watch.evaluate(({ stop }) => stop());
  expectTruth(paused);
  expect(Math.max(...paused.map(({ inRate }) => inRate))).toBeGreaterThan(10);
  for (const held of [
    paused.map(rateOf),
    paused.map(({ topicMessages }) => topicMessages),
    paused.map(({ points }) => points),
  ])
    expect(new Set(held).size).toBe(1);

  await app.button('Resume').click();
  await expect(page.getByText(/of 401 kept$/)).toBeVisible();
  await expect(page.getByText('401 of 401 points')).toBeVisible();
  await atRest(page);
});

test('rates fall to 0 while the connection is lost, and counters continue after it', async ({
  app,
  page,
  companion,
  connectOther,
  startProxy,
}) => {
  const proxy = await startProxy(companion.ws);
  await begin({ app, url: proxy.ws, companion, connectOther });
  const action = (name: string) => app.publishing.getByRole('button', { name, exact: true });
  await app.publishing.getByRole('combobox', { name: 'Topic', exact: true }).fill('n/0');
  await app.publishing.getByRole('textbox', { name: 'Payload', exact: true }).fill('{"v":1}');
  await action('Repeat…').click();
  await app.publishing.getByRole('radio', { name: '1/s', exact: true }).check();
  await app.publishing.getByRole('textbox', { name: 'Per second' }).fill('20');
  await app.publishing.getByRole('textbox', { name: 'Times' }).fill('');
  const watch = await watchNumbers(page);
  await action('Start').click();
  const repeated = app.publishing.getByText(/^[\d,]+ sent/);
  await expect(repeated).toContainText(/ · [1-9]\d*\/s/);
  await expect(told(page, /^[1-9]\d messages a second/)).toBeVisible();

  // No answer to the next CONNECT.
  proxy.withhold = () => true;
  proxy.cut();
  await expect(repeated).toContainText(' · 0/s of 20/s');
  await atRest(page);

  proxy.withhold = () => false;
  proxy.cut();
  await app.connectedAgain();
  await expect(repeated).toContainText(/ · [1-9]\d*\/s/);
  // Otherwise the rates below may be those of the lost connection.
  await expect(inRate(page)).not.toHaveText('0');
  await expect(told(page, /^[1-9]\d* messages? a second/)).toBeVisible();
  await action('Stop').click();
  await expect(repeated).toHaveText(/^[\d,]+ sent$/);
  await atRest(page);
  const samples = await watch.evaluate(({ stop }) => stop());
  expectTruth(samples);
  // Rates are those of the repeat, which catches up if the machine let its worker wait for some seconds.
  for (const rate of samples.flatMap((one) => [one.inRate, one.repeatRate, ...one.topicRates]))
    if (!Number.isNaN(rate)) expect(rate).toBeLessThan(200);
  expect(samples.at(-1)?.topicMessages).toBe(await app.count('messages'));
});
