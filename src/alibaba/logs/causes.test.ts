/** Causes of the ends in logs of brokers, libraries and browsers that are not Alibaba's. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, test } from 'vitest';
import { say } from '../../base/message.ts';
import { logCauses } from '../../i18n/en/facts/logCauses.ts';
import { logCauses as chinese } from '../../i18n/zh/facts/logCauses.ts';
import { STAGES } from '../stages.ts';
import { causeOf, WholeText } from './causesIn.ts';
import { readLog } from './readLog.ts';

const CASES = fileURLToPath(new URL('../../../e2e/cases/', import.meta.url));

const told = (log: string) => {
  const { outcome, causes } = readLog(log).reading;
  return {
    stage: outcome?.stage,
    by: outcome?.by.name ?? outcome?.by.kind,
    causes: causes.map(({ cause, times }) => (times === 1 ? cause.key : `${times} ${cause.key}`)),
  };
};

const RIGHT = {
  37: { stage: 'tcp', by: 'Mosquitto', causes: ['local-only'] },
  38: { stage: 'tcp', by: 'Mosquitto', causes: ['address-in-use'] },
  39: { stage: 'closed', by: 'Mosquitto', causes: ['3 closed-by-client', 'always-after'] },
  40: { stage: 'closed', by: 'Mosquitto', causes: ['2 client-silent', 'sent-again'] },
  41: { stage: 'tls', by: 'Mosquitto', causes: ['client-alert'] },
  42: { stage: 'tls', by: 'Mosquitto', causes: ['certificate-wanted'] },
  43: { stage: 'tls', by: 'system', causes: ['certificate'] },
  45: { stage: 'tcp', by: 'system', causes: ['refused'] },
  46: { stage: 'tcp', by: 'PubSubClient', causes: ['3 pubsub-no-tcp'] },
  47: { stage: 'connack', by: 'Paho Java', causes: ['too-many-in-flight'] },
  48: { stage: 'closed', by: 'Paho Java', causes: ['closed-by-server'] },
  49: { stage: 'closed', by: 'Paho Java', causes: ['3 closed-by-server', 'always-after'] },
  50: { stage: 'closed', by: 'esp-mqtt', causes: ['no-pingresp'] },
  51: { stage: 'connect', by: 'AWS SDK', causes: ['aws-hang-up'] },
  52: { stage: 'connect', by: 'Zephyr', causes: ['connack-timeout'] },
  53: { stage: 'websocket', by: 'browser', causes: ['mixed-content'] },
};

test.each(Object.entries(RIGHT))('p5-%s', (number, right) => {
  const file = readdirSync(CASES).find((name) => name.startsWith(`p5-${number}-`)) ?? '';
  expect(told(readFileSync(CASES + file, 'utf8'))).toEqual(right);
});

test('each stage has a cause with a text in both languages; only these two have none', () => {
  const at = { by: { kind: 'system', name: undefined }, quote: '', at: 0, line: 0 } as const;
  for (const stage of STAGES) {
    const cause = causeOf({ stage, ...at }, new WholeText(''));
    expect(cause && say(logCauses, cause)).toMatch(/\w{3}.*\.$/);
    expect(cause && say(chinese, cause)).toMatch(/\p{Script=Han}.*。/u);
  }
  for (const stage of ['failed', 'http'] as const)
    expect(causeOf({ stage, ...at }, new WholeText(''))).toBeUndefined();
  expect(causeOf({ stage: 'connack', code: 0, ...at }, new WholeText(''))).toBeUndefined();
});

describe('a number', () => {
  it.each([
    'Too many retries (32202)',
    'job 32109 done',
    'sensor -116',
    'read -116 bytes <err>',
    'order 1006',
    'disconnected, rc=7',
    'temperature: -2',
  ])('is not read without the words or the tag of its library: %s', (log) => {
    const { causes } = readLog(log).reading;
    expect(causes.every(({ cause }) => cause.key === 'lost')).toBe(true);
  });

  it('is read with the tag of the library', () => {
    expect(told('paho-mqtt 1.6.1\nDisconnected, rc=16').causes).toEqual(['no-pingresp']);
    expect(told('[00:00:15.351,000] <err> app: mqtt_connect failed: -111').stage).toBe('tcp');
    expect(told('close event, code 1006').causes).toEqual(['no-close-frame']);
  });
});

describe('ends', () => {
  const at = (second: number, words: string) => `${1694775600 + second}: ${words}`;
  const accepted = (second: number) =>
    at(second, 'New client connected from 192.0.2.1:5000 as a (p2, c1, k60).');
  const lost = (second: number) => at(second, 'Socket error on client a, disconnecting.');
  const silent = (second: number) => at(second, 'Client a has exceeded timeout, disconnecting.');

  it('of several kinds are told with their counts, the most frequent first', () => {
    const log = [accepted(0), lost(9), accepted(10), silent(200), accepted(210), silent(300)];
    expect(told(log.join('\n')).causes).toEqual(['2 client-silent', 'closed-by-client']);
  });

  it('after equal times are told from the third on', () => {
    const log = [accepted(0), lost(300), accepted(305), lost(605)];
    expect(told(log.join('\n')).causes).toEqual(['2 closed-by-client']);
    const third = [...log, accepted(610), lost(910)];
    expect(told(third.join('\n')).causes).toEqual(['3 closed-by-client', 'always-after']);
    const other = [...log, accepted(610), lost(950)];
    expect(told(other.join('\n')).causes).toEqual(['3 closed-by-client']);
  });

  it('that stand beside a reason have it', () => {
    expect(readLog('Connection lost (32109) - java.io.EOFException').reading.outcome?.detail).toBe(
      'closed-by-server',
    );
  });
});

test('a line of the broker is never a library’s, and a client of Mosquitto is no broker', () => {
  expect(told('1694775600: Client x disconnected: not authorised.').by).toBe('Mosquitto');
  expect(
    told('OpenSSL Error[0]: error:0A000086:SSL routines::certificate verify failed').causes,
  ).toEqual(['certificate']);
});

test.each([
  ['certificate has expired', 'expired'],
  ['[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: Hostname mismatch', 'name'],
  ['unable to get local issuer certificate', 'unknown-authority'],
  ["code: 'DEPTH_ZERO_SELF_SIGNED_CERT'", 'self-signed'],
])('the fault of a certificate: %s', (log, fault) => {
  expect(readLog(log).reading.causes[0]?.cause).toMatchObject({ args: { fault } });
});

test('a refused connection names address, a mistyped port and a container', () => {
  const log = 'Error: connect ECONNREFUSED 192.0.2.7:1883';
  expect(readLog(log).reading.causes[0]?.cause.args).toEqual({
    host: '192.0.2.7',
    port: 1883,
    meant: undefined,
    isLocal: false,
  });
});

test.each(['', 'all is well', 'WiFi connected', 'temperature 21.5'])(
  'says nothing about %j',
  (log) => {
    expect(told(log)).toEqual({ stage: undefined, by: undefined, causes: [] });
  },
);
