import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { Framer } from '../../mqtt/framing/framer.ts';
import type { Rule } from '../../mqtt/statements/rule.ts';
import { RULES } from '../../mqtt/statements/rules.ts';
import { findStatement } from '../../mqtt/statements/statements.ts';
import type { ProtocolVersion } from '../../mqtt/tables/packet.ts';
import { ruleById, ruleOf } from '../rules/rules.ts';
import { readWritten } from './written.ts';
import { problemsIn, wrongPackets } from './wrongPackets.ts';

const VERSIONS: readonly ProtocolVersion[] = [3, 4, 5];
const NAME = 'workshop-1';
const ids = (version: ProtocolVersion): readonly string[] =>
  wrongPackets(version, NAME).map(({ id }) => id);

/** Rules that no client packet breaks, with the reason. */
const NOT_OF_CLIENTS: Readonly<Record<string, string>> = {
  packetSize: 'a receiver takes what comes next for the rest of the packet',
  maximumPacketSize: 'needs a server that announced one',
  connackReserved: 'CONNACK is for servers',
  unusedConnackByte: 'CONNACK is for servers',
  sessionPresentRefused: 'CONNACK is for servers',
  connackCode: 'CONNACK is for servers',
  subackCode: 'SUBACK is for servers',
  unsubackCode: 'UNSUBACK is for servers',
  subackFailure: 'SUBACK is for servers',
  noCode: 'SUBACK is for servers',
  noUnsubackCode: 'UNSUBACK is for servers',
  sessionExpiryFromServer: 'is about servers',
};
/** Packets that the reader of 3.1 judges by other rules. */
const ONLY_IN_3_1 = new Set([
  'unusedHeaderFlags',
  'clientIdMqtt31',
  'longClientIdMqtt31',
  'unusedSubscribeBits',
]);
const IDS: Readonly<Record<string, string>> = {
  firstPacket: 'first-packet-not-connect',
  secondConnect: 'second-connect',
};

const breach = { key: 'no-whole-packet', args: {} } as const;
const idOf = (rule: string): string =>
  IDS[rule] ??
  ruleOf({ rule, severity: 'protocol', statement: '', breach, offset: 0, length: 0 }).id;

const cases = Object.entries<Rule>(RULES)
  .filter(([name]) => NOT_OF_CLIENTS[name] === undefined)
  .flatMap(([name, { v4, v5 }]) => {
    const versions: ProtocolVersion[] = ONLY_IN_3_1.has(name)
      ? [3]
      : [...(v4 === undefined ? [] : [4 as const]), ...(v5 === undefined ? [] : [5 as const])];
    return versions.map((version) => ({ name, version, id: idOf(name) }));
  });

