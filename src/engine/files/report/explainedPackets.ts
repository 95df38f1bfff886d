/**
 * Packets of a stream out of step that a copy without secrets may show. By announced lengths they may hold a
 * secret anywhere, but the other reading explains every byte of them.
 */
import { joined } from '../../../base/bytes.ts';
import { dissect } from '../../../mqtt/dissect/dissect.ts';
import { doubtOf } from '../../../mqtt/secrets/framingTrust.ts';
import { isDoubtfulBeginning } from '../../../mqtt/secrets/packetTrust.ts';
import type { Secrets } from '../../../mqtt/secrets/secrets.ts';
import type { ProtocolVersion } from '../../../mqtt/tables/packet.ts';
import { packetSizeAt } from '../../../mqtt/tables/packetSize.ts';
import { type Direction, senderOf } from '../../log/columns/direction.ts';
import { versionSeen } from '../../log/columns/versionSeen.ts';
import type { StreamBytes } from '../../outOfStep/legalChain.ts';
import { findOutOfStep, type OutOfStep } from '../../outOfStep/outOfStep.ts';
import type { CaptureEvent, ReadPacket } from '../events/captureEvents.ts';

/** Bytes kept of a side. */
const MOST_BYTES = 1 << 17;
/** Streams that are kept at once: 64 MiB. */
const MOST_STREAMS = 256;
/** Bytes that a line end or zeros put between packets. */
const STRAY: ReadonlySet<number> = new Set([0, 0x0a, 0x0d]);

interface SideBytes {
  parts: { readonly number: number; readonly bytes: Uint8Array }[];
  size: number;
}

interface OpenSides {
  version: ProtocolVersion | undefined;
  readonly sides: Readonly<Record<Direction, SideBytes>>;
}

const nothing = (): SideBytes => ({ parts: [], size: 0 });

export class ExplainedPackets {
  /** Numbers in the file. */
  readonly shown = new Set<number>();
  readonly #secrets: Secrets;
  readonly #wanted: ReadonlySet<number>;
  readonly #streams = new Map<number, OpenSides>();
  #count = 0;

  /** @param wanted streams with packets that would not be shown */
  constructor(secrets: Secrets, wanted: ReadonlySet<number>) {
    this.#secrets = secrets;
    this.#wanted = wanted;
  }

  take(event: CaptureEvent): void {
    if (event.kind === 'opened') this.#open(event.stream, event.version);
    else if (event.kind === 'packet') this.#packet(event);
    else if (event.kind === 'closed') {
      this.#explain(this.#streams.get(event.stream));
      this.#streams.delete(event.stream);
    }
  }

  end(): void {
    for (const sides of this.#streams.values()) this.#explain(sides);
    this.#streams.clear();
  }

  #open(stream: number, version: ProtocolVersion | undefined): OpenSides | undefined {
    if (!this.#wanted.has(stream) || this.#streams.size >= MOST_STREAMS) return undefined;
    const open = { version, sides: { in: nothing(), out: nothing() } };
    this.#streams.set(stream, open);
    return open;
  }

  #packet({ stream, direction, bytes, masked, afterGap }: ReadPacket): void {
    this.#count += 1;
    const open = this.#streams.get(stream) ?? this.#open(stream, undefined);
    if (open === undefined) return;
    open.version = versionSeen(bytes, open.version);
    const side = open.sides[direction];
    if (masked || afterGap || side.size + bytes.length > MOST_BYTES) Object.assign(side, nothing());
    if (masked) return;
    side.parts.push({ number: this.#count, bytes: bytes.slice() });
    side.size += bytes.length;
  }

  #explain(open: OpenSides | undefined): void {
    if (open === undefined) return;
    const { version = 4, sides } = open;
    for (const direction of ['out', 'in'] as const) {
      const { parts } = sides[direction];
      const stream = {
        bytes: joined(parts.map(({ bytes }) => bytes)),
        version,
        sender: senderOf(direction),
      };
      const found = findOutOfStep(stream);
      if (found === undefined || !this.#isShown(stream, found)) continue;
      let at = 0;
      for (const { number, bytes } of parts) {
        at += bytes.length;
        if (at > found.packet) this.shown.add(number);
      }
    }
  }

  /** True if no byte from the faulty packet on may be secret. */
  #isShown(stream: StreamBytes, found: OutOfStep): boolean {
    const { bytes } = stream;
    const { packet, type, at, count, announced, sent, resumes, fault } = found;
    if (type !== 'publish') return false;
    const isShort = sent < announced;
    const isWithin = fault === 'inserted';
    const end = isWithin ? resumes : packet + Math.min(announced, sent);
    if (end > resumes) return false;
    if (!bytes.subarray(end, resumes).every((byte) => STRAY.has(byte))) return false;
    const own = isWithin
      ? joined([bytes.subarray(packet, at), bytes.subarray(at + count, resumes)])
      : bytes.subarray(packet, end);
    if (this.#mayHoldSecret(stream, own, !isShort)) return false;
    if (isWithin && this.#mayPacketsHoldSecret(stream, at, at + count)) return false;
    return !this.#mayPacketsHoldSecret(stream, resumes, bytes.length);
  }

  #mayPacketsHoldSecret(stream: StreamBytes, from: number, end: number): boolean {
    const { bytes } = stream;
    for (let next = from; next < end; ) {
      const size = packetSizeAt(bytes, next, end);
      const isWhole = size > 0 && next + size <= end;
      const to = isWhole ? next + size : end;
      if (this.#mayHoldSecret(stream, bytes.subarray(next, to), isWhole)) return true;
      next = to;
    }
    return false;
  }

  #mayHoldSecret({ version, sender }: StreamBytes, packet: Uint8Array, isWhole: boolean): boolean {
    const dissection = dissect(packet, { version, sender, topicAlias: () => undefined });
    const { problems } = dissection;
    const isDoubted = isWhole
      ? doubtOf(packet, problems, sender, version) !== 'none'
      : isDoubtfulBeginning(packet, problems, sender, version);
    return isDoubted || this.#secrets.ranges(packet, dissection, undefined, 'good').length > 0;
  }
}
