import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { say } from '../../../base/message.ts';
import { tries } from '../../../base/runs.testkit.ts';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { CONVENTIONS } from '../../../conventions/conventions.ts';
import { fileWords } from '../../../i18n/en/captures/fileWords.ts';
import { noteFacts } from '../../../i18n/en/facts/noteFacts.ts';
import { encode } from '../../../mqtt/codec/encode.ts';
import { Capture } from '../../capture/capture.ts';
import type { FoundProblem } from '../../findings/problem.ts';
import { peerText } from '../../log/columns/peerText.ts';
import { CaptureExport } from '../captureExport.ts';
import {
  COPY_FORMATS,
  connectOf,
  joined,
  notesOf,
  packetBytes,
  readEvents,
  reportsOf,
} from '../captureFile.testkit.ts';
import { EXPORT_FORMATS, type ExportFormat } from '../captureFormats.ts';
import type { CaptureEvent } from '../events/captureEvents.ts';
import { framesOf, pcapOf, type Sent } from '../frames/frames.testkit.ts';
import { CaptureFeed } from '../report/captureFeed.ts';
import { type SavedEvent, savedCapture } from '../savedCapture.ts';
import { frameOf, upgrade } from './webSocket.testkit.ts';

/** The text of a copy without secrets. */
function copyOf(events: Iterable<SavedEvent>, format: ExportFormat): string {
  const parts: Uint8Array[] = [];
  const file = new CaptureExport(format, (bytes) => parts.push(bytes.slice()), {
    secrets: CONVENTIONS.secrets,
    withSecrets: false,
    application: 'test',
    fileWords,
    noteText: (note) => say(noteFacts, note),
  });
  for (const event of events) file.take(event);
  file.end();
  return new TextDecoder('latin1').decode(joined(parts));
}

const message = encode(
  {
    type: 'publish',
    dup: false,
    qos: 0,
    retain: false,
    topic: 'a/b',
    properties: [],
    payload: new Uint8Array(300).fill(7),
  },
  4,
);
const CONNACK = Uint8Array.of(0x20, 2, 0, 0);
const connect = connectOf(4);
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

const plain: readonly Sent[] = [
  { direction: 'out', bytes: frameOf('out', connect) },
  { direction: 'in', bytes: frameOf('in', CONNACK) },
  { direction: 'out', bytes: frameOf('out', message) },
];
const expected = [connect, CONNACK, message].map(hex);

const read = (sent: readonly Sent[], segment = 1400): CaptureEvent[] =>
  readEvents(pcapOf(framesOf(sent, { serverPort: 9001, segment })));

