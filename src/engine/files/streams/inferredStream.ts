/**
 * Holds the events of a stream that does not begin with a CONNECT until its packets show the protocol version
 * and which side is the client.
 */
import { connectVersion, peekType } from '../../../mqtt/framing/peek.ts';
import type { ProtocolVersion } from '../../../mqtt/tables/packet.ts';
import { type Direction, otherSender, otherWay } from '../../log/columns/direction.ts';
import type { NoteFact } from '../../log/columns/noteFacts.ts';
import type { CaptureEvent, FileNote, OpenedStream, ReadPacket } from '../events/captureEvents.ts';
import type { EventGate, Undecided } from '../events/eventGate.ts';
import { fitAsPackets } from '../packets/resync.ts';
import type { KnownServers } from './knownServers.ts';
import { StreamEvidence } from './streamEvidence.ts';

/** Read so if nothing shows the version, as in Wireshark. */
const USUAL_VERSION: ProtocolVersion = 4;

/** Number of packets that nearly always identify a stream's sides and version. */
const MOST_PACKETS = 64;

interface KnownOfStream {
  readonly areSidesKnown: boolean;
  /** The first byte was captured: a CONNECT may follow packets of the server. */
  readonly isFromStart: boolean;
  /** Servers of the whole capture. */
  readonly servers: KnownServers;
}

export class InferredStream implements Undecided {
  readonly #gate: EventGate;
  readonly #known: KnownOfStream;
  /** Chosen by the user for streams without CONNECT. */
  readonly #assumed: ProtocolVersion | undefined;
  readonly #evidence = new StreamEvidence();
  #held: CaptureEvent[] | undefined = [];
  #packets = 0;
  #hasConnect = false;
  #hasClient = false;
  #isExchanged = false;
  #isServerLearned = false;

  constructor(gate: EventGate, known: KnownOfStream, assumed: ProtocolVersion | undefined) {
    this.#gate = gate;
    this.#known = known;
    this.#assumed = assumed;
  }

  take(event: CaptureEvent): void {
    if (this.#held === undefined) {
      this.#gate.take(this.#isExchanged ? exchanged(event) : event);
      return;
    }
    if (this.#packets === 0 && this.#known.areSidesKnown && isConnect(event)) {
      this.#begin(event, this.#held);
      return;
    }
    if (event.kind === 'opened' && !this.#known.areSidesKnown) this.#count(event);
    this.#held.push('bytes' in event ? { ...event, bytes: event.bytes.slice() } : event);
    if (event.kind === 'closed') this.settle();
    if (event.kind !== 'packet') return;
    const { bytes, direction, partial } = event;
    this.#hasConnect ||= peekType(bytes) === 'connect' && connectVersion(bytes) !== undefined;
    this.#hasClient ||= direction === 'out';
    this.#packets += 1;
    if (!partial) this.#evidence.take(bytes, direction);
    this.#learnServer();
    if (this.#isDecided || this.#packets === MOST_PACKETS) {
      this.settle();
      return;
    }
    this.#gate.wait(this);
    this.#gate.grow(bytes.length);
  }

  /** Nothing needs to be inferred after a CONNECT. Nearly all streams begin with one. */
  #begin(connect: ReadPacket, held: readonly CaptureEvent[]): void {
    this.#learnServer();
    this.#held = undefined;
    for (const event of held) this.#gate.take(event);
    this.#gate.take(connect);
  }

  /** It changes no later events. */
  get isTransparent(): boolean {
    return this.#held === undefined && !this.#isExchanged;
  }

  get #isDecided(): boolean {
    if (this.#known.isFromStart && !this.#hasClient) return false;
    const isVersionKnown =
      this.#hasConnect ||
      this.#assumed !== undefined ||
      this.#evidence.version(false) !== undefined;
    return (
      isVersionKnown &&
      (this.#hasConnect || this.#known.areSidesKnown || this.#evidence.isExchanged !== undefined)
    );
  }

  get #clientDirection(): Direction {
    return !this.#known.areSidesKnown && this.#evidence.isExchanged === true ? 'in' : 'out';
  }

