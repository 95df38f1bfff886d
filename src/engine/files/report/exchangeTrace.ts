/**
 * Records the exchange, the outcome and the reply of each packet of a file, for a second pass over the file.
 */
import { Capture } from '../../capture/capture.ts';
import type { Conventions } from '../../conventions/conventions.ts';
import { EXCHANGE_STATES } from '../../exchanges/exchange.ts';
import type { ExchangeFacts } from '../../filter/packetFacts.ts';
import type { ReplyFacts } from '../../requestResponse/reply.ts';
import { NumberColumn, wordColumn } from '../bytes/numberColumn.ts';
import type { CaptureEvent } from '../events/captureEvents.ts';
import { CaptureFeed } from './captureFeed.ts';
import { CapturePlaces } from './capturePlaces.ts';

const MIB = 1024 * 1024;
/** Packets are followed but not kept. */
const LOG_BUDGET = 4 * MIB;
const TOPIC_BUDGET = MIB;

/** Keeps 4 bytes per packet, 9 per exchange, and some per request and reply, for a file of any size. */
export class ExchangeTrace {
  readonly #feed: CaptureFeed;
  /** By position of the packet in the file, from 1. */
  readonly #exchanges = wordColumn();
  readonly #places = new CapturePlaces();
  #packets = 0;
  /** By number in the capture. */
  readonly #replies = new Map<number, ReplyFacts>();
  /** By exchange: index of its state in the list of states; 0: open. */
  readonly #states = new NumberColumn((length) => new Uint8Array(length));
  /** By exchange, in µs; NaN: none. */
  readonly #latencies = new NumberColumn((length) => new Float64Array(length), Number.NaN);

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

  /** Loads the pairing of requests and replies. Call before the first event. */
  load(): Promise<void> {
    return this.#feed.capture.loadPairing();
  }

  take(event: CaptureEvent): void {
    this.#feed.take(event);
    if (event.kind !== 'packet') return;
    const { capture } = this.#feed;
    this.#packets += 1;
    const exchange = capture.exchangeOf(capture.newest);
    if (exchange > 0) this.#exchanges.set(this.#packets, exchange);
    this.#places.add(this.#packets, capture.newest);
    this.#noteReply(capture.newest);
  }

  /** @param packet position in the file, from 1 */
  replyOf(packet: number): ReplyFacts | undefined {
    return this.#replies.get(this.#places.numberOf(packet));
  }

  /** @param packet position in the file, from 1 */
  factsOf(packet: number): ExchangeFacts | undefined {
    const exchange = this.#exchanges.get(packet);
    if (exchange === 0) return undefined;
    const latency = this.#latencies.get(exchange);
    return {
      state: EXCHANGE_STATES[this.#states.get(exchange)] ?? 'open',
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
    this.#states.set(exchange, EXCHANGE_STATES.indexOf(facts.state));
    this.#latencies.set(exchange, facts.latency ?? Number.NaN);
  }
}
