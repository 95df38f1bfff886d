import { describe, expect, it } from 'vitest';
import { leastCpuTime } from '../../base/cpuTime.testkit.ts';
import { encode } from '../codec/encode.ts';
import type { Packet, ProtocolVersion } from '../tables/packet.ts';
import type { ValueMeaning } from '../tables/valueMeanings.ts';
import { dissect } from './dissect.ts';
import type { Field } from './dissection.ts';
import { flatten } from './tree.testkit.ts';

const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'hex'));
const utf8 = (text: string) => new TextEncoder().encode(text);

const meaningOf = ({ key, args }: ValueMeaning) =>
  [key, ...Object.values<unknown>({ ...args })].join(' ');

/** `Label: meaning or value`, one field per line, indented by depth. */
function drawn(fields: readonly Field[], depth = 0): string[] {
  return fields.flatMap((field) => {
    const bare = field.value instanceof Uint8Array ? 'bytes' : field.value;
    const value = field.meaning ? meaningOf(field.meaning) : bare;
    const line = `${'  '.repeat(depth)}${field.label}: ${String(value)} @${String(field.offset)}+${String(field.length)}`;
    return [line, ...drawn(field.children, depth + 1)];
  });
}

const dissected = (packet: Packet, version: ProtocolVersion) =>
  dissect(encode(packet, version), { version, sender: 'client' });

describe('a dissection has the same values as the packet', () => {
  it('PUBLISH with properties', () => {
    const packet: Packet = {
      type: 'publish',
      dup: false,
      qos: 1,
      retain: true,
      topic: 'a/b',
      packetId: 4127,
      properties: [
        { name: 'messageExpiryInterval', value: 60 },
        { name: 'userProperty', value: ['site', 'hz-2'] },
      ],
      payload: utf8('{}'),
    };
    expect(drawn(dissected(packet, 5).fields)).toEqual([
      'Fixed Header: packet publish @0+2',
      '  Type and Flags: 51 @0+1',
      '    Packet Type: packet-type publish 3 @0+1',
      '    DUP: false @0+1',
      '    QoS: qos 1 @0+1',
      '    RETAIN: true @0+1',
      '  Remaining Length: 28 @1+1',
      'Topic Name: a/b @2+5',
      '  Topic Name Length: 3 @2+2',
      '  Topic Name: a/b @4+3',
      'Packet Identifier: 4127 @7+2',
      'Properties: properties 2 @9+19',
      '  Property Length: 18 @9+1',
      '  Message Expiry Interval: seconds 60 @10+5',
      '    Identifier: property Message Expiry Interval 2 @10+1',
      '    Message Expiry Interval: 60 @11+4',
      '  User Property: null @15+13',
      '    Identifier: property User Property 38 @15+1',
      '    Name Length: 4 @16+2',
      '    Name: site @18+4',
      '    Value Length: 4 @22+2',
      '    Value: hz-2 @24+4',
      'Payload: bytes @28+2',
    ]);
  });

  it('SUBSCRIBE of MQTT 5', () => {
    const packet: Packet = {
      type: 'subscribe',
      packetId: 1,
      properties: [],
      subscriptions: [
        { filter: 'a/#', qos: 1, noLocal: true, retainAsPublished: false, retainHandling: 2 },
      ],
    };
    const { fields } = dissected(packet, 5);
    expect(drawn(fields.slice(3))).toEqual([
      'Subscription: subscription a/# 1 @5+6',
      '  Topic Filter: a/# @5+5',
      '    Topic Filter Length: 3 @5+2',
      '    Topic Filter: a/# @7+3',
      '  Subscription Options: 37 @10+1',
      '    Reserved: 0 @10+1',
      '    Retain Handling: retain-handling 2 @10+1',
      '    Retain As Published: false @10+1',
      '    No Local: true @10+1',
      '    Maximum QoS: qos 1 @10+1',
    ]);
  });

  it('gives each field the section of its own version', () => {
    const connack = {
      type: 'connack',
      sessionPresent: false,
      reasonCode: 0,
      properties: [],
    } as const;
    const sections = ([3, 4, 5] as const).map((version) => {
      const { fields } = dissect(encode(connack, version), { version, sender: 'server' });
      return flatten(fields)
        .filter(({ name }) => /msgtype|conack.val|connack.reason_code/.test(name))
        .map(({ section }) => section);
    });
    expect(sections).toEqual([
      ['2.1', '3.2'],
      ['2.2.1', '3.2.2.3'],
      ['2.1.2', '3.2.2.2'],
    ]);
  });

  it('names every field and gives every field a section, in every version', () => {
    const { fields } = dissect(bytes('101000044d5154540402003c000463333131'), {
      version: undefined,
      sender: 'client',
    });
    for (const { name, label, section } of flatten(fields)) {
      expect([name, label, section].every((text) => text.length > 0)).toBe(true);
      expect(name).toMatch(/^mqtt\.[a-z0-9_.]+$/);
    }
  });
});

