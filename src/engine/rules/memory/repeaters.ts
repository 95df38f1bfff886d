/**
 * Finds clients that publish again what the server has just sent them: each message once, or one message
 * round and round. Equal topic and payload identify a message.
 */
import { sameBytes } from '../../../base/bytes.ts';
import { hasRetain } from './delivery.ts';
import { isRedelivery } from './publishFlags.ts';
import type { LoggedPublish, MessageLog, SeenPacket } from './seenPacket.ts';

/** µs from the delivery of a message to its repetition. */
const AT_ONCE = 250_000;
/** Repetitions of each client of a loop, and those of a client that is alone in it. */
const ROUNDS = 5;
const OWN_ROUNDS = 10;
/** The same of the other clients, which may be a round behind. */
const ROUNDS_OF_OTHERS = 3;
/** Different payloads that a client repeats. A timer sends the same one. */
const DIFFERENT = 3;
/** Messages after which a topic of a client is no longer watched. */
const WATCHED = 64;
const ORDINARY = 8;
const MOST = 1_000;
const LONGEST = 1_024;

/** A client that repeats messages on a topic. */
interface Repeater {
  readonly stream: number;
  readonly client: string;
  repeated: number;
  ordinary: number;
  /** Messages of others that it got meanwhile. */
  heard: number;
  /** µs. */
  first: number;
  last: number;
  payloads: readonly Uint8Array[];
  /** The delivery that it repeated last, and the stream that published that message; undefined: unseen. */
  delivery: number;
  from: number | undefined;
}

/** A message that was repeated often enough. */
export interface Repetition {
  readonly topic: string;
  /** In the order of the loop: each repeats the messages of the next one. Without a loop, one client. */
  readonly clients: readonly Pick<Repeater, 'stream' | 'client'>[];
  readonly isLoop: boolean;
  readonly times: number;
  /** µs between two messages of the first client. */
  readonly period: number;
  /** The delivery before the last one. */
  readonly delivery: number;
}

interface Heard {
  readonly delivery: LoggedPublish;
  readonly from: number | undefined;
  /** Messages of others since the client's last message. */
  readonly others: number;
}

export class Repeaters {
  /** By stream and topic, the oldest first. */
  readonly #repeaters = new Map<string, Repeater>();
  /** Streams whose repetitions were reported. */
  readonly #reported = new Set<number>();

  /** True if later messages of the client on the topic need no check. */
  isSettled(stream: number, topic: string): boolean {
    const { repeated = 0, ordinary = 0 } = this.#repeaters.get(keyOf(stream, topic)) ?? {};
    return this.#reported.has(stream) || ordinary >= ORDINARY || repeated >= WATCHED;
  }

  /** Handles a message of a client that has received messages on the topic. */
  published(
    topic: string,
    packet: SeenPacket,
    payload: Uint8Array,
    log: MessageLog,
  ): Repetition | undefined {
    const { time } = packet;
    const repeater = this.#of(topic, packet);
    const isBegun = repeater.repeated > 0;
    const heard = isRedelivery(packet) ? undefined : heardBefore(packet, payload, log, isBegun);
    if (heard === undefined) {
      repeater.ordinary += 1;
      return undefined;
    }
    const { delivery, from, others } = heard;
    if (repeater.repeated === 0) repeater.first = time;
    repeater.last = time;
    repeater.delivery = delivery.packet;
    repeater.from = from;
    repeater.repeated += 1;
    repeater.heard += others;
    const isKnown = repeater.payloads.some((one) => sameBytes(one, payload));
    if (!isKnown && repeater.payloads.length < DIFFERENT)
      repeater.payloads = [...repeater.payloads, payload.slice()];
    return this.#found(topic, repeater);
  }

