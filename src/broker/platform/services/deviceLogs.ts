/** Log lines reported by devices, and whether devices should report them. */
import { methodOf, requestTopic } from '../../../alibaba/alink/alinkTopic.ts';
import { isObject } from '../../../alibaba/alink/checkValue.ts';
import { type DeviceName, sessionNameOf } from '../../../alibaba/alink/deviceName.ts';
import { writeRequest } from '../../../alibaba/alink/envelope.ts';
import { Account } from '../../core/memory/ledger.ts';
import type { Cloud } from '../devices/cloud.ts';
import type { DeviceLogLine } from '../devices/reportCommands.ts';
import type { AlinkOutcome, AlinkRequest } from './request.ts';
import { wrongConstant, wrongItem, wrongLength } from './wrongParams.ts';

/** Lines per report, documented. */
const MOST_IN_REPORT = 40;
const MOST_OF_DEVICE = 500;
/** Characters of one text of a line, and of all lines. */
const LONGEST_TEXT = 4096;
const MOST_CHARACTERS = 8_000_000;
/** Maximum bytes of a character, and the share of the platform's memory for all lines. */
const CHARACTER_BYTES = 2;
const SHARE = 6;

interface Kept {
  readonly device: string;
  readonly line: DeviceLogLine;
}

const first = <T>(values: Iterable<T>): T | undefined => {
  for (const value of values) return value;
  return undefined;
};

export class DeviceLogs {
  /** Devices that should report. */
  readonly #reporting = new Set<string>();
  /** Oldest first. */
  readonly #lines = new Map<number, Kept>();
  /** Line numbers by device, oldest first. */
  readonly #own = new Map<string, Set<number>>();
  #last = 0;
  #characters = 0;
  readonly #account: Account;
  readonly #most: number;

  constructor(account = new Account()) {
    this.#account = account;
    this.#most = Math.min(MOST_CHARACTERS, account.limit / SHARE / CHARACTER_BYTES);
  }

  isReporting(device: DeviceName): boolean {
    return this.#reporting.has(sessionNameOf(device));
  }

  setReporting(device: DeviceName, isOn: boolean): void {
    if (isOn) this.#reporting.add(sessionNameOf(device));
    else this.#reporting.delete(sessionNameOf(device));
  }

  add(device: DeviceName, line: Omit<DeviceLogLine, 'number'>): void {
    const name = sessionNameOf(device);
    this.#last += 1;
    const kept = { device: name, line: { ...line, number: this.#last } };
    this.#lines.set(this.#last, kept);
    this.#count(sizeOf(kept.line));
    const own = this.#own.get(name) ?? new Set();
    this.#own.set(name, own.add(this.#last));
    if (own.size > MOST_OF_DEVICE) this.#remove(first(own));
    while (this.#lines.size > 0 && (this.#characters > this.#most || this.#account.isOver)) {
      this.#remove(first(this.#lines.keys()));
    }
  }

  /** Newest first. */
  of(device: DeviceName): readonly DeviceLogLine[] {
    const own = [...(this.#own.get(sessionNameOf(device)) ?? [])].reverse();
    return own.flatMap((number) => this.#lines.get(number)?.line ?? []);
  }

  forget(device: DeviceName): void {
    const name = sessionNameOf(device);
    this.#reporting.delete(name);
    for (const number of this.#own.get(name) ?? []) this.#remove(number);
  }

  #count(characters: number): void {
    this.#characters += characters;
    this.#account.add(characters * CHARACTER_BYTES);
  }

  #remove(number: number | undefined): void {
    const kept = number === undefined ? undefined : this.#lines.get(number);
    if (number === undefined || kept === undefined) return;
    this.#lines.delete(number);
    this.#count(-sizeOf(kept.line));
    const own = this.#own.get(kept.device);
    own?.delete(number);
    if (own?.size === 0) this.#own.delete(kept.device);
  }
}

function sizeOf({ utcTime, logLevel, module, code, traceContext, logContent }: DeviceLogLine) {
  const texts = [utcTime, logLevel, module, code, traceContext, logContent];
  return texts.reduce((sum, text) => sum + (text?.length ?? 0), 100);
}

const modeOf = (isReporting: boolean): string =>
  JSON.stringify({ getType: 'content', content: { mode: isReporting ? 1 : 0 } });

/** `params`: `{"configScope": "device", "getType": "content"}`. */
export function logConfigGet(
  { device, message }: AlinkRequest,
  { logs }: { readonly logs: DeviceLogs },
): AlinkOutcome {
  const wrong = wrongConstant(message.params, { configScope: 'device', getType: 'content' });
  if (wrong !== undefined) return wrong;
  return { kind: 'other', code: 200, data: modeOf(logs.isReporting(device)) };
}

type Line = Readonly<Record<string, unknown>>;

const isLine = (value: unknown): value is Line =>
  isObject(value) && typeof value['logContent'] === 'string';

/** `params`: a list of up to 40 lines. */
export function logPost(
  { cloud, device, message }: AlinkRequest,
  { logs }: { readonly logs: DeviceLogs },
): AlinkOutcome {
  const { params } = message;
  const list: readonly unknown[] = Array.isArray(params) ? params : [];
  const wrong = wrongItem('params', params, '{"logContent": "…"}', isLine);
  if (wrong !== undefined) return wrong;
  if (list.length > MOST_IN_REPORT) return wrongLength('params', list.length, MOST_IN_REPORT);
  const lines = list.filter(isLine);
  for (const line of lines) {
    logs.add(device, {
      time: cloud.now,
      utcTime: textOf(line['utcTime']),
      logLevel: textOf(line['logLevel']),
      module: textOf(line['module']),
      code: textOf(line['code']),
      traceContext: textOf(line['traceContext']),
      logContent: textOf(line['logContent']) ?? '',
    });
  }
  return { kind: 'other', code: 200, about: String(lines.length) };
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? value.slice(0, LONGEST_TEXT) : undefined;
}

/** Returns false if the device is offline or not subscribed; it gets the setting when it asks. */
export function pushLogConfig(
  cloud: Cloud,
  device: DeviceName,
  isReporting: boolean,
  id: string,
): boolean {
  if (!cloud.isOnline(device)) return false;
  const topic = requestTopic(device, 'log-config-push');
  const params = modeOf(isReporting);
  return cloud.send(device, topic, writeRequest({ id, method: methodOf(topic) ?? '', params }), 1);
}