describe('secrets', () => {
  const connect: Packet = {
    type: 'connect',
    protocolName: 'MQTT',
    protocolLevel: 5,
    cleanStart: true,
    keepAlive: 60,
    clientId: 'c',
    userName: 'u',
    password: utf8('open sesame'),
    properties: [
      { name: 'authenticationMethod', value: 'PLAIN' },
      { name: 'authenticationData', value: utf8('open sesame') },
    ],
  };

  it('are marked in every value', () => {
    const all = flatten(dissected(connect, 5).fields);
    const bearing = all.filter(({ value }) => value instanceof Uint8Array);
    expect(bearing.map(({ name, secret }) => [name, secret])).toEqual([
      ['mqtt.prop.authentication_data', true],
      ['mqtt.prop_string', true],
      ['mqtt.password', true],
      ['mqtt.passwd', true],
    ]);
  });

  it('are masked if a broken packet hides their position', () => {
    const data = encode(connect, 5);
    const secretAt = Buffer.from(data).lastIndexOf('open sesame');
    // The length of the protocol name: the following bytes lose their meaning.
    data[2] = 0xff;
    const { fields } = dissect(data, { version: 5, sender: 'client' });
    const covered = flatten(fields).filter(
      ({ secret, offset, length }) => secret && offset <= secretAt && offset + length > secretAt,
    );
    expect(covered.map(({ name }) => name)).toEqual(['mqtt.undissected']);
  });

  it('are in no text and no problem', () => {
    const data = encode(connect, 5);
    for (let end = 0; end <= data.length; end++) {
      const { fields, problems } = dissect(data.slice(0, end), { version: 5, sender: 'client' });
      const texts = [
        ...flatten(fields).map(({ meaning }) => JSON.stringify(meaning)),
        ...problems.map(({ breach }) => JSON.stringify(breach)),
      ];
      expect(texts.join(' ')).not.toContain('sesame');
    }
  });
});

describe('broken packets', () => {
  it('show the fields up to the error, and the rest as not dissected', () => {
    const { fields, problems, packet } = dissect(bytes('300500ff616263'), {
      version: 4,
      sender: 'client',
    });
    expect(drawn(fields.slice(1))).toEqual([
      'Topic Name: null @2+5',
      '  Topic Name Length: 255 @2+2',
      '  Not dissected: bytes @4+3',
    ]);
    expect(problems).toEqual([
      {
        rule: 'truncated',
        severity: 'malformed',
        statement: 'MQTT-4.8.0-1',
        breach: { key: 'field-too-short', args: { field: 'Topic Name', needs: 255, left: 3 } },
        offset: 4,
        length: 3,
      },
    ]);
    expect(packet).toBeUndefined();
  });

  it('continue after unreadable properties', () => {
    // A user property whose value exceeds the property length.
    const { fields } = dissect(bytes('300c000161072600016b00096178'), {
      version: 5,
      sender: 'client',
    });
    expect(drawn(fields.slice(2))).toEqual([
      'Properties: properties 0 @5+8',
      '  Property Length: 7 @5+1',
      '  User Property: null @6+7',
      '    Identifier: property User Property 38 @6+1',
      '    Name Length: 1 @7+2',
      '    Name: k @9+1',
      '    Value Length: 9 @10+2',
      '    Not dissected: bytes @12+1',
      'Payload: bytes @13+1',
    ]);
  });

  it('keep their meaning if only a rule is violated', () => {
    const { problems, packet } = dissect(bytes('3006000161000078'.replace('30', '32')), {
      version: 4,
      sender: 'client',
    });
    expect(problems.map(({ statement }) => statement)).toEqual(['MQTT-2.3.1-1']);
    expect(packet?.type).toBe('publish');
  });

  it.each([
    ['QoS 3', '820700010000016103', 'MQTT-3.8.3.1'],
    ['retain handling 3', '820700010000016130', 'MQTT-3.8.3.1'],
  ])('that request %s have no meaning (%s)', (_name, text, statement) => {
    const { problems, packet } = dissect(bytes(text), { version: 5, sender: 'client' });
    expect(problems).toEqual([expect.objectContaining({ severity: 'protocol', statement })]);
    expect(packet).toBeUndefined();
  });

  it('are announced as UTF-8 but invalid (MQTT-3.3.2.3.2)', () => {
    const { problems } = dissect(bytes('3007000161020101ff'), { version: 5, sender: 'client' });
    expect(problems).toEqual([
      expect.objectContaining({ severity: 'caution', statement: 'MQTT-3.3.2.3.2', offset: 8 }),
    ]);
  });
});

describe('topic aliases (3.3.2.3.4)', () => {
  const used = bytes('300700000323000132');

  it('show their topic, without bytes', () => {
    const topicAlias = () => 'long/topic';
    const { fields } = dissect(used, { version: 5, sender: 'client', topicAlias });
    expect(drawn(fields)).toContain('Topic Name behind the Alias: long/topic @8+0');
  });

  it('are not checked while unknown', () => {
    expect(dissect(used, { version: 5, sender: 'client' }).problems).toEqual([]);
  });
});

it('a text that is not UTF-8 costs little more than one that is', () => {
  const timeOf = (topic: string) => {
    const packet = bytes(`30050002${topic}00`);
    const run = () => {
      for (let n = 0; n < 5000; n += 1) dissect(packet, { version: 4, sender: 'client' });
    };
    run();
    return leastCpuTime(run);
  };
  // With an exception for each it was five times as much.
  expect(timeOf('fffe')).toBeLessThan(3 * timeOf('c3bc'));
});
