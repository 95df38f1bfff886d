/** Tags of devices: named texts, set by the device or by the cloud's side. */
import { isObject } from '../../../alibaba/alink/checkValue.ts';
import { type DeviceName, sessionNameOf } from '../../../alibaba/alink/deviceName.ts';
import type { RefusalFact } from '../../core/commands/refusals.ts';
import type { Account } from '../../core/memory/ledger.ts';
import type { TagFacts } from '../devices/valueCommands.ts';
import { DeviceBytes } from './deviceBytes.ts';
import type { AlinkOutcome, AlinkRequest } from './request.ts';
import { wrongItem, wrongLength, wrongParams } from './wrongParams.ts';

/** Limit per device. */
const MOST = 100;
/** Documented: at most 100 bytes, beginning with a letter or `_`. */
const KEY = /^[A-Za-z_]\w{0,99}$/;
const LONGEST_VALUE = 4096;
/** Estimated overhead of a tag, in bytes. */
const TAG_BYTES = 100;

/** undefined: deleted. */
type Changes = ReadonlyMap<string, string | undefined>;

export class Tags {
  readonly #devices = new Map<string, ReadonlyMap<string, string>>();
  readonly #bytes: DeviceBytes;

  constructor(account?: Account) {
    this.#bytes = new DeviceBytes(account);
  }

  /** By name. */
  of(device: DeviceName): readonly TagFacts[] {
    const known = this.#devices.get(sessionNameOf(device)) ?? new Map<string, string>();
    return Array.from(known, ([key, value]) => ({ key, value })).sort((a, b) =>
      a.key < b.key ? -1 : 1,
    );
  }

  /** Returns false if there would be too many tags or no memory for them. */
  change(device: DeviceName, changes: Changes): boolean {
    const next = new Map(this.#devices.get(sessionNameOf(device)));
    for (const [key, value] of changes) {
      if (value === undefined) next.delete(key);
      else next.set(key, value);
    }
    let bytes = 0;
    for (const [key, value] of next) bytes += TAG_BYTES + 2 * (key.length + value.length);
    const isLess = bytes <= this.#bytes.of(device);
    if (next.size > MOST || !(isLess || this.#bytes.fits(device, bytes))) return false;
    this.#bytes.set(device, bytes);
    this.#devices.set(sessionNameOf(device), next);
    return true;
  }

  /** From the cloud's side: an object of texts; null deletes. */
  set(device: DeviceName, values: Readonly<Record<string, unknown>>): RefusalFact | undefined {
    const changes = new Map<string, string | undefined>();
    for (const [key, value] of Object.entries(values)) {
      const text = value === null ? undefined : value;
      if (!KEY.test(key) || (text !== undefined && !isValue(text))) {
        return { key: 'not-a-tag', args: { most: LONGEST_VALUE } };
      }
      changes.set(key, text);
    }
    return this.change(device, changes) ? undefined : { key: 'many-tags', args: { most: MOST } };
  }

  forget(device: DeviceName): void {
    this.#bytes.set(device, 0);
    this.#devices.delete(sessionNameOf(device));
  }
}

const isValue = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= LONGEST_VALUE;

/** `params`: `[{"attrKey": …, "attrValue": …}]`. All of them or none. */
export function tagsUpdate(
  { device, message }: AlinkRequest,
  { tags }: { readonly tags: Tags },
): AlinkOutcome {
  const changes = new Map<string, string>();
  const { params } = message;
  const wrong = wrongItem('params', params, '{"attrKey": "…", "attrValue": "…"}', isObject);
  if (wrong !== undefined) return wrong;
  for (const [at, tag] of listOf(params).entries()) {
    const { attrKey, attrValue } = isObject(tag) ? tag : {};
    // Some devices send numbers.
    const text = typeof attrValue === 'number' ? String(attrValue) : attrValue;
    if (typeof attrKey !== 'string' || !KEY.test(attrKey)) {
      return wrongParams(`params[${at}].attrKey`, attrKey, '[A-Za-z_][A-Za-z0-9_]{0,99}');
    }
    if (!isValue(text)) {
      return wrongParams(`params[${at}].attrValue`, attrValue, `text ≤ ${LONGEST_VALUE}`);
    }
    changes.set(attrKey, text);
  }
  if (!tags.change(device, changes)) return wrongLength('params', changes.size, MOST);
  return { kind: 'other', code: 200, about: [...changes.keys()].join(', ').slice(0, 200) };
}

/** `params`: `[{"attrKey": …}]`. */
export function tagsDelete(
  { device, message }: AlinkRequest,
  { tags }: { readonly tags: Tags },
): AlinkOutcome {
  const { params } = message;
  const wrong = wrongItem('params', params, '{"attrKey": "…"}', (tag) => keyOf(tag) !== undefined);
  if (wrong !== undefined) return wrong;
  const texts = listOf(params)
    .map(keyOf)
    .filter((name) => name !== undefined);
  tags.change(device, new Map(texts.map((name) => [name, undefined])));
  return { kind: 'other', code: 200, about: texts.join(', ').slice(0, 200) };
}

/** `params`: `{"attrKeys": […]}`; absent: all. */
export function tagsGet(
  { device, message }: AlinkRequest,
  { tags }: { readonly tags: Tags },
): AlinkOutcome {
  if (!isObject(message.params)) {
    return wrongParams('params', message.params, '{"attrKeys": ["…"]}');
  }
  const { attrKeys } = message.params;
  if (attrKeys !== undefined && !Array.isArray(attrKeys)) {
    return wrongParams('params.attrKeys', attrKeys, '["…"]');
  }
  const asked = attrKeys && new Set<unknown>(attrKeys);
  const data = tags
    .of(device)
    .filter(({ key }) => asked === undefined || asked.has(key))
    .map(({ key, value }) => ({ attrKey: key, attrValue: value }));
  return { kind: 'other', code: 200, data: JSON.stringify(data) };
}

function keyOf(tag: unknown): string | undefined {
  const key = isObject(tag) ? tag['attrKey'] : undefined;
  return typeof key === 'string' ? key : undefined;
}

const listOf = (params: unknown): readonly unknown[] => (Array.isArray(params) ? params : []);
