/** Strict decoding: what a receiver must refuse is refused. */

import { readVarint } from '../../base/varint.ts';
import type { PacketProblem } from '../dissect/dissection.ts';
import { PacketReader } from '../dissect/reader.ts';
import { readHeader } from '../dissect/readHeader.ts';
import { readPacket, versionToReadWith } from '../dissect/readPacket.ts';
import type { Packet, ProtocolVersion, Sender } from '../tables/packet.ts';
import { quickDecode } from './quickDecode.ts';

/** Why a packet is refused. */
export interface Faulty {
  readonly ok: false;
  readonly problem: PacketProblem;
  /**
   * MQTT 5's reason code for it (2.4): 0x81 malformed, 0x82 protocol error, 0x84 protocol
   * version, 0x85 client identifier, 0x8F topic filter, 0x90 topic name, 0x94 topic alias.
   */
  readonly reasonCode: number;
}

export type Decoded = { readonly ok: true; readonly packet: Packet } | Faulty;

/**
 * Decodes one whole packet, as a framer gives it. `version` may be undefined for a CONNECT, which
 * tells its own; for any other packet 3.1.1 is assumed then. With `sender`, what the other side
 * alone may send is refused too. Binary values are views of `bytes`. Never throws.
 */
export function decode(
  bytes: Uint8Array,
  version: ProtocolVersion | undefined,
  sender?: Sender,
): Decoded {
  const quick = quickDecode(bytes, version ?? 4);
  return quick ? { ok: true, packet: quick } : decodeByReader(bytes, version, sender);
}

/** The same by the one reader alone. */
export function decodeByReader(
  bytes: Uint8Array,
  version: ProtocolVersion | undefined,
  sender?: Sender,
): Decoded {
  const reader = new PacketReader(bytes, versionToReadWith(bytes, version), sender, undefined);
  const packet = readPacket(reader);
  const problem = reader.problems[0];
  if (problem) return { ok: false, problem, reasonCode: reader.reasonCode };
  if (packet) return { ok: true, packet };
  throw new Error('A packet without a problem was not read.');
}

/**
 * What is wrong already with a packet of which `bytes`, one or more, are the start: the same that
 * `decode` will say of the whole. undefined: nothing yet. Texts are judged once they are whole.
 */
export function faultAtStart(
  bytes: Uint8Array,
  version: ProtocolVersion | undefined,
  sender?: Sender,
): Faulty | undefined {
  const isHeaderWhole = readVarint(bytes, 1) !== 'incomplete';
  // Until the remaining length is there, the first byte alone says something: as if nothing followed.
  const start = isHeaderWhole ? bytes : Uint8Array.of(bytes[0] ?? 0, 0);
  const reader = new PacketReader(
    start,
    versionToReadWith(bytes, version),
    sender,
    undefined,
    false,
  );
  if (isHeaderWhole) readPacket(reader);
  else readHeader(reader);
  const problem = reader.problems[0];
  return problem && { ok: false, problem, reasonCode: reader.reasonCode };
}
