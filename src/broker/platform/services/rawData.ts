/** Raw data: bytes that the cloud would give to a product's script. Here a person or a rule answers them. */
import { base64, hex } from '@scure/base';
import { requestTopic } from '../../../alibaba/alink/alinkTopic.ts';
import { type DeviceName, sessionNameOf } from '../../../alibaba/alink/deviceName.ts';
import type { RefusalFact } from '../../core/refusals.ts';
import type { Cloud } from '../devices/cloud.ts';
import type { RawFacts, RawRule } from '../devices/valueCommands.ts';
import type { DeviceMessage, Known, Outcome } from './request.ts';

/** Of one device. */
const MOST_KEPT = 50;
/** Bytes of each. */
const MOST_SHOWN = 1024;
const MOST_RULES = 50;
/** Digits of what a rule holds. */
const LONGEST_RULE = 4096;

interface Rule {
  readonly text: RawRule;
  readonly prefix: Uint8Array;
  readonly reply: Uint8Array;
}

export class RawData {
  /** Newest first. */
  readonly #devices = new Map<string, readonly RawFacts[]>();
  /** By product key. */
  readonly #rules = new Map<string, readonly Rule[]>();

  of(device: DeviceName): readonly RawFacts[] {
    return this.#devices.get(sessionNameOf(device)) ?? [];
  }

  rulesOf(productKey: string): readonly RawRule[] {
    return (this.#rules.get(productKey) ?? []).map(({ text }) => text);
  }

  setRules(productKey: string, rules: readonly RawRule[]): RefusalFact | undefined {
    const read = rules.map((text): Rule | undefined => {
      const prefix = bytesOf(text.prefix);
      const reply = bytesOf(text.reply);
      return prefix && reply && { text, prefix, reply };
    });
    const right = read.filter((rule) => rule !== undefined);
    if (right.length < read.length || right.length > MOST_RULES) {
      return { key: 'not-raw-rules', args: { most: MOST_RULES } };
    }
    if (right.length === 0) this.#rules.delete(productKey);
    else this.#rules.set(productKey, right);
    return undefined;
  }

  /** What the first rule that fits says. */
  answerFor({ productKey }: DeviceName, data: Uint8Array): Uint8Array | undefined {
    return this.#rules
      .get(productKey)
      ?.find(({ prefix }) => prefix.every((byte, at) => byte === data[at]))?.reply;
  }

  /** False: the device has not subscribed to it. */
  send(cloud: Cloud, device: DeviceName, to: 'down' | 'reply', data: Uint8Array): boolean {
    const topic =
      to === 'down' ? requestTopic(device, 'raw-down') : `${requestTopic(device, 'raw-up')}_reply`;
    if (!cloud.send(device, topic, data, to === 'down' ? 1 : 0)) return false;
    this.note(cloud, device, to === 'down' ? 'down' : 'up-reply', data);
    return true;
  }

  note(
    { now }: Cloud,
    device: DeviceName,
    kind: RawFacts['kind'],
    data: Uint8Array,
    isByRule = false,
  ): void {
    const shown = base64.encode(data.subarray(0, MOST_SHOWN));
    const facts = { time: now, kind, isByRule, size: data.length, data: shown };
    const before = this.of(device).slice(0, MOST_KEPT - 1);
    this.#devices.set(sessionNameOf(device), [facts, ...before]);
  }

  forget(device: DeviceName): void {
    this.#devices.delete(sessionNameOf(device));
  }
}

/** undefined: it is no hex. */
function bytesOf(text: string): Uint8Array | undefined {
  const digits = text.replaceAll(/\s|0x/gi, '').toLowerCase();
  if (digits.length > LONGEST_RULE) return undefined;
  try {
    return hex.decode(digits);
  } catch {
    return undefined;
  }
}

const BYTES_NOTED = 16;

function preview(data: Uint8Array): string {
  const bytes = Array.from(data.subarray(0, BYTES_NOTED), (byte) =>
    byte.toString(16).padStart(2, '0'),
  );
  return `${bytes.join(' ')}${data.length > BYTES_NOTED ? ' …' : ''}`;
}

/** `thing/model/up_raw`: answered where a rule fits. */
export function rawUp(
  { cloud, device, meaning, payload, qos }: DeviceMessage,
  { raw }: Known,
): Outcome {
  raw.note(cloud, device, 'up', payload);
  const about = preview(payload);
  const answer = raw.answerFor(device, payload);
  if (answer === undefined) return { kind: 'other', why: 'raw-unanswered', about };
  if (meaning.partner === undefined) return { kind: 'other', about };
  if (!cloud.send(device, meaning.partner, answer, qos)) {
    return { kind: 'other', why: 'reply-not-subscribed', about };
  }
  raw.note(cloud, device, 'up-reply', answer, true);
  return { kind: 'other', about };
}

/** `thing/model/down_raw_reply`. */
export function rawDownReply({ cloud, device, payload }: DeviceMessage, { raw }: Known): Outcome {
  raw.note(cloud, device, 'down-reply', payload);
  return { kind: 'other', about: preview(payload) };
}
