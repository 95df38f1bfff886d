/** Runs the conversation rules on each packet and updates their memory. */
import type { OtherProtocol } from '../../mqtt/framing/otherProtocol.ts';
import type {
  AckPacket,
  ConnackPacket,
  DisconnectPacket,
  Packet,
} from '../../mqtt/tables/packet.ts';
import { propertyValue } from '../../mqtt/tables/properties.ts';
import { isFailure, SESSION_TAKEN_OVER } from '../../mqtt/tables/reasonCodes.ts';
import type { Irregularity } from '../exchanges/irregularity.ts';
import type { OpenMessage } from '../exchanges/openMessages.ts';
import { typeOf } from '../findings/report.ts';
import type { Direction } from '../log/columns/direction.ts';
import { type Judges, judgesOf } from '../rules/judges.ts';
import { ClientHistory } from '../rules/memory/clientHistory.ts';
import { type DelayedWill, DelayedWills } from '../rules/memory/delayedWills.ts';
import { type LeftBehindBy, packetIdOf, type SeenPacket } from '../rules/memory/seenPacket.ts';
import { sessionMemoryOf } from '../rules/memory/sessionMemories.ts';
import {
  connectNotes,
  type StreamMemory,
  SUBSCRIPTION_CHANGES,
} from '../rules/memory/streamMemory.ts';
import { discardsWill } from '../rules/memory/wills.ts';
import { appliesTo } from '../rules/rules.ts';
import type { ConnectFacts, StreamFacts } from '../streams/streamFacts.ts';
import { type CrossingContext, Crossings } from './crossings.ts';
import { type MessageContext, Messages } from './messages.ts';
import type { Reporter } from './reporter.ts';

export interface ConversationContext extends MessageContext, CrossingContext {
  /** Returns the packets that this side of the stream should have resent by now. */
  readonly leftBehind: (stream: StreamFacts) => LeftBehindBy;
  /** Returns messages of the stream that wait for their next packet. */
  readonly openMessages: (stream: StreamFacts) => readonly OpenMessage[];
}

/** µs of silence from which the end of a connection may have a sleep as its cause. */
const NAP = 10_000_000;

export class Conversation {
  readonly messages: Messages;
  readonly #leftBehind: ConversationContext['leftBehind'];
  readonly #openMessages: ConversationContext['openMessages'];
  readonly #reporter: Reporter;
  readonly #judges: Judges;
  readonly #clients = new ClientHistory();
  readonly #wills: DelayedWills;
  readonly #crossings: Crossings;

  constructor(reporter: Reporter, context: ConversationContext) {
    this.#leftBehind = context.leftBehind;
    this.#openMessages = context.openMessages;
    this.#reporter = reporter;
    this.#judges = judgesOf((id) => reporter.reportAs(id));
    this.#crossings = new Crossings(reporter, this.#judges, context);
    this.messages = new Messages(reporter, this.#judges, context, this.#crossings);
    const due = (will: DelayedWill, time: number) => {
      reporter.at({ number: will.packet, time, stream: will.stream });
      // After DISCONNECT with a reason code, the client has requested its will.
      if (will.stream.disconnect?.direction !== 'out') {
        for (const { judge, report } of this.#judges.willDue) judge(will, time, report);
      }
      this.#crossings.willDue(will.stream.ordinal, will.packet, time, true);
    };
    this.#wills = new DelayedWills(due, ({ stream }, by, time) => {
      this.#crossings.wills.decide(stream.ordinal, 'discarded', by, time);
    });
  }

  /** True if no check depends on the passing of time. */
  get awaitsNothing(): boolean {
    return this.#wills.isIdle;
  }

