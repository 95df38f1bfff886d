import { describe, expect, test } from 'vitest';
import { type Localizable, say } from '../../../base/message.ts';
import type { EndCauses } from '../../../engine/endCauses/endCauses.ts';
import { LIMITS } from '../../../engine/endCauses/limits.ts';
import { FAULT_EFFECTS } from '../../../engine/endCauses/treatments.ts';
import { WEB_SOCKET_ERRORS } from '../../../engine/endCauses/webSocketErrors.ts';
import { endCauses as english, halfEnded as halfInEnglish } from '../../en/ends/endCauses.ts';
import { describeWords } from '../../facts.testkit.ts';
import { endCauses as chinese, halfEnded as halfInChinese } from './endCauses.ts';

const sides = ['client', 'server'] as const;
const both = (
  factOf: (by: 'client' | 'server') => Localizable<EndCauses>,
): readonly Localizable<EndCauses>[] => sides.map(factOf);

test('an unknown will is not mentioned', () => {
  const args = {
    by: 'client',
    last: undefined,
    after: 1,
    version: '5',
    message: undefined,
  } as const;
  for (const [words, delay] of [
    [english, '1 min 30 s'],
    [chinese, '1 分 30 秒'],
  ] as const) {
    const said = (willAfter: number | undefined) =>
      say(words, { key: 'closed', args: { ...args, willAfter } });
    expect(said(undefined)).not.toContain('MQTT-3.1.2-8');
    expect(said(0)).toContain('[MQTT-3.1.2-8]');
    expect(said(90)).toContain(delay);
  }
});

test('a half-closed connection names the side that is still connected', () => {
  const refused = { key: 'refused', args: { code: 5, version: '4', reason: '' } } as const;
  expect(halfInEnglish(refused, 'server')).toMatch(/CONNACK .*The client has not closed its side/);
  expect(halfInChinese(refused, 'client')).toMatch(/。Broker 一侧的连接尚未关闭。$/);
  expect(halfInChinese(refused, 'server')).toMatch(/CONNACK .*客户端一侧的连接尚未关闭。$/);
  expect(halfInEnglish(refused, 'client')).toContain('The broker has not closed its side');
});

