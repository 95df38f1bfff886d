/**
 * The first bytes of recent connections. A connection that begins with the same bytes and sequence numbers
 * between other addresses is the same one, captured a second time where an address is translated.
 */
import { sameBytes } from '../../../base/bytes.ts';
import { type EndKey, hostOf, portOf } from './endKey.ts';
import type { TcpSegment } from './tcpSegment.ts';

/** µs between the two frames; more if the ports are the same. */
const MOST_APART = 1000;
const MOST_APART_SAME_PORTS = 50_000;
/** Connections remembered, and bytes of each. */
const REMEMBERED = 256;
const COMPARED = 512;
/** Number of TCP ports. */
const PORTS = 0x1_0000;

export interface Twin {
  readonly source: EndKey;
  readonly destination: EndKey;
}

/** Without the payload, whose bytes become invalid. */
interface Beginning extends Twin {
  readonly sequence: number;
  readonly acknowledgement: number | undefined;
  readonly length: number;
  readonly bytes: Uint8Array;
  readonly time: number;
}

export class Beginnings {
  /** By key, the oldest first. */
  readonly #recent = new Map<number, Beginning>();

  /** @returns the endpoints of another connection that has just begun with the same segment */
  twinOf(segment: TcpSegment, time: number): Twin | undefined {
    const key = keyOf(segment);
    const known = this.#recent.get(key);
    const { source, destination, sequence, acknowledgement, length, payload } = segment;
    const bytes = payload.slice(0, COMPARED);
    this.#recent.delete(key);
    const begun = { source, destination, sequence, acknowledgement, length, bytes, time };
    this.#recent.set(key, begun);
    if (this.#recent.size > REMEMBERED) {
      const [oldest = key] = this.#recent.keys();
      this.#recent.delete(oldest);
    }
    return known !== undefined && isTwin(known, segment, time) ? known : undefined;
  }
}

/** Numbers of connections that a program wrote into a file instead of a TCP stack. */
const isWritten = ({ sequence }: TcpSegment): boolean => sequence <= 1;

/** Equal for twins: the sequence number, or the ports if the number distinguishes no connections. */
function keyOf(segment: TcpSegment): number {
  const { source, destination, sequence } = segment;
  return isWritten(segment) ? -(portOf(source) * PORTS + portOf(destination)) : sequence;
}

function isTwin(one: Beginning, other: TcpSegment, time: number): boolean {
  if (one.sequence !== other.sequence || one.acknowledgement !== other.acknowledgement)
    return false;
  if (one.length !== other.length) return false;
  const hasSamePorts =
    portOf(one.source) === portOf(other.source) &&
    portOf(one.destination) === portOf(other.destination);
  const isTranslated =
    hostOf(one.source) !== hostOf(other.source) ||
    hostOf(one.destination) !== hostOf(other.destination);
  if (!isTranslated) return false;
  const most = hasSamePorts ? MOST_APART_SAME_PORTS : MOST_APART;
  return (
    Math.abs(time - one.time) <= most && sameBytes(one.bytes, other.payload.subarray(0, COMPARED))
  );
}
