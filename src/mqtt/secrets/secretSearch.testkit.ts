/** Finds a secret, or a part of it, in any output of a program. */
import { encodeUtf8 } from '../../base/utf8.ts';

/** Characters of a secret in a row that count as leaked. */
const TOO_MANY = 8;
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The whole Base64 digits of these bytes after `before` other bytes. */
function base64Core(bytes: Uint8Array, before: number): string {
  let bits = '0'.repeat(before * 8);
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0');
  let text = '';
  for (let at = Math.ceil((before * 8) / 6) * 6; at + 6 <= bits.length; at += 6) {
    text += BASE64[Number.parseInt(bits.slice(at, at + 6), 2)] ?? '';
  }
  return text;
}

/** Forms of any part of the secret in an output: text, hex, Base64 at each offset, UTF-16. */
function tracesOf(secret: string): readonly string[] {
  const traces: string[] = [];
  for (let at = 0; at + TOO_MANY <= secret.length; at += 1) {
    const part = secret.slice(at, at + TOO_MANY);
    const bytes = encodeUtf8(part);
    const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'));
    traces.push(part, part.split('').join('\0'));
    for (const between of ['', ' ', ', 0x', ':']) {
      const hex = digits.join(between);
      traces.push(hex, hex.toUpperCase());
    }
    for (const before of [0, 1, 2]) traces.push(base64Core(bytes, before));
  }
  return traces;
}

/** Characters of each trace that decide, and of the piece that is looked up. */
const HEAD = TOO_MANY;
const PIECE = 3;
const FARTHEST = HEAD - PIECE + 1;

const slotOf = (text: string, end: number): number =>
  ((text.charCodeAt(end) << 10) ^ (text.charCodeAt(end - 1) << 5) ^ text.charCodeAt(end - 2)) &
  0xffff;

/**
 * Searches all traces of a secret in one pass that skips impossible places (algorithm of Wu and Manber),
 * because outputs are long and many.
 */
class Traces {
  readonly #byHead = new Map<string, string[]>();
  /** Minimum distance from a piece of three characters to the end of the next trace's head. */
  readonly #leaps = new Uint8Array(0x1_0000).fill(FARTHEST);

  constructor(secret: string) {
    for (const trace of tracesOf(secret)) {
      const head = trace.slice(0, HEAD);
      const others = this.#byHead.get(head);
      if (others) others.push(trace);
      else this.#byHead.set(head, [trace]);
      for (let end = PIECE - 1; end < HEAD; end += 1) {
        const slot = slotOf(head, end);
        this.#leaps[slot] = Math.min(this.#leaps[slot] ?? 0, HEAD - 1 - end);
      }
    }
  }

  firstIn(text: string): string | undefined {
    for (let end = HEAD - 1; end < text.length; ) {
      const leap = this.#leaps[slotOf(text, end)] ?? 0;
      if (leap === 0) {
        const start = end - HEAD + 1;
        const trace = this.#byHead
          .get(text.slice(start, end + 1))
          ?.find((each) => text.startsWith(each, start));
        if (trace !== undefined) return trace;
      }
      end += leap || 1;
    }
    return undefined;
  }
}

/** Searches several outputs for secrets. */
export class SecretSearch {
  readonly found: string[] = [];

  /** @param where description for people */
  look(secret: string, outputs: ReadonlyMap<string, string>, where: string): void {
    const traces = new Traces(secret);
    for (const [name, text] of outputs) {
      const trace = traces.firstIn(text);
      if (trace !== undefined) this.found.push(`${name} of ${where}: ${trace}`);
    }
  }
}
