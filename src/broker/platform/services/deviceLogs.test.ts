import { expect, test } from 'vitest';
import { DEVICE, S, TestCloud } from './cloud.testkit.ts';

const GET = `${S}/thing/config/log/get`;
const POST = `${S}/thing/log/post`;
const ASK =
  '{"id":"1","params":{"configScope":"device","getType":"content"},"method":"thing.config.log.get"}';

const post = (lines: unknown): string =>
  JSON.stringify({ id: '2', params: lines, method: 'thing.log.post' });
const LINE = {
  utcTime: '2020-03-06T15:15:27.464+0800',
  logLevel: 'ERROR',
  module: 'ModuleA',
  code: '4103',
  traceContext: '123456',
  logContent: 'some log content',
};

test('a device gets the log setting, and at once when it changes', () => {
  const cloud = new TestCloud();
  const { logs } = cloud.services;
  expect(cloud.hear(GET, ASK)?.text).toContain('"data":{"getType":"content","content":{"mode":0}}');
  logs.setReporting(DEVICE, true);
  expect(cloud.services.pushLogConfig(cloud, DEVICE, true)).toBe(true);
  expect(cloud.lastSent.topic).toBe(`${S}/thing/config/log/push`);
  expect(JSON.parse(cloud.lastSent.text)).toMatchObject({
    version: '1.0',
    method: 'thing.config.log.push',
    params: { getType: 'content', content: { mode: 1 } },
  });
  expect(cloud.hear(GET, ASK)?.text).toContain('{"mode":1}');
});

test('lines are kept unchanged, newest first, within the memory', () => {
  const cloud = new TestCloud();
  const { logs } = cloud.services;
  expect(cloud.hear(POST, post([LINE, { logContent: 'second' }]))?.text).toContain('"code":200');
  expect(logs.of(DEVICE)).toMatchObject([
    { logContent: 'second', logLevel: undefined },
    { ...LINE, time: cloud.now },
  ]);
  for (let at = 0; at < 20; at += 1) {
    cloud.hear(
      POST,
      post(Array.from({ length: 40 }, (_, line) => ({ logContent: `${at} ${line}` }))),
    );
  }
  expect(logs.of(DEVICE)).toHaveLength(500);
  expect(logs.of(DEVICE)[0]?.logContent).toBe('19 39');
  logs.forget(DEVICE);
  expect(logs.of(DEVICE)).toEqual([]);
});

test.each([
  ['none', {}],
  ['too many', Array.from({ length: 41 }, () => LINE)],
  ['no content', [{}]],
])('%s are rejected', (_, lines) => {
  expect(new TestCloud().hear(POST, post(lines))?.text).toContain('"code":460');
});
