/** Raw data: bytes that the cloud would pass to a product's script. Here a user or a rule answers them. */
import { base64 } from '@scure/base';
import { requestTopic } from '../../../alibaba/alink/alinkTopic.ts';
import { type DeviceName, sessionNameOf } from '../../../alibaba/alink/deviceName.ts';
import { rawReply } from '../../../alibaba/rawRules.ts';
import type { Account } from '../../core/memory/ledger.ts';
import type { Cloud } from '../devices/cloud.ts';
import type { RawFacts } from '../devices/valueCommands.ts';
import { DeviceBytes } from './deviceBytes.ts';
import type { DeviceMessage, Outcome } from './request.ts';

/** Limit per device. */
const MOST_KEPT = 50;
/** Shown bytes of each. */
const MOST_SHOWN = 1024;

export class RawData {
  /** Newest first. */
  readonly #devices = new Map<string, readonly RawFacts[]>();
  readonly #bytes: DeviceBytes;

  constructor(account?: Account) {
    this.#bytes = new DeviceBytes(account);
  }

  of(device: DeviceName): readonly RawFacts[] {
    return this.#devices.get(sessionNameOf(device)) ?? [];
  }

  /** Returns false if the device is not subscribed. */
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
    const all = [facts, ...before];
    // Without memory for all entries, only the new one is kept.
    const kept = this.#bytes.fits(device, bytesOf(all)) ? all : [facts];
    this.#bytes.set(device, bytesOf(kept));
    this.#devices.set(sessionNameOf(device), kept);
  }

  forget(device: DeviceName): void {
    this.#bytes.set(device, 0);
    this.#devices.delete(sessionNameOf(device));
  }
}

/** Estimated overhead of an entry, in bytes. */
const FACT_BYTES = 120;

const bytesOf = (all: readonly RawFacts[]): number =>
  all.reduce((sum, { data }) => sum + FACT_BYTES + data.length, 0);

const BYTES_NOTED = 16;

function preview(data: Uint8Array): string {
  const bytes = Array.from(data.subarray(0, BYTES_NOTED), (byte) =>
    byte.toString(16).padStart(2, '0'),
  );
  return `${bytes.join(' ')}${data.length > BYTES_NOTED ? ' …' : ''}`;
}

/** `thing/model/up_raw`: answered if a rule matches. */
export function rawUp(
  { cloud, device, meaning, payload, qos }: DeviceMessage,
  { raw }: { readonly raw: RawData },
): Outcome {
  raw.note(cloud, device, 'up', payload);
  const about = preview(payload);
  const answer = rawReply(cloud.productOf(device)?.rawRules ?? [], payload);
  if (answer === undefined) return { kind: 'other', why: 'raw-unanswered', about };
  if (meaning.partner === undefined) return { kind: 'other', about };
  if (!cloud.send(device, meaning.partner, answer, qos)) {
    return { kind: 'other', why: 'reply-not-subscribed', about };
  }
  raw.note(cloud, device, 'up-reply', answer, true);
  return { kind: 'other', about };
}

/** `thing/model/down_raw_reply`. */
export function rawDownReply(
  { cloud, device, payload }: DeviceMessage,
  { raw }: { readonly raw: RawData },
): Outcome {
  raw.note(cloud, device, 'down-reply', payload);
  return { kind: 'other', about: preview(payload) };
}