  #found(topic: string, repeater: Repeater): Repetition | undefined {
    const { repeated, ordinary, heard, first, last, delivery, payloads, from, stream } = repeater;
    if (ordinary * 2 > repeated || heard > repeated * 2) return undefined;
    const isOften = repeated >= (from === stream ? OWN_ROUNDS : ROUNDS);
    const loop = isOften ? this.#loopOf(topic, repeater) : undefined;
    if (loop === undefined && (payloads.length < DIFFERENT || from === stream)) return undefined;
    const clients = loop ?? [repeater];
    if (this.#reported.size > MOST) this.#reported.clear();
    for (const one of clients) this.#reported.add(one.stream);
    const times = clients.reduce((sum, one) => sum + one.repeated, 0);
    const period = (last - first) / (repeated - 1);
    return { topic, clients, isLoop: loop !== undefined, times, period, delivery };
  }

  /** Clients that repeat each other's messages, up to the first one again. */
  #loopOf(topic: string, first: Repeater): readonly Repeater[] | undefined {
    const loop = [first];
    for (let at: Repeater | undefined = first; ; loop.push(at)) {
      at = this.#repeaters.get(keyOf(at.from ?? 0, topic));
      if (at === first) return loop;
      if (at === undefined || at.repeated < ROUNDS_OF_OTHERS || loop.includes(at)) return undefined;
    }
  }

  #of(topic: string, { stream, time }: SeenPacket): Repeater {
    const { ordinal, connect } = stream;
    const key = keyOf(ordinal, topic);
    const known = this.#repeaters.get(key);
    if (known !== undefined) return known;
    const counts = { repeated: 0, ordinary: 0, heard: 0, first: time, last: time, delivery: 0 };
    const client = connect?.clientId ?? '';
    const made: Repeater = { ...counts, stream: ordinal, client, payloads: [], from: undefined };
    this.#repeaters.set(key, made);
    const [oldest = ''] = this.#repeaters.keys();
    if (this.#repeaters.size > MOST) this.#repeaters.delete(oldest);
    return made;
  }
}

const keyOf = (stream: number, topic: string): string => `${stream} ${topic}`;

/**
 * The delivery of the same message just before. Undefined: there is none that was not repeated yet.
 * @param isBegun the client has repeated messages on the topic
 */
function heardBefore(
  { stream, number, topic, time }: SeenPacket,
  payload: Uint8Array,
  log: MessageLog,
  isBegun: boolean,
): Heard | undefined {
  if (payload.length === 0 || payload.length > LONGEST) return undefined;
  const same = log
    .recent(stream, number, topic, false)
    .filter((one) => sameBytes(one.payload, payload));
  const sent = same.filter(({ direction }) => direction === 'out');
  const own = sent.filter((one) => one.stream === stream.ordinal);
  const received = same
    .filter((one) => one.direction === 'in' && one.stream === stream.ordinal && !hasRetain(one))
    .map((delivery) => {
      const from = sent.find(({ packet }) => packet < delivery.packet)?.stream;
      return { delivery, from };
    });
  const last = own[0];
  const ofOthers = received.filter(({ from }) => from !== stream.ordinal);
  const soon = ofOthers.filter(({ delivery }) => time - delivery.time <= AT_ONCE);
  const oldest = soon.at(-1)?.delivery.packet ?? number;
  const [newest] = soon;
  const since = last?.packet ?? 0;
  const others = ofOthers.filter(({ delivery }) => delivery.packet > since).length;
  // Repetitions of the messages so far come after the oldest of them.
  if (newest !== undefined && soon.length > own.filter(({ packet }) => packet > oldest).length)
    return { ...newest, others };
  const [copy] = received;
  if (copy === undefined || last === undefined || copy.from !== stream.ordinal) return undefined;
  if (copy.delivery.packet < last.packet) return undefined;
  // A timer begins without a message of others, and leaves more time after the copy of its own one.
  const waited = time - copy.delivery.time;
  const isAnswer = isBegun || waited <= copy.delivery.time - last.time;
  return isAnswer && waited <= AT_ONCE ? { ...copy, others: 0 } : undefined;
}
