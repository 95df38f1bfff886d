/** Log lines that devices report, and whether they are asked to. */
import { methodOf, requestTopic } from '../../../alibaba/alink/alinkTopic.ts';
import { isObject } from '../../../alibaba/alink/checkValue.ts';
import { type DeviceName, sessionNameOf } from '../../../alibaba/alink/deviceName.ts';
import { writeRequest } from '../../../alibaba/alink/envelope.ts';
import type { Cloud } from '../devices/cloud.ts';
import type { DeviceLogLine } from '../devices/reportCommands.ts';
import { type AlinkOutcome, type AlinkRequest, type Known, WRONG_PARAMS } from './request.ts';

/** Lines in one report, as documented. */
const MOST_IN_REPORT = 40;
const MOST_OF_DEVICE = 500;
/** Characters of one text of a line, and of all lines. */
const LONGEST_TEXT = 4096;
const MOST_CHARACTERS = 8_000_000;

interface Kept {
  readonly device: string;
  readonly line: DeviceLogLine;
}

export class DeviceLogs {
  /** Devices that are asked to report. */
  readonly #reporting = new Set<string>();
  /** The oldest first. */
  readonly #lines = new Map<number, Kept>();
  readonly #counts = new Map<string, number>();
  #last = 0;
  #characters = 0;

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
    this.#characters += sizeOf(kept.line);
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
    if ((this.#counts.get(name) ?? 0) > MOST_OF_DEVICE) this.#removeOldest(name);
    while (this.#characters > MOST_CHARACTERS) this.#removeOldest(undefined);
  }

  /** Newest first. */
  of(device: DeviceName): readonly DeviceLogLine[] {
    const name = sessionNameOf(device);
    const own = [...this.#lines.values()].filter((kept) => kept.device === name);
    return own.map(({ line }) => line).reverse();
  }

  forget(device: DeviceName): void {
    const name = sessionNameOf(device);
    this.#reporting.delete(name);
    while (this.#counts.has(name)) this.#removeOldest(name);
  }

  #removeOldest(name: string | undefined): void {
    for (const [number, { device, line }] of this.#lines) {
      if (name !== undefined && device !== name) continue;
      this.#lines.delete(number);
      this.#characters -= sizeOf(line);
      const left = (this.#counts.get(device) ?? 1) - 1;
      if (left === 0) this.#counts.delete(device);
      else this.#counts.set(device, left);
      return;
    }
  }
}

function sizeOf({ utcTime, logLevel, module, code, traceContext, logContent }: DeviceLogLine) {
  const texts = [utcTime, logLevel, module, code, traceContext, logContent];
  return texts.reduce((sum, text) => sum + (text?.length ?? 0), 100);
}

const modeOf = (isReporting: boolean): string =>
  JSON.stringify({ getType: 'content', content: { mode: isReporting ? 1 : 0 } });

/** `params`: `{"configScope": "device", "getType": "content"}`. */
export function logConfigGet({ device, message }: AlinkRequest, { logs }: Known): AlinkOutcome {
  const { params } = message;
  const isRight =
    isObject(params) && params['configScope'] === 'device' && params['getType'] === 'content';
  if (!isRight) return WRONG_PARAMS;
  return { kind: 'other', code: 200, data: modeOf(logs.isReporting(device)) };
}

/** `params`: a list of up to 40 lines. */
export function logPost({ cloud, device, message }: AlinkRequest, { logs }: Known): AlinkOutcome {
  if (!Array.isArray(message.params)) return WRONG_PARAMS;
  const list: unknown[] = message.params;
  const lines = list.filter(isObject).filter(({ logContent }) => typeof logContent === 'string');
  if (list.length === 0 || list.length > MOST_IN_REPORT || lines.length < list.length) {
    return WRONG_PARAMS;
  }
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

/** False: the device is offline, or has not subscribed; it is told when it asks. */
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
