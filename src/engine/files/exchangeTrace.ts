/** Which exchange each packet of a file belongs to and what became of it, and its reply, for who reads the file again. */
import { Capture } from '../capture/capture.ts';
import type { Conventions } from '../conventions/conventions.ts';
import { EXCHANGE_STATES } from '../exchanges/exchange.ts';
import type { ExchangeFacts } from '../filter/packetFacts.ts';
import type { ReplyFacts } from '../pairs/reply.ts';
import type { CaptureEvent } from './captureEvents.ts';
import { CaptureFeed } from './captureFeed.ts';

const MIB = 1024 * 1024;
/** Packets are followed, and not held. */
const LOG_BUDGET = 4 * MIB;
const TOPIC_BUDGET = MIB;
const SMALLEST = 1024;

/** Keeps 8 bytes for each packet, 9 for each exchange and some for each request and reply, whatever the size of the file. */
export class ExchangeTrace {
  readonly #feed: CaptureFeed;
  /** By the packet's place in the file, from 1. */
  #exchanges = new Uint32Array(SMALLEST);
  /** The same packet's number in the capture, where rows may lie between packets. */
  #numbers = new Uint32Array(SMALLEST);
  #packets = 0;
  /** By number in the capture. */
  readonly #replies = new Map<number, ReplyFacts>();
  /** By exchange: place of its state in the list of states, 0: open. */
  #states = new Uint8Array(SMALLEST);
  /** By exchange, µs; not a number: none. */
  #latencies = new Float64Array(SMALLEST).fill(Number.NaN);

  constructor(conventions: Conventions, logBudget: number = LOG_BUDGET) {
    const capture = new Capture({
      conventions,
      originWallClock: 0,
      logBudget,
      topicBudget: TOPIC_BUDGET,
      onExchange: (exchange) => {
        this.#note(exchange);
      },
      onReply: (request) => {
        this.#noteReply(request);
      },
    });
    this.#feed = new CaptureFeed(capture, logBudget);
  }

  /** What pairs requests with replies; before the first event. */
  load(): Promise<void> {
    return this.#feed.capture.loadPairing();
  }

  take(event: CaptureEvent): void {
    this.#feed.take(event);
    if (event.kind !== 'packet') return;
    const { capture } = this.#feed;
    this.#packets += 1;
    if (this.#packets >= this.#exchanges.length) {
      this.#exchanges = enlarged(this.#exchanges);
      this.#numbers = enlarged(this.#numbers);
    }
    this.#exchanges[this.#packets] = capture.exchangeOf(capture.newest);
    this.#numbers[this.#packets] = capture.newest;
    this.#noteReply(capture.newest);
  }

  /** @param packet its place in the file, from 1 */
  replyOf(packet: number): ReplyFacts | undefined {
    return this.#replies.get(this.#numbers[packet] ?? 0);
  }

  /** @param packet its place in the file, from 1 */
  factsOf(packet: number): ExchangeFacts | undefined {
    const exchange = this.#exchanges[packet] ?? 0;
    if (exchange === 0) return undefined;
    const latency = this.#latencies[exchange] ?? Number.NaN;
    return {
      state: EXCHANGE_STATES[this.#states[exchange] ?? 0] ?? 'open',
      latency: Number.isNaN(latency) ? undefined : latency,
    };
  }

  #noteReply(number: number): void {
    const facts = this.#feed.capture.replyFacts(number);
    if (facts !== undefined) this.#replies.set(number, facts);
  }

  #note(exchange: number): void {
    const facts = this.#feed.capture.exchangeFacts(exchange);
    if (facts === undefined) return;
    if (exchange >= this.#states.length) this.#grow(exchange);
    this.#states[exchange] = EXCHANGE_STATES.indexOf(facts.state);
    this.#latencies[exchange] = facts.latency ?? Number.NaN;
  }

  #grow(exchange: number): void {
    const size = Math.max(exchange + 1, this.#states.length * 2);
    const states = new Uint8Array(size);
    states.set(this.#states);
    const latencies = new Float64Array(size).fill(Number.NaN, this.#latencies.length);
    latencies.set(this.#latencies);
    this.#states = states;
    this.#latencies = latencies;
  }
}

function enlarged(column: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(column.length * 2);
  larger.set(column);
  return larger;
}