describe('the list of wrong packets', () => {
  it.each(cases)('has one for $name in version $version', ({ version, id }) => {
    expect(ids(version)).toContain(id);
  });

  it.each(VERSIONS)('names each once, by an existing rule: version %i', (version) => {
    const list = wrongPackets(version, NAME);
    expect(new Set(list.map(({ id }) => id)).size).toBe(list.length);
    for (const { rule, statement } of list) {
      // The rule on AUTH has the statement number of the server's.
      const own = rule === 'unexpected-auth' ? 'MQTT-4.12.0-7' : ruleById(rule).statement(version);
      expect([rule, statement]).toEqual([rule, own]);
      expect(findStatement(statement, version)?.id).toBe(statement);
    }
    expect(list.length).toBeGreaterThan(version === 5 ? 70 : 30);
  });

  it('offers a violation of a limit only if the server announced one', () => {
    const announced = {
      receiveMaximum: 3,
      maximumQoS: 1,
      retainAvailable: false,
      maximumPacketSize: 1000,
      topicAliasMaximum: 5,
      wildcardSubscriptions: false,
      sharedSubscriptions: false,
      subscriptionIdentifiers: false,
    } as const;
    const withLimits = wrongPackets(5, NAME, announced).map(({ id }) => id);
    expect(withLimits.filter((id) => !ids(5).includes(id))).toEqual([
      'alias-above-maximum',
      'qos-above-maximum',
      'retain-not-available',
      'packet-too-large',
      'wildcard-not-available',
      'shared-not-available',
      'identifier-not-available',
    ]);
    const receiving = wrongPackets(5, NAME, { ...announced, maximumQoS: 2 });
    expect(receiving.map(({ id }) => id)).toContain('receive-maximum-exceeded');
    const large = wrongPackets(5, NAME, announced).find(({ id }) => id === 'packet-too-large');
    expect(large?.bytes.length).toBeGreaterThan(1000);
    expect(problemsIn(large?.bytes ?? new Uint8Array(), 5)).toEqual([]);
  });

  it('reports errors in the bytes of a packet, but not in several as if they were one', () => {
    const announced = {
      receiveMaximum: 20,
      maximumQoS: 2,
      retainAvailable: true,
      maximumPacketSize: 268_435_460,
      topicAliasMaximum: 5,
      wildcardSubscriptions: true,
      sharedSubscriptions: true,
      subscriptionIdentifiers: true,
    } as const;
    const rows = VERSIONS.flatMap((version) => wrongPackets(version, NAME, announced));
    const isRow = ({ bytes }: (typeof rows)[number]) => {
      let packets = 0;
      new Framer().push(bytes, () => (packets += 1));
      return packets > 1;
    };
    const inARow = rows.filter(isRow);
    expect(inARow.map(({ id }) => id)).toContain('receive-maximum-exceeded');
    expect(inARow.filter(({ breach }) => breach !== undefined)).toEqual([]);
    expect(rows.find(({ rule }) => rule === 'qos-3')?.breach).toBeDefined();
  });

  it('reports the same for custom bytes as for those in the list', () => {
    const differing = VERSIONS.flatMap((version) =>
      wrongPackets(version, NAME).flatMap(({ id, bytes, place, wanted }) => {
        const written = readWritten(bytes, version, place === 'first');
        return isDeepStrictEqual(written.wanted, wanted) ? [] : [`${version} ${id}`];
      }),
    );
    // Their bytes are valid.
    expect(differing).toEqual([
      '3 sends-after-disconnect',
      '3 keep-alive-breach',
      '3 pubrel-without-pubrec',
      '4 keep-alive-breach',
      '5 sends-after-disconnect',
      '5 keep-alive-breach',
      '5 unexpected-auth',
      '5 session-expiry-raised',
    ]);
  });
});

describe('custom bytes', () => {
  const read = (text: string, version: ProtocolVersion = 5, first = false) =>
    readWritten(Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex')), version, first);

  it.each([
    ['PINGREQ', 'c000', 'pingresp', 'MQTT-3.12.4-1'],
    ['PUBLISH of QoS 1', '3206 0001 61 0001 00', 'puback', 'MQTT-4.3.2-4'],
    ['PUBLISH of QoS 2', '3406 0001 61 0001 00', 'pubrec', 'MQTT-4.3.3-8'],
    ['PUBREL', '6202 0001', 'pubcomp', 'MQTT-4.3.3-11'],
    ['SUBSCRIBE', '8207 0001 00 0001 61 00', 'suback', 'MQTT-3.8.4-1'],
    ['UNSUBSCRIBE', 'a206 0001 00 0001 61', 'unsuback', 'MQTT-3.10.4-4'],
  ])('%s requires its answer', (_name, text, type, statement) => {
    expect(read(text)).toMatchObject({ wanted: { kind: 'answer', type }, statement, rest: 0 });
  });

  it('require nothing while a packet is incomplete, or needs no answer', () => {
    expect(read('3206 0001')).toMatchObject({
      wanted: { kind: 'none' },
      rest: 4,
      isBroken: false,
      packets: [],
    });
    expect(read('3004 0001 61 00')).toMatchObject({ wanted: { kind: 'none' }, rest: 0 });
  });

  it('are judged by the first packet that violates a rule', () => {
    expect(read('c000 c100 3600')).toMatchObject({
      rule: 'reserved-header-flags',
      statement: 'MQTT-2.1.3-1',
      wanted: { kind: 'close', code: 0x81 },
    });
    expect(read('30ffffffff7f')).toMatchObject({
      wanted: { kind: 'close', code: 0x81 },
      rest: 6,
      isBroken: true,
    });
  });

  it('know an alias set by an earlier packet', () => {
    expect(read('3007 0001 61 03 23 0001 3006 0000 03 23 0001').rule).toBeUndefined();
    expect(read('3006 0000 03 23 0001').rule).toBe('topic-alias-unknown');
  });

  it('start with CONNECT, and have no second', () => {
    expect(read('c000', 5, true).rule).toBe('first-packet-not-connect');
    const connect = '100d 0004 4d515454 05 02 003c 00 0000';
    expect(read(connect, 5, true)).toMatchObject({ wanted: { kind: 'answer', type: 'connack' } });
    expect(read(connect).rule).toBe('second-connect');
  });
});
