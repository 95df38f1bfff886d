/** Tests requests of several ecosystems in one list. */
import { expect, test } from 'vitest';
import { Lazy } from '../base/lazy.ts';
import type { PairsRequest } from '../engine/requestResponse/pair.ts';
import { Talk, wholeConvention } from './files/talk.testkit.ts';
import { SHIPPED } from './shipped.ts';
import { EdgeNode } from './sparkplug/edgeNode.testkit.ts';
import { MEANING } from './sparkplug/meaning.ts';
import { rebirthRequest } from './sparkplug/rebirth.ts';
import { sparkplug } from './sparkplug/sparkplug.ts';

const loaded = await Promise.all(SHIPPED.map(({ load }) => load()));

function told() {
  const talk = new Talk(
    sparkplug(Lazy.of(MEANING)),
    ...loaded.map(({ file, more }) => wholeConvention(file, more)),
  );
  const node = new EdgeNode();
  const { topic, payload } = rebirthRequest('plant', 'press', 0);
  const join = { transaction: 'a1', time: 60 };
  talk.say('out', 'zigbee2mqtt/bridge/request/permit_join', join);
  talk.say('out', topic, payload);
  talk.say('out', 'devices/pump7/messages/events/', '{}');
  talk.say('out', '$iothub/twin/GET/?$rid=1', '');
  talk.say('in', 'spBv1.0/plant/NBIRTH/press', node.nbirth());
  talk.say('in', '$iothub/twin/res/404/?$rid=1', '');
  const response = { transaction: 'a1', status: 'ok', data: {} };
  talk.say('in', 'zigbee2mqtt/bridge/response/permit_join', response);
  talk.say('out', 'v1/devices/me/rpc/request/7', { method: 'getTime' });
  return (change: Partial<PairsRequest> = {}) => {
    const pairs = { first: 0, count: 10, show: 'all', search: '', ...change } as const;
    return talk.capture.window({ pairs }, talk.time).pairs;
  };
}

test('lists requests in order, each with its reply or waiting', () => {
  const pairs = told();
  const all = pairs();
  expect(all?.rows.map((row) => [row.convention, row.state, row.request, row.reply])).toEqual([
    ['zigbee2mqtt', 'answered', 1, 7],
    ['sparkplug', 'answered', 2, 5],
    ['azure-iot-hub', 'answered', 4, 6],
    ['thingsboard', 'waiting', 8, undefined],
  ]);
  expect(all?.rows.map(({ latency }) => latency)).toEqual([6000, 3000, 2000, undefined]);
  expect(all?.counts).toEqual({ all: 4, waiting: 1, failed: 1, in: 0, out: 4 });
  // `tail` selects the newest.
  expect(pairs({ count: 2, tail: true })).toMatchObject({
    first: 2,
    total: 4,
    rows: [{ request: 4 }, { request: 8 }],
  });
  expect(pairs({ show: 'failed' })?.rows).toMatchObject([{ code: 404 }]);
});

test('a request soon after another client’s is separate, and its echo is ignored', () => {
  const talk = new Talk(sparkplug(Lazy.of(MEANING)));
  const node = new EdgeNode();
  const { topic, payload } = rebirthRequest('plant', 'press', 0);
  const nbirth = () => talk.say('in', 'spBv1.0/plant/NBIRTH/press', node.nbirth());
  talk.say('in', topic, payload);
  nbirth();
  talk.say('out', topic, payload);
  talk.say('in', topic, payload);
  nbirth();
  expect(talk.pairs('sparkplug')).toMatchObject([
    { direction: 'in', request: 1, reply: 2 },
    { direction: 'out', request: 3, reply: 5 },
  ]);
});

test('can be limited to one convention', () => {
  expect(told()({ convention: 'sparkplug' })).toMatchObject({ convention: 'sparkplug', total: 1 });
});