describe('MQTT over WebSocket', () => {
  it('is found after its upgrade, in segments of any size', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), (segment) => {
        const events = read([...upgrade(), ...plain], segment);
        expect(packetBytes(events)).toEqual(expected);
        expect(events).toContainEqual(expect.objectContaining({ carrier: 'websocket' }));
      }),
      { numRuns: tries(40) },
    );
  });

  it('is found on the port of plain MQTT, in segments of any size', () => {
    for (const segment of [1, 2, 3, 4, 7, 60, 200]) {
      const events = readEvents(pcapOf(framesOf([...upgrade(), ...plain], { segment })));
      expect(packetBytes(events)).toEqual(expected);
      expect(events).toContainEqual(expect.objectContaining({ carrier: 'websocket' }));
    }
  });

  it('is not what another request on the port of plain MQTT asks for, in segments of any size', () => {
    const bytes = encodeUtf8('GET / HTTP/1.1\r\nHost: broker\r\n\r\n');
    for (const segment of [1, 2, 3, 4, 7, 200]) {
      const frames = framesOf([{ direction: 'out', bytes }], { segment });
      const events = readEvents(pcapOf(frames));
      expect(events).toContainEqual(expect.objectContaining({ carrier: 'tcp' }));
      expect(packetBytes(events).join('')).toContain(hex(bytes.subarray(0, 4)));
    }
  });

  it('is found if the server names no subprotocol', () => {
    expect(packetBytes(read([...upgrade({ protocol: '' }), ...plain]))).toEqual(expected);
  });

  it.each(['in', 'out'] as const)('notes code and reason of a Close frame: %s', (direction) => {
    const content = Uint8Array.of(1008 >> 8, 1008 & 0xff, ...encodeUtf8('token has expired'));
    const close = { direction, bytes: frameOf(direction, content, { opcode: 8 }) };
    const by = direction === 'in' ? 'server' : 'client';
    for (const segment of [1, 3, 1400]) {
      const events = read([...upgrade(), ...plain, close], segment);
      expect(packetBytes(events)).toEqual(expected);
      const args = {
        sender: by,
        code: 1008,
        reason: peerText('token has expired'),
        ping: undefined,
      };
      const note = { key: 'websocket-closed', args };
      const fact = { key: 'of-stream', args: { stream: 1, note } };
      expect(events).toContainEqual(expect.objectContaining({ kind: 'note', fact }));
    }
  });

  it('is not told the reason of a Close frame in copies without secrets, only its length', () => {
    const reason = 'bye, password: hunter2-hunter2';
    const content = Uint8Array.of(1008 >> 8, 1008 & 0xff, ...encodeUtf8(reason));
    const close: Sent = { direction: 'in', bytes: frameOf('in', content, { opcode: 8 }) };
    const events = read([...upgrade(), ...plain, close]);
    expect(JSON.stringify(events)).toContain('bye, password: ***************');
    const note = events.find((event) => event.kind === 'note');
    expect(note && say(noteFacts, note.fact)).toContain('(“bye, password: ***************”)');
    for (const format of EXPORT_FORMATS) {
      const copy = copyOf(events, format);
      expect([format, copy.includes('hunter2'), copy.includes('bye')]).toEqual([
        format,
        false,
        false,
      ]);
    }
    for (const format of ['mqttscope', 'ndjson'] as const) {
      expect(copyOf(events, format)).toContain(`a text of ${reason.length} characters`);
    }
  });

  it('is not told names of subprotocols that may be a token', () => {
    const [request] = upgrade({ protocol: 'mqtt, ey-Token-1234567' });
    const [, response] = upgrade({ protocol: 'mqttv3.1' });
    const events = read([...(request && response ? [request, response] : []), ...plain]);
    expect(JSON.stringify(events)).not.toContain('ey-Token');
    const note = events.find((event) => event.kind === 'note');
    expect(note && say(noteFacts, note.fact)).toContain('mqtt, a text of 16 characters');
  });

  it('is noted with its status if the server refuses the upgrade', () => {
    const [request] = upgrade();
    const answer = encodeUtf8('HTTP/1.1 502 Bad Gateway\r\nServer: Caddy\r\n\r\n');
    const events = read([...(request ? [request] : []), { direction: 'in', bytes: answer }]);
    const note = { key: 'upgrade-refused', args: { status: 502, server: peerText('Caddy') } };
    const fact = { key: 'of-stream', args: { stream: 1, note } };
    expect(events).toContainEqual(expect.objectContaining({ kind: 'note', fact }));
  });

  it('is noted if the server selects another subprotocol', () => {
    const [request] = upgrade();
    const [, response] = upgrade({ protocol: 'mqttv3.1' });
    const events = read([...(request && response ? [request, response] : []), ...plain]);
    expect(packetBytes(events)).toEqual(expected);
    const note = {
      key: 'other-subprotocol',
      args: { offered: [peerText('mqtt')], selected: peerText('mqttv3.1') },
    };
    const fact = { key: 'of-stream', args: { stream: 1, note } };
    expect(events).toContainEqual(expect.objectContaining({ kind: 'note', fact }));
  });

  it('claims nothing about pings of a client that has answered one', () => {
    const frame = (direction: 'in' | 'out', opcode: number, content = new Uint8Array(0)): Sent => ({
      direction,
      bytes: frameOf(direction, content, { opcode }),
    });
    const end = [frame('in', 9), frame('out', 8, Uint8Array.of(1000 >> 8, 1000 & 0xff))];
    const answered = [frame('in', 9), frame('out', 10)];
    const keys = (sent: readonly Sent[]) => notesOf(read([...upgrade(), ...plain, ...sent]));
    expect(keys(end)).toEqual(['websocket-closed']);
    expect(keys([...answered, ...end])).toEqual([]);
  });

  it('is found in a connection that began before the capture', () => {
    const frames = framesOf(plain.slice(1), { serverPort: 9001, midStream: true });
    expect(packetBytes(readEvents(pcapOf(frames)))).toEqual(expected.slice(1));
  });

  it.each([
    ['v1/devices/me/telemetry', '0'],
    ['a', ''],
    ['state', 'ON'],
  ])('is found by a frame that reads as a SUBSCRIBE, too: %s %s', (topic, text) => {
    const first = encode(
      {
        type: 'publish',
        dup: false,
        qos: 0,
        retain: false,
        topic,
        properties: [],
        payload: new TextEncoder().encode(text),
      },
      4,
    );
    const sent = [{ direction: 'in' as const, bytes: frameOf('in', first) }, ...plain.slice(2)];
    const frames = framesOf(sent, { serverPort: 25_001, midStream: true });
    expect(packetBytes(readEvents(pcapOf(frames)))).toEqual([first, message].map(hex));
  });

  it('is found in the middle of a connection whose client sends each field in its own frame', () => {
    const fields = [message.subarray(0, 1), message.subarray(1, 3), message.subarray(3)];
    const sent = [message.subarray(200), ...fields, ...fields].map((content) => ({
      direction: 'out' as const,
      bytes: frameOf('out', content),
    }));
    const frames = framesOf(sent, { serverPort: 25_001, midStream: true });
    expect(packetBytes(readEvents(pcapOf(frames)))).toEqual([message, message].map(hex));
  });

  it.each([
    ['a packet in each frame', (packet: Uint8Array) => [packet]],
    [
      'a byte in each frame',
      (packet: Uint8Array) => [...packet].map((byte) => Uint8Array.of(byte)),
    ],
    ['a field in each frame', (packet: Uint8Array) => [packet.subarray(0, 2), packet.subarray(2)]],
  ])('is found on any port only by acknowledgements, with %s', (_, cut) => {
    const answered = [1, 2, 3, 4].flatMap((id): Sent[] => [
      { direction: 'in', bytes: Uint8Array.of(0x50, 2, 0, id) },
      { direction: 'out', bytes: Uint8Array.of(0x62, 2, 0, id) },
      { direction: 'in', bytes: Uint8Array.of(0x70, 2, 0, id) },
    ]);
    const sent = answered.flatMap(({ direction, bytes }) =>
      cut(bytes).map((content) => ({ direction, bytes: frameOf(direction, content) })),
    );
    const frames = framesOf(sent, { serverPort: 25_001, midStream: true });
    const events = readEvents(pcapOf(frames));
    expect(packetBytes(events)).toEqual(answered.map(({ bytes }) => hex(bytes)));
    expect(events).toContainEqual(
      expect.objectContaining({ kind: 'opened', client: { address: '10.0.0.1', port: 50_000 } }),
    );
  });

  it('MQTT-6.0.0-2: packets need not start with frames', () => {
    const both = Buffer.concat([message, message]);
    const cuts = [0, 5, 6, 310, both.length];
    const frames = cuts.slice(1).map((end, at) => {
      const isFirst = at === 0;
      const options = { opcode: isFirst ? 2 : 0, isLast: end === both.length };
      return frameOf('out', both.subarray(cuts[at], end), options);
    });
    const ping = frameOf('out', Uint8Array.of(1, 2), { opcode: 9 });
    const sent = frames.flatMap((frame) => [frame, ping]);
    const events = read([
      ...upgrade(),
      ...plain,
      { direction: 'out', bytes: Buffer.concat(sent) },
      { direction: 'out', bytes: frameOf('out', new Uint8Array(0), { opcode: 8 }) },
    ]);
    expect(packetBytes(events)).toEqual([...expected, hex(message), hex(message)]);
  });

  it('MQTT-6.0.0-1: a text frame is reported', () => {
    const text = frameOf('out', message, { opcode: 1 });
    const events = read([...upgrade(), ...plain, { direction: 'out', bytes: text }]);
    expect(packetBytes(events)).toEqual([...expected, hex(message)]);
    const told = reportsOf(events).map(({ problems }) => problems);
    const textFrame = { rule: 'textFrame', severity: 'error', statement: 'MQTT-6.0.0-1' };
    expect(told).toMatchObject([...expected.map(() => []), [textFrame]]);
    expect(notesOf(events)).toEqual([]);
  });

  it('MQTT-6.0.0-1: is reported only on the packet in the text frame', () => {
    const inText = plain.map(({ direction, bytes }) => ({
      direction,
      bytes: direction === 'out' ? Uint8Array.of(0x81, ...bytes.subarray(1)) : bytes,
    }));
    const bye = { direction: 'out', bytes: frameOf('out', Uint8Array.of(0xe0, 0)) } as const;
    for (const segment of [30, 1400]) {
      const found: FoundProblem[] = [];
      const feed = new CaptureFeed(
        new Capture({
          conventions: CONVENTIONS,
          originWallClock: 0,
          onProblem: (problem) => found.push(problem),
        }),
      );
      for (const event of read([...upgrade(), ...inText, bye], segment)) feed.take(event);
      expect(new Set(found.map(({ rule }) => rule))).toEqual(new Set(['text-frame']));
      expect(found.map(({ packet }) => packet)).toEqual(
        inText.flatMap(({ direction }, at) => (direction === 'out' ? [at + 1] : [])),
      );
      const again = new CaptureFeed(new Capture({ conventions: CONVENTIONS, originWallClock: 0 }));
      for (const event of savedCapture(feed.capture)) {
        if (event.kind !== 'passed-over') again.take(event);
      }
      expect(again.capture.foundOn(1)).toEqual(feed.capture.foundOn(1));
    }
  });

  it('MQTT-6.0.0-1: text that is no packet has its own row', () => {
    const json = new TextEncoder().encode('{"hello":1}');
    const frame = frameOf('out', json, { opcode: 1 });
    const events = read([...upgrade(), ...plain, { direction: 'out', bytes: frame }, ...plain]);
    const row = events.find((event) => event.kind === 'packet' && event.partial);
    expect(row).toMatchObject({ bytes: json, problem: { rule: 'textFrame' } });
    expect(packetBytes(events).toSpliced(plain.length, 1)).toEqual([...expected, ...expected]);
  });

  it('ignores other uses of WebSocket', () => {
    const chat = frameOf('out', new TextEncoder().encode('{"hello":1}'));
    const events = read([...upgrade({ protocol: 'chat' }), { direction: 'out', bytes: chat }]);
    expect(events.slice(1)).toMatchObject([{ kind: 'note', note: 'empty' }]);
  });

  it('never shows the requested address', () => {
    expect(JSON.stringify(read([...upgrade(), ...plain]))).not.toContain('geheim');
  });

  it('continues after a lost segment', () => {
    const sent = [...upgrade(), ...plain, ...plain.slice(2), ...plain.slice(2)];
    const frames = framesOf(sent, { serverPort: 9001 });
    const events = readEvents(pcapOf(frames.toSpliced(11, 1)));
    expect(packetBytes(events).slice(-1)).toEqual(expected.slice(-1));
    expect(notesOf(events)).toContain('bytes-missing');
  });
});

