/** Builds capture files of streams that contain a known secret. */
import { encode } from '../../mqtt/codec/encode.ts';
import { cutUp, type PlantedSecret } from '../../mqtt/secrets/plantedSecrets.testkit.ts';
import type { Packet, ProtocolVersion } from '../../mqtt/tables/packet.ts';
import type { Direction } from '../log/columns/direction.ts';
import { joined } from './captureFile.testkit.ts';
import { framesOf, pcapOf, type Sent } from './frames/frames.testkit.ts';
import { frameOf, upgrade } from './webSocket/webSocket.testkit.ts';

/** Builds a pcap file: plain TCP or WebSocket, in segments of varying size. */
export function fileWith(planted: PlantedSecret): Uint8Array {
  const { midStream, chance } = planted;
  const segment = [1, 7, 60, 1400][chance(4)] ?? 60;
  const unclosed = chance(2) === 0;
  const isWebSocket = chance(4) === 0;
  const asked = planted.sender === 'server' && !midStream ? [signIn(planted.version)] : [];
  const sent = [...asked, ...piecesOf(planted, isWebSocket)];
  const frames = framesOf(isWebSocket ? overWebSocket(sent, planted.secret) : sent, {
    midStream,
    segment,
    unclosed,
  });
  // The capture lacks a frame in some cases.
  if (chance(4) === 0) frames.splice(chance(frames.length), 1);
  return pcapOf(frames);
}

function piecesOf(planted: PlantedSecret, isCut: boolean): Sent[] {
  const direction: Direction = planted.sender === 'client' ? 'out' : 'in';
  const pieces = isCut ? [...cutUp(planted)] : [planted.bytes];
  return pieces.map((bytes) => ({ direction, bytes }));
}

/** CONNECT and SUBSCRIBE without a secret. */
function signIn(version: ProtocolVersion): Sent {
  const packets: Packet[] = [
    {
      type: 'connect',
      protocolName: 'MQTT',
      protocolLevel: version,
      cleanStart: true,
      keepAlive: 60,
      clientId: 'device-1',
      properties: [],
    },
    {
      type: 'subscribe',
      packetId: 1,
      properties: [],
      subscriptions: [
        { filter: 'a/#', qos: 1, noLocal: false, retainAsPublished: false, retainHandling: 0 },
      ],
    },
  ];
  return { direction: 'out', bytes: joined(packets.map((packet) => encode(packet, version))) };
}

/** The upgrade has the secret in its address and in headers of both sides. */
function overWebSocket(sent: readonly Sent[], secret: string): Sent[] {
  const upgraded = upgrade().map(({ direction, bytes: text }) => {
    const header =
      direction === 'out' ? `Authorization: Bearer ${secret}` : `Set-Cookie: s=${secret}`;
    const named = Buffer.from(text)
      .toString('latin1')
      .replace('geheim', secret)
      .replace('\r\n', `\r\n${header}\r\n`);
    return { direction, bytes: Uint8Array.from(Buffer.from(named, 'latin1')) };
  });
  const framed = sent.map(({ direction, bytes }) => ({
    direction,
    bytes: frameOf(direction, bytes),
  }));
  return [...upgraded, ...framed];
}
