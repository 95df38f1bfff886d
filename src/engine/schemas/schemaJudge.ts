/** Checks messages on topics with a schema. Reads the packet log in slices when time permits. */
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
import { CompiledSchema, type SchemaBreach } from './compiledSchema.ts';
import type { SchemaRejection } from './keywords/schemaRejections.ts';
import { plainValue, TOO_LARGE } from './plainValue.ts';

/** Progress of the checks. */
export interface SchemaState {
  /** In the order of the rules; undefined: the schema is valid. */
  readonly errors: readonly (SchemaRejection | undefined)[];
  /** In the order of the rules; undefined: in use. */
  readonly off: readonly (SchemaOff | undefined)[];
  /** Number of checked messages, and number of mismatches. */
  readonly judged: number;
  readonly breaches: number;
  /** Number of messages not checked, because they were too large or discarded too early. */
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

interface Held {
  readonly filter: string;
  readonly schema: CompiledSchema;
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
  /** In the order of the rules; undefined: its schema cannot be used. */
  #held: readonly (Held | undefined)[] = [];
  #errors: readonly (SchemaRejection | undefined)[] = [];
  readonly #ofTopics = new Map<string, Held | undefined>();
  /** The next packet to check. */
  #next = 1;
  #judged = 0;
  #notJudged = 0;
  #breaches = 0;

  constructor(capture: Capture, parts: CaptureParts) {
    this.#capture = capture;
    this.#parts = parts;
  }

  /** Replaces the rules, also for messages already held. */
  set(rules: PayloadRules): void {
    if (JSON.stringify(rules) === JSON.stringify(this.#rules)) return;
    this.#withdraw();
    this.#rules = rules;
    const { schemas = [] } = rules;
    const made = CompiledSchema.makeAll(schemas.map(({ schema }) => schema));
    this.#errors = made.map((one) => (one.ok ? undefined : one.error));
    this.#held = schemas.map(({ filter }, at) => {
      const one = made[at];
      return one?.ok === true ? { filter, schema: one.schema } : undefined;
    });
    this.#ofTopics.clear();
    this.#next = 1;
    this.#judged = 0;
    this.#notJudged = 0;
    this.#breaches = 0;
  }

  get state(): SchemaState {
    return {
      errors: this.#errors,
      off: this.#held.map((held) => held?.off && { ...held.off }),
      judged: this.#judged,
      breaches: this.#breaches,
      notJudged: this.#notJudged,
      ahead: this.#isIdle ? 0 : Math.max(0, this.#capture.newest + 1 - this.#next),
    };
  }

  get #isIdle(): boolean {
    return this.#held.every((held) => held === undefined);
  }

  /** @returns true if all packets were checked */
  advance(hasTime: () => boolean): boolean {
    if (this.#isIdle) return true;
    for (const packet of this.#capture.packetsFrom(this.#next)) {
      this.#next = packet.number + 1;
      this.#look(packet);
      if (!hasTime()) return false;
    }
    this.#next = this.#capture.newest + 1;
    return true;
  }

  /** Withdraws the problems found by the previous schemas. */
  #withdraw(): void {
    for (const { id } of [SCHEMA_BREACH, SCHEMA_OFF]) {
      const all = { rule: id, first: 0, count: Number.MAX_SAFE_INTEGER };
      const { rows } = this.#parts.problems.store.window(all);
      for (const { packet } of rows?.rows.toReversed() ?? []) this.#parts.withdraw(packet, id);
    }
  }

  #look(packet: HeldPacket): void {
    const { topic, bytes, masked, withheld } = packet;
    if (topic === undefined || masked || withheld || (bytes[0] ?? 0) >> 4 !== PUBLISH) return;
    const held = this.#of(topic);
    const payload = held && peekPayload(bytes, packet.version);
    // An empty message clears a retained one and has no content.
    if (held === undefined || payload === undefined || payload.length === 0) return;
    if (held.off !== undefined) held.off.notJudged += 1;
    else if (payload.length > LARGEST) this.#notJudged += 1;
    else this.#judge(packet, topic, held, payload);
  }

  #judge(packet: HeldPacket, topic: string, held: Held, payload: Uint8Array): void {
    const about = { chosen: this.#capture.chosen.of(topic, packet) };
    const found = payloadTree(payload, about, LARGEST);
    const read = isMissing(found) ? undefined : found;
    const tree = read?.tree;
    const value = tree && plainValue(tree);
    if (value === TOO_LARGE || read?.error?.key === 'large') {
      this.#notJudged += 1;
      return;
    }
    if (tree === undefined) {
      this.#judged += 1;
      this.#breach(packet, held, { path: 'payload', keyword: 'values', wanted: '', more: 0 });
      return;
    }
    const judgement = held.schema.judge(value);
    if (judgement.kind === 'not-judged') {
      this.#switchOff(packet, held, judgement.why);
      return;
    }
    this.#judged += 1;
    if (judgement.kind === 'breach') this.#breach(packet, held, judgement.breach);
  }

  #breach(packet: HeldPacket, { filter }: Held, breach: SchemaBreach): void {
    this.#breaches += 1;
    const args = { filter: clipped(filter), ...breach, path: clipped(breach.path) };
    this.#add(packet, SCHEMA_BREACH, { key: 'schema-breach', args });
  }

  /** The next message may cost as much, so the schema is off until the rules change. */
  #switchOff(packet: HeldPacket, held: Held, why: NotJudged): void {
    held.off = { why, packet: packet.number, notJudged: 1 };
    const args = { filter: clipped(held.filter), why };
    this.#add(packet, SCHEMA_OFF, { key: 'schema-off', args });
  }

  #add(
    { number, stream, time }: HeldPacket,
    rule: typeof SCHEMA_BREACH | typeof SCHEMA_OFF,
    finding: Finding,
  ): void {
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
    const found = this.#held.find((held) => held !== undefined && topicMatches(held.filter, topic));
    if (this.#ofTopics.size >= KEPT) this.#ofTopics.clear();
    this.#ofTopics.set(topic, found);
    return found;
  }
}
