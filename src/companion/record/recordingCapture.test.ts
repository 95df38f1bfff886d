import { expect, test } from 'vitest';
import { joined } from '../../base/bytes.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import { ACCEPTED } from '../../connection/accepted.testkit.ts';
import { Recorder } from '../../connection/link/recorder.ts';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import { PlainSent } from '../../engine/capture/plainSent.ts';
import { ack, suback, subscribe } from '../../engine/problems/talk.testkit.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import { peekType } from '../../mqtt/framing/peek.ts';
import type { Packet } from '../../mqtt/tables/packet.ts';
import { RecordingCapture } from './recordingCapture.ts';

const VERSION = 4;
const MESSAGES = 200;
const FRAMES = 5;

const publish = (qos: 0 | 1 | 2, n: number): Uint8Array =>
  encode(
    {
      type: 'publish',
      dup: false,
      qos,
      retain: false,
      topic: `a/${n % 3}`,
      ...(qos > 0 && { packetId: n }),
      payload: encodeUtf8(`${n}`),
      properties: [],
    },
    VERSION,
  );

/** A connection whose packets are passed on at once. */
function recording() {
  const types: string[] = [];
  let time = 0;
  const capture = new RecordingCapture({
    conventions: CONVENTIONS,
    originWallClock: 0,
    now: () => time,
    facts: () => ({ carrier: 'tcp' }),
    sink: (event) => {
      if (event.kind === 'packet') types.push(`${event.direction} ${peekType(event.bytes)}`);
    },
  });
  capture.sendsMany(PlainSent);
  const stream = capture.openStream({ version: VERSION });
  const tap: Recorder = new Recorder(
    {
      capture,
      stream: () => stream,
      version: VERSION,
      topicAliasMaximum: 0,
      maximumPacketSize: undefined,
      observeMalformed: true,
      now: () => time,
    },
    {
      packet: () => undefined,
      acknowledge: (packets) => {
        tap.answersLeave(packets);
      },
      forward: () => undefined,
      broken: ({ statement }) => {
        throw new Error(statement);
      },
      written: () => undefined,
    },
  );
  const leaves = (packet: Packet) => tap.leaves(encode(packet, VERSION));
  leaves({
    type: 'connect',
    protocolName: 'MQTT',
    protocolLevel: VERSION,
    cleanStart: true,
    keepAlive: 0,
    clientId: 'me',
    properties: [],
  });
  tap.received(encode(ACCEPTED, VERSION));
  leaves(subscribe(1, ['#']));
  tap.received(encode(suback(1, [2]), VERSION));
  return {
    leave: (packets: Uint8Array) => {
      time += 1000;
      tap.leaveTogether(packets, () => undefined);
    },
    comes: (frame: Uint8Array) => {
      time += 1000;
      tap.received(frame);
    },
    count: (type: string) => types.filter((each) => each === type).length,
  };
}

test.each([0, 1, 2] as const)(
  'passes on every message of a frame and its responses, at QoS %s',
  (qos) => {
    const { comes, count } = recording();
    for (let frame = 0; frame < FRAMES; frame += 1) {
      const ids = Array.from({ length: MESSAGES }, (_, n) => n + 1);
      comes(joined(ids.map((n) => publish(qos, n))));
      if (qos < 2) continue;
      comes(joined(ids.map((id) => encode(ack('pubrel', id), VERSION))));
    }
    const all = FRAMES * MESSAGES;
    expect(count('in publish')).toBe(all);
    expect(count('out puback')).toBe(qos === 1 ? all : 0);
    expect([count('out pubrec'), count('in pubrel'), count('out pubcomp')]).toEqual(
      qos === 2 ? [all, all, all] : [0, 0, 0],
    );
  },
);

test('passes on every message that is sent with others', () => {
  const { leave, comes, count } = recording();
  const ids = Array.from({ length: MESSAGES }, (_, n) => n + 1);
  for (let run = 0; run < FRAMES; run += 1) {
    leave(joined(ids.map((n) => publish(1, n))));
    comes(joined(ids.map((id) => encode(ack('puback', id), VERSION))));
  }
  const all = FRAMES * MESSAGES;
  expect([count('out publish'), count('in puback')]).toEqual([all, all]);
});
