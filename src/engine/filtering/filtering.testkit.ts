/**
 * A packet log with exchanges and problems that a test changes directly, and the expected results of a
 * filter.
 */

import { encodeUtf8 } from '../../base/utf8.ts';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import { dissect } from '../../mqtt/dissect/dissect.ts';
import type { Packet } from '../../mqtt/tables/packet.ts';
import type { HeldPacket } from '../capture/heldPackets.ts';
import type { ExchangeState } from '../exchanges/exchange.ts';
import { compileFilter } from '../filter/compile.ts';
import type { ExchangeFacts, PacketFacts, ProblemFacts } from '../filter/packetFacts.ts';
import { payloadIn } from '../filter/payloadIn.ts';
import type { FoundProblem } from '../findings/problem.ts';
import { reportProblem } from '../findings/reportedProblem.ts';
import { senderOf } from '../log/columns/direction.ts';
import type { LogRow } from '../log/columns/packetRow.ts';
import { publishShape } from '../log/columns/publishShape.ts';
import { NO_TOPIC, TopicNames } from '../log/columns/topicNames.ts';
import { PacketLog } from '../log/packetLog.ts';
import { DisplayFilter } from './displayFilter.ts';
import { KeptPackets } from './keptPackets.ts';
import type { CaptureFacts } from './packetCursor.ts';

export const ALWAYS = (): boolean => true;

export function publish(topic: string, qos: 0 | 1 | 2, payload: string): Packet {
  const packet = { type: 'publish', dup: false, qos, retain: false, topic } as const;
  const id = qos === 0 ? {} : { packetId: 7 };
  return { ...packet, ...id, properties: [], payload: encodeUtf8(payload) };
}

interface Followed {
  state: ExchangeState;
  latency: number | undefined;
  readonly packets: number[];
}

const ODD = 'odd';

export class FilterScene {
  readonly names = new TopicNames();
  readonly kept: KeptPackets;
  readonly log: PacketLog;
  readonly filter: DisplayFilter;
  readonly #exchanges = new Map<number, Followed>();
  readonly #found = new Map<number, (FoundProblem & ProblemFacts)[]>();
  #time = 1_000_000;

  constructor(logBudget: number, keptBudget = 1024 * 1024) {
    this.kept = new KeptPackets(this.names, keptBudget);
    this.log = new PacketLog(this.names, logBudget, this.kept);
    this.filter = new DisplayFilter(this.facts);
  }

  get facts(): CaptureFacts {
    return {
      log: this.log,
      origin: () => 1_800_000_000_000,
      kept: this.kept,
      names: this.names,
      secrets: CONVENTIONS.secrets,
      exchange: (exchange) => this.#exchanges.get(exchange),
      reply: () => undefined,
      eachPacket: (exchange, visit) => {
        for (const packet of this.#exchanges.get(exchange)?.packets ?? []) visit(packet);
      },
      faults: () => [],
      problemWords: { foundWrong: () => ODD },
      foundProblems: (packet) => this.#found.get(packet) ?? [],
      hasFound: (packet) => this.#found.has(packet),
    };
  }

  /** @param exchange 0: none */
  add(packet: Packet, direction: 'in' | 'out', exchange = 0): number {
    const bytes = encode(packet, 4);
    const shape = publishShape(bytes, 4, senderOf(direction));
    const topic = shape ? this.names.intern(bytes, shape.topicStart, shape.topicEnd) : NO_TOPIC;
    this.#time += 1_000;
    const number = this.log.append(bytes, {
      time: this.#time,
      stream: 1,
      direction,
      version: 4,
      packetId: shape?.packetId ?? 0,
      topic,
      hasProblem: false,
    });
    if (exchange > 0) {
      const rows = this.log.columnsOf(number);
      if (rows) rows.columns.exchange[number - rows.origin] = exchange;
      const followed = this.#exchanges.get(exchange);
      if (followed) followed.packets.push(number);
      else {
        this.#exchanges.set(exchange, { state: 'open', latency: undefined, packets: [number] });
      }
    }
    return number;
  }

  setState(exchange: number, state: ExchangeState, latency: number | undefined): void {
    const followed = this.#exchanges.get(exchange);
    if (!followed) return;
    followed.state = state;
    followed.latency = latency;
    for (const packet of followed.packets) this.filter.exchangeChanged(packet);
  }

  /** A packet, with the other packets of its exchange. */
  exchangeWith(packet: number): readonly number[] {
    const followed = [...this.#exchanges.values()].find((one) => one.packets.includes(packet));
    return followed?.packets ?? [packet];
  }

  find(packet: number, rule: string): void {
    const problem = {
      rule,
      severity: 'warn',
      statement: 'MQTT-4.3.3-1',
      finding: { key: 'keep-alive-off', args: {} },
      text: ODD,
      packet,
      other: undefined,
      stream: 1,
      time: this.#time,
    } as const;
    this.#found.set(packet, [...(this.#found.get(packet) ?? []), problem]);
    this.filter.problemFound(packet);
  }

  clear(): void {
    this.log.clear();
    this.kept.clear();
    this.filter.clear();
  }

  /** Numbers of the held packets that match, each tested again without columns. */
  expected(text: string): number[] {
    const filter = compileFilter(text);
    if (!filter.ok) throw new Error(filter.error.fact.key);
    const held: number[] = [];
    for (let number = 1; number < this.log.nextNumber; number += 1) {
      const row = this.log.row(number);
      const bytes = this.log.view(number);
      if (row && bytes && filter.test(this.#factsOf(row, bytes))) held.push(number);
    }
    return held;
  }

  #factsOf(row: LogRow, bytes: Uint8Array): PacketFacts {
    const found = this.#found.get(row.number) ?? [];
    const exchange = [...this.#exchanges.values()].find((one) => one.packets.includes(row.number));
    const time = row.time - this.log.firstTime;
    return plainFacts({ ...row, bytes, time, topic: undefined, version: 4 }, exchange, found);
  }
}

/** All facts about a packet, from its dissection. */
export function plainFacts(
  held: Pick<
    HeldPacket,
    'number' | 'time' | 'stream' | 'direction' | 'version' | 'bytes' | 'topic'
  >,
  exchange?: ExchangeFacts,
  found: readonly ProblemFacts[] = [],
): PacketFacts {
  const { number, time, stream, direction, bytes } = held;
  const version = held.version ?? 4;
  const context = { version, sender: senderOf(direction), topicAlias: () => held.topic };
  const { fields, problems } = dissect(bytes, context);
  return {
    no: number,
    time,
    firstClock: 1_800_000_000_000_000,
    newest: () => time,
    stream,
    direction,
    version,
    firstByte: bytes[0] ?? 0,
    size: bytes.length,
    packetId: 0,
    topic: undefined,
    hasProblem: problems.length + found.length > 0,
    faults: [],
    withheld: false,
    exchange,
    reply: undefined,
    bytes: () => bytes,
    payload: () => payloadIn(fields),
    fields: () => fields,
    problems: () => [...problems.map(reportProblem), ...found],
  };
}
