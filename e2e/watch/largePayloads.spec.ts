/**
 * Large payloads, and small ones that expand greatly, of slow shapes: selecting their packet once blocked the
 * page for seconds.
 */
import { gzipSync } from 'node:zlib';
import { encodeUtf8 } from '../../src/base/utf8.ts';
import { longestTask, lowest } from '../kit/page/longTasks.ts';
import { expect, test } from '../kit/test.ts';
import { isThorough } from '../kit/thorough.ts';

const KEYS = Array.from({ length: 300_000 }, (_, at) => `"k${at}":1`).join();
const ITEMS = new Uint8Array(3_900_000).fill(1);
ITEMS[0] = 0x9f;
ITEMS[ITEMS.length - 1] = 0xff;

const ALL_PAYLOADS: Readonly<Record<string, Uint8Array>> = {
  // The first one loads the code that draws it.
  short: encodeUtf8('[1]'),
  arrays: encodeUtf8(`[${'[],'.repeat(1_300_000)}0]`),
  keys: encodeUtf8(`{${KEYS}}`),
  string: encodeUtf8(JSON.stringify('x'.repeat(3_900_000))),
  items: ITEMS,
  elements: encodeUtf8(`<a>${'<b/>'.repeat(900_000)}</a>`),
  packed: gzipSync('[1]'),
  bomb: gzipSync('['.repeat(4_000_000)),
};
/** `npm test` checks one container and one compressed value; `largeValues.spec.ts` checks a list. */
const NAMES = isThorough ? Object.keys(ALL_PAYLOADS) : ['short', 'arrays', 'bomb'];
const PAYLOADS = Object.entries(ALL_PAYLOADS).filter(([name]) => NAMES.includes(name));
/** ms of processor time; about 30 are needed. Parsing `items` completely in the page takes more than 700. */
const MOST = 150;

test('selecting a packet with a large payload of any shape does not block the page', async ({
  app,
  browser,
  page,
  companion,
  connectOther,
}) => {
  await app.listen(companion, { version: '5', subscribe: ['#'] });
  const other = await connectOther(companion.mqtt, '5');
  let sent = 0;
  for (const [name, payload] of PAYLOADS) {
    const longest = await lowest(MOST, async (attempt) => {
      const topic = `${name}/${attempt}`;
      await other.client.publishAsync(topic, Buffer.from(payload));
      sent += 1;
      await expect.poll(() => app.count('topics')).toBe(sent);
      return longestTask(browser, page, async () => {
        await app.packet('in', 'PUBLISH', topic).first().click();
        await expect(app.bytes).toBeVisible();
        const size = `${payload.length.toLocaleString('en')} B`;
        await expect(page.getByText(size).first()).toBeVisible();
      });
    });
    expect(longest, name).toBeLessThan(MOST);
  }
});
