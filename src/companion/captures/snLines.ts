/** Prints messages of MQTT-SN in a capture file for `dissect` and `problems`. */
import { hex } from '@scure/base';
import { jsonLine, printable } from '../../base/printable.ts';
import type { CaptureEvent } from '../../engine/files/events/captureEvents.ts';
import type { PacketFacts } from '../../engine/filter/packetFacts.ts';
import { sensorFacts } from '../../engine/filter/sensorFacts.ts';
import type { ProblemSeverity } from '../../engine/findings/problem.ts';
import type { Lines } from '../../i18n/cli/en/lines.ts';
import type { Field } from '../../mqtt/dissect/dissection.ts';
import type { Secrets } from '../../mqtt/secrets/secrets.ts';
import { dissectSn } from '../../mqttsn/dissectSn.ts';
import type { SnRead } from '../../mqttsn/reading/snConversation.ts';
import { SnConversations } from '../../mqttsn/reading/snConversations.ts';
import { detailsOf } from '../../mqttsn/reading/snDetails.ts';
import { snRuleOf } from '../../mqttsn/reading/snRules.ts';
import type { SnFound } from '../../mqttsn/reading/snTalk.ts';
import { withoutSnSecrets } from '../../mqttsn/snSecrets.ts';

/** Version of the JSON objects. Increased for changes that readers must know. */
const SCHEMA = 1;
const MICROSECONDS = 1e6;

export class SnLines {
  readonly #conversations: SnConversations;
  readonly #words: Lines['sensors'];
  #first: number | undefined;

  /** @param budget bytes of memory for earlier messages */
  constructor(words: Lines['sensors'], predefined: ReadonlyMap<number, string>, budget?: number) {
    this.#words = words;
    this.#conversations = new SnConversations(predefined, budget);
  }

  get count(): number {
    return this.#conversations.total;
  }

  /** Warning at the end if some messages had to be forgotten. */
  get warning(): string | undefined {
    const { forgotten } = this.#conversations;
    return forgotten > 0 ? this.#words.forgotten(forgotten) : undefined;
  }

  /** The message if the event is one. Its time is relative to the file's first packet. */
  take(event: CaptureEvent): SnRead | undefined {
    if (event.kind === 'packet' || event.kind === 'datagram') this.#first ??= event.time;
    return event.kind === 'datagram' ? this.#conversations.take(event) : undefined;
  }

  /** Facts for display filters. */
  facts(read: SnRead): PacketFacts {
    return sensorFacts(read, this.#first ?? read.time);
  }

  line(read: SnRead): string {
    const { no, stream, direction, name, message, topic, problems, bytes } = read;
    const parts = [
      `sn${no}`.padStart(6),
      this.#seconds(read).toFixed(6).padStart(12),
      `sn#${stream}`,
      direction === 'out' ? '->' : '<-',
      name ?? 'RESERVED',
      ...(topic === undefined ? [] : [topic]),
      ...(message ? detailsOf(message) : []),
      `${bytes.length} B`,
      ...problems.map(({ severity, section, breach }) =>
        this.#words.wrong(severity, section, breach),
      ),
    ];
    return printable(parts.join(' '));
  }

  /** @param secrets overwritten; undefined: shown */
  json(read: SnRead, secrets: Secrets | undefined): string {
    const { no, stream, direction, name, topic, clientId, client, gateway, problems } = read;
    const bytes = secrets ? withoutSnSecrets(read.bytes, secrets) : read.bytes;
    const { fields, ranges } = listed(dissectSn(bytes).fields);
    return jsonLine({
      schema: SCHEMA,
      protocol: 'mqttsn',
      no,
      time: this.#seconds(read),
      stream,
      dir: direction,
      client,
      gateway,
      type: name ?? null,
      ...(clientId !== undefined && { clientId }),
      ...(topic !== undefined && { topic }),
      size: bytes.length,
      fields,
      ranges,
      problems: problems.map(({ severity, section, breach }) => ({ severity, section, ...breach })),
      hex: hex.encode(bytes),
    });
  }

  titleOf({ breach }: SnFound): string {
    return this.#words.text(breach);
  }

  problemLine(read: SnRead, { severity, section, breach }: SnFound): string {
    const place = `${`sn${read.no}`.padStart(6)} ${this.#seconds(read).toFixed(6).padStart(12)} sn#${read.stream}`;
    const text = this.#words.text(breach);
    return printable(`${place} ${levelOf(severity)} ${snRuleOf(breach.key)} ${section}: ${text}`);
  }

  /** @param file set if there are several files */
  problemJson(read: SnRead, { severity, section, breach }: SnFound, file?: string): string {
    return jsonLine({
      schema: SCHEMA,
      protocol: 'mqttsn',
      ...(file !== undefined && { file }),
      no: read.no,
      time: this.#seconds(read),
      stream: read.stream,
      rule: snRuleOf(breach.key),
      severity: levelOf(severity),
      statement: `MQTT-SN 1.2, ${section}`,
      text: this.#words.text(breach),
    });
  }

  #seconds({ time }: SnRead): number {
    return Number(((time - (this.#first ?? time)) / MICROSECONDS).toFixed(9));
  }
}

export function levelOf(severity: SnFound['severity']): ProblemSeverity {
  return severity === 'caution' ? 'warn' : 'error';
}

/** Uses Wireshark's names, like other packets. */
function listed(tree: readonly Field[]) {
  const fields: Record<string, string | number | boolean> = {};
  const ranges: Record<string, readonly [offset: number, length: number]> = {};
  for (const field of tree.flatMap((one) => [one, ...one.children])) {
    const { name, value, offset, length } = field;
    if (value === null) continue;
    fields[name] = value instanceof Uint8Array ? hex.encode(value) : value;
    ranges[name] = [offset, length];
  }
  return { fields, ranges };
}
