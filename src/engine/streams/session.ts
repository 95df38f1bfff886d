/** One MQTT session (3.1.2.4): what is subscribed, over all the connections of its client. */
import type {
  Packet,
  ProtocolVersion,
  SubackPacket,
  SubscribePacket,
  UnsubscribePacket,
} from '../../mqtt/packet.ts';
import { propertyValue } from '../../mqtt/properties.ts';
import { SessionFlow } from '../exchanges/sessionFlow.ts';
import type { GrantedSubscription } from './streamFacts.ts';

/** Topic filters of one session that are remembered; what comes on top is not known. */
const MOST_SUBSCRIPTIONS = 100_000;

interface Asked {
  readonly packet: number;
  readonly request: SubscribePacket | UnsubscribePacket;
}

export class Session {
  /** Empty: no connection can continue it. */
  clientId: string;
  /** Seen from its beginning: what is subscribed and in flight is known. */
  isKnown: boolean;
  /** The stream that it began on, as far as is known. */
  beganOn: number;
  /** The stream that it is on now, or was last. */
  stream: number;
  readonly subscriptions = new Map<string, GrantedSubscription>();
  /** Its open exchanges. */
  readonly flow = new SessionFlow();
  readonly #asked = new Map<number, Asked>();

  constructor(clientId: string, stream: number, isKnown: boolean) {
    this.clientId = clientId;
    this.isKnown = isKnown;
    this.beganOn = stream;
    this.stream = stream;
  }

  /** The broker knows nothing of what was before this stream. */
  beginAnew(stream: number): void {
    this.subscriptions.clear();
    this.isKnown = true;
    this.beganOn = stream;
  }

  /** Requests end with their connection. */
  cut(): void {
    this.#asked.clear();
  }

  follow(packet: Packet, number: number, time: number, version: ProtocolVersion | undefined): void {
    if (packet.type === 'subscribe' || packet.type === 'unsubscribe') {
      this.#asked.set(packet.packetId, { packet: number, request: packet });
    } else if (packet.type === 'suback' || packet.type === 'unsuback') {
      const asked = this.#asked.get(packet.packetId);
      if (asked === undefined) return;
      this.#asked.delete(packet.packetId);
      const { request } = asked;
      if (request.type === 'subscribe' && packet.type === 'suback') {
        this.#granted(request, asked.packet, packet, number, time);
      } else if (request.type === 'unsubscribe' && packet.type === 'unsuback') {
        for (const [index, filter] of request.filters.entries()) {
          const isRefused = version === 5 && (packet.reasonCodes[index] ?? 0) >= 0x80;
          if (!isRefused) this.subscriptions.delete(filter);
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
      if (code >= 0x80) continue;
      const { filter, qos, noLocal, retainAsPublished } = subscription;
      if (this.subscriptions.size >= MOST_SUBSCRIPTIONS && !this.subscriptions.has(filter)) {
        this.isKnown = false;
        continue;
      }
      this.subscriptions.set(filter, {
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
