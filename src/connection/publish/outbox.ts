/**
 * Sends messages and tracks the outcome of each. Holds the client's half of the session (4.1): messages in
 * flight outlive a connection and are written again, with DUP, when the session is resumed. Delays messages
 * beyond the server's receive maximum (4.9) and rejects those beyond its announced limits.
 */

import type { QoS } from '../../mqtt/tables/packet.ts';
import { propertyValue } from '../../mqtt/tables/properties.ts';
import { isFailure } from '../../mqtt/tables/reasonCodes.ts';
import { topicNameError } from '../../mqtt/tables/topics.ts';
import type { Environment } from '../environment/environment.ts';
import { type ConnectionFact, saidBy } from '../protocol/connectionFacts.ts';
import type { HeldChoice, PublishRequest } from '../protocol/protocol.ts';
import type { PublishOutcome } from '../protocol/publishOutcome.ts';
import { publishError } from '../protocol/serverLimits.ts';
import { AckTimeout } from './ackTimeout.ts';
import type { Unanswered } from './offendingRequests.ts';
import type { OutboxLine } from './outboxLine.ts';
import type { PacketIds } from './packetIds.ts';
import type { PublishRun } from './publishRun.ts';

/** Messages that wait for a connection or for the receive maximum. */
const LONGEST_QUEUE = 10_000;

/** Waiting messages and unsent bytes above which a repeat pauses. */
const MANY_WAITING = 1000;
const MUCH_UNWRITTEN = 1024 * 1024;

const READ_ONLY: ConnectionFact = { key: 'read-only', args: {} };

interface InFlight {
  readonly request: PublishRequest;
  readonly id: number;
  readonly qos: 1 | 2;
  /** The full name, even if the request uses an alias: aliases end with the connection. */
  readonly topic: string;
  stage: 'publish' | 'pubrel';
  /** Number in the capture; undefined until first written. */
  packet: number | undefined;
  /** Time of the first write, µs. */
  since: number;
  /** In flight on this connection, counted against the receive maximum. */
  active: boolean;
  timedOut: boolean;
  /** Time of the write on this connection, µs. */
  writtenAt: number;
  /** Not sent again until the user decides. */
  held: boolean;
}

export class Outbox {
  readonly #environment: Environment;
  readonly #ids: PacketIds;
  readonly #tell: (id: number, outcome: PublishOutcome) => void;
  readonly #gaveUp: (packet: number) => void;
  #queue: PublishRequest[] = [];
  /** By packet identifier, in the order of the first transmission. [MQTT-4.6.0-1] */
  readonly #inFlight = new Map<number, InFlight>();
  /** Held messages of ended sessions, by request. */
  readonly #heldOver = new Map<number, InFlight>();
  /** QoS 0 messages submitted and not yet written. */
  readonly #leaving = new Set<PublishRequest>();
  readonly #aliases = new Map<number, string>();
  /** Messages of an earlier connection, not yet written again on this one. */
  #toResend: InFlight[] = [];
  #active = 0;
  /** Only one message at a time is in flight, until none waits. */
  #isWary = false;
  #line: OutboxLine | undefined;
  #isReadOnly = false;
  #awaited: (() => void) | undefined;
  readonly #ackTimeout: AckTimeout<InFlight>;

