/** Strict decoding: rejects everything that a receiver must reject. */

import { readVarint } from '../../base/varint.ts';
import type { PacketProblem } from '../dissect/dissection.ts';
import { PacketReader } from '../dissect/reader.ts';
import { readHeader } from '../dissect/readHeader.ts';
import { readPacket, versionToReadWith } from '../dissect/readPacket.ts';
import type { Packet, ProtocolVersion, Sender } from '../tables/packet.ts';
import { quickDecode } from './quickDecode.ts';

/** The reason for rejecting a packet. */
export interface DecodeError {
  readonly ok: false;
  readonly problem: PacketProblem;
  /**
   * MQTT 5 reason code (2.4): 0x81 malformed, 0x82 protocol error, 0x84 protocol version, 0x85 client
   * identifier, 0x8F topic filter, 0x90 topic name, 0x94 topic alias.
   */
  readonly reasonCode: number;
}

export type Decoded = { readonly ok: true; readonly packet: Packet } | DecodeError;

/**
 * Decodes one whole packet from a framer. Never throws. A CONNECT states its own version; for any other
 * packet an undefined `version` means 3.1.1. With `sender`, packets and values that only the other side may
 * send are rejected too. Binary values are views of `bytes`.
 */
export function decode(
  bytes: Uint8Array,
  version: ProtocolVersion | undefined,
  sender?: Sender,
): Decoded {
  const quick = quickDecode(bytes, version ?? 4);
  return quick ? { ok: true, packet: quick } : decodeByReader(bytes, version, sender);
}

/** Does the same without the fast path. */
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
 * Checks the first bytes, at least one, of an incomplete packet. Returns the error that `decode` will report
 * for the whole packet, or undefined if there is none yet. Texts are checked once they are complete.
 */
export function errorAtStart(
  bytes: Uint8Array,
  version: ProtocolVersion | undefined,
  sender?: Sender,
): DecodeError | undefined {
  const isHeaderWhole = readVarint(bytes, 1) !== 'incomplete';
  // Until the remaining length is complete, only the first byte is checked, with a remaining length of 0.
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
