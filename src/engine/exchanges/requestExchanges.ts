/** Follows requests of a connection or its client: CONNECT, AUTH, SUBSCRIBE, UNSUBSCRIBE, PINGREQ. */

import { encodeUtf8 } from '../../base/utf8.ts';
import { decode } from '../../mqtt/codec/decode.ts';
import type {
  AuthPacket,
  ConnackPacket,
  DisconnectPacket,
  Packet,
  SubackPacket,
  SubscribePacket,
  UnsubackPacket,
  UnsubscribePacket,
} from '../../mqtt/tables/packet.ts';
import { isFailure } from '../../mqtt/tables/reasonCodes.ts';
import {
  AUTH,
  CONNACK,
  DISCONNECT,
  PINGRESP,
  SUBSCRIBE,
  UNSUBSCRIBE,
} from '../../mqtt/tables/typeNumbers.ts';
import { NO_TOPIC, type TopicNames } from '../log/columns/topicNames.ts';
import type { PacketLog } from '../log/packetLog.ts';
import type { ExchangeBook, Seen } from './exchangeBook.ts';
import type { Place } from './exchangeStore.ts';
import type { Notice } from './publishRecord.ts';

/** Reason codes of AUTH (3.15.2.1). */
const SUCCESS = 0;
const RE_AUTHENTICATE = 0x19;
/** Maximum number of followed PINGREQ packets without an answer on one connection. */
const MOST_PINGS = 1_000;

type Request = SubscribePacket | UnsubscribePacket;
type Answer = SubackPacket | UnsubackPacket;

export class RequestExchanges {
  readonly #book: ExchangeBook;
  readonly #log: PacketLog;
  readonly #names: TopicNames;
  readonly #notice: Notice;
  /** Called if another packet takes the identifier of an exchange in flight. */
  readonly #replace: (seen: Seen, exchange: number) => void;

  constructor(
    book: ExchangeBook,
    log: PacketLog,
    names: TopicNames,
    notice: Notice,
    replace: (seen: Seen, exchange: number) => void,
  ) {
    this.#book = book;
    this.#log = log;
    this.#names = names;
    this.#notice = notice;
    this.#replace = replace;
  }

