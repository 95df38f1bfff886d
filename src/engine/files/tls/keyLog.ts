/**
 * Reads the secrets of TLS connections from SSLKEYLOGFILE format: lines of label, client random and secret.
 */

import { decodeLossyUtf8 } from '../../../base/utf8.ts';
import { TriedBytes } from './openRecords.ts';

/** Longer lines are ignored. */
const LONGEST_LINE = 512;
/** Maximum number of stored secrets. */
export const MOST_SECRETS = 200_000;
const LINE = /^([A-Z][A-Z0-9_]*) ([0-9a-f]{64}) ([0-9a-f]{64,128})$/i;
const LABELS: ReadonlySet<string> = new Set([
  'CLIENT_RANDOM',
  'CLIENT_EARLY_TRAFFIC_SECRET',
  'CLIENT_HANDSHAKE_TRAFFIC_SECRET',
  'SERVER_HANDSHAKE_TRAFFIC_SECRET',
  'CLIENT_TRAFFIC_SECRET_0',
  'SERVER_TRAFFIC_SECRET_0',
]);

/** A byte order mark in UTF-8 or UTF-16, read as UTF-8. */
const MARK = /^[\ufeff\ufffd]+/u;

const LINE_END = /[\r\n]/u;

export class KeyLog {
  /** By label and client random. */
  readonly #secrets = new Map<string, string>();
  #line = '';
  #isOverlong = false;
  /** Lines with secrets beyond the limit. */
  leftOut = 0;
  /** Attempts with these secrets to find record numbers. */
  readonly tried = new TriedBytes();

  get isEmpty(): boolean {
    return this.#secrets.size === 0;
  }

  /** Takes the next bytes of a key log. Other lines are ignored. */
  push(bytes: Uint8Array): void {
    const [first = '', ...lines] = asciiIn(bytes).split(LINE_END);
    this.#begun(first);
    for (const line of lines) {
      this.endLine();
      this.#begun(line);
    }
  }

  #begun(text: string): void {
    this.#isOverlong ||= this.#line.length + text.length > LONGEST_LINE;
    this.#line = this.#isOverlong ? '' : this.#line + text;
  }

  /** The last line may lack a line end. */
  endLine(): void {
    if (this.#line !== '') this.#take(this.#line);
    this.#line = '';
    this.#isOverlong = false;
  }

  /** @param random in hexadecimal */
  secret(label: string, random: string): Uint8Array | undefined {
    const secret = this.#secrets.get(`${label} ${random}`);
    if (secret === undefined) return undefined;
    return Uint8Array.from({ length: secret.length / 2 }, (_, at) =>
      Number.parseInt(secret.slice(at * 2, at * 2 + 2), 16),
    );
  }

  #take(line: string): void {
    const [, label = '', random = '', secret = ''] = LINE.exec(line.replace(MARK, '').trim()) ?? [];
    if (!LABELS.has(label) || secret.length % 2 !== 0) return;
    const name = `${label} ${random.toLowerCase()}`;
    if (this.#secrets.size >= MOST_SECRETS && !this.#secrets.has(name)) this.leftOut += 1;
    else this.#secrets.set(name, secret);
  }
}

/** Bytes that suffice to detect a key log, which may start with many comments. */
export const KEY_LOG_START = 256 * 1024;

/** First word after a byte order mark, comments and empty lines. */
const FIRST_WORD = /^[\ufeff\ufffd]{0,3}(?:\s|#[^\r\n]*[\r\n])*([A-Z][A-Z0-9_]*) /;
const NAMES = /^(?:RSA|EXPORTER_SECRET|SERVER_\w+|CLIENT_\w+|ECH_\w+)$/;

/** Tools on Windows write UTF-16: the characters of a key log then have one zero byte each. */
const asciiIn = (bytes: Uint8Array): string => decodeLossyUtf8(bytes).replaceAll('\0', '');

/** True if the file is a key log and not a capture. */
export function isKeyLog(start: Uint8Array): boolean {
  const text = asciiIn(start.subarray(0, KEY_LOG_START));
  const [, label = ''] = FIRST_WORD.exec(text) ?? [];
  return LABELS.has(label) || NAMES.test(label);
}
