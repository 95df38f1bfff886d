/** Reading of each vendor's topics below `$SYS`. */
import { expect, test } from 'vitest';
import { span } from '../../../i18n/durations.ts';
import type { SysValue } from '../../session/broker/sysValues.ts';
import { sysNodes } from './sysFacts.ts';

const value = (topic: string, text: string, before?: SysValue['before']): SysValue => ({
  topic: `$SYS/${topic}`,
  text,
  time: 20e6,
  before,
});

/** Each fact as `key=text`, by node. */
function read(...values: readonly SysValue[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    sysNodes(values, span).map(({ name, groups }) => [
      name ?? '',
      [...groups.values()]
        .flat()
        .map(({ key, text }) => `${key}=${text}`)
        .join(' '),
    ]),
  );
}

test('Mosquitto', () => {
  expect(
    read(
      value('broker/version', 'mosquitto version 2.0.11'),
      value('broker/uptime', '61 seconds'),
      value('broker/clients/connected', '3'),
      value('broker/clients/active', '4'),
      value('broker/clients/total', '5'),
      value('broker/retained messages/count', '42'),
      value('broker/shared_subscriptions/count', '1'),
      value('broker/publish/messages/received', '9'),
      value('broker/messages/received', '30'),
      value('broker/heap/current', '51008'),
      value('broker/load/messages/received/1min', '12.5'),
    ),
  ).toEqual({
    '': 'version=mosquitto version 2.0.11 uptime=1 min 1 s connected=3 sessions=5 publishIn=9 packetsIn=30 shared=1 retained=42 memory=51008',
  });
});

test('EMQX, by its cluster nodes', () => {
  expect(
    read(
      value('brokers', 'emqx@10.0.0.1,emqx@10.0.0.2'),
      value('brokers/emqx@10.0.0.1/version', '5.8.6'),
      value('brokers/emqx@10.0.0.1/stats/connections/count', '3'),
      value('brokers/emqx@10.0.0.1/metrics/messages/received', '7'),
      value('brokers/emqx@10.0.0.1/metrics/packets/received', '8'),
      value('brokers/emqx@10.0.0.2/stats/connections.count', '1'),
      value('brokers/emqx@10.0.0.2/clients/a/connected', '{}'),
    ),
  ).toEqual({
    'emqx@10.0.0.1': 'version=5.8.6 connected=3 publishIn=7 packetsIn=8',
    'emqx@10.0.0.2': 'connected=1',
  });
});

test('HiveMQ and VerneMQ', () => {
  expect(
    read(
      value('broker/messages/publish/received', '7'),
      value('broker/messages/retained/count', '2'),
      value('broker/load/bytes/received', '900'),
      value('VerneMQ@127.0.0.1/mqtt/publish/received', '5'),
      value('VerneMQ@127.0.0.1/router/subscriptions', '6'),
    ),
  ).toEqual({
    '': 'publishIn=7 bytesIn=900 retained=2',
    'VerneMQ@127.0.0.1': 'publishIn=5 subscriptions=6',
  });
});

test.each([
  ['grows', '30', { text: '10', time: 10e6 }, 2],
  ['starts again', '3', { text: '10', time: 10e6 }, undefined],
  ['has two values at once', '30', { text: '10', time: 19.9e6 }, undefined],
  ['is no number', 'many', { text: '10', time: 10e6 }, undefined],
  ['is the first', '30', undefined, undefined],
])('the rate of a counter that %s', (_, text, before, rate) => {
  const [node] = sysNodes([value('broker/publish/messages/received', text, before)], span);
  expect(node?.groups.get('messages')?.[0]?.rate).toBe(rate);
});

test('unknown facts add no node', () => {
  expect(sysNodes([value('broker/load/sockets/1min', '2'), value('own/thing', 'x')], span)).toEqual(
    [],
  );
});