  connect(seen: Seen): void {
    const { stream } = seen;
    if (stream.connectExchange !== 0) this.#book.abandon(stream.connectExchange);
    stream.connectExchange = this.#book.begin(
      { kind: 'connect', qos: 0, packetId: 0, topic: NO_TOPIC },
      seen,
    );
  }

  connack(seen: Seen, { reasonCode }: ConnackPacket): void {
    const { stream } = seen;
    const exchange = stream.connectExchange;
    if (exchange === 0) {
      const isSure = stream.fromStart || stream.connect !== undefined;
      if (isSure) this.#notice(seen, 'unexpected-connack', stream.connack?.packet);
      return;
    }
    stream.connectExchange = 0;
    this.#book.add(exchange, seen, { packetType: CONNACK, code: reasonCode });
    this.#book.answered(exchange, reasonCode !== 0);
  }

  /** Processes AUTH: part of the sign-in, or a later re-authentication (4.12). */
  auth(seen: Seen, { reasonCode: code = SUCCESS }: AuthPacket): void {
    const { stream, direction } = seen;
    const { connectExchange, authExchange } = stream;
    const isOpen = connectExchange !== 0 || authExchange !== 0;
    const begins = !isOpen && direction === 'out' && code === RE_AUTHENTICATE;
    const isSure = stream.connect !== undefined || stream.fromStart;
    if (isSure && (!stream.hasAuthMethod || (!isOpen && !begins))) {
      this.#notice(seen, 'unexpected-auth', stream.connect?.packet);
    }
    if (isOpen) {
      this.#book.add(connectExchange || authExchange, seen, { packetType: AUTH, code });
    } else if (begins) {
      stream.authExchange = this.#book.begin(
        { kind: 'auth', qos: 0, packetId: 0, topic: NO_TOPIC },
        seen,
      );
    }
    if (connectExchange === 0 && authExchange !== 0 && direction === 'in' && code === SUCCESS) {
      stream.authExchange = 0;
      this.#book.answered(authExchange, false);
    }
  }

  /** A failed re-authentication ends the connection (4.12.1). */
  disconnect(seen: Seen, { reasonCode: code = 0 }: DisconnectPacket): void {
    const { stream, direction } = seen;
    const exchange = stream.authExchange;
    if (exchange === 0 || direction === 'out' || !isFailure(code)) return;
    stream.authExchange = 0;
    this.#book.add(exchange, seen, { packetType: DISCONNECT, code });
    this.#book.answered(exchange, true);
  }

  pingreq(seen: Seen): void {
    const { pings = [] } = seen.stream;
    if (pings.length >= MOST_PINGS) return;
    const ping = { kind: 'ping', qos: 0, packetId: 0, topic: NO_TOPIC } as const;
    seen.stream.pings = [...pings, this.#book.begin(ping, seen)];
  }

  pingresp(seen: Seen): void {
    const [exchange, ...others] = seen.stream.pings ?? [];
    seen.stream.pings = others.length > 0 ? others : undefined;
    if (exchange === undefined) {
      if (seen.stream.fromStart) this.#notice(seen, 'unexpected-pingresp');
      return;
    }
    this.#book.add(exchange, seen, { packetType: PINGRESP });
    this.#book.answered(exchange, false);
  }

  request(seen: Seen, packet: Request): void {
    const { packetId, dup = false } = packet;
    const ids = seen.stream.session.flow.of(seen.direction);
    const isSubscribe = packet.type === 'subscribe';
    const open = ids.exchange(packetId);
    const place = open === 0 ? undefined : this.#book.store.place(open);
    if (place !== undefined) {
      // Only MQTT 3.1 redelivers requests.
      if (dup && place.columns.kind(place.index) === packet.type) {
        const packetType = isSubscribe ? SUBSCRIBE : UNSUBSCRIBE;
        this.#book.resend(open, seen, { packetType, dup });
        return;
      }
      this.#replace(seen, open);
    }
    const filters = filtersOf(packet);
    const [name = ''] = filters;
    const bytes = encodeUtf8(name);
    const topic = this.#names.intern(bytes, 0, bytes.length);
    const qos = isSubscribe ? (packet.subscriptions[0]?.qos ?? 0) : 0;
    const exchange = this.#book.begin({ kind: packet.type, qos, packetId, topic }, seen, dup);
    ids.open(packetId, exchange);
    const begun = this.#book.store.place(exchange);
    if (begun !== undefined) begun.columns.moreFilters[begun.index] = filters.length - 1;
  }

  answer(seen: Seen, packet: Answer): void {
    const { packetId, reasonCodes } = packet;
    const kind = packet.type === 'suback' ? 'subscribe' : 'unsubscribe';
    const ids = seen.stream.session.flow.of('out');
    const exchange = ids.exchange(packetId);
    const place = exchange === 0 ? undefined : this.#book.store.place(exchange);
    if (place === undefined || place.columns.kind(place.index) !== kind) {
      this.#unexpected(seen, packetId, kind, place);
      return;
    }
    this.#check(seen, packet, place);
    const packetType = packet.type === 'suback' ? 9 : 11;
    this.#book.add(exchange, seen, { packetType, code: Math.max(0, ...reasonCodes) });
    ids.close(packetId, exchange, place.columns.resends[place.index]);
    // A single refused filter is enough, so that a search for refusals finds it.
    this.#book.answered(exchange, reasonCodes.some(isFailure));
  }

  /** Ends the exchanges that end with their connection. */
  cut(stream: Seen['stream']): void {
    for (const exchange of [stream.connectExchange, stream.authExchange, ...(stream.pings ?? [])]) {
      if (exchange !== 0) this.#book.abandon(exchange);
    }
    stream.connectExchange = 0;
    stream.authExchange = 0;
    stream.pings = undefined;
  }

  #unexpected(seen: Seen, packetId: number, kind: string, open: Place | undefined): void {
    const out = seen.stream.session.flow.of('out');
    const ended = open === undefined ? this.#book.store.place(out.ended(packetId)) : undefined;
    const isOfIt =
      ended?.columns.packetId[ended.index] === packetId && ended.columns.kind(ended.index) === kind;
    if (isOfIt && ended.columns.state(ended.index) !== 'abandoned') {
      const isTwice =
        (ended.columns.resends[ended.index] ?? 0) === 0 && !out.mayAnswerEarlier(packetId);
      if (isTwice) this.#notice(seen, 'answered-twice', ended.columns.packet[ended.index]);
    } else if (!out.takeStray(packetId) && seen.stream.sessionKnown) {
      this.#notice(seen, 'unexpected-ack', open?.columns.packet[open.index]);
    }
  }

  #check(seen: Seen, packet: Answer, { columns, index }: Place): void {
    const first = columns.packet[index] ?? 0;
    const request = this.#requestAt(first);
    const hasCodes = packet.type === 'suback' || seen.stream.version === 5;
    if (request === undefined || !hasCodes) return;
    const { reasonCodes } = packet;
    if (reasonCodes.length !== filtersOf(request).length) this.#notice(seen, 'code-count', first);
    const isAbove =
      request.type === 'subscribe' &&
      request.subscriptions.some(({ qos }, at) => {
        const code = reasonCodes[at] ?? 0;
        return code > qos && !isFailure(code);
      });
    if (isAbove) this.#notice(seen, 'granted-above-requested', first);
  }

  /** The request; undefined if its packet has been discarded. */
  #requestAt(number: number): Request | undefined {
    const bytes = this.#log.view(number);
    const decoded = bytes && decode(bytes, this.#log.row(number)?.version, 'client');
    return decoded?.ok === true && isRequest(decoded.packet) ? decoded.packet : undefined;
  }
}

function isRequest(packet: Packet): packet is Request {
  return packet.type === 'subscribe' || packet.type === 'unsubscribe';
}

function filtersOf(packet: Request): readonly string[] {
  return packet.type === 'subscribe'
    ? packet.subscriptions.map(({ filter }) => filter)
    : packet.filters;
}