  /** @param gaveUp called for a PUBLISH in flight, with its number in the capture, that is not sent again */
  constructor(
    environment: Environment,
    ids: PacketIds,
    tell: (id: number, outcome: PublishOutcome) => void,
    gaveUp: (packet: number) => void = () => undefined,
  ) {
    this.#gaveUp = gaveUp;
    this.#environment = environment;
    this.#ids = ids;
    this.#tell = tell;
    this.#ackTimeout = new AckTimeout(environment, this.#inFlight, (entry) => {
      tell(entry.request.id, { kind: 'timed-out', packet: entry.packet });
    });
  }

  /** Published messages leave or wait only for the receive maximum. */
  get isOpen(): boolean {
    return this.#line !== undefined;
  }

  /** True if so much is waiting that repeats should pause. */
  get isFull(): boolean {
    return this.#queue.length >= MANY_WAITING || (this.#line?.backlog ?? 0) > MUCH_UNWRITTEN;
  }

  get isReadOnly(): boolean {
    return this.#isReadOnly;
  }

  /** Stops all sending, including waiting messages; messages in flight from before stay held. */
  setReadOnly(isReadOnly: boolean): void {
    this.#isReadOnly = isReadOnly;
    if (!isReadOnly) return;
    for (const request of this.#queue.splice(0)) this.#refuse(request, READ_ONLY);
    for (const { request, stage, held } of this.#inFlight.values()) {
      if (stage === 'publish' && !held) this.hold(request.id);
    }
  }

  publish(request: PublishRequest): void {
    if (this.#isReadOnly) {
      this.#refuse(request, READ_ONLY);
      return;
    }
    const alias = propertyValue(request.properties, 'topicAlias');
    const error =
      request.topic === '' && alias !== undefined ? undefined : topicNameError(request.topic);
    if (error !== undefined) {
      this.#refuse(request, { key: 'topic', args: { error } });
    } else if (this.#sendNow(request)) {
      return;
    } else if (this.#queue.length >= LONGEST_QUEUE) {
      this.#refuse(request, { key: 'too-many-waiting', args: { waiting: LONGEST_QUEUE } });
    } else {
      this.#queue.push(request);
      this.#tell(request.id, { kind: 'queued' });
    }
  }

  /**
   * Sends messages of a run, starting at index `from`, that are allowed now and fit together.
   * @returns their number; undefined if each must be published individually
   */
  publishTogether(run: PublishRun, from: number, most: number): number | undefined {
    const line = this.#line;
    if (line === undefined || this.#isReadOnly || !run.isFor(line)) return undefined;
    const { qos, id: firstId } = run.message;
    if (qos === 0) {
      const count = run.fitting(from, most);
      line.writeTogether(run.bytes(from, count, []), (nth, packet) => {
        this.#tell(firstId + from + nth, { kind: 'sent', packet });
      });
      return count;
    }
    const ids = this.#takeIds(run.fitting(from, Math.min(most, this.#roomIn(line))));
    if (ids.length === 0) return 0;
    const now = this.#environment.now();
    this.#active += ids.length;
    line.writeTogether(run.bytes(from, ids.length, ids), (nth, packet) => {
      const request = run.request(from + nth);
      const id = ids[nth] ?? 0;
      this.#inFlight.set(id, {
        ...begun(request, id, qos, request.topic, now),
        packet,
        since: now,
      });
      this.#tell(request.id, { kind: 'in-flight', packet });
    });
    this.#ackTimeout.watch();
    return ids.length;
  }

  /** Calls once, in a separate turn, when an answer allows more messages of QoS 1 and 2. */
  whenReady(run: () => void): void {
    this.#awaited = run;
  }

  /** Connected. Messages in flight are written again if the session was resumed, otherwise given up. */
  connected(line: OutboxLine, resumed: boolean, isWary = false): void {
    this.#line = line;
    this.#isWary = isWary;
    this.#aliases.clear();
    this.#active = 0;
    if (!resumed) this.forget();
    for (const entry of this.#inFlight.values()) entry.active = false;
    this.#toResend = [...this.#inFlight.values()].filter(({ held }) => !held);
    // PUBREL does not count, because its message has been acknowledged.
    for (const entry of this.#toResend) {
      if (entry.stage === 'pubrel' || this.#hasCapacity(line)) this.#resend(entry, line);
    }
    this.#toResend = this.#toResend.filter(({ active }) => !active);
    for (const request of this.#queue.splice(0)) {
      if (!this.#sendNow(request)) this.#queue.push(request);
    }
  }

  /** Messages of QoS 1 and 2 written on this connection without an answer yet. */
  get unanswered(): readonly Unanswered[] {
    return [...this.#inFlight.values()]
      .filter(({ active, stage }) => active && stage === 'publish')
      .map(({ request: { id, qos }, topic, writtenAt: at }) => ({
        kind: 'publish',
        id,
        topic,
        qos,
        at,
      }));
  }

  /**
   * The message stays in flight and is not written again until the user decides.
   * @param code of the DISCONNECT for it
   */
  hold(id: number, code?: number): void {
    const entry = this.#entryOf(id);
    if (!entry) return;
    entry.held = true;
    entry.timedOut = true;
    this.#tell(id, { kind: 'held', packet: entry.packet, code });
    this.#ackTimeout.watch();
  }

  /** Applies the user's choice for a held message; does nothing if there is none. */
  decide(id: number, how: HeldChoice): void {
    const entry = this.#entryOf(id);
    if (!entry?.held || (this.#isReadOnly && how !== 'discard')) return;
    const { request, packet } = entry;
    const isOver = this.#heldOver.delete(id);
    if (how === 'send' && !isOver) {
      entry.held = false;
      entry.timedOut = false;
      entry.since = this.#environment.now();
      this.#tell(id, { kind: 'in-flight', packet });
      this.#toResend.push(entry);
      this.#pump();
      return;
    }
    if (!isOver) {
      this.#inFlight.delete(entry.id);
      this.#ids.free(entry.id);
      if (packet !== undefined) this.#gaveUp(packet);
    }
    if (how === 'discard') this.#tell(id, { kind: 'discarded', packet });
    else
      this.publish({
        ...request,
        topic: entry.topic,
        ...(how === 'send-qos-1' && { qos: 1 }),
      });
  }

  #entryOf(id: number): InFlight | undefined {
    const inFlight = [...this.#inFlight.values()].find(({ request }) => request.id === id);
    return inFlight ?? this.#heldOver.get(id);
  }

  disconnected(): void {
    this.#line = undefined;
    this.#aliases.clear();
    for (const request of this.#leaving) this.#tell(request.id, { kind: 'queued' });
    this.#queue = [...this.#leaving, ...this.#queue];
    this.#leaving.clear();
  }

  /** The session ended: written messages have an unknown outcome, the others are sent in the next session. */
  forget(): void {
    const unwritten: PublishRequest[] = [];
    for (const entry of this.#inFlight.values()) {
      this.#ids.free(entry.id);
      if (entry.held) this.#heldOver.set(entry.request.id, entry);
      else if (entry.packet === undefined) unwritten.push(entry.request);
      else this.#tell(entry.request.id, { kind: 'unknown', packet: entry.packet });
    }
    this.#inFlight.clear();
    this.#toResend = [];
    this.#active = 0;
    this.#queue = [...unwritten, ...this.#queue];
    this.#ackTimeout.watch();
  }

  /** The connection is to another broker or of another client. The waiting messages were not meant for it. */
  abandon(): void {
    this.forget();
    for (const [id, { packet }] of this.#heldOver) this.#tell(id, { kind: 'unknown', packet });
    this.#heldOver.clear();
    for (const request of this.#queue.splice(0)) {
      this.#refuse(request, { key: 'opened-anew', args: {} });
    }
  }

  /**
   * PUBACK, PUBREC or PUBCOMP arrived at `time` (µs). Unknown answers are ignored.
   * @returns the QoS of the message that it answers
   */
  answered(
    type: 'puback' | 'pubrec' | 'pubcomp',
    id: number,
    code: number,
    reasonString: string | undefined,
    time: number,
  ): QoS | undefined {
    const entry = this.#inFlight.get(id);
    if (!entry || (type === 'puback') !== (entry.qos === 1)) return undefined;
    const packet = entry.packet;
    if (!isFailure(code) && type === 'pubrec') {
      entry.stage = 'pubrel';
      this.#line?.release(id);
      return entry.qos;
    }
    this.#inFlight.delete(id);
    this.#ids.free(id);
    if (entry.active) this.#active -= 1;
    const ms = (time - entry.since) / 1000;
    // The server accepted the message with its PUBREC. After a lost PUBCOMP it answers the repeated PUBREL
    // with 0x92, which is not an error then (4.3.3).
    const isTaken = !isFailure(code) || type === 'pubcomp';
    this.#tell(
      entry.request.id,
      isTaken
        ? { kind: 'acknowledged', ms, code, packet }
        : { kind: 'refused', code, reasonString, packet },
    );
    this.#pump();
    this.#ackTimeout.watch();
    if (this.#awaited !== undefined && this.#line && this.#roomIn(this.#line) > 0) {
      this.#environment.nextTurn(this.#awaited);
      this.#awaited = undefined;
    }
    return entry.qos;
  }

  /** Number of new messages allowed: none while others wait. */
  #roomIn(line: OutboxLine): number {
    if (this.#queue.length > 0 || this.#toResend.length > 0 || !this.#hasCapacity(line)) return 0;
    return this.#isWary ? 1 : line.limits.receiveMaximum - this.#active;
  }

  #takeIds(most: number): readonly number[] {
    const ids: number[] = [];
    while (ids.length < most) {
      const id = this.#ids.take();
      if (id === undefined) break;
      ids.push(id);
    }
    return ids;
  }

  /** False if it must wait, which QoS 0 never does while connected. */
  #sendNow(request: PublishRequest): boolean {
    const line = this.#line;
    if (!line) return false;
    const isNext = this.#queue.length === 0 && this.#toResend.length === 0;
    return (request.qos === 0 || (isNext && this.#hasCapacity(line))) && this.#send(request, line);
  }

  /** More messages are allowed: first those of an earlier connection, then the waiting messages. */
  #pump(): void {
    const line = this.#line;
    if (!line) return;
    while (this.#hasCapacity(line)) {
      const entry = this.#toResend.shift();
      if (!entry) break;
      if (this.#inFlight.get(entry.id) === entry) this.#resend(entry, line);
    }
    while (this.#toResend.length === 0 && this.#hasCapacity(line)) {
      const [next] = this.#queue;
      if (!next || !this.#send(next, line)) break;
      this.#queue.shift();
    }
  }

  #hasCapacity(line: OutboxLine): boolean {
    if (this.#active === 0 && this.#toResend.length === 0 && this.#queue.length === 0) {
      this.#isWary = false;
    }
    return this.#active < (this.#isWary ? 1 : line.limits.receiveMaximum);
  }

  /** False if no packet identifier is free; the message stays. */
  #send(request: PublishRequest, line: OutboxLine): boolean {
    const alias = propertyValue(request.properties, 'topicAlias');
    const topic = request.topic === '' ? this.#aliases.get(alias ?? 0) : request.topic;
    const error = publishError(request, alias, line.limits);
    if (error !== undefined || topic === undefined) {
      this.#refuse(request, error ?? { key: 'alias-undefined', args: {} });
      return true;
    }
    const { qos } = request;
    const id = qos === 0 ? undefined : this.#ids.take();
    if (qos !== 0 && id === undefined) return false;
    const bytes = this.#encoded(line, request, {
      dup: false,
      ...(id === undefined ? {} : { packetId: id }),
    });
    if (bytes === undefined) {
      if (id !== undefined) this.#ids.free(id);
      return true;
    }
    if (alias !== undefined) this.#aliases.set(alias, topic);
    if (qos === 0 || id === undefined) {
      this.#leaving.add(request);
      line.write(bytes, (packet) => {
        this.#leaving.delete(request);
        this.#tell(request.id, { kind: 'sent', packet });
      });
      return true;
    }
    const entry = begun(request, id, qos, topic, this.#environment.now());
    this.#inFlight.set(id, entry);
    this.#active += 1;
    line.write(bytes, this.#writtenFirst(entry));
    return true;
  }

  #resend(entry: InFlight, line: OutboxLine): void {
    entry.active = true;
    entry.writtenAt = this.#environment.now();
    this.#active += 1;
    if (entry.stage === 'pubrel') {
      line.release(entry.id);
      return;
    }
    const plain = {
      ...entry.request,
      topic: entry.topic,
      properties: entry.request.properties.filter(({ name }) => name !== 'topicAlias'),
    };
    const before = entry.packet !== undefined;
    const bytes = this.#encoded(line, plain, { dup: before, packetId: entry.id });
    if (bytes === undefined) {
      this.#inFlight.delete(entry.id);
      this.#ids.free(entry.id);
      this.#active -= 1;
    } else {
      line.write(bytes, before ? () => undefined : this.#writtenFirst(entry));
    }
  }

  #writtenFirst(entry: InFlight): (packet: number) => void {
    return (packet) => {
      entry.packet = packet;
      entry.since = this.#environment.now();
      this.#tell(entry.request.id, { kind: 'in-flight', packet });
      this.#ackTimeout.watch();
    };
  }

  /** undefined if it cannot be sent, which has been reported. */
  #encoded(
    line: OutboxLine,
    request: PublishRequest,
    header: { readonly dup: boolean; readonly packetId?: number },
  ): Uint8Array | undefined {
    try {
      const { topic, payload, qos, retain, properties } = request;
      const bytes = line.encode({
        type: 'publish',
        topic,
        payload,
        qos,
        retain,
        properties,
        ...header,
      });
      if (bytes.length <= line.limits.maximumPacketSize) return bytes;
      const args = { bytes: bytes.length, most: line.limits.maximumPacketSize };
      this.#refuse(request, { key: 'packet-too-large', args });
    } catch (error) {
      this.#refuse(request, saidBy(error));
    }
    return undefined;
  }

  #refuse(request: PublishRequest, why: ConnectionFact): void {
    this.#tell(request.id, { kind: 'not-sent', why });
  }
}

function begun(
  request: PublishRequest,
  id: number,
  qos: 1 | 2,
  topic: string,
  writtenAt: number,
): InFlight {
  return {
    request,
    id,
    qos,
    topic,
    stage: 'publish',
    packet: undefined,
    since: 0,
    active: true,
    timedOut: false,
    writtenAt,
    held: false,
  };
}