  #count({ client, server }: OpenedStream): void {
    if (client && server) this.#known.servers.count(client, server);
  }

  #learnServer(): void {
    if (this.#isServerLearned) return;
    const { areSidesKnown, servers } = this.#known;
    const isExchanged = areSidesKnown ? false : this.#evidence.isExchanged;
    const opened = this.#held?.find(isOpened);
    const server = isExchanged === true ? opened?.client : opened?.server;
    if (isExchanged === undefined || server === undefined) return;
    this.#isServerLearned = true;
    servers.add(server);
  }

  /** If no packet shows the sides, other connections to the server do. */
  #areSidesExchanged(held: readonly CaptureEvent[]): boolean {
    const shown = this.#evidence.isExchanged;
    const { client, server } = held.find(isOpened) ?? {};
    if (shown !== undefined || client === undefined || server === undefined) return shown === true;
    return this.#known.servers.isServer(client, server);
  }

  get #heldPackets(): readonly ReadPacket[] {
    return (this.#held ?? []).filter(isPacket);
  }

  settle(): void {
    const held = this.#held;
    if (held === undefined) return;
    const lacksConnect = !this.#hasConnect && areMqtt(this.#heldPackets);
    this.#held = undefined;
    this.#isExchanged = !this.#known.areSidesKnown && this.#areSidesExchanged(held);
    const version = this.#hasConnect ? undefined : (this.#assumed ?? this.#evidence.version(true));
    for (const event of held) {
      const inferred =
        event.kind === 'opened' && version !== undefined
          ? { ...event, version, versionInferred: true as const }
          : event;
      this.#gate.take(this.#isExchanged ? exchanged(inferred) : inferred);
      if (event.kind === 'opened' && lacksConnect) {
        const first = held.find((one) => isPacket(one) && one.direction === this.#clientDirection);
        const args = {
          version: version ?? USUAL_VERSION,
          ...(isCutConnect(first) && ({ cut: true } as const)),
          ...(this.#assumed !== undefined && ({ chosen: true } as const)),
        };
        this.#gate.take(noteOf(event, { key: 'version-inferred', args }));
      }
    }
    this.#gate.decided(this);
  }
}

const isOpened = (event: CaptureEvent): event is OpenedStream => event.kind === 'opened';
const isPacket = (event: CaptureEvent): event is ReadPacket => event.kind === 'packet';
const isConnect = (event: CaptureEvent): event is ReadPacket =>
  isPacket(event) &&
  event.direction === 'out' &&
  event.partial !== true &&
  connectVersion(event.bytes) !== undefined;

/** False for most bytes of other protocols, in which no CONNECT is expected. */
function areMqtt(packets: readonly ReadPacket[]): boolean {
  const possible = packets.filter(({ bytes }) => fitAsPackets(bytes, undefined) !== 'none');
  return possible.length > 0 && possible.length * 2 >= packets.length;
}

/** True if the packet is the beginning of a CONNECT. */
const isCutConnect = (event: CaptureEvent | undefined): boolean =>
  event?.kind === 'packet' && event.partial === true && peekType(event.bytes) === 'connect';

const noteOf = ({ stream }: OpenedStream, note: NoteFact): FileNote => ({
  kind: 'note',
  note: 'inferred',
  fact: { key: 'of-stream', args: { stream, note } },
  stream,
});

/** The same event with client and server exchanged. */
function exchanged(event: CaptureEvent): CaptureEvent {
  if (event.kind === 'opened') {
    const { client, server, ...rest } = event;
    return { ...rest, ...(server && { client: server }), ...(client && { server: client }) };
  }
  if (event.kind === 'packet') {
    const { gaps } = event;
    return {
      ...event,
      direction: otherWay(event.direction),
      ...(gaps && { gaps: gaps.map((gap) => ({ ...gap, direction: otherWay(gap.direction) })) }),
    };
  }
  if (event.kind === 'closed') {
    const { end } = event;
    if (end === undefined || (end.by !== 'client' && end.by !== 'server')) return event;
    return { ...event, end: { ...end, by: otherSender(end.by) } };
  }
  return event.kind === 'note' ? { ...event, fact: exchangedFact(event.fact) } : event;
}

function exchangedFact(fact: NoteFact): NoteFact {
  if (fact.key === 'of-stream') {
    return { ...fact, args: { ...fact.args, note: exchangedFact(fact.args.note) } };
  }
  if (fact.key === 'cannot-be-cut') {
    return { ...fact, args: { ...fact.args, sender: otherSender(fact.args.sender) } };
  }
  if (fact.key === 'clocks-differ') {
    return { ...fact, args: { ...fact.args, sender: otherSender(fact.args.sender) } };
  }
  const isOfSide =
    fact.key === 'bytes-missing' ||
    fact.key === 'bytes-late' ||
    fact.key === 'bytes-differ' ||
    fact.key === 'bytes-uncut';
  if (!isOfSide) return fact;
  return { ...fact, args: { ...fact.args, sender: otherSender(fact.args.sender) } };
}
