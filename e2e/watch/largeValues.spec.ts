/**
 * Large payloads of shapes that are slow to read and to compare: viewing their topic once blocked the page
 * for seconds.
 */
import { gzipSync } from 'node:zlib';
import { encodeUtf8 } from '../../src/base/utf8.ts';
import { longestTask, lowest } from '../kit/page/longTasks.ts';
import { showPanel } from '../kit/page/panels.ts';
import { expect, test } from '../kit/test.ts';
import { isThorough } from '../kit/thorough.ts';

/** The same structure with another value, so that everything is compared; of this many parts. */
const ALL_SHAPES: Readonly<Record<string, (value: number, parts: number) => Uint8Array>> = {
  arrays: (value, parts) => encodeUtf8(`[${'[],'.repeat(parts)}${value}]`),
  nested: (value, parts) => encodeUtf8(`${'['.repeat(parts)}${value}${']'.repeat(parts)}`),
  items: (value, parts) => {
    const bytes = new Uint8Array(3 * parts).fill(value);
    bytes[0] = 0x9f;
    bytes[bytes.length - 1] = 0xff;
    return bytes;
  },
  lines: (value, parts) => encodeUtf8(`${value}\n`.repeat(parts)),
  bomb: (value, parts) => gzipSync(`[${'[],'.repeat(parts)}${value}]`),
};
/** `npm test` checks one list; `largePayloads.spec.ts` checks other shapes. */
const NAMES = isThorough ? Object.keys(ALL_SHAPES) : ['items'];
const SHAPES = Object.entries(ALL_SHAPES).filter(([name]) => NAMES.includes(name));
const SIZES = { small: 100, large: 500_000 };
/**
 * ms of processor time that a large payload may take longer than a small one of the same shape, whose views
 * are drawn alike. Reading and comparing in the page takes 200 to 2,000.
 */
const MOST = 120;

test('viewing a topic with large payloads of any shape does not block the page', async ({
  app,
  browser,
  page,
  companion,
  connectOther,
}) => {
  await app.listen(companion, { version: '5', subscribe: ['#'] });
  const other = await connectOther(companion.mqtt, '5');
  const value = page.getByRole('region', { name: 'Value', exact: true });
  const history = page.getByRole('grid', { name: 'History', exact: true });
  let sent = 0;
  await showPanel(page, 'Topic');
  for (const [name, make] of SHAPES) {
    const view = async (topic: string, parts: number): Promise<number> => {
      for (const one of [1, 2]) {
        // Sequential, because messages of QoS 0 are dropped for a slow subscriber.
        await other.client.publishAsync(topic, Buffer.from(make(one, parts)));
        sent += 1;
        await expect.poll(() => app.count('messages')).toBe(sent);
      }
      const looking = await longestTask(browser, page, async () => {
        await app.topic(topic).click();
        await expect(history.getByRole('row')).toHaveCount(3);
        await expect(value.getByRole('button', { name: 'Copy value' })).toBeVisible();
      });
      const comparing = await longestTask(browser, page, async () => {
        await value.getByRole('button', { name: 'Compare', exact: true }).click();
        await history.getByRole('row').nth(2).click();
        await expect(value.getByRole('radio', { name: 'Differences' })).toBeChecked();
      });
      await value.getByRole('button', { name: 'Compare with the one before' }).click();
      return Math.max(looking, comparing);
    };
    const longer = await lowest(MOST, async (attempt) => {
      const small = await view(`${name}-${attempt}-small`, SIZES.small);
      return (await view(`${name}-${attempt}-large`, SIZES.large)) - small;
    });
    expect.soft(longer, name).toBeLessThan(MOST);
  }
});
