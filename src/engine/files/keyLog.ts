/** The secrets of TLS connections, as SSLKEYLOGFILE has them: lines of label, client random and secret. */

/** Longer lines are none of them. */
const LONGEST_LINE = 512;
/** Secrets that are kept. */
const MOST_SECRETS = 200_000;
const LINE = /^([A-Z][A-Z0-9_]*) ([0-9a-f]{64}) ([0-9a-f]{64,128})$/i;
const LABELS: ReadonlySet<string> = new Set([
  'CLIENT_RANDOM',
  'CLIENT_EARLY_TRAFFIC_SECRET',
  'CLIENT_HANDSHAKE_TRAFFIC_SECRET',
  'SERVER_HANDSHAKE_TRAFFIC_SECRET',
  'CLIENT_TRAFFIC_SECRET_0',
  'SERVER_TRAFFIC_SECRET_0',
]);

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

export class KeyLog {
  /** By label and client random. */
  readonly #secrets = new Map<string, string>();
  #line: number[] = [];
  #isOverlong = false;
  /** There are more secrets than are kept. */
  isFull = false;

  get isEmpty(): boolean {
    return this.#secrets.size === 0;
  }

  /** What comes next of a key log; cut anywhere. Anything else in it is passed over. */
  push(bytes: Uint8Array): void {
    for (const byte of bytes) {
      if (byte === LINE_FEED || byte === CARRIAGE_RETURN) this.endLine();
      else if (this.#line.length < LONGEST_LINE) this.#line.push(byte);
      else this.#isOverlong = true;
    }
  }

  /** The last line need not end as others do. */
  endLine(): void {
    if (!this.#isOverlong && this.#line.length > 0) this.#take(String.fromCharCode(...this.#line));
    this.#line = [];
    this.#isOverlong = false;
  }

  /** @param random in hex */
  secret(label: string, random: string): Uint8Array | undefined {
    const secret = this.#secrets.get(`${label} ${random}`);
    if (secret === undefined) return undefined;
    return Uint8Array.from({ length: secret.length / 2 }, (_, at) =>
      Number.parseInt(secret.slice(at * 2, at * 2 + 2), 16),
    );
  }

  #take(line: string): void {
    const [, label = '', random = '', secret = ''] = LINE.exec(line.trim()) ?? [];
    if (!LABELS.has(label) || secret.length % 2 !== 0) return;
    const name = `${label} ${random.toLowerCase()}`;
    if (this.#secrets.size >= MOST_SECRETS && !this.#secrets.has(name)) this.isFull = true;
    else this.#secrets.set(name, secret);
  }
}

/** Whether a file that begins so is a key log rather than a capture. */
export function isKeyLog(start: Uint8Array): boolean {
  const text = String.fromCharCode(...start.subarray(0, 4096));
  const [line = ''] = text.split(/[\r\n]+/).filter((one) => one !== '' && !one.startsWith('#'));
  const [label = ''] = line.split(' ');
  return LABELS.has(label) || /^(?:RSA|EXPORTER_SECRET|SERVER_\w+|CLIENT_\w+|ECH_\w+)$/.test(label);
}
