/** The ladder of an exchange, with both ends of its message, in a window of usual size. */
import type { Locator, Page } from '@playwright/test';
import { showPanel } from '../kit/page/panels.ts';
import type { OtherClient } from '../kit/peers/client.ts';
import { expect, test } from '../kit/test.ts';

/** Runs in the page before anything else: nothing is pinned beside the desk. */
const unpinPublish = () => {
  localStorage.setItem('mqttscope.layout', JSON.stringify({ grouping: 'packets' }));
};

/** Pairs of texts in a drawing that touch each other. */
const collisions = (drawing: Element): readonly string[] => {
  const texts = [...drawing.querySelectorAll('text')].map((text) => {
    const { left, right, top, bottom } = text.getBoundingClientRect();
    // Lines have room above and below their letters.
    return { text: text.textContent, left, right, top: top + 3, bottom: bottom - 3 };
  });
  return texts.flatMap((a, at) =>
    texts
      .slice(at + 1)
      .filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
      .map((b) => `${a.text} over ${b.text}`),
  );
};

const ladderOf = (page: Page): Locator =>
  page.getByRole('region', { name: 'Exchange', exact: true }).getByRole('group');

const hiddenHeight = (box: Element): number => box.scrollHeight - box.clientHeight;

/** px between the ends of the box in which the ladder scrolls. */
const heightOf = async (ladder: Locator): Promise<number> =>
  (await ladder.boundingBox())?.height ?? 0;

/** Four packets of each end, and the outcome. */
async function expectBothEnds(ladder: Locator): Promise<void> {
  const drawing = ladder.locator('svg');
  await expect(drawing).toContainText('demo-meter-01');
  await expect(drawing).toContainText('done');
  for (const name of ['PUBLISH', 'PUBREC', 'PUBREL', 'PUBCOMP'])
    await expect(drawing.locator('tspan.font-semibold').filter({ hasText: name })).toHaveCount(2);
}

/** Messages that push the numbers of packets and identifiers to five digits. */
const FILL = 10_500;
const AT_ONCE = 300;

async function fill({ client }: OtherClient): Promise<void> {
  for (let sent = 0; sent < FILL; sent += AT_ONCE) {
    await Promise.all(
      Array.from({ length: AT_ONCE }, () => client.publishAsync('fill', 'x', { qos: 1 })),
    );
  }
}

test('a QoS 2 exchange with both ends fits, and the ladder alone takes the whole desk', async ({
  app,
  companion,
  connectOther,
}) => {
  const { page } = app;
  await page.addInitScript(unpinPublish);
  await page.setViewportSize({ width: 1440, height: 900 });
  await app.open(companion.app, { url: companion.ws, subscribe: ['#'], qos: '2', go: true });
  await app.connected();
  const meter = await connectOther(companion.mqtt, '5', { clientId: 'demo-meter-01' });
  await showPanel(page, 'Packets');
  const ladder = ladderOf(page);

  await test.step('with small numbers', async () => {
    await meter.client.publishAsync('hall/reading', '{"kW": 330}', { qos: 2 });
    await app.choose(app.packet('in', 'PUBLISH', 'hall/reading'));
    await expectBothEnds(ladder);
    expect(await ladder.evaluate(hiddenHeight)).toBe(0);
    await expect.poll(() => ladder.locator('svg').evaluate(collisions)).toEqual([]);
  });

  await test.step('with numbers and identifiers of five digits', async () => {
    const before = await app.count('packets');
    await fill(meter);
    // Later acknowledgements would push the next packets out of sight.
    await expect.poll(() => app.count('packets')).toBeGreaterThanOrEqual(before + 2 * FILL);
    await meter.client.publishAsync('hall/later', '{"kW": 331}', { qos: 2 });
    const later = app.packet('in', 'PUBLISH', 'hall/later');
    // Rows hold still under the pointer.
    await page.mouse.move(0, 0);
    await app.packets.press('End');
    await app.choose(later);
    await expect(ladder.locator('svg')).toContainText(/id 1\d{4}/);
    await expectBothEnds(ladder);
    expect(await ladder.evaluate(hiddenHeight)).toBe(0);
    await expect.poll(() => ladder.locator('svg').evaluate(collisions)).toEqual([]);
  });

  await test.step('X gives the ladder the whole desk, and brings list and topics back', async () => {
    await expect(app.topics).toBeVisible();
    await page.keyboard.press('x');
    await expect(app.packets).toBeHidden();
    await expect(app.topics).toBeHidden();
    await expect.poll(() => heightOf(ladder)).toBeGreaterThan(600);
    await expect(ladder).toBeFocused();
    await page.keyboard.press('x');
    await expect(app.packets).toBeVisible();
    await expect(app.topics).toBeVisible();
    await expect(app.packets).toBeFocused();
  });
});

/** px */
const EXCHANGE_COLUMN = 172;
const LADDER = 350;

/** Words of the exchange in a cell, as if they were others. */
const isWhole = (cell: Element, words: string): boolean => {
  const shown = cell.querySelector('span:last-child > span:last-child');
  if (shown === null) throw new Error('The cell has no words.');
  shown.textContent = words;
  return shown.scrollWidth <= shown.clientWidth;
};

test('QoS 0 has no ladder: its room is the payload’s; the column of exchanges fits its words', async ({
  app,
  companion,
  connectOther,
}) => {
  const { page } = app;
  await page.addInitScript(unpinPublish);
  await page.setViewportSize({ width: 1440, height: 900 });
  await app.open(companion.app, { url: companion.ws, subscribe: ['#'], qos: '2', go: true });
  await app.connected();
  const { client } = await connectOther(companion.mqtt, '5');
  await client.publishAsync('hall/twice', '{"kW": 330}', { qos: 2 });
  await client.publishAsync('hall/once', '{"kW": 330}');
  await showPanel(page, 'Packets');
  await page.getByRole('radio', { name: 'Exchanges', exact: true }).check();
  const rowOf = (topic: string): Locator => app.packets.getByRole('row').filter({ hasText: topic });
  const payload = page.getByRole('tabpanel', { name: 'Payload', exact: true });
  const widthOf = async (): Promise<number> => (await payload.boundingBox())?.width ?? 0;

  await rowOf('hall/twice').click();
  await expect(ladderOf(page)).toBeVisible();
  const beside = await widthOf();
  await rowOf('hall/once').click();
  await expect(ladderOf(page)).toHaveCount(0);
  expect((await widthOf()) - beside).toBeGreaterThan(LADDER);
  // There is nothing to give the desk to.
  await page.keyboard.press('x');
  await expect(app.packets).toBeVisible();

  const head = app.packets.getByRole('columnheader', { name: 'Exchange', exact: true });
  const cell = rowOf('hall/twice')
    .getByRole('gridcell')
    .filter({ hasText: /ms$|due$/ });
  for (const width of [1440, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await expect.poll(async () => (await head.boundingBox())?.width).toBe(EXCHANGE_COLUMN);
    expect(await cell.evaluate(isWhole, 'open, PUBREL due')).toBe(true);
  }
});
