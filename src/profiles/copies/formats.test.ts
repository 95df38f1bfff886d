import { describe, expect, test } from 'vitest';
import { leastCpuTime } from '../../base/cpuTime.testkit.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import type { Packet, ProtocolVersion, PublishPacket } from '../../mqtt/tables/packet.ts';
import { packetTypeNumber } from '../../mqtt/tables/packetNames.ts';
import { HOSTILE, shell, wordsOf } from '../../payload/shell.testkit.ts';
import { type CopyFormat, copyOf } from './formats.ts';

const URL = 'ws://ann:s3cret@broker.example:8083/mqtt?token=abc';

function copy(format: CopyFormat, packet: Packet, version: ProtocolVersion = 5, url = URL) {
  const bytes = encode(packet, version);
  return copyOf(
    format,
    {
      number: 7,
      bytes,
      packetType: packetTypeNumber(packet.type),
      version,
      topic: undefined,
      unframed: false,
    },
    { url, signsIn: false },
  );
}

function textOf(...given: Parameters<typeof copy>): string {
  const made = copy(...given);
  if (!made.ok) throw new Error(`refused: ${made.why.kind}`);
  return made.text();
}

function notesOf(...given: Parameters<typeof copy>) {
  const made = copy(...given);
  return made.ok ? made.notes : [];
}

function why(...given: Parameters<typeof copy>) {
  const made = copy(...given);
  return made.ok ? undefined : made.why;
}

test.each(['hex', 'c', 'mosquitto', 'mqttx', 'mqttjs'] as const)(
  'offering a copy as %s does not create it: that would block the page for a large payload',
  (format) => {
    const bytes = encode(publish({ payload: new Uint8Array(10_000).fill(0xff) }), 5);
    const packet = {
      number: 7,
      bytes,
      packetType: 3,
      version: 5,
      topic: 'a',
      unframed: false,
    } as const;
    const made = copyOf(format, packet, { url: URL, signsIn: false });
    bytes.fill(0xee, -10_000);
    const changed = copyOf(format, packet, { url: URL, signsIn: false });
    expect(made.ok && made.text()).toBe(changed.ok && changed.text());
  },
);

const publish = (change: Partial<PublishPacket> = {}): PublishPacket => ({
  type: 'publish',
  dup: false,
  qos: 1,
  retain: true,
  topic: 'sensors/a',
  packetId: 9,
  properties: [],
  payload: encodeUtf8('21.5'),
  ...change,
});

