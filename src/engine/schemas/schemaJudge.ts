/** Holds each message on topics with a schema to it: looks at the packet log, a part at a time, whenever there is time. */
import { peekPayload } from '../../mqtt/framing/peek.ts';
import { topicMatches } from '../../mqtt/tables/topics.ts';
import { PUBLISH } from '../../mqtt/tables/typeNumbers.ts';
import { NO_RULES, type PayloadRules } from '../../payload/chains/rules.ts';
import { payloadTree } from '../../payload/formats/reading.ts';
import { isMissing } from '../../payload/tree/format.ts';
import type { Capture, HeldPacket } from '../capture/capture.ts';
import type { CaptureParts } from '../capture/captureParts.ts';
import type { Finding } from '../findings/findings.ts';
import type { NotJudged } from '../findings/notJudged.ts';
import { clipped } from '../findings/say.ts';
import { SCHEMA_BREACH, SCHEMA_OFF } from '../rules/schemaRule.ts';
import { HeldSchema, type SchemaBreach } from './heldSchema.ts';
import type { HeldFault } from './keywords/schemaFaults.ts';
import { plainValue, TOO_LARGE } from './plainValue.ts';

/** How far messages are judged. */
export interface SchemaState {
  /** In the order of the rules; undefined: it can be held. */
  readonly faults: readonly (HeldFault | undefined)[];
  /** In the order of the rules; undefined: it is in use. */
  readonly off: readonly (SchemaOff | undefined)[];
  /** Messages that were held to a schema, and those of them that do not keep to it. */
  readonly judged: number;
  readonly breaches: number;
  /** Messages that were not: too large, or discarded before there was time. */
  readonly notJudged: number;
  /** Packets that came and were not looked at yet. */
  readonly ahead: number;
}

/** A schema that is no longer in use, because one message could not be judged by it. */
export interface SchemaOff {
  readonly why: NotJudged;
  /** Packet of that message. */
  readonly packet: number;
  /** Messages since, with that one. */
  readonly notJudged: number;
}

interface Held {
  readonly filter: string;
  readonly schema: HeldSchema;
  off?: { readonly why: NotJudged; readonly packet: number; notJudged: number };
}

/** Bytes of a payload, packed or unpacked, above which it is not judged. */
const LARGEST = 256 << 10;
/** Topics whose schema is kept. */
const KEPT = 20_000;

export class SchemaJudge {
  readonly #capture: Capture;
  readonly #parts: CaptureParts;
  #rules = NO_RULES;
  /** In the order of the rules; undefined: its schema cannot be used. */
  #held: readonly (Held | undefined)[] = [];
  #faults: readonly (HeldFault | undefined)[] = [];
  readonly #ofTopics = new Map<string, Held | undefined>();
  /** The first packet that was not looked at. */
  #next = 1;
  #judged = 0;
  #notJudged = 0;
  #breaches = 0;

  constructor(capture: Capture, parts: CaptureParts) {
    this.#capture = capture;
    this.#parts = parts;
  }

  /** From now on these alone, for what is held as well. */
  set(rules: PayloadRules): void {
    if (JSON.stringify(rules) === JSON.stringify(this.#rules)) return;
    this.#withdraw();
    this.#rules = rules;
    const { schemas = [] } = rules;
    const made = HeldSchema.makeAll(schemas.map(({ schema }) => schema));
    this.#faults = made.map((one) => (one.ok ? undefined : one.fault));
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
      faults: this.#faults,
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

  /** @returns whether all that came was looked at */
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

  /** Whatever was found by the schemas before. */
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
    // An empty message clears what is retained: it says nothing.
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
    if (value === TOO_LARGE || read?.fault?.key === 'large') {
      this.#notJudged += 1;
      return;
    }
    if (tree === undefined) {
      this.#judged += 1;
      this.#breach(packet, held, { path: '$', keyword: 'values', wanted: '', more: 0 });
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

  /** The next message might cost as much: none is judged by this schema until the rules change. */
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