  /** Advances the time for all streams. */
  elapse(now: number): void {
    this.#wills.elapse(now);
    for (const discarded of this.#crossings.discarded.elapse(now)) {
      const { stream, at } = discarded;
      this.#reporter.at({ number: at.packet, time: at.time, stream });
      for (const { judge, report } of this.#judges.willDiscarded) judge(discarded, report);
    }
  }

  /** Reports a client without a known identifier at this server. */
  nameless(server: string | undefined): void {
    this.#clients.doubtAbsent(server);
    this.#crossings.nameless(server);
  }

  /** Handles packets of a stream that the capture lacks. */
  doubt({ server }: Pick<StreamFacts, 'server'>): void {
    this.#crossings.doubt(server);
  }

  /** Handles a packet of the server to a client that waits for messages. */
  judgeExpected(packet: SeenPacket, memory: StreamMemory): void {
    this.#crossings.judgeExpected(packet, memory);
  }

  /** Handles the end of a connection, even if its end was not seen. */
  closed(stream: StreamFacts): void {
    this.#wills.closed(stream);
    this.#crossings.subscriptionsChanged();
  }

  /** Handles an unreadable SUBSCRIBE: a lenient server may accept it and deliver its messages. */
  unreadSubscribe(stream: StreamFacts): void {
    sessionMemoryOf(stream).isIncomplete = true;
    this.#crossings.subscriptionsChanged();
  }

  /** Handles a side that speaks another protocol. */
  judgeOther(what: OtherProtocol['what'], direction: Direction, memory: StreamMemory): void {
    for (const { judge, report } of this.#judges.otherProtocol)
      judge(what, direction, memory, report);
  }

  /** Judges position and size of the packet, before its own bytes are judged. */
  judgePlace(packet: SeenPacket, memory: StreamMemory, isUnsettled: boolean): void {
    if (isUnsettled && !memory.hasGap) this.#unsettled(packet, memory);
    if (packet.bytes.length > memory.maximumPacketSize[packet.direction]) {
      for (const { judge, report } of this.#judges.oversized) judge(packet, memory, report);
    }
  }

  /** Judges the time of the packet. */
  judgeTime(packet: SeenPacket, memory: StreamMemory): void {
    const { direction, time, stream } = packet;
    if (time > memory.resumedAt[direction]) {
      const leftBehind = this.#leftBehind(stream);
      for (const { judge, report } of this.#judges.resumed)
        judge(leftBehind, packet, memory, report);
    }
    if (time - memory.lastOutTime > memory.silenceLimit) this.#silent(packet, memory);
  }

  /** Judges a packet while hardly any packet is permitted. */
  #unsettled(packet: SeenPacket, memory: StreamMemory): void {
    for (const { judge, report } of this.#judges.unsettled) judge(packet, memory, report);
    if (packet.stream.disconnect?.direction !== packet.direction) return;
    for (const { judge, report } of this.#judges.afterDisconnect) judge(packet, memory, report);
  }

  /** Reports a client that was silent for too long. */
  #silent(packet: SeenPacket, memory: StreamMemory): void {
    if (memory.hasGap || memory.lastOut === 0) return;
    const silence = packet.time - memory.lastOutTime;
    const asked = packet.direction === 'out' ? this.#judges.silent : this.#judges.served;
    for (const { judge, report } of asked) judge(silence, packet, memory, report);
  }

  /** Judges an irregularity of an exchange. */
  judgeIrregularity(irregularity: Irregularity, packet: SeenPacket): void {
    const { kind, packet: number, other, swapped } = irregularity;
    const noticed = this.#judges.irregularities.get(kind) ?? [];
    const version = packet.stream.version ?? 4;
    // Each protocol version may have its own rule.
    const one = noticed.find(({ rule }) => appliesTo(rule, version)) ?? noticed[0];
    if (one === undefined) return;
    const args = { type: typeOf(packet.bytes), packetId: packetIdOf(packet) };
    const statement = one.rule.statementAt?.(packet);
    const finding =
      kind === 'unexpected-ack'
        ? ({ key: kind, args: { ...args, swapped } } as const)
        : { key: kind, args };
    one.report(finding, { packet: number, other, statement });
  }

  /** Judges the content of any packet except PUBLISH. */
  judgeContent(packet: SeenPacket, content: Packet, memory: StreamMemory): void {
    const isChanging = SUBSCRIPTION_CHANGES.has(content.type);
    if (isChanging) {
      memory.forgetPlain();
      this.#crossings.subscriptionsChanged();
    }
    if (packet.direction === 'in') {
      for (const { judge, report } of this.#judges.fromServer)
        judge(content, packet, memory, report);
    }
    switch (content.type) {
      case 'connect':
        memory.notes = connectNotes(content);
        for (const { judge, report } of this.#judges.connect)
          judge(content, packet, memory, report);
        this.#clientConnects(content.clientId, packet, memory);
        this.#wills.connects(content.clientId, packet.stream.server);
        this.#crossings.discarded.connects(content.clientId, packet.stream.server);
        break;
      case 'connack':
        if (packet.stream.connack === undefined) this.#connack(packet, content, memory);
        break;
      case 'puback':
      case 'pubrec':
      case 'pubrel':
      case 'pubcomp':
        this.#ack(content, packet, memory);
        break;
      case 'subscribe':
      case 'unsubscribe':
      case 'suback':
      case 'unsuback':
        if (!memory.hasGap) this.#subscription(packet, content, memory);
        break;
      case 'pingreq':
        for (const { judge, report } of this.#judges.pingreq) judge(packet, memory, report);
        memory.pinged(packet.number, packet.time);
        break;
      case 'pingresp':
        this.#pingresp(packet, memory);
        break;
      case 'disconnect':
        this.#disconnect(packet, content, memory);
        break;
      case 'auth':
        for (const { judge, report } of this.#judges.auth) judge(content, packet, memory, report);
        break;
      case 'publish':
    }
    // Wills that just became due were checked against the previous subscribers.
    if (isChanging) this.#crossings.subscriptionsChanged();
  }

  #ack(ack: AckPacket, packet: SeenPacket, memory: StreamMemory): void {
    const code = ack.reasonCode ?? 0;
    memory.acknowledged(ack.type, ack.packetId, isFailure(code), packet.direction);
    this.#crossings.acknowledged(ack, packet, memory);
    for (const { judge, report } of this.#judges.ack) judge(ack, packet, memory, report);
    if (code === 0) return;
    for (const { judge, report } of this.#judges.ackCode) judge(ack, packet, memory, report);
  }

  #clientConnects(clientId: string, packet: SeenPacket, memory: StreamMemory): void {
    const client = this.#clients.of(memory.facts.server, clientId);
    if (client === undefined) return;
    for (const { judge, report } of this.#judges.clientConnects)
      judge(client, packet, memory, report);
    client.current = memory;
  }

  #connack(packet: SeenPacket, connack: ConnackPacket, memory: StreamMemory): void {
    const { stream } = packet;
    const { connect, version, server } = stream;
    const isAccepted = connack.reasonCode === 0;
    if (!isAccepted) {
      for (const { judge, report } of this.#judges.refused) judge(connack, packet, report);
    } else if (connect !== undefined) {
      for (const { judge, report } of this.#judges.accepted) {
        judge(connack, connect, packet, memory, report);
      }
    }
    this.#wills.answered(connack, stream, packet.number, packet.time);
    if (!isAccepted) return;
    const will = memory.notes?.will;
    if (will !== undefined) this.#crossings.wills.opened(stream, will, packet.number, packet.time);
    this.#reporter.at(packet);
    const client = connect && this.#clients.of(server, connect.clientId);
    if (client !== undefined) {
      for (const { judge, report } of this.#judges.clientAccepted)
        judge(client, connack, packet, report);
      client.accepted(packet, propertyValue(connack.properties, 'sessionExpiryInterval'));
    }
    const cleanStart = connect?.cleanStart ?? false;
    const continues = version === 3 ? !cleanStart : connack.sessionPresent;
    // CONNACK of MQTT 3.1 does not tell whether there is a session.
    const isResumed = connack.sessionPresent && !cleanStart && version !== 3;
    if (isResumed) memory.resumed(packet.time);
    if (!continues && !cleanStart) sessionMemoryOf(stream).beginAnew();
    this.#crossings.accepted(packet, memory, isResumed);
  }

  #subscription(packet: SeenPacket, content: Packet, memory: StreamMemory): void {
    const { number, time } = packet;
    const session = sessionMemoryOf(packet.stream);
    const at = { packet: number, time };
    if (content.type === 'subscribe') {
      for (const { filter } of content.subscriptions) {
        for (const { judge, report } of this.#judges.filter) judge(filter, packet, report);
      }
      for (const { judge, report } of this.#judges.subscribe)
        judge(content, packet, session, report);
      session.subscribe(content, number, time);
    } else if (content.type === 'unsubscribe') {
      for (const { judge, report } of this.#judges.unsubscribe)
        judge(content, packet, session, report);
      session.unsubscribe(content.packetId, content.filters, number, time);
    } else if (content.type === 'suback') {
      const request = session.answered(content.packetId, content.reasonCodes, at);
      this.#crossings.subscribed(content, request, packet, memory);
      for (const [index, code] of content.reasonCodes.entries()) {
        const filter = request?.filters[index];
        if (request !== undefined && filter !== undefined && !isFailure(code))
          this.#crossings.unheard.granted(packet.stream, filter, request.packet, at);
        for (const { judge, report } of this.#judges.suback) {
          judge(code, index, content, request, packet, report);
        }
      }
    } else if (content.type === 'unsuback') {
      const request = session.answered(content.packetId, content.reasonCodes, at);
      for (const filter of request?.filters ?? [])
        this.#crossings.unheard.ended(packet.stream, filter, time);
      for (const [index, code] of content.reasonCodes.entries()) {
        for (const { judge, report } of this.#judges.unsuback) {
          judge(code, index, content, request, report);
        }
      }
    }
  }

  /** The answered PINGREQ is not known, so this answers all pending ones. */
  #pingresp(packet: SeenPacket, memory: StreamMemory): void {
    const ping = memory.pingAnswered();
    if (ping === undefined) return;
    for (const { judge, report } of this.#judges.pingresp) judge(ping.time, packet, memory, report);
  }

  #disconnect(packet: SeenPacket, content: DisconnectPacket, memory: StreamMemory): void {
    const { stream, direction } = packet;
    if (stream.version === 5) {
      for (const { judge, report } of this.#judges.disconnect) judge(content, packet, report);
    }
    const client = this.#clients.of(stream.server, stream.connect?.clientId ?? '');
    if (discardsWill(content, direction)) {
      const isNewest = client?.current === undefined || client.current === memory;
      this.#crossings.willDiscarded(packet, memory, isNewest);
    }
    if (client === undefined) return;
    if (direction === 'out') {
      client.left(memory);
      const expiry = propertyValue(content.properties, 'sessionExpiryInterval');
      if (expiry !== undefined) client.expiryChanged(expiry);
    } else if (content.reasonCode === SESSION_TAKEN_OVER) {
      for (const { judge, report } of this.#judges.clientTaken)
        judge(client, packet, memory, report);
    }
  }

  /** Checks timeouts while nothing arrives. */
  judgeWait(memory: StreamMemory, now: number): void {
    for (const { judge, report } of this.#judges.pings) judge(memory, now, false, report);
    for (const { judge, report } of this.#judges.quiet) judge(memory, now, report);
    if (memory.hasGap) return;
    const session = sessionMemoryOf(memory.facts);
    for (const { judge, report } of this.#judges.requests) judge(session, now, false, report);
  }

  /** Judges filters for which nothing came. @param isOver no more packets arrive */
  judgeUnheard(now: number, isOver: boolean): void {
    for (const unheard of this.#crossings.unheard.search(now, isOver)) {
      const { stream, packet: number, published } = unheard;
      this.#reporter.at({ number, time: published.time, stream });
      for (const { judge, report } of this.#judges.unheard) judge(unheard, report);
    }
  }

  /** Reports another connection of the app with the same client identifier. */
  judgeRival(connect: ConnectFacts): void {
    for (const { judge, report } of this.#judges.rival) judge(connect, report);
  }

  /** Judges the end of a connection. */
  judgeEnd(memory: StreamMemory, end: number, isEndSeen: boolean): void {
    const { facts, lastOut, hasGap } = memory;
    // Neither end is to blame for the silence of a computer that slept.
    const isAsleep = end - memory.lastOutTime > NAP && memory.causeOfEnd?.()?.key === 'asleep';
    if (facts.disconnect?.direction !== 'out' && !isAsleep) {
      for (const { judge, report } of this.#judges.quiet) judge(memory, end, report);
    }
    if (!isAsleep)
      for (const { judge, report } of this.#judges.pings) judge(memory, end, true, report);
    // Its server may have restarted without the retained messages.
    if (facts.disconnect?.direction !== 'out') {
      this.#crossings.doubt(facts.server, facts.ordinal);
    }
    if (!hasGap && lastOut > 0) this.#closed(memory, end, isEndSeen);
    this.#crossings.ended(memory, end);
    const leftBehind = this.#leftBehind(facts);
    for (const { judge, report } of this.#judges.unfinished) judge(memory, leftBehind, report);
    this.judgeOpen(memory, end);
    if (!hasGap && memory.hasServer) {
      const session = sessionMemoryOf(facts);
      for (const { judge, report } of this.#judges.requests) judge(session, end, true, report);
    }
    const client = facts.connect && this.#clients.of(facts.server, facts.connect.clientId);
    if (client === undefined) return;
    client.closed(memory, end);
    for (const { judge, report } of this.#judges.clientGone) judge(client, memory, end, report);
  }

  /** Judges messages that wait for a packet when the connection or the capture ends. */
  judgeOpen(memory: StreamMemory, end: number): void {
    if (memory.isDoubtful || !memory.hasServer || memory.lastOut === 0) return;
    for (const message of this.#openMessages(memory.facts)) {
      for (const { judge, report } of this.#judges.leftOpen) judge(message, memory, end, report);
    }
    this.#crossings.judgeLeft(memory, end);
  }

  /** Judges a connection that was seen completely, as far as known. */
  #closed(memory: StreamMemory, end: number, isEndSeen: boolean): void {
    const { connect, connack, disconnect } = memory.facts;
    if (connect !== undefined && connack === undefined && !memory.wasAccepted) {
      for (const { judge, report } of this.#judges.unanswered) judge(memory, connect, end, report);
      return;
    }
    const isPlanned = disconnect?.direction === 'out';
    // A client that sends DISCONNECT with a reason code requests the will or reports an error.
    const isWillDiscarded = isPlanned && disconnect.code === 0;
    if (isWillDiscarded || (connack !== undefined && connack.code !== 0)) return;
    const newest = connect && this.#clients.of(memory.facts.server, connect.clientId)?.current;
    const newer = newest === memory ? undefined : newest?.facts;
    const dueAt = this.#wills.keeps(memory, end, newer);
    const isWillDue = memory.notes?.will !== undefined && dueAt === undefined;
    const { ordinal } = memory.facts;
    if (dueAt !== undefined) {
      this.#crossings.wills.decide(ordinal, 'delayed', memory.lastPacket, end, dueAt);
    }
    if (!isPlanned)
      for (const { judge, report } of this.#judges.lost) judge(memory, end, isWillDue, report);
    const isSure = isEndSeen && !memory.hasToEnd;
    if (isWillDue) this.#crossings.willDue(ordinal, memory.lastPacket, end, isSure);
  }
}