describe('a PUBLISH as mosquitto_pub', () => {
  test('contains topic, QoS, retain and payload, and no secret of the address', () => {
    expect(textOf('mosquitto', publish(), 4)).toBe(
      "mosquitto_pub -h 'broker.example' -p 1883 -V mqttv311 -t 'sensors/a' -q 1 -r -m '21.5'",
    );
  });

  test('states that it uses TCP if the address is a WebSocket', () => {
    expect(notesOf('mosquitto', publish())).toEqual([{ kind: 'port-assumed', port: 1883 }]);
    expect(textOf('mosquitto', publish(), 5, 'wss://b/')).toContain('-p 8883');
    expect(textOf('mosquitto', publish(), 5, 'mqtt://b:1999')).toContain("-h 'b' -p 1999");
    expect(notesOf('mosquitto', publish(), 5, 'mqtt://b:1999')).toEqual([]);
    expect(textOf('mosquitto', publish(), 5, 'mqtt://[::1]:1999')).toContain("-h '::1' -p 1999");
  });

  test('uses the default address for a capture without one', () => {
    expect(textOf('mosquitto', publish(), 5, '')).toContain("-h 'localhost' -p 1883");
    expect(notesOf('mosquitto', publish(), 5, '')).toEqual([{ kind: 'address-unknown' }]);
    for (const format of ['mosquitto', 'mqttx', 'mqttjs'] as const) {
      expect(notesOf(format, publish(), 5, 'tab:broker')).toEqual([{ kind: 'address-of-tab' }]);
    }
  });

  test('quotes hostile topics and payloads as words', () => {
    for (const text of HOSTILE.filter(Boolean)) {
      const topic = text.replaceAll(/[+#]/g, '-');
      const line = textOf('mosquitto', publish({ topic, payload: encodeUtf8(text) }));
      const words = wordsOf(line);
      expect(words[words.indexOf('-t') + 1]).toBe(topic);
      expect(words.at(-1)).toBe(text);
    }
  });

  test('includes MQTT 5 properties', () => {
    const line = textOf(
      'mosquitto',
      publish({
        properties: [
          { name: 'payloadFormatIndicator', value: 1 },
          { name: 'messageExpiryInterval', value: 60 },
          { name: 'contentType', value: "it's" },
          { name: 'correlationData', value: encodeUtf8('id') },
          { name: 'userProperty', value: ['site', 'north'] },
          { name: 'subscriptionIdentifier', value: 4 },
        ],
      }),
    );
    expect(wordsOf(line).join(' ')).toContain(
      "-D publish payload-format-indicator 1 -D publish message-expiry-interval 60 -D publish content-type it's -D publish correlation-data id -D publish user-property site north -m 21.5",
    );
  });

  test('pipes bytes that are no text', () => {
    const payload = Uint8Array.of(0, 0xff, 0x0a, 0x27);
    const line = textOf('mosquitto', publish({ payload }));
    expect(line).toMatch(/^printf '%s' 'AP8KJw==' \| base64 -d \| mosquitto_pub .* -s$/);
    const pipe = line.replace(/\| mosquitto_pub.*$/, '| od -An -tx1');
    expect(shell(pipe).trim()).toBe('00 ff 0a 27');
  });

  test('pipes a payload with an escape sequence; an empty one is -n', () => {
    const line = textOf('mosquitto', publish({ payload: encodeUtf8('\x1b[201~rm -rf\n') }));
    expect(line).not.toContain('\x1b');
    expect(textOf('mosquitto', publish({ payload: new Uint8Array() }))).toMatch(/ -n$/);
  });

  test('rejects values that no argument can express, with their place', () => {
    expect(why('mosquitto', publish({ topic: 'a\x1bb' }))).toEqual({
      kind: 'control-characters',
      field: 'Topic Name',
    });
    const binary = publish({
      properties: [{ name: 'correlationData', value: Uint8Array.of(0xff) }],
    });
    expect(why('mosquitto', binary)).toEqual({ kind: 'binary', field: 'Correlation Data' });
    const large = publish({ payload: new Uint8Array(2 << 20) });
    expect(why('mosquitto', large)).toMatchObject({ kind: 'too-large', size: 2 << 20 });
  });

  test('rejects an alias without its topic', () => {
    const alias = publish({ topic: '', properties: [{ name: 'topicAlias', value: 3 }] });
    expect(why('mqttjs', alias)).toEqual({ kind: 'unknown-topic' });
  });
});

describe('a PUBLISH as mqttx and mqtt.js', () => {
  test('mqttx uses WebSocket', () => {
    expect(textOf('mqttx', publish())).toBe(
      "mqttx pub -h 'broker.example' -p 8083 -l ws --path '/mqtt' -V 5 -t 'sensors/a' -q 1 -r -m '21.5'",
    );
  });

  test('reports user properties that mqttx cannot express', () => {
    const of = (value: readonly [string, string]) =>
      publish({ properties: [{ name: 'userProperty', value }] });
    expect(textOf('mqttx', of(['site', 'north']))).toContain("-up 'site: north'");
    expect(notesOf('mqttx', of(['site', 'a: b']))).toEqual([
      { kind: 'left-out', what: ['User Property'] },
    ]);
  });

  test('the snippet is JavaScript with the same meaning', async () => {
    const hostile = "'; process.exit(1); //\n\u2028\\ ${x}";
    const message = publish({
      topic: `a/${hostile}`,
      payload: encodeUtf8(hostile),
      properties: [
        { name: 'payloadFormatIndicator', value: 1 },
        { name: 'correlationData', value: Uint8Array.of(1, 0xff) },
        { name: 'userProperty', value: ['__proto__', '1'] },
        { name: 'userProperty', value: ['k', '1'] },
        { name: 'userProperty', value: ['k', '2'] },
      ],
    });
    const text = textOf('mqttjs', message);
    expect(text).not.toContain('s3cret');
    const calls = await run(text);
    expect(calls[0]).toEqual(['connect', 'ws://broker.example:8083/mqtt', { protocolVersion: 5 }]);
    expect(calls[1]).toEqual([
      'publish',
      message.topic,
      hostile,
      {
        qos: 1,
        retain: true,
        properties: {
          payloadFormatIndicator: true,
          correlationData: Buffer.from([1, 0xff]),
          userProperties: { ['__proto__']: '1', k: ['1', '2'] },
        },
      },
    ]);
  });
});

/** Runs a snippet with a fake mqtt.js that records its calls. */
async function run(snippet: string): Promise<unknown[][]> {
  const calls: unknown[][] = [];
  const note =
    (name: string) =>
    (...given: unknown[]): Promise<void> => {
      calls.push([name, ...given]);
      return Promise.resolve();
    };
  const client = {
    publishAsync: note('publish'),
    subscribeAsync: note('subscribe'),
    unsubscribeAsync: note('unsubscribe'),
    endAsync: note('end'),
    on: () => undefined,
  };
  const mqtt = {
    connectAsync: (...given: unknown[]) => {
      calls.push(['connect', ...given]);
      return client;
    },
  };
  const body = snippet.replace("import mqtt from 'mqtt';", '');
  const AsyncFunction: unknown = Reflect.get(run, 'constructor');
  if (typeof AsyncFunction !== 'function') throw new Error('no constructor');
  const made: unknown = Reflect.construct(AsyncFunction, ['mqtt', body]);
  if (typeof made !== 'function') throw new Error('no function');
  await Reflect.apply(made, undefined, [mqtt]);
  return calls;
}

describe('other packets', () => {
  const subscribe: Packet = {
    type: 'subscribe',
    packetId: 3,
    properties: [{ name: 'subscriptionIdentifier', value: 5 }],
    subscriptions: [
      { filter: 'a/+', qos: 1, noLocal: true, retainAsPublished: false, retainHandling: 0 },
      {
        filter: "$share/g/'b'/#",
        qos: 2,
        noLocal: false,
        retainAsPublished: true,
        retainHandling: 1,
      },
    ],
  };

  test('a SUBSCRIBE with two QoS becomes two mosquitto_sub', () => {
    expect(textOf('mosquitto', subscribe)).toBe(
      [
        "mosquitto_sub -v -h 'broker.example' -p 1883 -V mqttv5 -q 1 -t 'a/+' -D subscribe subscription-identifier 5 &",
        "mosquitto_sub -v -h 'broker.example' -p 1883 -V mqttv5 -q 2 -t '$share/g/'\\''b'\\''/#' --retain-as-published -D subscribe subscription-identifier 5",
      ].join('\n'),
    );
    expect(notesOf('mosquitto', subscribe)).toContainEqual({
      kind: 'left-out',
      what: ['No Local'],
    });
  });

  test('as mqttx sub and mqtt.js', async () => {
    expect(textOf('mqttx', subscribe)).toContain(
      "-t 'a/+' -q 1 -t '$share/g/'\\''b'\\''/#' -q 2 -nl true -rap false -rh 0 -nl false -rap true -rh 1 -si 5",
    );
    expect((await run(textOf('mqttjs', subscribe)))[1]).toEqual([
      'subscribe',
      {
        'a/+': { qos: 1, nl: true, rap: false, rh: 0 },
        "$share/g/'b'/#": { qos: 2, nl: false, rap: true, rh: 1 },
      },
      { properties: { subscriptionIdentifier: 5 } },
    ]);
  });

  test('a CONNECT becomes options', async () => {
    const connect: Packet = {
      type: 'connect',
      protocolName: 'MQTT',
      protocolLevel: 5,
      cleanStart: false,
      keepAlive: 30,
      clientId: 'pump-7',
      userName: 'ann',
      password: encodeUtf8('******'),
      will: { topic: 'gone', payload: encodeUtf8('x'), qos: 1, retain: true, properties: [] },
      properties: [{ name: 'receiveMaximum', value: 10 }],
    };
    expect(textOf('mosquitto', connect)).toBe(
      "-h 'broker.example' -p 1883 -V mqttv5 -i 'pump-7' -k 30 -c -x 0 -u 'ann' -P '******' -D connect receive-maximum 10 --will-topic 'gone' --will-qos 1 --will-payload 'x' --will-retain",
    );
    expect(textOf('mqttx', connect)).toContain("mqttx conn -h 'broker.example'");
    expect((await run(textOf('mqttjs', connect)))[0]).toEqual([
      'connect',
      'ws://broker.example:8083/mqtt',
      {
        protocolVersion: 5,
        clientId: 'pump-7',
        clean: false,
        keepalive: 30,
        username: 'ann',
        password: '******',
        properties: { receiveMaximum: 10 },
        will: { topic: 'gone', payload: 'x', qos: 1, retain: true },
      },
    ]);
  });

  test('acknowledgements and broken packets have no command', () => {
    const puback: Packet = { type: 'puback', packetId: 1 };
    expect(why('mosquitto', puback)).toEqual({ kind: 'no-command', packetType: 4 });
    const broken = copyOf(
      'mqttx',
      {
        number: 1,
        bytes: Uint8Array.of(0x36, 0),
        packetType: 3,
        version: 4,
        topic: undefined,
        unframed: false,
      },
      { url: URL, signsIn: false },
    );
    expect(broken).toEqual({ ok: false, why: { kind: 'broken' } });
  });

  test('every packet can be hex and a C array', () => {
    const pingreq: Packet = { type: 'pingreq' };
    expect(textOf('hex', pingreq)).toBe('c000');
    expect(textOf('c', pingreq)).toBe('const unsigned char packet_7[2] = {\n  0xc0, 0x00,\n};\n');
  });

  test('an array has twelve bytes per line', () => {
    const payload = Uint8Array.from({ length: 20 }, (_, at) => at * 13);
    const packet = publish({ payload });
    const bytes = encode(packet, 5);
    const codes = Array.from(bytes, (byte) => `0x${byte.toString(16).padStart(2, '0')},`);
    const lines = [codes.slice(0, 12), codes.slice(12, 24), codes.slice(24)];
    expect(textOf('c', packet).split('\n').slice(1, -2)).toEqual(
      lines.filter((line) => line.length > 0).map((line) => `  ${line.join(' ')}`),
    );
  });

  test('formats a large packet without blocking the page, and rejects a larger one', () => {
    const large = copy('c', publish({ payload: new Uint8Array((2 << 20) - 100) }));
    if (!large.ok) throw new Error('refused');
    expect(leastCpuTime(large.text, 5, 1000)).toBeLessThan(1000);
    const { length } = encode(publish({ payload: new Uint8Array(16 << 20) }), 5);
    const refusal = { kind: 'too-large-to-copy', size: length };
    expect(why('c', publish({ payload: new Uint8Array(16 << 20) }))).toMatchObject(refusal);
    expect(why('hex', publish({ payload: new Uint8Array(16 << 20) }))).toMatchObject(refusal);
  });
});
