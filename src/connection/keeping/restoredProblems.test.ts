/** Problems after a reload: those of the packets that were kept, no more and no fewer. */
import { describe, expect, it } from 'vitest';
import { LOCAL_PEER } from '../../broker/core/broker.testkit.ts';
import { Plant } from '../../broker/fleet/plant.testkit.ts';
import { readEvents } from '../../engine/files/captureFile.testkit.ts';
import { CAPTURE_FILES } from '../../engine/files/converted.testkit.ts';
import type { CaptureEvent } from '../../engine/files/events/captureEvents.ts';
import { CaptureFeed } from '../../engine/files/report/captureFeed.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import { Framer } from '../../mqtt/framing/framer.ts';
import { peekPacketId } from '../../mqtt/framing/peek.ts';
import type { AckPacket, QoS } from '../../mqtt/tables/packet.ts';
import { packetTypeOf } from '../../mqtt/tables/packetNames.ts';
import { Disk, ORIGIN, reloaded, TabWorker } from './keptTab.testkit.ts';

/** Bytes of a file, with its head: room for few packets. */
const SMALL = 1_500;

/** The same without numbers of packets, which begin anew with each worker. */
const findingsOf = ({ dispatch: { capture } }: TabWorker): readonly string[] =>
  [...capture.packetsFrom(1)].flatMap(({ number }) =>
    capture.foundOn(number).map(({ rule, finding }) => `${rule} ${JSON.stringify(finding)}`),
  );

/** Problems that a worker has found so far, one text each. */
function problemsOf({ dispatch }: TabWorker): readonly string[] {
  const found: string[] = [];
  for (const { number } of dispatch.capture.packetsFrom(1)) {
    for (const { severity, rule, statement, other, finding } of dispatch.capture.foundOn(number))
      found.push(`${number} ${severity} ${rule} ${statement} ${other} ${JSON.stringify(finding)}`);
  }
  return found;
}

/** Its last bytes are overwritten in the copy, because they may be any part of a packet. */
const MASKED = 'pub-06-publish-inside-a-payload.pcap';
const CUT_OFF = '{"key":"cut-off","args":{"announced":97,"there":20}}';

/** µs between two copies. */
const SECOND = 1_000_000;

/** Records the connections of a file as the app records its own. */
async function lived(events: readonly CaptureEvent[], disk: Disk): Promise<TabWorker> {
  const worker = new TabWorker(disk, ORIGIN);
  await worker.keep('tab');
  const { capture, files } = worker.dispatch;
  const feed = new CaptureFeed(capture);
  const begun = worker.time;
  for (const event of events) {
    // The app has no notes on its own connections.
    if (event.kind === 'origin' || event.kind === 'note') continue;
    const moved = 'time' in event ? { ...event, time: event.time + begun } : event;
    if ('time' in moved && moved.time > worker.time + SECOND) {
      await worker.second();
      worker.time = moved.time;
    }
    feed.take(moved.kind === 'opened' ? { ...moved, hasBothSides: true } : moved);
    if (moved.kind !== 'opened' && moved.kind !== 'closed') continue;
    const stream = feed.streamOf(moved.stream) ?? 0;
    const { kind: _kind, stream: _stream, time, ...facts } = moved;
    if (moved.kind === 'closed') files.origins.closed(stream, time);
    else files.origins.opened(stream, { carrier: moved.carrier, ...facts, opened: time });
  }
  await worker.second();
  return worker;
}

describe('a capture as a connection of the app', () => {
  it.each(CAPTURE_FILES)('%s has the same problems after a reload', async (name, file) => {
    const disk = new Disk();
    const before = problemsOf(await lived(readEvents(file), disk));
    const after = problemsOf(await reloaded(disk));
    expect(after).toEqual(
      name === MASKED ? [`4 warn cut-off MQTT-4.2.0-1 undefined ${CUT_OFF}`] : before,
    );
  });

  it.each(CAPTURE_FILES)('%s has no other problems if there was little room', async (_, file) => {
    const disk = new Disk(SMALL);
    const worker = await lived(readEvents(file), disk);
    const after = await reloaded(disk);
    const known = new Set([...findingsOf(worker), `cut-off ${CUT_OFF}`]);
    expect(findingsOf(after).filter((found) => !known.has(found))).toEqual([]);
  });
});

