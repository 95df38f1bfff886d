/** Builds capture files of streams that contain a known secret. */
import { encodeUtf8 } from '../../base/utf8.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import {
  chanceOf,
  cutUp,
  type PlantedSecret,
  secretOf,
} from '../../mqtt/secrets/plantedSecrets.testkit.ts';
import type { Packet, ProtocolVersion } from '../../mqtt/tables/packet.ts';
import type { Direction } from '../log/columns/direction.ts';
import { MUTATIONS, mutated, sessionOf } from '../outOfStep/mutations.testkit.ts';
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
  return pcapOf(
    framesOf(isWebSocket ? overWebSocket(sent, planted.secret) : sent, {
      midStream,
      segment,
      unclosed,
    }),
  );
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

/** The requested address contains the secret, too. */
function overWebSocket(sent: readonly Sent[], secret: string): Sent[] {
  const [asked, ...answered] = upgrade().map(({ direction, bytes: text }) => {
    const named = Buffer.from(text).toString('latin1').replace('geheim', secret);
    return { direction, bytes: Uint8Array.from(Buffer.from(named, 'latin1')) };
  });
  const framed = sent.map(({ direction, bytes }) => ({
    direction,
    bytes: frameOf(direction, bytes),
  }));
  return [...(asked ? [asked] : []), ...answered, ...framed];
}

/** A stream out of step after a password, which it repeats in some cases. */
export function outOfStepWith(seed: number): { secret: string; file: Uint8Array } {
  const chance = chanceOf(seed);
  const secret = secretOf(chance);
  const session = sessionOf(chance, 'client');
  const signIn = encode(
    {
      type: 'connect',
      protocolName: 'MQTT',
      protocolLevel: session.version,
      cleanStart: true,
      keepAlive: 60,
      clientId: 'd1',
      userName: 'ann',
      password: encodeUtf8(secret),
      properties: [],
    },
    session.version,
  );
  const packets = [signIn, ...session.packets.slice(1)];
  const isRepeated = chance(3) === 0;
  if (isRepeated) packets.splice(session.target + 1, 0, signIn);
  const target = chance(4) === 0 ? 0 : session.target;
  const mutations = Object.values(MUTATIONS);
  const mutation = mutations[chance(mutations.length)];
  const whole = joined(packets);
  const bytes = mutation ? mutated({ ...session, packets, target }, mutation, chance).bytes : whole;
  const segment = [7, 60, 1400][chance(3)] ?? 60;
  return { secret, file: pcapOf(framesOf([{ direction: 'out', bytes }], { segment })) };
}
