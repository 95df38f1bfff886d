import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runs, tries } from '../../base/runs.testkit.ts';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import type { Field } from '../../mqtt/dissect/dissection.ts';
import { arbitraryPacket } from '../../mqtt/tables/packet.testkit.ts';
import { connectOf, corpusCapture, reportOf } from '../files/captureFile.testkit.ts';
import type { CaptureEvent } from '../files/events/captureEvents.ts';
import { DissectedCapture, type NumberedPacket } from '../files/report/dissectedCapture.ts';
import { fileFacts } from '../files/report/fileFacts.ts';
import { type CompiledFilter, compileFilter } from './compile.ts';
import { arbitraryExpression, arbitrarySyntax, bare, holdsFor } from './filter.testkit.ts';
import { parseFilter } from './syntax/parse.ts';
import { printFilter } from './syntax/print.ts';

function packetsOf(events: readonly CaptureEvent[]): NumberedPacket[] {
  const capture = new DissectedCapture({ secrets: CONVENTIONS.secrets, withSecrets: false });
  return events.flatMap((event) => capture.take(event) ?? []);
}

/** Reports show invalid UTF-8 in hex. A filter compares its bytes. */
function isBrokenText({ name, value, children }: Field): boolean {
  const isBroken = name === 'mqtt.topic' && value instanceof Uint8Array;
  return isBroken || children.some(isBrokenText);
}

const packets = packetsOf(corpusCapture().events);
const both = packets
  .filter(({ dissected }) => !dissected.fields().some(isBrokenText))
  .map((packet) => ({ facts: fileFacts(packet), report: reportOf(packet) }));

function compiled(text: string): Extract<CompiledFilter, { ok: true }> {
  const filter = compileFilter(text);
  if (!filter.ok) throw new Error(`${text}: ${filter.error.fact.key}`);
  return filter;
}

const shown = (text: string, among = both) => {
  const { test } = compiled(text);
  return among.filter(({ facts }) => test(facts)).map(({ report }) => report.no);
};

const A_MESSAGE = {
  type: 'publish',
  dup: false,
  qos: 0,
  retain: false,
  topic: 'a/b',
  properties: [],
  payload: new Uint8Array(1),
} as const;

const NO_ERROR = { from: 0, to: 0, column: 1 };

