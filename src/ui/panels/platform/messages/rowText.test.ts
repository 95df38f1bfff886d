import { expect, test } from 'vitest';
import { demoDevice, PlatformScene } from '../../../../broker/platform/platform.testkit.ts';
import { en } from '../../../../i18n/en/texts.ts';
import { zh } from '../../../../i18n/zh/texts.ts';
import { rowsWith } from './rowText.ts';

const SENSOR = demoDevice(0);
const ROOT = `/sys/${SENSOR.productKey}/${SENSOR.deviceName}/thing`;
const POST = `${ROOT}/event/property/post`;

/** The numbers of rows: a post that is filtered, its reply, a topic that is denied. */
function scene() {
  const platform = new PlatformScene();
  const wire = platform.device(SENSOR);
  wire.subscribe(`${POST}_reply`);
  const params = { temperature: 999 };
  wire.publish(POST, JSON.stringify({ id: '1', params, method: 'thing.event.property.post' }));
  wire.publish('/somebody/else', 'x');
  const { productKey, deviceName } = SENSOR;
  const ask = { kind: 'platform-log', productKey, deviceName, first: 0, count: 500 } as const;
  const all = platform.asked('platform-log', ask).rows;
  const found = (text: string) => platform.asked('platform-log', { ...ask, text }).rows;
  return (text: string, texts: typeof en) =>
    rowsWith(text, found(text), all, texts).map(({ number }) => number);
}

test('the message log is searched by its displayed words and by payload', () => {
  const search = scene();
  const [denied, post, reply] = search('/', en);
  for (const text of ['已过滤', '大于', '响应 200'])
    expect([text, search(text, zh)]).toEqual([text, [post]]);
  expect(search('权限', zh)).toEqual([denied]);
  expect(search('属性上报', zh)).toEqual([reply]);
  for (const text of ['left out', 'ABOVE 80', 'replied 200']) {
    expect([text, search(text, en)]).toEqual([text, [post]]);
  }
  expect(search('999', zh)).toEqual([post]);
  expect(search('property post', en)).toEqual([reply]);
  expect(search('已过滤', en)).toEqual([]);
});
