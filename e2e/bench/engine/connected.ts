/** A connection of the bench without a WebSocket: the bytes go to its recorder. */
import { Recorder } from '../../../src/connection/link/recorder.ts';
import type { Capture } from '../../../src/engine/capture/capture.ts';
import { encode } from '../../../src/mqtt/codec/encode.ts';
import type { Packet, ProtocolVersion } from '../../../src/mqtt/tables/packet.ts';
import type { Property } from '../../../src/mqtt/tables/properties.ts';

/** A stream with its CONNECT and a subscription to everything. */
export function connected(
  capture: Capture,
  clientId: string,
  version: ProtocolVersion = 4,
): { recorder: Recorder; time: { now: number } } {
  const time = { now: 0 };
  const stream = capture.openStream({ version, time: 0 });
  const recorder = new Recorder(
    {
      capture,
      stream: () => stream,
      version,
      topicAliasMaximum: 65_535,
      maximumPacketSize: undefined,
      observeMalformed: false,
      framesBeginPackets: true,
      now: () => time.now,
    },
    {
      packet: () => undefined,
      acknowledge: () => undefined,
      forward: () => undefined,
      broken: ({ statement }) => {
        throw new Error(`${statement} is broken`);
      },
      written: () => undefined,
    },
  );
  const properties: Property[] = version < 5 ? [] : [{ name: 'topicAliasMaximum', value: 65_535 }];
  const connect: Packet = {
    type: 'connect',
    protocolName: 'MQTT',
    protocolLevel: version,
    cleanStart: true,
    keepAlive: 0,
    clientId,
    properties,
  };
  const subscription = { filter: '#', qos: 2, noLocal: false, retainAsPublished: false } as const;
  const subscriptions = [{ ...subscription, retainHandling: 0 as const }];
  recorder.leaves(encode(connect, version));
  const connack = {
    type: 'connack',
    sessionPresent: false,
    reasonCode: 0,
    properties: [],
  } as const;
  recorder.received(encode(connack, version));
  recorder.leaves(
    encode({ type: 'subscribe', packetId: 65_535, subscriptions, properties: [] }, version),
  );
  recorder.received(
    encode({ type: 'suback', packetId: 65_535, reasonCodes: [2], properties: [] }, version),
  );
  return { recorder, time };
}
