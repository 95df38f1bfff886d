/**
 * Checks messages on topics with a schema: reads the packet log, hands out their values, and reports the
 * judgements. Messages wait in the log until a judgement is due.
 */
import { peekPayload } from '../../mqtt/framing/peek.ts';
import { topicMatches } from '../../mqtt/tables/topics.ts';
import { PUBLISH } from '../../mqtt/tables/typeNumbers.ts';
import { NO_RULES, type PayloadRules } from '../../payload/chains/rules.ts';
import { payloadTree } from '../../payload/formats/reading.ts';
import { isMissing } from '../../payload/tree/format.ts';
import type { Capture } from '../capture/capture.ts';
import type { CaptureParts } from '../capture/captureParts.ts';
import type { HeldPacket } from '../capture/heldPackets.ts';
import type { Finding } from '../findings/findings.ts';
import type { NotJudged } from '../findings/notJudged.ts';
import { clipped } from '../findings/report.ts';
import { SCHEMA_BREACH, SCHEMA_OFF } from '../rules/schemaRule.ts';
import type { Judgement, SchemaBreach } from './judgement.ts';
import { plainValue, TOO_LARGE } from './plainValue.ts';

/** Progress of the checks. */
export interface SchemaState {
  /** In the order of the rules; undefined: in use. */
  readonly off: readonly (SchemaOff | undefined)[];
  /** Number of checked messages, and number of mismatches. */
  readonly judged: number;
  readonly breaches: number;
  /** Number of messages not checked, because they were too large. */
  readonly notJudged: number;
  /** Number of packets not checked yet. */
  readonly ahead: number;
}

/** A schema that was switched off, because a message could not be checked with it. */
export interface SchemaOff {
  readonly why: NotJudged;
  /** Packet of that message. */
  readonly packet: number;
  /** Messages not checked since, including that one. */
  readonly notJudged: number;
}

/** A message to judge. */
export interface ValueToJudge {
  /** Index of the schema in the rules. */
  readonly schema: number;
  readonly value: unknown;
  readonly packet: Place;
}

type Place = Pick<HeldPacket, 'number' | 'stream' | 'time'>;

interface Held {
  readonly filter: string;
  readonly schema: number;
  off?: { readonly why: NotJudged; readonly packet: number; notJudged: number };
}

/** Maximum size of a checked payload in bytes, compressed or decompressed. */
const LARGEST = 256 << 10;
/** Topics whose schema is cached. */
const KEPT = 20_000;

export class SchemaJudge {
  readonly #capture: Capture;
  readonly #parts: CaptureParts;
  #rules = NO_RULES;
  /** Schemas that can be used, in the order of the rules. */
  #held: readonly Held[] = [];
  readonly #ofTopics = new Map<string, Held | undefined>();
  /** The next packet to check. */
  #next = 1;
  #waiting = 0;
  #judged = 0;
  #notJudged = 0;
  #breaches = 0;

  constructor(capture: Capture, parts: CaptureParts) {
    this.#capture = capture;
    this.#parts = parts;
  }