describe('MQTT-6.0.0-1 in saved files', () => {
  const written = (events: Iterable<SavedEvent>, format: ExportFormat): CaptureEvent[] => {
    const parts: Uint8Array[] = [];
    const options = {
      secrets: CONVENTIONS.secrets,
      withSecrets: true,
      application: 'test',
      fileWords,
    };
    const file = new CaptureExport(format, (bytes) => parts.push(bytes.slice()), options);
    for (const event of events) file.take(event);
    file.end();
    return readEvents(joined(parts));
  };
  const fed = (events: Iterable<CaptureEvent>): Capture => {
    const feed = new CaptureFeed(new Capture({ conventions: CONVENTIONS, originWallClock: 0 }));
    for (const event of events) feed.take(event);
    return feed.capture;
  };
  const rulesOf = (capture: Capture): string[][] =>
    [...capture.packetsFrom(1)].map(({ number }) =>
      capture.foundOn(number).map(({ rule }) => rule),
    );

  it.each(COPY_FORMATS)('text frames are reported for their packets: %s', (format) => {
    const inText = frameOf('out', message, { opcode: 1 });
    const json = frameOf('out', new TextEncoder().encode('{"hello":1}'), { opcode: 1 });
    const last = { direction: 'out', bytes: frameOf('out', message) } as const;
    const events = read([
      ...upgrade(),
      ...plain,
      { direction: 'out', bytes: inText },
      { direction: 'out', bytes: json },
      last,
    ]);
    const capture = fed(events);
    const closed = events.find(({ kind }) => kind === 'closed');
    const facts = {
      carrier: 'other',
      closed: closed?.kind === 'closed' ? closed.time : 0,
    } as const;
    const before = rulesOf(capture);
    expect(before.filter((rules) => rules.includes('text-frame'))).toHaveLength(2);
    const again = fed(written(savedCapture(capture, { streams: () => facts }), format));
    expect(rulesOf(again)).toEqual(before);
    const bytesOf = (one: Capture) => [...one.packetsFrom(1)].map(({ bytes }) => hex(bytes));
    expect(bytesOf(again)).toEqual(bytesOf(capture));
  });

  it.each(COPY_FORMATS)('the note of a tap’s stream on a side’s text frames: %s', (format) => {
    const capture = fed(read([...upgrade(), ...plain]));
    for (const sender of ['client', 'server'] as const) {
      capture.noteStream(1, { key: 'text-frames', args: { sender } });
    }
    const again = fed(written(savedCapture(capture), format));
    expect(again.notesOn(1)).toEqual(capture.notesOn(1));
    expect(again.marks.note(1)).toBeUndefined();
    // And a second round trip.
    expect(fed(written(written(savedCapture(capture), format), format)).notesOn(1)).toEqual(
      capture.notesOn(1),
    );
  });
});
