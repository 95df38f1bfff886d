/**
 * Follows messages above QoS 0 for a session without a connection whose subscription has QoS 0: a server may store
 * them, and need not (3.1.2.4; 5.0 §4.1).
 */
import { sameBytes } from '../../base/bytes.ts';
import type { Judges } from '../rules/judges.ts';
import { isOnlyQos0 } from '../rules/memory/awaySessions.ts';
import type { ExpectedMessage } from '../rules/memory/expectedMessages.ts';
import type { LoggedPublish, MessageLog } from '../rules/memory/seenPacket.ts';
import { sessionMemoryOf } from '../rules/memory/sessionMemories.ts';
import type { StreamMemory } from '../rules/memory/streamMemory.ts';
import { type StreamFacts, sessionKey } from '../streams/streamFacts.ts';
import type { Reporter } from './reporter.ts';

/** Clients and topics that were reported. */
const MOST_REPORTED = 10_000;

export class Qos0Crossings {
  readonly #reporter: Reporter;
  readonly #judges: Judges;
  readonly #log: MessageLog;
  readonly #reported = new Set<string>();

  constructor(reporter: Reporter, judges: Judges, log: MessageLog) {
    this.#reporter = reporter;
    this.#judges = judges;
    this.#log = log;
  }

  /**
   * Judges messages that were to come by now. A server that stored one of them stores all.
   * @param now µs
   * @param arriving topic of a message that arrives now: the others are judged later
   */
  judge(memory: StreamMemory, now: number, arriving?: string): void {
    const { facts, lastPacket: number } = memory;
    const due = memory.expected.filter(({ kind, deadline }) => kind === 'qos-0' && deadline <= now);
    if (due.length === 0 || due.some(({ topic }) => topic === arriving)) return;
    memory.expected = memory.expected.filter((one) => !due.includes(one));
    const { connack } = facts;
    const isKnown = !memory.isDoubtful && this.#log.unacknowledged(facts) === 0;
    if (connack === undefined || !isKnown) return;
    if (due.some(({ topic }) => this.#mayBeStored(facts, connack.packet, topic))) return;
    this.#reporter.at({ number: connack.packet, time: connack.time, stream: facts });
    for (const missed of due) this.#judge(missed, facts);
    this.#reporter.at({ number, time: now, stream: facts });
  }

  #judge(missed: ExpectedMessage, facts: StreamFacts): void {
    const { topic } = missed;
    const verdict = sessionMemoryOf(facts).verdict(0, topic);
    const [first] = verdict?.existing ?? [];
    if (first === undefined || !isOnlyQos0(verdict, topic)) return;
    const { server, connect } = facts;
    const key = `${sessionKey(server, connect?.owner ?? '')} ${topic}`;
    if (this.#reported.has(key)) return;
    if (this.#reported.size >= MOST_REPORTED) this.#reported.clear();
    this.#reported.add(key);
    for (const { judge, report } of this.#judges.qos0NotStored) judge(missed, first.filter, report);
  }

  /** True if a message since CONNACK may have been stored: no client has published it since then. */
  #mayBeStored(facts: StreamFacts, connack: number, topic: string): boolean {
    const all = this.#log.since(facts, connack, topic);
    if (all === undefined) return true;
    const live = all.filter(({ direction }) => direction === 'out');
    const received = all.filter(
      ({ direction, stream }) => direction === 'in' && stream === facts.ordinal,
    );
    const isSame = (one: LoggedPublish) => (other: LoggedPublish) =>
      sameBytes(one.payload, other.payload);
    return received.some((one) => {
      return received.filter(isSame(one)).length > live.filter(isSame(one)).length;
    });
  }
}