  /** Replaces the rules, also for messages already held. @returns false if they are the same */
  set(rules: PayloadRules): boolean {
    if (JSON.stringify(rules) === JSON.stringify(this.#rules)) return false;
    this.#withdraw();
    this.#rules = rules;
    this.#held = [];
    this.#ofTopics.clear();
    this.#next = 1;
    this.#waiting = 0;
    this.#judged = 0;
    this.#notJudged = 0;
    this.#breaches = 0;
    return true;
  }

  /** @param usable for each schema of the rules, whether it could be prepared */
  begin(usable: readonly boolean[]): void {
    const { schemas = [] } = this.#rules;
    this.#held = schemas.flatMap(({ filter }, schema) =>
      usable[schema] === true ? [{ filter, schema }] : [],
    );
  }

  get state(): SchemaState {
    const { schemas = [] } = this.#rules;
    const isIdle = this.#held.length === 0;
    return {
      off: schemas.map((_rule, at) => {
        const off = this.#held.find(({ schema }) => schema === at)?.off;
        return off && { ...off };
      }),
      judged: this.#judged,
      breaches: this.#breaches,
      notJudged: this.#notJudged,
      ahead: isIdle ? 0 : Math.max(0, this.#capture.newest + 1 - this.#next) + this.#waiting,
    };
  }

  /**
   * The next messages to judge; `settle` takes each judgement.
   * @param most maximum number
   */
  collect(most: number, hasTime: () => boolean): readonly ValueToJudge[] {
    if (this.#held.length === 0) return [];
    const found: ValueToJudge[] = [];
    for (const packet of this.#capture.packetsFrom(this.#next)) {
      this.#next = packet.number + 1;
      const value = this.#look(packet);
      if (value !== undefined) found.push(value);
      if (found.length >= most || !hasTime()) {
        this.#waiting = found.length;
        return found;
      }
    }
    this.#next = this.#capture.newest + 1;
    this.#waiting = found.length;
    return found;
  }

  settle({ schema, packet }: ValueToJudge, judgement: Judgement): void {
    const held = this.#held.find((one) => one.schema === schema);
    if (held === undefined) return;
    this.#waiting -= 1;
    if (held.off !== undefined) held.off.notJudged += 1;
    else if (judgement.kind === 'not-judged') this.#switchOff(packet, held, judgement.why);
    else {
      this.#judged += 1;
      if (judgement.kind === 'breach') this.#breach(packet, held, judgement.breach);
    }
  }

  /** Withdraws the problems found by the previous schemas. */
  #withdraw(): void {
    for (const { id } of [SCHEMA_BREACH, SCHEMA_OFF]) {
      const all = { rule: id, first: 0, count: Number.MAX_SAFE_INTEGER };
      const { rows } = this.#parts.problems.store.window(all);
      for (const { packet } of rows?.rows.toReversed() ?? []) this.#parts.withdraw(packet, id);
    }
  }

  #look(packet: HeldPacket): ValueToJudge | undefined {
    const { topic, bytes, masked, withheld } = packet;
    if (topic === undefined || masked || withheld || (bytes[0] ?? 0) >> 4 !== PUBLISH) {
      return undefined;
    }
    const held = this.#of(topic);
    const payload = held && peekPayload(bytes, packet.version);
    // An empty message clears a retained one and has no content.
    if (held === undefined || payload === undefined || payload.length === 0) return undefined;
    if (held.off !== undefined) held.off.notJudged += 1;
    else if (payload.length > LARGEST) this.#notJudged += 1;
    else return this.#read(packet, topic, held, payload);
    return undefined;
  }

  #read(
    packet: HeldPacket,
    topic: string,
    held: Held,
    payload: Uint8Array,
  ): ValueToJudge | undefined {
    const about = { chosen: this.#capture.chosen.of(topic, packet) };
    const found = payloadTree(payload, about, LARGEST);
    const read = isMissing(found) ? undefined : found;
    const tree = read?.tree;
    const value = tree && plainValue(tree);
    if (value === TOO_LARGE || read?.error?.key === 'large') {
      this.#notJudged += 1;
      return undefined;
    }
    const { number, stream, time } = packet;
    if (tree !== undefined) return { schema: held.schema, value, packet: { number, stream, time } };
    this.#judged += 1;
    this.#breach(packet, held, { path: 'payload', keyword: 'values', wanted: '', more: 0 });
    return undefined;
  }

  #breach(packet: Place, { filter }: Held, breach: SchemaBreach): void {
    this.#breaches += 1;
    const args = { filter: clipped(filter), ...breach, path: clipped(breach.path) };
    this.#add(packet, SCHEMA_BREACH, { key: 'schema-breach', args });
  }

  /** The next message may cost as much, so the schema is off until the rules change. */
  #switchOff(packet: Place, held: Held, why: NotJudged): void {
    held.off = { why, packet: packet.number, notJudged: 1 };
    const args = { filter: clipped(held.filter), why };
    this.#add(packet, SCHEMA_OFF, { key: 'schema-off', args });
  }

  #add(
    { number, stream, time }: Place,
    rule: typeof SCHEMA_BREACH | typeof SCHEMA_OFF,
    finding: Finding,
  ): void {
    // It may have been cleared while it was judged.
    const [packet] = this.#capture.packetsFrom(number);
    if (packet?.number !== number) return;
    this.#parts.problems.add({
      rule: rule.id,
      severity: rule.severity,
      statement: rule.statement(),
      finding,
      packet: number,
      other: undefined,
      stream,
      time,
    });
  }

  #of(topic: string): Held | undefined {
    if (this.#ofTopics.has(topic)) return this.#ofTopics.get(topic);
    const found = this.#held.find(({ filter }) => topicMatches(filter, topic));
    if (this.#ofTopics.size >= KEPT) this.#ofTopics.clear();
    this.#ofTopics.set(topic, found);
    return found;
  }
}