const ANSWERS: Readonly<Record<string, AckPacket['type']>> = {
  'publish 1': 'puback',
  'publish 2': 'pubrec',
  pubrel: 'pubcomp',
};

/** The demo, recorded by a client that subscribes to everything. */
async function demo(qos: QoS, disk: Disk, length = 60): Promise<TabWorker> {
  const worker = new TabWorker(disk, ORIGIN);
  await worker.keep('tab');
  const plant = new Plant();
  const { scene } = plant;
  plant.fleet.start(scene.now);
  const { capture, files } = worker.dispatch;
  worker.time = scene.now * 1_000;
  const stream = capture.openStream({ time: worker.time });
  files.origins.opened(stream, { carrier: 'other', opened: worker.time });
  const connection = scene.broker.open(LOCAL_PEER, scene.now);
  const framer = new Framer();
  const sent = (bytes: Uint8Array) => {
    capture.packet(stream, 'out', scene.now * 1_000, bytes);
    scene.broker.receive(connection, bytes, scene.now);
  };
  const came = (bytes: Uint8Array) => {
    capture.packet(stream, 'in', scene.now * 1_000, bytes);
    const type = packetTypeOf(bytes[0] ?? 0);
    const answer =
      ANSWERS[type === 'publish' ? `publish ${((bytes[0] ?? 0) >> 1) & 3}` : `${type}`];
    const packetId = peekPacketId(bytes);
    if (answer && packetId) sent(encode({ type: answer, packetId }, 5));
  };
  const heard = scene.takesElsewhere;
  scene.takesElsewhere = (output) => {
    if (output.connection !== connection) return heard(output);
    if (output.kind === 'send') framer.push(output.bytes, came);
    return true;
  };
  const connect = {
    protocolName: 'MQTT',
    protocolLevel: 5,
    cleanStart: true,
    keepAlive: 0,
  } as const;
  sent(encode({ type: 'connect', ...connect, clientId: 'me', properties: [] }, 5));
  const options = { qos, noLocal: false, retainAsPublished: false, retainHandling: 0 } as const;
  const subscriptions = [{ filter: '#', ...options }];
  sent(encode({ type: 'subscribe', packetId: 1, properties: [], subscriptions }, 5));
  for (let seconds = 0; seconds < length; seconds += 1) {
    plant.run(1_000);
    worker.time = scene.now * 1_000;
    capture.window({}, worker.time);
    if (seconds % 5 === 4) await worker.second();
  }
  return worker;
}

describe('a minute of the demo', () => {
  it.each([0, 1, 2] as const)('with QoS %i has the same problems after a reload', async (qos) => {
    const disk = new Disk();
    const worker = await demo(qos, disk);
    expect(worker.dispatch.capture.newest).toBeGreaterThan(500);
    const after = await reloaded(disk);
    expect(after.dispatch.capture.newest).toBe(worker.dispatch.capture.newest);
    expect(problemsOf(after)).toEqual(problemsOf(worker));
    after.open('again');
    after.dispatch.capture.window({}, after.time);
    expect(problemsOf(after)).toEqual(problemsOf(worker));
  });

  it('has no other problems if there was little room, and says how much is missing', async () => {
    const disk = new Disk(32 * 1024);
    const worker = await demo(2, disk, 20);
    const after = await reloaded(disk);
    const known = new Set(findingsOf(worker));
    expect(findingsOf(after).filter((found) => !known.has(found))).toEqual([]);
    // CONNECT and CONNACK are repeated.
    const missing = worker.dispatch.capture.newest - (after.dispatch.capture.newest - 2);
    expect(missing).toBeGreaterThan(100);
    expect(after.events).toContainEqual({ kind: 'keeping', id: 'tab', lost: missing });
  });
});
