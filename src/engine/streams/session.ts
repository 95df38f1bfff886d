/** An MQTT session (3.1.2.4): its subscriptions, over all connections of its client. */

import type {
  Packet,
  ProtocolVersion,
  SubackPacket,
  SubscribePacket,
  UnsubscribePacket,
} from '../../mqtt/tables/packet.ts';
import { propertyValue } from '../../mqtt/tables/properties.ts';
import { isFailure } from '../../mqtt/tables/reasonCodes.ts';
import { SessionFlow } from './sessionFlow.ts';
import type { GrantedSubscription, SessionFacts } from './streamFacts.ts';

/** Maximum topic filters stored per session; others are unknown. */
const MOST_SUBSCRIPTIONS = 100_000;
/** Ended subscriptions to keep, so that older messages can be explained. */
const ENDED_KEPT = 1_000;

interface Ended {
  readonly subscription: GrantedSubscription;
  /** The packet that ended it. */
  readonly by: number;
}

interface PendingRequest {
  readonly packet: number;
  readonly request: SubscribePacket | UnsubscribePacket;
}

// Shared by all sessions without a subscription, because there are many.
const NO_SUBSCRIPTIONS: ReadonlyMap<string, GrantedSubscription> = new Map();

export class Session implements SessionFacts {
  /** Empty: no connection can continue the session. */
  clientId: string;
  /** Captured from its start: all subscriptions and open exchanges are known. */
  isKnown: boolean;
  /** First stream of the session, as far as known. */
  beganOn: number;
  /** Current or last stream. */
  stream: number;
  /** Its open exchanges. */
  readonly flow = new SessionFlow();
  memory: object | undefined;
  #subscriptions: Map<string, GrantedSubscription> | undefined;
  /** Requests without an answer. */
  #asked: Map<number, PendingRequest> | undefined;
  #ended: Ended[] | undefined;
  /** Filters of the previous connections, and the filters that were requested again on this one. */
  #before: Set<string> | undefined;
  #again: Set<string> | undefined;

  constructor(clientId: string, stream: number, isKnown: boolean) {
    this.clientId = clientId;
    this.isKnown = isKnown;
    this.beganOn = stream;
    this.stream = stream;
  }

  get subscriptions(): ReadonlyMap<string, GrantedSubscription> {
    return this.#subscriptions ?? NO_SUBSCRIPTIONS;
  }

  /** The broker has no session from before this stream. */
  beginAnew(stream: number, packet: number): void {
    for (const filter of this.subscriptions.keys()) this.#end(filter, packet);
    this.isKnown = true;
    this.beganOn = stream;
  }

  /** Current filters of the client, including those of earlier connections. */
  get filters(): Set<string> {
    const all = new Set(this.subscriptions.keys());
    for (const filter of this.#before ?? []) if (all.size < MOST_SUBSCRIPTIONS) all.add(filter);
    return all;
  }

  /** @param filters filters of the client before its return, possibly from another session */
  comesBackWith(filters: Set<string>): void {
    this.#before = filters;
    this.#again = undefined;
  }

  /** Counts earlier filters that are requested again for the first time. */
  sentAgain({ subscriptions }: SubscribePacket): number {
    if (this.#before === undefined) return 0;
    const again = (this.#again ??= new Set());
    const known = again.size;
    for (const { filter } of subscriptions) if (this.#before.has(filter)) again.add(filter);
    return again.size - known;
  }

  /** Subscriptions at the time of a packet. The server may send before its SUBACK (3.8.4). */
  subscriptionsAt(packet: number): GrantedSubscription[] {
    const ended = (this.#ended ?? [])
      .filter(({ by }) => by > packet)
      .map((one) => one.subscription);
    const all = [...ended, ...this.subscriptions.values()];
    return all.filter((subscription) => subscription.packet < packet);
  }

  #end(filter: string, by: number): void {
    const subscription = this.#subscriptions?.get(filter);
    if (subscription === undefined) return;
    this.#subscriptions?.delete(filter);
    const ended = (this.#ended ??= []);
    ended.push({ subscription, by });
    if (ended.length > ENDED_KEPT) ended.shift();
  }

  /** Requests end with their connection. */
  cut(): void {
    this.#asked = undefined;
  }

  follow(packet: Packet, number: number, time: number, version: ProtocolVersion | undefined): void {
    if (packet.type === 'subscribe' || packet.type === 'unsubscribe') {
      this.#asked ??= new Map();
      this.#asked.set(packet.packetId, { packet: number, request: packet });
    } else if (packet.type === 'suback' || packet.type === 'unsuback') {
      const asked = this.#asked?.get(packet.packetId);
      if (asked === undefined) return;
      this.#asked?.delete(packet.packetId);
      if (this.#asked?.size === 0) this.#asked = undefined;
      const { request } = asked;
      if (request.type === 'subscribe' && packet.type === 'suback') {
        this.#granted(request, asked.packet, packet, number, time);
      } else if (request.type === 'unsubscribe' && packet.type === 'unsuback') {
        for (const [index, filter] of request.filters.entries()) {
          const isRefused = version === 5 && isFailure(packet.reasonCodes[index]);
          if (isRefused) continue;
          this.#end(filter, number);
          this.#before?.delete(filter);
        }
      }
    }
  }

  #granted(
    request: SubscribePacket,
    asked: number,
    answer: SubackPacket,
    grantedBy: number,
    time: number,
  ): void {
    const identifier = propertyValue(request.properties, 'subscriptionIdentifier');
    for (const [index, subscription] of request.subscriptions.entries()) {
      const code = answer.reasonCodes[index] ?? 0x80;
      if (isFailure(code)) continue;
      const { filter, qos, noLocal, retainAsPublished } = subscription;
      if (this.subscriptions.size >= MOST_SUBSCRIPTIONS && !this.subscriptions.has(filter)) {
        this.isKnown = false;
        continue;
      }
      this.#end(filter, asked);
      this.#subscriptions ??= new Map();
      this.#subscriptions.set(filter, {
        filter,
        requestedQos: qos,
        grantedQos: code,
        identifier,
        noLocal,
        retainAsPublished,
        packet: asked,
        grantedBy,
        time,
      });
    }
  }
}
