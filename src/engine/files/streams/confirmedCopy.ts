/** Confirms packets of a copy without CONNECT as in the original, because copies do not store what is certain. */
import { isLeftOver } from '../../../mqtt/secrets/secrets.ts';
import type { CaptureEvent, CaptureSink, ReadPacket } from '../events/captureEvents.ts';
import { confirmedPackets, isSettled } from './confirmedPackets.ts';
import { StreamEvidence } from './streamEvidence.ts';

/** The first packets of a stream, and what they show of its sides. */
interface Waiting {
  readonly packets: ReadPacket[];
  readonly evidence: StreamEvidence;
}

/** Packets of a stream, and bytes of all streams, that wait for later ones. */
const MOST_PACKETS = 64;
const MOST_BYTES = 8 * 1024 * 1024;

export class ConfirmedCopy {
  readonly #sink: CaptureSink;
  /** Events in the order of the file, while a stream is not settled. */
  #held: CaptureEvent[] = [];
  #heldBytes = 0;
  readonly #confirmed = new Set<CaptureEvent>();
  /** Streams that are not settled. */
  readonly #waiting = new Map<number, Waiting>();

  constructor(sink: CaptureSink) {
    this.#sink = sink;
  }

  readonly take: CaptureSink = (event) => {
    if (this.#waiting.size === 0 && !mayLackConnect(event)) {
      this.#sink(event);
      return;
    }
    const kept = 'bytes' in event ? { ...event, bytes: event.bytes.slice() } : event;
    this.#held.push(kept);
    if (kept.kind === 'opened' && mayLackConnect(kept)) {
      this.#waiting.set(kept.stream, { packets: [], evidence: new StreamEvidence() });
    } else if (kept.kind === 'packet') this.#packet(kept);
    else if (kept.kind === 'closed') this.#settle(kept.stream);
    this.#heldBytes += 'bytes' in kept ? kept.bytes.length : 0;
    if (this.#heldBytes > MOST_BYTES) this.settle();
  };

  #packet(packet: ReadPacket): void {
    const { stream, bytes, direction, partial } = packet;
    const waiting = this.#waiting.get(stream);
    if (waiting === undefined) return;
    const { packets, evidence } = waiting;
    packets.push(packet);
    if (!partial && !isLeftOver(bytes)) evidence.take(bytes, direction);
    // Like the reader of the original, which knows neither the version nor the sides.
    const { isExchanged } = evidence;
    const isKnown = isExchanged !== undefined && evidence.version(false) !== undefined;
    const isDecided = isKnown && isSettled(packets, 'out');
    if (packets.length >= MOST_PACKETS || isDecided) this.#settle(stream);
  }

  #settle(stream: number): void {
    const waiting = this.#waiting.get(stream);
    if (waiting === undefined) return;
    const { packets, evidence } = waiting;
    const server = evidence.isExchanged === false ? 'in' : undefined;
    for (const packet of confirmedPackets(packets, server)) this.#confirmed.add(packet);
    this.#waiting.delete(stream);
    if (this.#waiting.size === 0) this.#deliver();
  }

  /** Delivers everything that waits. */
  settle(): void {
    for (const stream of this.#waiting.keys()) this.#settle(stream);
  }

  #deliver(): void {
    const held = this.#held;
    this.#held = [];
    this.#heldBytes = 0;
    for (const event of held) {
      const isSure = event.kind === 'packet' && this.#confirmed.has(event);
      this.#sink(isSure ? { ...event, confirmed: true as const } : event);
    }
    this.#confirmed.clear();
  }
}

const mayLackConnect = (event: CaptureEvent): boolean =>
  event.kind === 'opened' && event.framed !== true;
