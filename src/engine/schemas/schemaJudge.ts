/** Holds each message on topics with a schema to it: looks at the packet log, a part at a time, whenever there is time. */
import { peekPayload } from '../../mqtt/peek.ts';
import { topicMatches } from '../../mqtt/topics.ts';
import { PUBLISH } from '../../mqtt/typeNumbers.ts';
import { NO_RULES, type PayloadRules } from '../../payload/chains/rules.ts';
import { isMissing } from '../../payload/formats/format.ts';
import { payloadTree } from '../../payload/formats/reading.ts';
import type { Capture, HeldPacket } from '../capture/capture.ts';
import type { CaptureParts } from '../capture/captureParts.ts';
import { clipped } from '../findings/say.ts';
import { SCHEMA_BREACH } from '../rules/schemaRule.ts';
import { type HeldFault, HeldSchema } from './heldSchema.ts';
import { plainValue, TOO_LARGE } from './plainValue.ts';

/** How far messages are judged. */
export interface SchemaState {
  /** In the order of the rules; undefined: it can be held. */
  readonly faults: readonly (HeldFault | undefined)[];
  /** Messages that were held to a schema, and those of them that do not keep to it. */
  readonly judged: number;
  readonly breaches: number;
  /** Messages that were not: too large, or discarded before there was time. */
  readonly notJudged: number;
  /** Packets that came and were not looked at yet. */
  readonly ahead: number;
}

interface Held {
  readonly filter: string;
  readonly schema: HeldSchema;
}

/** Bytes of a payload, packed or unpacked, above which it is not judged. */
const LARGEST = 256 << 10;
/** Topics whose schema is kept. */
const KEPT = 20_000;

export class SchemaJudge {
  readonly #capture: Capture;
  readonly #parts: CaptureParts;
  #rules = NO_RULES;
  #held: readonly Held[] = [];
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
    const made = (rules.schemas ?? []).map(({ filter, schema }) => ({
      filter,
      made: HeldSchema.make(schema),
    }));
    this.#faults = made.map(({ made: one }) => (one.ok ? undefined : one.fault));
    this.#held = made.flatMap(({ filter, made: one }) =>
      one.ok ? [{ filter, schema: one.schema }] : [],
    );
    this.#ofTopics.clear();
    this.#next = 1;
    this.#judged = 0;
    this.#notJudged = 0;
    this.#breaches = 0;
  }

  get state(): SchemaState {
    return {
      faults: this.#faults,
      judged: this.#judged,
      breaches: this.#breaches,
      notJudged: this.#notJudged,
      ahead: this.#held.length === 0 ? 0 : Math.max(0, this.#capture.newest + 1 - this.#next),
    };
  }

  /** @returns whether all that came was looked at */
  advance(hasTime: () => boolean): boolean {
    if (this.#held.length === 0) return true;
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
    const all = { rule: SCHEMA_BREACH.id, first: 0, count: Number.MAX_SAFE_INTEGER };
    const { rows } = this.#parts.problems.store.window(all);
    for (const { packet } of rows?.rows.toReversed() ?? []) {
      this.#parts.withdraw(packet, SCHEMA_BREACH.id);
    }
  }

  #look(packet: HeldPacket): void {
    const { topic, bytes, masked, withheld } = packet;
    if (topic === undefined || masked || withheld || (bytes[0] ?? 0) >> 4 !== PUBLISH) return;
    const held = this.#of(topic);
    const payload = held && peekPayload(bytes, packet.version);
    // An empty message clears what is retained: it says nothing.
    if (held === undefined || payload === undefined || payload.length === 0) return;
    if (payload.length > LARGEST) this.#notJudged += 1;
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
    this.#judged += 1;
    const breach =
      tree === undefined
        ? { path: '$', keyword: 'values', wanted: '', more: 0 }
        : held.schema.judge(value);
    if (breach === undefined) return;
    const { number, stream, time } = packet;
    const args = { filter: clipped(held.filter), ...breach, path: clipped(breach.path) };
    this.#breaches += 1;
    this.#parts.problems.add({
      rule: SCHEMA_BREACH.id,
      severity: SCHEMA_BREACH.severity,
      statement: SCHEMA_BREACH.statement(),
      finding: { key: 'schema-breach', args },
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