describe('causes of the end of a tapped connection', () => {
  describeWords<EndCauses>([english, chinese], (data) => [
    { key: 'no-line', args: { failure: { key: 'refused', args: { address: `.${data}` } } } },
    { key: 'line-failed', args: { failure: { key: 'refused', args: { address: `.${data}` } } } },
    ...(['alert', 'gave-up', 'not-tls', 'ended', 'late', 'nothing-shared', 'other'] as const).map(
      (why): Localizable<EndCauses> => ({
        key: 'tls-failed',
        args: { why, detail: why === 'alert' || why === 'gave-up' ? 'unknown_ca' : '' },
      }),
    ),
    ...(['3', '5'] as const).flatMap((version) =>
      [0x8d, 0x85].map(
        (code): Localizable<EndCauses> => ({
          key: 'broker-ended',
          args: { code, reason: `.${data}`, version },
        }),
      ),
    ),
    { key: 'foreign-page', args: { origin: `.${data}` } },
    ...(['4', '5'] as const).map(
      (version): Localizable<EndCauses> => ({
        key: 'slow-packet',
        args: { type: 'publish', size: 67_108_900, keepAlive: 60, after: 91, version },
      }),
    ),
    { key: 'asleep', args: { seconds: 110 } },
    { key: 'on-purpose', args: { rule: undefined } },
    { key: 'on-purpose', args: { rule: 'network' } },
    { key: 'on-purpose', args: { rule: `.${data}` } },
    ...FAULT_EFFECTS.flatMap((did) =>
      both((by) => ({
        key: 'treated',
        args: {
          by,
          did,
          sender: by,
          type: did === 'silenced' && by === 'client' ? undefined : 'puback',
          packetId: by === 'client' ? undefined : 733,
          rule: `.${data}`,
          after: 734,
        },
      })),
    ),
    { key: 'unknown-name', args: { name: '' } },
    { key: 'unknown-name', args: { name: `.${data}` } },
    ...both((by) => ({ key: 'said-nothing', args: { by, after: 733 } })),
    { key: 'said-nothing', args: { by: 'tap', after: 733 } },
    { key: 'left-early', args: { after: 733 } },
    ...[true, false].map((isReset) => ({
      key: 'behind-proxy' as const,
      args: { proxy: `.${data}`, isReset, last: 'puback' as const, after: 733 },
    })),
    ...(['tls', 'http', 'packet', 'other'] as const).map(
      (what): Localizable<EndCauses> => ({
        key: 'not-mqtt',
        args: { by: 'server', what, first: `.${data}` },
      }),
    ),
    ...(['tls', 'http', 'text'] as const).flatMap((what) =>
      both((by) => ({
        key: 'no-broker',
        args: { by, what, line: what === 'tls' ? '' : `.${data}` },
      })),
    ),
    { key: 'refused', args: { code: 0x87, version: '5', reason: `.${data}` } },
    { key: 'refused', args: { code: 5, version: '4', reason: '' } },
    ...[undefined, 0.23].flatMap((late) =>
      both((by) => ({
        key: 'no-connack',
        args: { by, after: 733, isReset: by === 'client', late },
      })),
    ),
    { key: 'server-disconnect', args: { code: 0x8e, reason: `.${data}` } },
    { key: 'client-disconnect', args: { code: 0, version: '4', reason: '', willAfter: undefined } },
    ...[undefined, 0, 733].map((willAfter) => ({
      key: 'client-disconnect' as const,
      args: { code: 4, version: '5' as const, reason: `.${data}`, willAfter },
    })),
    ...(['suback', 'puback', 'pubrec'] as const).map((answer) => ({
      key: 'denied' as const,
      args: {
        answer,
        code: 0x87,
        version: '5' as const,
        isOrderly: answer === 'suback',
        after: 733,
      },
    })),
    ...[undefined, 734].map((silent) => ({
      key: 'taken-over' as const,
      args: { version: '5' as const, address: data, silent },
    })),
    ...both((by) => ({
      key: 'malformed',
      args: { sender: by, type: 'publish', statement: 'MQTT-1.5.5', by },
    })),
    { key: 'malformed', args: { sender: 'client', type: undefined, statement: 'x', by: 'server' } },
    { key: 'second-connect', args: { by: 'server', version: '5' } },
    ...LIMITS.flatMap((limit) =>
      both((by) => ({
        key: 'beyond-limit',
        args: { by, sender: by, type: 'publish', limit, sent: 733, maximum: 734 },
      })),
    ),
    ...both((by) => ({
      key: 'too-large',
      args: { sender: by, type: 'publish', size: 733, maximum: 734, by },
    })),
    ...both((by) => ({
      key: 'cut-off',
      args: {
        by,
        sender: 'client',
        type: 'publish',
        isReset: by === 'client',
        message: undefined,
      },
    })),
    {
      key: 'cut-off',
      args: {
        by: 'client',
        sender: 'server',
        type: 'publish',
        isReset: false,
        message: { topic: `.${data}`, size: 734, qos: 0, largest: 0 },
      },
    },
    { key: 'keep-alive', args: { keepAlive: 733, silent: 734, version: '5' } },
    { key: 'no-pingresp', args: { after: 733 } },
    { key: 'no-answer', args: { type: 'publish', packetId: 733, after: 734 } },
    { key: 'after-packet', args: { type: 'publish', topic: `.${data}`, version: '4' } },
    ...(['3', '5'] as const).map(
      (version): Localizable<EndCauses> => ({
        key: 'after-packet',
        args: { type: 'subscribe', topic: version === '3' ? `.${data}` : '', version },
      }),
    ),
    { key: 'after-qos2', args: { topic: `.${data}`, version: '4' } },
    ...both((by) => ({
      key: 'websocket',
      args: { by, code: 1006, reason: '', last: 'publish', ping: undefined },
    })),
    ...[undefined, 734].map((ping) => ({
      key: 'websocket' as const,
      args: { by: 'server' as const, code: 3733, reason: `.${data}`, last: undefined, ping },
    })),
    ...WEB_SOCKET_ERRORS.flatMap((fault) =>
      both((by) => ({ key: 'bad-websocket', args: { by, fault } })),
    ),
    ...both((by) => ({
      key: 'reset',
      args: {
        by,
        last: 'publish',
        after: 733,
        message: by === 'client' ? { topic: `.${data}`, size: 734, qos: 1, largest: 0 } : undefined,
      },
    })),
    ...both((by) => ({ key: 'network-silent', args: { by, after: 733 } })),
    ...both((by) => ({ key: 'transport-failed', args: { by, reason: `.${data}` } })),
    ...both((by) => ({
      key: 'closed',
      args: {
        by,
        last: undefined,
        after: 733,
        version: '4',
        willAfter: undefined,
        message: by === 'client' ? { topic: '', size: 734, qos: 1, largest: 0 } : undefined,
      },
    })),
    ...[0, 734].map((willAfter) => ({
      key: 'closed' as const,
      args: {
        by: 'client' as const,
        last: undefined,
        after: 733,
        version: '5' as const,
        willAfter,
        message: undefined,
      },
    })),
  ]);
});
