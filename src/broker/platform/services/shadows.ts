/** Messages about shadows, which have their own form, and the shadows of all devices. */
import { isObject } from '../../../alibaba/alink/checkValue.ts';
import { SHADOW_CODES, type ShadowCode } from '../../../alibaba/alink/codes.ts';
import { type DeviceName, sessionNameOf } from '../../../alibaba/alink/deviceName.ts';
import { readObject, valueAt } from '../../../alibaba/alink/envelope.ts';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { Account } from '../../core/memory/ledger.ts';
import type { Cloud } from '../devices/cloud.ts';
import type { DeviceMessage, Outcome } from './request.ts';
import { Shadow, type ShadowResult } from './shadow.ts';

/** Most recently used ones; each has up to 16 KB. */
const MOST_SHADOWS = 4096;

export class Shadows {
  readonly #shadows = new Map<string, Shadow>();
  readonly #account: Account;
  /** Charged bytes of each shadow, by device. */
  readonly #bytes = new Map<string, number>();

  constructor(account = new Account()) {
    this.#account = account;
  }

  find(device: DeviceName): Shadow | undefined {
    return this.#shadows.get(sessionNameOf(device));
  }

  /** Creates it if needed. */
  of(device: DeviceName): Shadow {
    const key = sessionNameOf(device);
    const shadow = this.#shadows.get(key) ?? new Shadow();
    this.#shadows.delete(key);
    this.#shadows.set(key, shadow);
    this.#trim();
    return shadow;
  }

  /** Call after each change of a device's shadow. */
  changed(device: DeviceName): void {
    const key = sessionNameOf(device);
    const shadow = this.#shadows.get(key);
    if (shadow !== undefined) this.#count(key, shadow.bytes);
    this.#trim();
  }

  forget(device: DeviceName): void {
    this.#remove(sessionNameOf(device));
  }

  /** Removes the least recently used shadows, but never the last one. */
  #trim(): void {
    for (const oldest of this.#shadows.keys()) {
      const { size } = this.#shadows;
      if (size <= 1 || (size <= MOST_SHADOWS && !this.#account.isOver)) break;
      this.#remove(oldest);
    }
  }

  #remove(key: string): void {
    this.#count(key, 0);
    this.#bytes.delete(key);
    this.#shadows.delete(key);
  }

  #count(key: string, bytes: number): void {
    this.#account.add(bytes - (this.#bytes.get(key) ?? 0));
    this.#bytes.set(key, bytes);
  }
}

/** Topic of a device's shadow answers. */
function shadowTopic({ productKey, deviceName }: DeviceName): string {
  return `/shadow/get/${productKey}/${deviceName}`;
}

/** Seconds since 1970. */
function seconds({ wallClock }: Cloud): number {
  return Math.floor(wallClock / 1000);
}

function reply(message: DeviceMessage, payload: object, version?: number): void {
  const { cloud, device } = message;
  const body = {
    method: 'reply',
    payload,
    ...(version !== undefined && { version }),
    timestamp: seconds(cloud),
  };
  cloud.send(device, shadowTopic(device), encodeUtf8(JSON.stringify(body)), 1);
}

function refuse(message: DeviceMessage, code: ShadowCode): Outcome {
  const content = { errorcode: String(code), errormessage: SHADOW_CODES[code] };
  reply(message, { status: 'error', content });
  return { kind: 'refused', why: 'shadow', code };
}

function tellState(message: DeviceMessage, shadow: Shadow | undefined): Outcome {
  const state = shadow?.state ?? {};
  const metadata = shadow?.metadata ?? {};
  reply(message, { status: 'success', state, metadata }, shadow?.version ?? 0);
  return { kind: 'other' };
}

/** Error of an update or delete request, in the order of the codes. */
function changeError({
  state,
  version,
}: Readonly<Record<string, unknown>>): ShadowCode | undefined {
  if (!isObject(state)) return 402;
  return version !== undefined && !Number.isSafeInteger(version) ? 403 : undefined;
}

function change(
  message: DeviceMessage,
  shadows: Shadows,
  method: 'update' | 'delete',
  { state, version }: Readonly<Record<string, unknown>>,
): Outcome {
  const asked = {
    state: isObject(state) ? state : {},
    version: typeof version === 'number' ? version : undefined,
  };
  const shadow = shadows.of(message.device);
  const result: ShadowResult = shadow[method](asked, seconds(message.cloud));
  shadows.changed(message.device);
  if ('errorCode' in result) return refuse(message, result.errorCode);
  reply(message, { status: 'success', version: result.version });
  return { kind: 'other' };
}

/** Handles a message on `/shadow/update/…`; the answer is on `/shadow/get/…` at QoS 1. */
export function shadowMessage(
  message: DeviceMessage,
  { shadows }: { readonly shadows: Shadows },
): Outcome {
  const read = readObject(message.payload);
  if ('fault' in read) return refuse(message, read.fault === 'empty' ? 407 : 400);
  const request = valueAt(read.tree, 0);
  if (!isObject(request)) return refuse(message, 400);
  const { method } = request;
  if (method === undefined) return refuse(message, 401);
  if (method === 'get') return tellState(message, shadows.find(message.device));
  if (method !== 'update' && method !== 'delete') return refuse(message, 406);
  const fault = changeError(request);
  return fault === undefined ? change(message, shadows, method, request) : refuse(message, fault);
}

/** Sets desired values from the cloud's side and sends the whole state to the device. */
export function desire(
  cloud: Cloud,
  device: DeviceName,
  shadows: Shadows,
  desired: Readonly<Record<string, unknown>>,
): ShadowResult {
  const shadow = shadows.of(device);
  const result = shadow.update({ state: { desired }, version: undefined }, seconds(cloud));
  shadows.changed(device);
  if ('errorCode' in result) return result;
  const { state, metadata, version } = shadow;
  const body = {
    method: 'control',
    payload: { status: 'success', state, metadata },
    version,
    timestamp: seconds(cloud),
  };
  cloud.send(device, shadowTopic(device), encodeUtf8(JSON.stringify(body)), 1);
  return result;
}
