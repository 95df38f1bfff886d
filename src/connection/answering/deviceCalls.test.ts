/** The rules that Publish offers to a device of Alibaba's platform. */
import { expect, test } from 'vitest';
import type { ThingModel } from '../../alibaba/alink/thingModel.ts';
import { decodeUtf8, encodeUtf8 } from '../../base/utf8.ts';
import { en } from '../../i18n/en/texts.ts';
import { callRules } from '../../ui/session/alink/callRules.ts';
import { connected, scene } from '../scene.testkit.ts';

const DEVICE = { productKey: 'a1B2c3D4e5F', deviceName: 'lamp' };
const SYS = '/sys/a1B2c3D4e5F/lamp';
const NONE: ThingModel = { properties: [], events: [], services: [] };

const OK = { identifier: 'ok', name: 'OK', type: { type: 'int', min: 1, max: 1 } } as const;
const MODEL: ThingModel = {
  ...NONE,
  services: [
    { identifier: 'dim', name: 'Dim', call: 'async', input: [], output: [OK] },
    { identifier: 'test', name: 'Test', call: 'sync', input: [], output: [OK] },
    { identifier: 'blink', name: 'Blink', call: 'sync', input: [], output: [] },
  ],
};

/** Answers to these messages, in order. The last call must be answered. */
async function answersTo(
  model: ThingModel | undefined,
  calls: readonly (readonly [topic: string, payload: string])[],
): Promise<readonly string[]> {
  const one = await scene(4);
  const answers = callRules(DEVICE, model, en.answers.ofCalls);
  const far = await connected(one, 4, { settings: { answers } });
  await one.client.event('answering');
  for (const [topic, payload] of calls) {
    const flags = { dup: false, qos: 0, retain: false, properties: [] } as const;
    far.send({ type: 'publish', ...flags, topic, payload: encodeUtf8(payload) });
  }
  const answered: string[] = [];
  do {
    const { topic, payload } = await far.next('publish');
    const text = (decodeUtf8(payload) ?? '').replaceAll(/\n\s*/g, '');
    answered.push(`${topic.replace(SYS, '')} ${text}`);
  } while (!answered.at(-1)?.includes('last'));
  return answered;
}

const last = [`${SYS}/thing/service/property/set`, '{"id":"last"}'] as const;
const LAST = '/thing/service/property/set_reply {"id": "last","code": 200,"data": {}}';

test('each call is answered once, with its id echoed as written', async () => {
  const answers = await answersTo(undefined, [
    [`${SYS}/thing/service/property/set`, '{"id":1.50,"params":{"on":1}}'],
    [`${SYS}/thing/service/dim`, '{"id":"7","params":{}}'],
    [`${SYS}/rrpc/request/77`, '{"id":"8","method":"thing.service.test"}'],
    last,
  ]);
  expect(answers).toEqual([
    '/thing/service/property/set_reply {"id": 1.50,"code": 200,"data": {}}',
    '/thing/service/dim_reply {"id": "7","code": 200,"data": {}}',
    '/rrpc/response/77 {"id": "8","code": 200,"data": {}}',
    LAST,
  ]);
});

test('services of the model are answered with their data, others without', async () => {
  const answers = await answersTo(MODEL, [
    [`${SYS}/thing/service/dim`, '{"id":"7"}'],
    [`${SYS}/thing/service/other`, '{"id":"8"}'],
    [`${SYS}/rrpc/request/1`, '{"id":"9","method":"thing.service.test"}'],
    [`${SYS}/rrpc/request/2`, '{"id":"10","method":"thing.service.blink"}'],
    last,
  ]);
  expect(answers).toEqual([
    '/thing/service/dim_reply {"id": "7","code": 200,"data": {"ok": 1}}',
    '/thing/service/other_reply {"id": "8","code": 200,"data": {}}',
    '/rrpc/response/1 {"id": "9","code": 200,"data": {"ok": 1}}',
    '/rrpc/response/2 {"id": "10","code": 200,"data": {}}',
    LAST,
  ]);
});

test('calls that want no reply, replies and other devices’ calls get none', async () => {
  const answers = await answersTo(MODEL, [
    [`${SYS}/thing/service/property/set`, '{"id":"1","sys":{"ack":0}}'],
    [`${SYS}/thing/service/property/set`, '{"id":"2","sys":{"ack":"0"}}'],
    [`${SYS}/thing/event/property/post_reply`, '{"id":"3","code":200}'],
    ['/ext/ntp/a1B2c3D4e5F/lamp/response', '{"deviceSendTime":"1"}'],
    ['/sys/a1B2c3D4e5F/other/thing/service/property/set', '{"id":"4"}'],
    last,
  ]);
  expect(answers).toEqual([LAST]);
});
