import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { encode } from '../../../mqtt/codec/encode.ts';
import { plantedSecret } from '../../../mqtt/secrets/plantedSecrets.testkit.ts';
import { COPY_FORMATS, connectOf, readEvents } from '../captureFile.testkit.ts';
import { converted, judgementsOf, wordsOf } from '../converted.testkit.ts';
import type { CaptureEvent, JudgedStream } from '../events/captureEvents.ts';
import { framesOf, pcapOf } from '../frames/frames.testkit.ts';
import { fileWith, outOfStepWith } from '../secretFiles.testkit.ts';

const PASSWORD = encodeUtf8('geheim');

const SIGN_IN = encode(
  {
    type: 'connect',
    protocolName: 'MQTT',
    protocolLevel: 4,
    cleanStart: true,
    keepAlive: 60,
    clientId: 'c',
    userName: 'ann',
    password: PASSWORD,
    properties: [],
  },
  4,
);

const SUBSCRIBE = encode(
  {
    type: 'subscribe',
    packetId: 1,
    properties: [],
    subscriptions: [
      { filter: 'a/b', qos: 0, noLocal: false, retainAsPublished: false, retainHandling: 0 },
    ],
  },
  4,
);

const announcing = (packet: Uint8Array, more: number): Uint8Array =>
  packet.with(1, (packet[1] ?? 0) + more);

const fromClient = (...packets: Uint8Array[]): Uint8Array =>
  pcapOf(framesOf(packets.map((bytes) => ({ direction: 'out', bytes }))));

/** Streams with problems in packets that may hold a secret anywhere. */
const BROKEN = [
  [
    'a SUBSCRIBE announces three bytes too many',
    'truncated',
    fromClient(SIGN_IN, announcing(SUBSCRIBE, 3), Uint8Array.of(0xc0, 0, 0xe0)),
  ],
  [
    'a CONNECT announces less than its password needs',
    'truncated',
    fromClient(announcing(SIGN_IN, -3), SUBSCRIBE),
  ],
  [
    'a stream out of step ends within a packet',
    'out-of-step',
    fileWith(plantedSecret(99, 'client')),
  ],
  [
    'the capture of a stream out of step ends within a packet',
    'out-of-step',
    fileWith(plantedSecret(73, 'server')),
  ],
  ['the rest of a packet looks like other packets', 'out-of-step', outOfStepWith(116).file],
] as const;

describe.each(COPY_FORMATS)('a copy without secrets in %s', (format) => {
  it.each(BROKEN)('has the problems of its original if %s', (_name, rule, file) => {
    const events = readEvents(file);
    const judgements = judgementsOf(events);
    expect(judgements.filter((one) => one.includes(` ${rule} `))).not.toEqual([]);
    const written = converted(events, format);
    expect(Buffer.from(written).includes(Buffer.from(PASSWORD))).toBe(false);
    const copy = readEvents(written);
    expect(copy.some(({ kind }) => kind === 'judged')).toBe(true);
    expect(judgementsOf(copy)).toEqual(judgements);
    expect(wordsOf(copy).toSorted()).toEqual(wordsOf(events).toSorted());
    for (const withSecrets of [true, false]) {
      const again = readEvents(converted(copy, 'pcapng', withSecrets));
      expect(judgementsOf(again)).toEqual(judgements);
    }
  });
});

const STREAM = { kind: 'judged', stream: 1 } as const;
const TOLD = { packet: 2, statement: 'MQTT-4.2.0-1', text: 'Told.', seen: 2, after: 1000 } as const;

/** Two packets, the second of which is a CONNECT, too. */
function judged(...told: readonly JudgedStream[]): readonly CaptureEvent[] {
  const packet = { kind: 'packet', stream: 1, direction: 'out', bytes: connectOf(4) } as const;
  return [
    { kind: 'origin', wallClock: 0 },
    { kind: 'opened', stream: 1, time: 0, carrier: 'tcp', fromStart: true },
    ...told,
    { ...packet, time: 10 },
    { ...packet, time: 20 },
  ];
}

describe('a judged stream', () => {
  it('has the problems that the file states, and no others', () => {
    expect(judgementsOf(judged()).join()).toContain('second-connect');
    const problems = [{ ...TOLD, rule: 'truncated' }];
    expect(judgementsOf(judged({ ...STREAM, problems, unjudged: {} }))).toEqual([
      '2 error truncated 1010.000',
    ]);
    expect(judgementsOf(judged({ ...STREAM, problems: [], unjudged: {} }))).toEqual([]);
  });

  it('has no problem of an unknown rule, nor more packets that are not judged than packets', () => {
    const problems = [{ ...TOLD, rule: 'none' }];
    const told = { ...STREAM, problems, unjudged: { masked: 1e15 } };
    expect(judgementsOf(judged(told))).toEqual(['masked', 'masked']);
  });

  it('is judged as any other if that follows its packets', () => {
    const told = { ...STREAM, problems: [], unjudged: {} };
    expect(judgementsOf([...judged(), told])).toEqual(judgementsOf(judged()));
  });

  it('may have many problems in every format', () => {
    const problems = Array.from({ length: 300 }, (_, at) => ({
      ...TOLD,
      rule: 'truncated',
      text: `${at} ${'x'.repeat(400)}`,
    }));
    const events = judged({ ...STREAM, problems, unjudged: { boundary: 1 } });
    for (const format of COPY_FORMATS) {
      const copy = readEvents(converted(events, format, true));
      expect(wordsOf(copy)).toEqual(wordsOf(events));
      expect(judgementsOf(copy)).toEqual(['2 error truncated 1010.000', 'boundary']);
    }
  });
});
