/**
 * Log of the recent messages of all devices, in both directions, with their payloads, within a memory budget.
 */
import { alinkTopic } from '../../../alibaba/alink/alinkTopic.ts';
import { type DeviceName, sessionNameOf } from '../../../alibaba/alink/deviceName.ts';
import { decodeUtf8 } from '../../../base/utf8.ts';
import { Account } from '../../core/memory/ledger.ts';
import type { DeviceEvent, LoggedMessage, LogRow } from './logCommands.ts';

/** Maximum number of messages per device. */
const MOST_OF_DEVICE = 500;
/** Stored bytes of a payload. */
const MOST_OF_PAYLOAD = 16_384;
/** Estimated bytes of all messages, limited to a third of the platform's memory. */
const MOST_BYTES = 32 << 20;
const SHARE = 3;
/** Memory of an entry without its payload. */
const ENTRY_BYTES = 400;
/** Memory of a value that does not fit: its path, its type and the beginning of the received value. */
const MISFIT_BYTES = 500;
/** Characters of a payload in a row. */
const PREVIEW = 200;
const NOTHING = new Uint8Array();

export type LoggedEvent = Omit<DeviceEvent, 'kind' | 'size'> & {
  readonly direction: LoggedMessage['direction'];
  readonly kind: LoggedMessage['kind'];
};

interface Entry {
  readonly device: string;
  readonly message: LoggedMessage;
}

interface Delivery {
  readonly isHeard: boolean;
  /** Why it is not sent now. */
  readonly why: 'queued' | 'offline' | undefined;
  readonly now: number;
}

export interface LogPage {
  readonly first: number;
  readonly count: number;
  /** In topic, payload, reason or code. */
  readonly text?: string;
}

export class MessageLog {
  /** By number, oldest first. */
  readonly #entries = new Map<number, Entry>();
  /** Numbers by device, oldest first. */
  readonly #ofDevice = new Map<string, Set<number>>();
  #last = 0;
  #bytes = 0;
  readonly #account: Account;
  readonly #most: number;

  constructor(account = new Account()) {
    this.#account = account;
    this.#most = Math.min(MOST_BYTES, account.limit / SHARE);
  }

  add(device: DeviceName, told: LoggedEvent, payload: Uint8Array): void {
    const name = sessionNameOf(device);
    this.#last += 1;
    const message = {
      ...told,
      number: this.#last,
      size: payload.length,
      // Copied, because it may be part of a larger buffer.
      payload: payload.slice(0, MOST_OF_PAYLOAD),
    };
    this.#entries.set(this.#last, { device: name, message });
    this.#count(bytesOf(message));
    const own = this.#ofDevice.get(name) ?? new Set();
    this.#ofDevice.set(name, own.add(this.#last));
    if (own.size > MOST_OF_DEVICE) this.#removeFirst(own);
    while (this.#entries.size > 0 && (this.#bytes > this.#most || this.#account.isOver)) {
      this.#removeFirst(this.#entries);
    }
  }

  /** A message to the device. Messages with secrets are recorded without payload. */
  sent(
    device: DeviceName,
    topic: string,
    payload: Uint8Array,
    { isHeard, why, now }: Delivery,
  ): void {
    const isSecret = alinkTopic(topic)?.kind === 'register';
    const message = {
      time: now,
      direction: 'down',
      kind: isHeard ? 'sent' : 'unheard',
      topic,
      code: undefined,
      why: isSecret ? 'secret' : why,
    } as const;
    this.add(device, message, isSecret ? NOTHING : payload);
  }

  /** Newest first. */
  page(
    device: DeviceName,
    { first, count, text = '' }: LogPage,
  ): { readonly total: number; readonly rows: readonly LogRow[] } {
    const numbers = [...(this.#ofDevice.get(sessionNameOf(device)) ?? [])].reverse();
    const sought = text.toLowerCase();
    const messages = numbers
      .map((number) => this.#entries.get(number)?.message)
      .filter((message) => message !== undefined)
      .filter((message) => sought === '' || holds(message, sought));
    const rows = messages.slice(first, first + count).map((message) => this.row(message));
    return { total: messages.length, rows };
  }

  row(message: LoggedMessage): LogRow {
    const { payload: _, ...row } = message;
    return { ...row, preview: textOf(message)?.slice(0, PREVIEW) };
  }

  find(number: number): LoggedMessage | undefined {
    return this.#entries.get(number)?.message;
  }

  forget(device: DeviceName): void {
    for (const number of this.#ofDevice.get(sessionNameOf(device)) ?? []) this.#remove(number);
  }

  #count(bytes: number): void {
    this.#bytes += bytes;
    this.#account.add(bytes);
  }

  #removeFirst(numbers: ReadonlySet<number> | ReadonlyMap<number, Entry>): void {
    for (const number of numbers.keys()) {
      this.#remove(number);
      return;
    }
  }

  #remove(number: number): void {
    const entry = this.#entries.get(number);
    if (entry === undefined) return;
    this.#entries.delete(number);
    this.#count(-bytesOf(entry.message));
    const own = this.#ofDevice.get(entry.device);
    own?.delete(number);
    if (own?.size === 0) this.#ofDevice.delete(entry.device);
  }
}

function bytesOf({ payload, topic, about = '', misfits = [] }: LoggedMessage): number {
  const said = 2 * (topic.length + about.length) + misfits.length * MISFIT_BYTES;
  return ENTRY_BYTES + payload.length + said;
}

function textOf({ payload, size }: LoggedMessage): string | undefined {
  // Truncated text may end within a character.
  const text = decodeUtf8(payload);
  if (text !== undefined || payload.length === size) return text;
  return [1, 2, 3]
    .map((less) => decodeUtf8(payload.subarray(0, -less)))
    .find((shorter) => shorter !== undefined);
}

function holds(message: LoggedMessage, sought: string): boolean {
  const { topic, why, about, code } = message;
  return [topic, why, about, code === undefined ? undefined : `${code}`, textOf(message)].some(
    (text) => text?.toLowerCase().includes(sought) === true,
  );
}
