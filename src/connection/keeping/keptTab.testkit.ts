/** Workers of one tab and the files that outlive them, for tests of packets that are kept over a reload. */
import { Lazy } from '../../base/lazy.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import { alibabaSignIn } from '../../conventions/alibaba/signIn.ts';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import type { ChangeRow } from '../../engine/streams/changeRows.ts';
import { fileWords } from '../../i18n/en/captures/fileWords.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import type { Packet } from '../../mqtt/tables/packet.ts';
import type { Environment, KeptFile, KeptFiles } from '../environment/environment.ts';
import { nodeEnvironment } from '../node.testkit.ts';
import type { ConnectionEvent } from '../protocol/protocol.ts';
import { loadedSignIn } from '../signIn/signing.ts';
import { KEEPING } from '../worker/commandParts.ts';
import { Dispatch } from '../worker/dispatch.ts';

await KEEPING.load();

const TYPES = new Map([
  [1, 'connect'],
  [2, 'connack'],
]);

class MemoryFile implements KeptFile {
  bytes = new Uint8Array(0);
  isFull = false;

  read() {
    return this.bytes.slice();
  }

  write(bytes: Uint8Array<ArrayBuffer>, at: number): boolean {
    if (this.isFull) return false;
    const larger = new Uint8Array(Math.max(this.bytes.length, at + bytes.length));
    larger.set(this.bytes);
    larger.set(bytes, at);
    this.bytes = larger;
    return true;
  }

  empty(): void {
    this.bytes = new Uint8Array(0);
  }
}

const SESSION = {
  properties: [{ name: 'sessionExpiryInterval', value: 600 }],
} as const;

/** Files that outlive the workers of one tab. */
export class Disk {
  readonly files = [new MemoryFile(), new MemoryFile()] as const;
  isRemoved = false;
  readonly #room: number;

  /** @param room bytes of a file */
  constructor(room = 4 * 1024 * 1024) {
    this.#room = room;
  }

  get text(): string {
    return this.files.map(({ bytes }) => Buffer.from(bytes).toString('latin1')).join('');
  }

  get size(): number {
    return this.files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  }

  open(): KeptFiles {
    return {
      files: this.files,
      room: this.#room,
      remove: async () => {
        for (const file of this.files) file.empty();
        this.isRemoved = true;
      },
    };
  }
}

/** A worker whose seconds pass when the test says so. */
export class TabWorker {
  readonly dispatch: Dispatch;
  readonly events: ConnectionEvent[] = [];
  #timers: (() => void)[] = [];
  #turns: (() => void)[] = [];
  time = 0;
  /** Time passes while it works, so that slices end. */
  isBusy = false;
  stream = 0;

  constructor(disk: Disk, origin: number, used: readonly string[] = []) {
    const environment: Environment = {
      ...nodeEnvironment(),
      origin,
      now: () => {
        if (this.isBusy) this.time += 1_000;
        return this.time;
      },
      after: (_ms, run) => {
        this.#timers.push(run);
        return () => {
          this.#timers = this.#timers.filter((one) => one !== run);
        };
      },
      nextTurn: (run) => {
        this.#turns.push(run);
      },
      keptFiles: async (id) => (used.includes(id) ? 'used' : disk.open()),
    };
    this.dispatch = new Dispatch(
      environment,
      (event) => this.events.push(event),
      Lazy.of(fileWords),
      CONVENTIONS,
      loadedSignIn(alibabaSignIn),
    );
  }

  async keep(id: string | undefined, isReload?: true): Promise<void> {
    const before = this.events.length;
    this.dispatch.command({ kind: 'keep', id, ...(isReload && { isReload }) });
    for (let round = 0; round < 50; round += 1) {
      if (this.events.slice(before).some(({ kind }) => kind === 'keeping')) return;
      if (isReload === undefined) await this.second();
      await this.settle();
    }
    throw new Error('The files were not opened.');
  }

  async settle(rounds = 5): Promise<void> {
    for (let round = 0; round < rounds; round += 1) {
      for (const run of this.#turns.splice(0)) run();
      await Promise.resolve();
    }
  }

  async second(): Promise<void> {
    this.time += 1_000_000;
    for (const run of this.#timers.splice(0)) run();
    await this.settle();
  }

  open(clientId = 'me', password = 'hunter2-geheim', cleanStart = true): void {
    const { capture, files } = this.dispatch;
    const server = 'broker.example:1883';
    this.stream = capture.openStream({ version: 5, time: this.time, server });
    files.origins.opened(this.stream, {
      carrier: 'tcp',
      server: { address: 'broker.example', port: 1883 },
      opened: this.time,
    });
    this.packet('out', {
      type: 'connect',
      protocolName: 'MQTT',
      protocolLevel: 5,
      cleanStart,
      ...SESSION,
      keepAlive: 60,
      clientId,
      userName: 'device?x=1&token=c2lnbmF0dXJl',
      password: encodeUtf8(password),
    });
    this.packet('in', { type: 'connack', sessionPresent: false, reasonCode: 0, properties: [] });
  }

  packet(direction: 'in' | 'out', packet: Packet): void {
    this.time += 1000;
    this.dispatch.capture.packet(this.stream, direction, this.time, encode(packet, 5));
  }

  subscribe(filter: string): void {
    const options = {
      qos: 0,
      noLocal: false,
      retainAsPublished: false,
      retainHandling: 0,
    } as const;
    const subscriptions = [{ filter, ...options }];
    this.packet('out', { type: 'subscribe', packetId: 1, properties: [], subscriptions });
    this.packet('in', { type: 'suback', packetId: 1, properties: [], reasonCodes: [0] });
  }

  publish(topic: string, payload: string | Uint8Array = '21'): void {
    const bytes = typeof payload === 'string' ? encodeUtf8(payload) : payload;
    const rest = { dup: false, retain: false, properties: [] };
    this.packet('in', { type: 'publish', qos: 0, topic, payload: bytes, ...rest });
  }

  close(): void {
    this.dispatch.capture.closeStream(this.stream, this.time);
    this.dispatch.files.origins.closed(this.stream, this.time);
  }

  shown() {
    const range = { first: 0, count: 10_000 };
    const reply = this.dispatch.capture.window(
      {
        packets: range,
        streams: { first: 0, count: 100 },
        problems: { rule: undefined, ...range },
      },
      this.time,
    );
    return {
      topics:
        reply.packets?.rows.map(({ topic, packetType }) => topic ?? TYPES.get(packetType) ?? '?') ??
        [],
      times: reply.packets?.rows.map(({ time }) => time) ?? [],
      changes: (reply.packets?.changes?.rows ?? []) as readonly ChangeRow[],
      problems: reply.counters.problems,
      streams: reply.streams?.rows ?? [],
    };
  }
}

export const ORIGIN = Date.UTC(2026, 10, 30, 12);

/** The worker of the tab after a reload, some seconds later. */
export async function reloaded(disk: Disk, seconds = 60): Promise<TabWorker> {
  const worker = new TabWorker(disk, ORIGIN + seconds * 1000);
  await worker.keep('tab', true);
  return worker;
}
