/** Inspecting captures: list, fields, bytes, tree and the view Topic, each linked to the others. */
import type { App } from '../kit/page/app.ts';
import { showPanel } from '../kit/page/panels.ts';
import type { Companion } from '../kit/peers/companion.ts';
import { connecting, message, RawClient } from '../kit/peers/rawClient.ts';
import { expect, type Fixtures, test } from '../kit/test.ts';

type Given = Pick<Fixtures, 'companion' | 'connectOther'>;

async function goThroughLongList(app: App, companion: Companion): Promise<void> {
  const { page } = app;
  await app.listen(companion, { subscribe: ['bulk/#'], version: '5' });
  const client = await new RawClient(5).open('TCP', companion);
  client.send(connecting(5, { clientId: 'bulk' }));
  await client.expect('connack');
  const total = 225_000;
  const thousand = [
    ...Array.from({ length: 999 }, (_, n) => message(`bulk/${n % 50}`, '1')),
    message('bulk/0', '1', { qos: 1, packetId: 1 }),
  ];
  for (let sent = 0; sent < total; sent += 1000) {
    client.send(...thousand);
    // The last response shows that the broker keeps up.
    await client.expect('puback');
    // So does the page: a fast sender loses no messages.
    if (sent % 25_000 === 0) await expect.poll(() => app.count('messages')).toBe(sent + 1000);
  }
  await expect.poll(() => app.count('messages')).toBe(total);
  const rows = async (): Promise<readonly number[]> =>
    app.packets
      .getByRole('row')
      .evaluateAll((all) => all.map((row) => Number(row.getAttribute('aria-rowindex'))));
  const count = async (): Promise<number> =>
    Number(await app.packets.getAttribute('aria-rowcount'));
  expect(await app.packets.evaluate((grid) => grid.scrollHeight)).toBeLessThan(36 * total);
  await expect.poll(async () => (await count()) - ((await rows()).at(-1) ?? 0)).toBe(0);

  await app.packets.evaluate((grid) => grid.scrollTo(0, grid.scrollHeight / 2));
  await expect
    .poll(async () => Math.abs((await rowInMiddle(app)) - (await count()) / 2))
    .toBeLessThan(60);
  await app.packets.hover();
  const middle = await rowInMiddle(app);
  await page.mouse.wheel(0, 360);
  await expect.poll(async () => (await rowInMiddle(app)) - middle).toBeCloseTo(10, 0);
  await app.packets.press('Home');
  await expect.poll(rows).toContain(2);
  client.kill();
}

/**
 * Row in the middle of the visible packet list, and the part of it above the middle; 0: no row is drawn
 * there.
 */
const rowInMiddle = (app: App): Promise<number> =>
  app.packets.evaluate((grid) => {
    const { left, top, width, height } = grid.getBoundingClientRect();
    const middle = top + height / 2;
    const row = document.elementFromPoint(left + width / 2, middle)?.closest('[role=row]');
    if (!row) return 0;
    const place = row.getBoundingClientRect();
    return Number(row.getAttribute('aria-rowindex')) + (middle - place.top) / place.height;
  });

async function leadThrough(app: App, { companion, connectOther }: Given): Promise<void> {
  await app.listen(companion, { subscribe: ['plant/oven'], version: '5' });
  const { client } = await connectOther(companion.mqtt, '5');
  await client.publishAsync('plant/oven', '{"temp":71.8,"on":true}', { qos: 1 });
  await app.packet('in', 'plant/oven').click();
  await app.fields.getByRole('treeitem', { name: /^temp 71\.8/ }).click();

  await expect(app.bytes).toContainText('11 B·temp');
  const dump = app.bytes.getByRole('group', { name: 'Hex dump' });
  await dump.press('Home');
  await dump.press('ArrowRight');
  await expect(app.bytes).toContainText(/Byte 0x0001.*Remaining Length/);
  await dump.press('End');
  await expect(app.bytes).toContainText('Payload');
  await client.endAsync();
}

async function searchTree(
  app: App,
  { companion, connectOther }: Given,
  narrow: boolean,
): Promise<void> {
  const { page } = app;
  await app.listen(companion, { subscribe: ['plant/1/#'], version: '5' });
  const { client } = await connectOther(companion.mqtt, '5');
  await client.publishAsync('plant/1/temp', '{"value":20,"unit":"C"}', { qos: 1 });
  await client.publishAsync('plant/1/state', 'run', { qos: 1, retain: true });
  await client.publishAsync('plant/1/temp', '{"value":21,"unit":"C"}', { qos: 1 });
  if (narrow) await showPanel(page, 'Topics');
  await expect(app.topic('state')).toBeVisible();
  await page.getByRole('searchbox', { name: 'Find topic or value' }).fill('plant/+/temp');
  await expect(app.topic('state')).toBeHidden();
  await app.topic('temp').dblclick();

  const value = page.getByRole('region', { name: 'Value', exact: true });
  await expect(value).toContainText('was 20');
  await expect(value).toContainText('1 key changed compared with');
  const history = page.getByRole('grid', { name: 'History', exact: true });
  await history.getByRole('row', { name: /20|23/ }).last().click();
  await expect(value).toContainText('"value": 20');
  await expect(value).toContainText('The first message of this topic');
  await history.press('Enter');
  await expect(page.getByRole('heading', { name: /^No\. \d+$/ })).toBeVisible();
  await client.endAsync();
}

for (const size of [
  { width: 1440, height: 900 },
  { width: 820, height: 1180 },
]) {
  test.describe(`a capture at ${size.width} px`, () => {
    test.use({ viewport: size });

    test('a packet links to fields and bytes, a field to its bytes, a byte to its field', ({
      app,
      companion,
      connectOther,
    }) => leadThrough(app, { companion, connectOther }));

    test('the tree is searched by topic filter, and a topic shows what changed', ({
      app,
      companion,
      connectOther,
    }) => searchTree(app, { companion, connectOther }, size.width < 900));
  });
}

test.describe('a long list', () => {
  // Rows of 36 px as in a narrow window: fewer of them need the scaled scroll bar.
  test.use({ viewport: { width: 820, height: 1180 } });

  test('both ends of a list longer than an element’s maximum height are reachable, and a wheel step moves a few rows', ({
    app,
    companion,
  }) => goThroughLongList(app, companion));
});
