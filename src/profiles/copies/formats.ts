/** Formats for copying a packet. */
import { hex } from '@scure/base';
import { decode } from '../../mqtt/codec/decode.ts';
import type { Packet, ProtocolVersion } from '../../mqtt/tables/packet.ts';
import { type BrokerAddress, brokerAddress } from './address.ts';
import { cArray } from './cArray.ts';
import { type Copied, copied, refused } from './copied.ts';
import { mosquittoOptions, mosquittoPub, mosquittoSub } from './mosquitto.ts';
import { connectSnippet, publishSnippet, subscribeSnippet, unsubscribeSnippet } from './mqttJs.ts';
import { mqttxConn, mqttxPub, mqttxSub } from './mqttx.ts';
import { tooLargeToCopy } from './tooLarge.ts';

export const COPY_FORMATS = ['hex', 'c', 'mosquitto', 'mqttx', 'mqttjs'] as const;
export type CopyFormat = (typeof COPY_FORMATS)[number];

export interface CopiedPacket {
  readonly number: number;
  /** Secrets are overwritten, unless the user chose otherwise. */
  readonly bytes: Uint8Array;
  readonly packetType: number;
  readonly version: ProtocolVersion | undefined;
  /** Topic of a PUBLISH, also resolved from an alias. */
  readonly topic: string | undefined;
  /** Bytes that could not be split into packets. */
  readonly unframed: boolean;
}

/** Target: the connection's address as typed; undefined if the capture has none. */
export interface CopyTarget {
  readonly url: string | undefined;
  /** The connection has a user name or a password. */
  readonly signsIn: boolean;
}

export function hexDigits(bytes: Uint8Array): Copied {
  return tooLargeToCopy('hex', bytes.length) ?? copied(() => hex.encode(bytes), []);
}

export function copyOf(format: CopyFormat, packet: CopiedPacket, target: CopyTarget): Copied {
  if (format === 'hex') return hexDigits(packet.bytes);
  if (format === 'c') return cArray(packet.bytes, packet.number);
  const decoded = packet.unframed ? undefined : decode(packet.bytes, packet.version);
  if (decoded?.ok !== true) return refused({ kind: 'broken' });
  const command = commandOf(format, decoded.packet, packet, brokerAddress(target.url));
  if (!command.ok || !target.signsIn || decoded.packet.type === 'connect') return command;
  return { ...command, notes: [...command.notes, { kind: 'without-sign-in' }] };
}

function commandOf(
  format: Exclude<CopyFormat, 'hex' | 'c'>,
  meant: Packet,
  { version = 4, topic, packetType }: CopiedPacket,
  address: BrokerAddress,
): Copied {
  if (meant.type === 'publish') {
    const name = meant.topic === '' ? topic : meant.topic;
    if (name === undefined || name === '') return refused({ kind: 'unknown-topic' });
    const make = { mosquitto: mosquittoPub, mqttx: mqttxPub, mqttjs: publishSnippet }[format];
    return make({ ...meant, topic: name }, version, address);
  }
  if (meant.type === 'subscribe') {
    const make = { mosquitto: mosquittoSub, mqttx: mqttxSub, mqttjs: subscribeSnippet }[format];
    return make(meant, version, address);
  }
  if (meant.type === 'connect') {
    const make = { mosquitto: mosquittoOptions, mqttx: mqttxConn, mqttjs: connectSnippet }[format];
    return make(meant, address);
  }
  if (meant.type === 'unsubscribe' && format === 'mqttjs') {
    return unsubscribeSnippet(meant, version, address);
  }
  return refused({ kind: 'no-command', packetType });
}
