/**
 * Reads the secrets of TLS connections from SSLKEYLOGFILE format: lines of label, client random and secret.
 */

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

/** A byte order mark in UTF-8 or UTF-16, read byte by byte. */
const MARK = /^[\xef\xbb\xbf\xfe\xff]+/;

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

export class KeyLog {
  /** By label and client random. */
  readonly #secrets = new Map<string, string>();
  #line: number[] = [];
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
    for (const byte of bytes) {
      // Tools on Windows write UTF-16: the characters of a key log then have one zero byte each.
      if (byte === 0) continue;
      if (byte === LINE_FEED || byte === CARRIAGE_RETURN) this.endLine();
      else if (this.#line.length < LONGEST_LINE) this.#line.push(byte);
      else this.#isOverlong = true;
    }
  }

  /** The last line may lack a line end. */
  endLine(): void {
    if (!this.#isOverlong && this.#line.length > 0) this.#take(String.fromCharCode(...this.#line));
    this.#line = [];
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

/** Characters per call. */
const SLICE = 8192;

/** Bytes that suffice to detect a key log, which may start with many comments. */
export const KEY_LOG_START = 256 * 1024;

/** First word after a byte order mark, comments and empty lines. */
const FIRST_WORD = /^[\xef\xbb\xbf\xfe\xff]{0,3}(?:\s|#[^\r\n]*[\r\n])*([A-Z][A-Z0-9_]*) /;
const NAMES = /^(?:RSA|EXPORTER_SECRET|SERVER_\w+|CLIENT_\w+|ECH_\w+)$/;

function latin(bytes: Uint8Array): string {
  const codes = Array.from({ length: Math.ceil(bytes.length / SLICE) }, (_, at) =>
    String.fromCharCode(...bytes.subarray(at * SLICE, (at + 1) * SLICE)),
  );
  return codes.join('');
}

/** True if the file is a key log and not a capture. */
export function isKeyLog(start: Uint8Array): boolean {
  const text = latin(start.subarray(0, KEY_LOG_START)).replaceAll('\0', '');
  const [, label = ''] = FIRST_WORD.exec(text) ?? [];
  return LABELS.has(label) || NAMES.test(label);
}
