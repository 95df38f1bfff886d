import { describe, expect, test } from 'vitest';
import type { ExchangeDetail } from '../../../engine/exchanges/exchange.ts';
import { verdict } from '../../../engine/timeline/verdict.ts';
import { explained, verdicts } from '../../../i18n/en/packets/handshakeWords.ts';
import { findStatement } from '../../../mqtt/statements/statements.ts';
import {
  AUTH,
  CONNACK,
  CONNECT,
  PUBACK,
  PUBLISH,
  PUBREC,
  PUBREL,
  SUBACK,
  SUBSCRIBE,
} from '../../../mqtt/tables/typeNumbers.ts';
import { detail, loss, RETRIED, row, step } from './exchange.testkit.ts';
import { explain } from './explain.ts';

/** `mark statement text`, a line each. */
const told = (of: ExchangeDetail): string[] =>
  explain(of).map(({ line, mark, statement }) => `${mark} ${statement ?? '-'} ${explained(line)}`);

describe('an explained exchange', () => {
  test('MQTT-4.3.3, MQTT-4.4.0-1: QoS 2 over a lost connection', () => {
    expect(told(RETRIED)).toEqual([
      'ok MQTT-2.2.1-3 The client picks packet identifier 41',
      'ok MQTT-4.3.3-2 The client sends PUBLISH with QoS 2 and DUP 0',
      'ok MQTT-4.3.3-3 PUBLISH is unacknowledged until PUBREC',
      'retry - No PUBREC seen: PUBLISH or its answer was lost',
      'retry - The connection ended, and no DISCONNECT was seen',
      'retry MQTT-4.4.0-1 Session present: unacknowledged packets are sent again, offline for 2.187 s',
      'retry MQTT-3.3.1-1 The client sends PUBLISH again with DUP 1',
      'ok MQTT-4.3.3-3 PUBLISH is unacknowledged until PUBREC',
      'ok MQTT-4.3.3-8 PUBREC from the broker: 0x00 Success',
      'ok MQTT-4.3.3-4 The client sends PUBREL',
      'ok MQTT-4.3.3-6 No PUBLISH again after PUBREL',
      'ok MQTT-4.3.3-5 PUBREL is unacknowledged until PUBCOMP',
      'ok MQTT-4.3.3-11 PUBCOMP from the broker: 0x00 Success',
      'ok MQTT-4.3.3-12 Packet identifier 41 is free again',
    ]);
    expect(verdicts(verdict(RETRIED), 0, undefined)).toBe(
      'Conforms as seen here: complete after one packet was sent again.',
    );
  });

  test('in MQTT 3.1.1 the same steps have the numbers of that edition', () => {
    const numbers = explain({ ...RETRIED, version: 4 }).map(({ statement }) => statement);
    expect(numbers).toContain('MQTT-2.3.1-2');
    expect(numbers).toContain('MQTT-4.3.3-2');
    expect(numbers).not.toContain('MQTT-4.3.3-8');
  });

  test('MQTT-4.3.2-4: QoS 1 from the broker', () => {
    const incoming = detail({
      row: row({ direction: 'in', qos: 1, packetId: 7 }),
      steps: [step(10, 'in', PUBLISH, 1), step(11, 'out', PUBACK, 2)],
    });
    expect(told(incoming)).toEqual([
      'ok MQTT-2.2.1-4 The broker picks packet identifier 7',
      'ok MQTT-4.3.2-2 The broker sends PUBLISH with QoS 1 and DUP 0',
      'ok MQTT-4.3.2-3 PUBLISH is unacknowledged until PUBACK',
      'ok MQTT-4.3.2-4 PUBACK from the client',
      'ok MQTT-4.3.2-5 Packet identifier 7 is free again',
    ]);
    expect(verdicts(verdict(incoming), 0, undefined)).toBe('Conforms as seen here.');
  });

  test('MQTT-3.3.1-1: a PUBLISH resent without DUP is a problem', () => {
    const [, again] = RETRIED.steps;
    const steps = RETRIED.steps.map((each) => (each === again ? { ...each, dup: false } : each));
    expect(told({ ...RETRIED, steps })).toContain(
      'problem MQTT-3.3.1-1 The client sends PUBLISH again with DUP 0',
    );
  });

  test('MQTT-4.3.3-6: a PUBLISH after PUBREL is a problem', () => {
    const steps = [
      step(1, 'out', PUBLISH, 1),
      step(2, 'in', PUBREC, 2),
      step(3, 'out', PUBREL, 3),
      step(4, 'out', PUBLISH, 4, { dup: true }),
    ];
    expect(told(detail({ steps, row: row({ state: 'open' }) }))).toContain(
      'problem MQTT-4.3.3-6 PUBLISH was sent again after PUBREL',
    );
  });

  test('a packet that violates a rule is marked', () => {
    const finding = { key: 'keep-alive-off', args: {} } as const;
    const [statement, packet] = ['MQTT-4.3.3-8', 23];
    const problems = [
      { rule: 'puback-for-qos2', severity: 'error' as const, statement, packet, finding, time: 0 },
    ];
    const lines = told({ ...RETRIED, problems });
    expect(lines).toContain('problem MQTT-4.3.3-8 PUBREC from the broker: 0x00 Success');
    expect(verdicts(verdict({ ...RETRIED, problems }), 0, undefined)).toBe(
      'Complete, with a problem.',
    );
    const warnings = problems.map((each) => ({ ...each, severity: 'warn' as const }));
    expect(verdicts(verdict({ ...RETRIED, problems: warnings }), 0, undefined)).toBe(
      'Conforms as seen here: complete after one packet was sent again, with a warning.',
    );
    const notes = problems.map((each) => ({ ...each, severity: 'note' as const }));
    expect(verdict({ ...RETRIED, problems: notes }).kind).toBe('conforms');
    expect(told({ ...RETRIED, problems: notes })).not.toContain(lines[8]);
  });

  test('a wrong answer ends no exchange', () => {
    const wrong = detail({
      row: row({ state: 'open' }),
      steps: [step(10, 'out', PUBLISH, 1), step(11, 'in', PUBACK, 2)],
      awaited: { packetTypes: [PUBREC], from: 'in' },
    });
    expect(told(wrong).join()).not.toContain('free again');
  });

  test('MQTT-4.4.0-2: a rejection ends it', () => {
    const refused = detail({
      row: row({ state: 'refused' }),
      steps: [
        step(10, 'out', PUBLISH, 1),
        step(11, 'in', PUBREC, 2, { reasonCodes: [0x87], reasonString: 'not here' }),
      ],
    });
    expect(told(refused).slice(3)).toEqual([
      'refused MQTT-4.4.0-2 PUBREC from the broker refuses: 0x87 Not authorized',
      'ok MQTT-4.4.0-2 Packet identifier 41 is free again',
      'refused - Reason given: “not here”',
    ]);
    const found = verdict(refused);
    expect(verdicts(found, 0, { place: 'pubrec', code: 0x87, version: 5 })).toBe(
      'Refused by the broker: 0x87 Not authorized.',
    );
    expect(found.kind === 'refused' && found.step?.packet).toBe(11);
  });

  test('MQTT-3.8.4-7: each filter of a SUBSCRIBE', () => {
    const subscribed = detail({
      row: row({ kind: 'subscribe', qos: undefined, packetId: 3 }),
      filters: [
        { filter: 'a', qos: 1 },
        { filter: 'b', qos: 2 },
        { filter: 'c', qos: 0 },
      ],
      steps: [
        step(10, 'out', SUBSCRIBE, 1),
        step(11, 'in', SUBACK, 2, { reasonCodes: [1, 1, 0x87] }),
      ],
    });
    expect(told(subscribed).slice(2)).toEqual([
      'ok MQTT-3.8.4-2 SUBACK from the broker',
      'ok MQTT-3.8.4-7 a: QoS 1 granted',
      'retry MQTT-3.8.4-7 b: Requested QoS 2, granted 1',
      'refused MQTT-3.8.4-7 c: refused, 0x87 Not authorized',
      'ok - Packet identifier 3 is free again',
    ]);
  });

  test('MQTT-4.12.0-2, MQTT-4.12.0-3: CONNECT with AUTH', () => {
    const connected = detail({
      row: row({ kind: 'connect', qos: undefined, packetId: undefined }),
      steps: [
        step(1, 'out', CONNECT, 1),
        step(2, 'in', AUTH, 2, { reasonCodes: [0x18] }),
        step(3, 'out', AUTH, 3, { reasonCodes: [0x18] }),
        step(4, 'in', CONNACK, 4, { reasonCodes: [0] }),
      ],
    });
    expect(told(connected)).toEqual([
      'ok MQTT-3.1.0-1 The client sends CONNECT',
      'ok MQTT-4.12.0-2 AUTH from the broker: 0x18 Continue authentication',
      'ok MQTT-4.12.0-3 AUTH from the client: 0x18 Continue authentication',
      'ok MQTT-3.1.4-5 CONNACK from the broker: 0x00 Success',
    ]);
  });

  test('an abandoned exchange claims nothing about the other side', () => {
    const gone = detail({
      row: row({ state: 'abandoned', qos: 1 }),
      steps: [step(10, 'out', PUBLISH, 1)],
      losses: [{ ...loss, ...(loss.next && { next: { ...loss.next, sessionPresent: false } }) }],
    });
    expect(told(gone).slice(3)).toEqual([
      'retry - No PUBACK seen: PUBLISH or its answer was lost',
      'retry - The connection ended, and no DISCONNECT was seen',
      'refused MQTT-3.2.2-5 Session present 0: the broker no longer had the session, offline for 2.187 s',
    ]);
    expect(verdicts(verdict(gone), 0, undefined)).toBe(
      'Abandoned: the session was gone after the reconnect; whether it arrived cannot be seen here.',
    );
  });

  test('an open exchange names the side that must answer, and the waiting time', () => {
    const open = detail({
      row: row({ state: 'open', latency: undefined }),
      steps: [step(10, 'out', PUBLISH, 100)],
      awaited: { packetTypes: [PUBREC], from: 'in' },
    });
    expect(told(open).at(-1)).toBe('open - PUBREC from the broker is awaited');
    expect(verdicts(verdict(open), 3_300_000, undefined)).toBe(
      'In flight: the broker owes PUBREC for 3.2 s.',
    );
  });

  test('every statement named by a step exists', () => {
    for (const version of [4, 5] as const) {
      const named = explain({ ...RETRIED, version }).flatMap(({ statement }) => statement ?? []);
      expect(named.length).toBeGreaterThan(8);
      expect(named.filter((id) => findStatement(id, version) === undefined)).toEqual([]);
    }
  });
});