describe('a display filter', () => {
  it('matches packets by their dissected fields', () => {
    fc.assert(
      fc.property(arbitraryExpression, (expression) => {
        const wanted = both.filter(({ report }) => holdsFor(report, expression));
        expect(shown(printFilter(expression))).toEqual(wanted.map(({ report }) => report.no));
      }),
      { numRuns: tries(200) },
    );
  });

  it('matches any packet by its fields', () => {
    const anything = fc.constantFrom(3, 4, 5).chain((version) =>
      fc.record({
        version: fc.constant(version),
        list: fc.array(arbitraryPacket(version, 'client'), { minLength: 1, maxLength: 10 }),
      }),
    );
    fc.assert(
      fc.property(anything, arbitraryExpression, ({ version, list }, expression) => {
        const bytes = [connectOf(version), ...list.map((packet) => encode(packet, version))];
        const events = bytes.map(
          (one, time): CaptureEvent => ({
            kind: 'packet',
            stream: 1,
            direction: 'out',
            time,
            bytes: one,
          }),
        );
        const { test } = compiled(printFilter(expression));
        for (const packet of packetsOf(events)) {
          expect(test(fileFacts(packet))).toBe(holdsFor(reportOf(packet), expression));
        }
      }),
      { numRuns: tries(200) },
    );
  });

  it.each(['mqtt.properties', 'mqtt.will_properties'])(
    'tests whether a packet has %s, like Wireshark and reports',
    (name) => {
      const having = both.filter(({ report }) => report.fields[name] !== undefined);
      expect(having.length).toBeGreaterThan(0);
      for (const { report } of having) expect([report.fields[name]].flat()).toContain(true);
      const numbers = having.map(({ report }) => report.no);
      expect(shown(`${name} == true`)).toEqual(numbers);
      expect(shown(name)).toEqual(numbers);
    },
  );

  it('parses its printed text to the same tree', () => {
    fc.assert(
      fc.property(arbitrarySyntax, (expression) => {
        const { expression: read, error } = parseFilter(printFilter(expression));
        expect(error).toBeUndefined();
        expect(bare(read)).toEqual(bare(expression));
      }),
      { numRuns: tries(2000) },
    );
  });

  const fragment = fc.constantFrom(
    'topic',
    'qos',
    'type',
    'payload.a',
    'user',
    '[',
    ']',
    '"a"',
    '"',
    '(',
    ')',
    '{',
    '}',
    ',',
    '==',
    '!=',
    '~',
    'contains',
    'matches',
    'in',
    'and',
    'or',
    'not',
    '!',
    '1',
    '0x1',
    '7b:7d',
    '1..3',
    'x',
    '=',
    '&&',
    '||',
    '&',
    '\\',
    'publish',
    '"("',
    '.b',
    '5ms',
    ' ',
  );
  it('never throws for any text, and gives the error a position', () => {
    const anyText = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.array(fragment, { maxLength: 12 }).map((parts) => parts.join(' ')),
      fc.array(fragment, { maxLength: 12 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(anyText, (text) => {
        const filter = compileFilter(text);
        const answers = filter.ok ? both.slice(0, 5).map(({ facts }) => filter.test(facts)) : [];
        expect(answers.every((answer) => typeof answer === 'boolean')).toBe(true);
        const { from, to, column } = filter.ok ? NO_ERROR : filter.error;
        expect(column).toBe(from + 1);
        expect(0 <= from && from <= to && to <= text.length + 1).toBe(true);
      }),
      { numRuns: tries(4000) },
    );
  });

  it('accepts any depth and length', () => {
    const depth = runs(100_000);
    for (const text of ['(', 'not ', '!']) {
      expect(compileFilter(text.repeat(depth)).ok).toBe(false);
    }
    const long = Array.from({ length: runs(5000, 400) }, () => 'qos == 3').join(' or ');
    expect(shown(long)).toEqual(shown('qos == 3'));
  });
});

describe('the language', () => {
  it.each([
    ['type == publish', 'mqtt.msgtype == 3'],
    ['type == PUBLISH', 'type in {publish}'],
    ['type == publish && dir == in', 'mqtt.msgtype eq 3 and not dir = out'],
    ['qos > 0', 'mqtt.qos in {1, 2, 3}'],
    ['qos >= 1', 'qos in {1..3}'],
    ['type in {connect connack}', 'type == 1 || type == 2'],
    ['qos != 0', 'qos and not qos == 0'],
    ['topic contains "a"', 'mqtt.topic matches "a"'],
    ['topic ~ "a/#" and type == publish', 'type == publish and topic matches "^a(/.*)?$"'],
    ['size > 1kB', 'size > 1000'],
    ['time < 100ms', 'time < 0.1'],
    ['dup', 'mqtt.dupflag == 1'],
    ['retain', 'mqtt.retain == true'],
    ['payload', 'mqtt.msg'],
    ['payload == "x"', "mqtt.msg == 'x'"],
    ['mqtt', 'no > 0'],
    ['(type == 1 or type == 2) and dir == in', 'dir == in && (type == 2 || type == 1)'],
    ['not (type == 3)', '!type == publish'],
    ['qos == false', 'qos == 0'],
    ['qos == true', 'qos == 1'],
    ['mqtt.hdrflags == 0x30', 'type == publish and qos == 0 and not retain and not dup'],
  ])('%s is %s', (a, b) => {
    expect(shown(a)).toEqual(shown(b));
    expect(shown(a).length).toBeGreaterThan(0);
  });

  const publish = (payload: string, ...user: [string, string][]) =>
    encode(
      {
        type: 'publish',
        dup: false,
        qos: 1,
        retain: false,
        topic: 'sensors/1/temp',
        packetId: 7,
        properties: user.map((value) => ({ name: 'userProperty' as const, value })),
        payload: Buffer.from(payload),
      },
      5,
    );
  const own = packetsOf(
    [
      connectOf(5, 'Station'),
      publish('{"params": {"temperature": 31.5, "tags": ["a", {"b": null}]}, "on": true}'),
      publish('{"params": {"temperature": "31"}}', ['site', 'north'], ['site', 'south']),
      publish('42', ['Site', 'north']),
      publish('温度 Größe {"params"'),
    ].map((bytes, time) => ({ kind: 'packet', stream: 1, direction: 'out', time, bytes })),
  ).map((packet) => ({ facts: fileFacts(packet), report: reportOf(packet) }));

  it.each([
    ['payload.params.temperature > 30', [2]],
    ['payload.params.temperature', [2, 3]],
    ['payload.params.temperature == "31"', [3]],
    ['payload["params"].tags[0] == "a"', [2]],
    ['payload.params.tags[1].b == null', [2]],
    ['payload.params.tags.1', [2]],
    ['payload.params.tags.0', [2]],
    ['payload.on == true', [2]],
    ['payload.on == false', []],
    ['payload.params.temperature == null', []],
    ['Größe', [5]],
    ['payload.constructor', []],
    ['payload.params.__proto__', []],
    ['payload.params', [2, 3]],
    ['payload > 41', [4]],
    ['payload contains "温度"', [5]],
    ['payload matches "^温度 .r"', [5]],
    ['payload matches "(?i)gRÖß"', [5]],
    ['payload contains 34:32', [4]],
    ['user', [3, 4]],
    ['user["site"] == "north"', [3]],
    ['user["site"] != "east"', [3]],
    ['user["site"] != "south"', []],
    ['user["site"] contains "out"', [3]],
    ['station', [1]],
    ['STATION or north', [1, 3, 4]],
    ['temp 温度', [5]],
    ['"31.5"', [2]],
    ['publish and TEMP/', []],
    ['connect', [1]],
    ['topic ~ "sensors/+/temp" and id == 7', [2, 3, 4, 5]],
    ['problem', []],
    ['time > 3us', [5]],
    ['client == "Station"', [1]],
    ['version == 5.0 and type == connect', [1]],
    ['', [1, 2, 3, 4, 5]],
  ])('%s matches %j', (text, wanted) => {
    expect(shown(text, own)).toEqual(wanted);
  });

  it.each([
    ['topic == "a/#"', [2, 5]],
    ['topic == "a/b"', [3, 4]],
    ['topic ~ "a/+"', [2, 3, 4, 5]],
    ['id == 7', [2, 3, 4]],
    ['id == 8', [5]],
  ])('finds topics and identifiers of all packets that have them: %s', (text, wanted) => {
    const options = {
      qos: 0,
      noLocal: false,
      retainAsPublished: false,
      retainHandling: 0,
    } as const;
    const more = { packetId: 7, properties: [] };
    const sent = packetsOf(
      [
        connectOf(5, 'Station'),
        encode({ type: 'subscribe', ...more, subscriptions: [{ filter: 'a/#', ...options }] }, 5),
        encode({ type: 'unsubscribe', ...more, filters: ['x', 'a/b'] }, 5),
        encode({ ...A_MESSAGE, ...more, qos: 1 }, 5),
        encode({ type: 'unsubscribe', ...more, packetId: 8, filters: ['a/#'] }, 5),
        encode(A_MESSAGE, 5),
      ].map((bytes, time) => ({ kind: 'packet', stream: 1, direction: 'out', time, bytes })),
    );
    const { test } = compiled(`${text} and no < 6`);
    const found = sent.filter((packet) => test(fileFacts(packet)));
    expect(found.map(({ no }) => no)).toEqual(wanted);
  });

  it.each(['type in {}', 'payload.a == 5ms', 'payload.a in {1..2ms}', 'type in {publish'])(
    'rejects %s',
    (text) => {
      expect(compileFilter(text).ok).toBe(false);
    },
  );

  it.each([
    ['mqtt.conack.flags.reserved == true', [0x20, 2, 2, 0], true],
    ['mqtt.conack.flags.reserved == true', [0x20, 2, 1, 0], false],
    ['mqtt.conack.flags.reserved == false', [0x20, 2, 1, 0], true],
    ['mqtt.conack.flags.reserved == false', [0x20, 2, 0xfe, 0], false],
  ])('compares several bits with one truth, as Wireshark does: %s', (text, bytes, wanted) => {
    const packet = { kind: 'packet', stream: 1, direction: 'in', time: 0 } as const;
    const opened = { kind: 'opened', stream: 1, time: 0, carrier: 'tcp', fromStart: true } as const;
    const [only] = packetsOf([opened, { ...packet, bytes: Uint8Array.from(bytes) }]);
    expect(only && compiled(text).test(fileFacts(only))).toBe(wanted);
  });

  const numbers = packetsOf(
    [
      connectOf(5, 'Station'),
      publish('{"id": 9007199254740992, "t": 0.1}'),
      publish('{"id": 9007199254740993, "t": 0.1000000000000000000001}'),
      publish('{"id": 1, "id": 9007199254740994, "t": 1e-400}'),
      publish('{"id": -18446744073709551615, "t": 0}'),
      publish('9007199254740993'),
    ].map((bytes, time) => ({ kind: 'packet', stream: 1, direction: 'out', time, bytes })),
  ).map((packet) => ({ facts: fileFacts(packet), report: reportOf(packet) }));

  it.each([
    ['payload.id == 9007199254740993', [2]],
    ['payload.id == 9007199254740992', [1]],
    ['payload.id == 9.007199254740993e15', [2]],
    ['payload.id != 9007199254740993', [1, 3, 4]],
    ['payload.id > 9007199254740992', [2, 3]],
    ['payload.id >= 9007199254740993.5', [3]],
    ['payload.id in {9007199254740993..9007199254740994}', [2, 3]],
    ['payload.id < -18446744073709551614.5', [4]],
    ['payload.id == 0x20000000000000', [1]],
    ['payload.id == 0x20000000000001', [2]],
    ['payload.t == 0.1', [1]],
    ['payload.t > 0.1', [2]],
    ['payload.t == 0.10000000000000000000010', [2]],
    ['payload.t == 0', [4]],
    ['payload.t > 0', [1, 2, 3]],
    ['payload == 9007199254740993', [5]],
    ['payload == 9007199254740992', []],
  ])('compares every digit of long numbers: %s matches %j', (text, wanted) => {
    // The first packet is the CONNECT.
    expect(shown(text, numbers)).toEqual(wanted.map((no) => no + 1));
  });

  it('finds problems by rule, severity and statement', () => {
    const wrong = both.filter(({ report }) => report.problems.length > 0);
    expect(shown('problem')).toEqual(wrong.map(({ report }) => report.no));
    const byStatement = both.filter(({ report }) =>
      report.problems.some(({ statement }) => statement.startsWith('MQTT-3.3')),
    );
    expect(byStatement.length).toBeGreaterThan(0);
    expect(shown('problem matches "^MQTT-3[.]3"')).toEqual(
      byStatement.map(({ report }) => report.no),
    );
    expect(shown('problem == "error"').length).toBeGreaterThan(0);
  });

  it('tests exchanges', () => {
    const text = 'exchange.state == retried and exchange.latency > 50ms';
    const filter = compileFilter(text);
    const [first] = both;
    if (!filter.ok || !first) throw new Error('It compiles.');
    const slow = { state: 'retried', latency: 50_001 } as const;
    expect(filter.test({ ...first.facts, exchange: slow })).toBe(true);
    expect(filter.test({ ...first.facts, exchange: { ...slow, latency: 50_000 } })).toBe(false);
    expect(filter.test({ ...first.facts, exchange: { ...slow, state: 'open' } })).toBe(false);
    expect(filter.test(first.facts)).toBe(false);
  });
});
