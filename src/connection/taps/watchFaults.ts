/** Marks the effects of the broker's fault rules in the capture of a live connection. */
import type { SentMark } from '../../broker/tap/commands.ts';
import type { Capture } from '../../engine/capture/capture.ts';
import type { ControlAccess } from '../control/controlAccess.ts';
import { ControlClient } from '../control/controlClient.ts';
import type { ControlSurroundings } from '../control/surroundings.ts';
import type { Environment } from '../environment/environment.ts';
import { type BrokerClock, readBrokerClock } from './brokerClock.ts';
import { MarkPlacer } from './markPlacer.ts';

/** Maximum difference in µs between the opening times from both sides, for a connection without a name. */
const SAME_OPENING = 1_000_000;
const SAME_OF_NAMELESS = 150_000;
/** Number of the newest streams to search for a mark's stream. */
const NEWEST = 20;

/** Identifies the connection at the other end. */
interface OwnNames {
  /** Session of the device that it signs in as, if any. The broker uses this name. */
  readonly sessionName: string | undefined;
  /** Its number on the bridge, if any; another companion may use the same number. */
  line: number | undefined;
}

export class WatchFaults {
  readonly #environment: Environment;
  readonly #capture: Capture;
  readonly #surroundings: ControlSurroundings;
  readonly #placer: MarkPlacer;
  readonly #own: OwnNames;
  /** undefined for the broker. */
  #at: 'bridge' | undefined;
  #client: ControlClient | undefined;
  #clock: BrokerClock | undefined;
  /** Wall-clock time at which the broker started. */
  #origin: number | undefined;
  #watched: string | undefined;
  /** Streams by the broker's connection number. */
  readonly #streams = new Map<number, number>();

  constructor(
    environment: Environment,
    capture: Capture,
    surroundings: ControlSurroundings,
    own: OwnNames,
  ) {
    this.#own = own;
    this.#environment = environment;
    this.#capture = capture;
    this.#surroundings = surroundings;
    this.#placer = new MarkPlacer(environment, capture, {
      streamOf: (mark) => this.#streamOf(mark),
      isOver: (stream) => this.#isOver(stream),
      timeOf: () => environment.now(),
    });
  }

  watch(access: ControlAccess | undefined, at?: 'bridge'): void {
    this.#client?.close();
    this.#client = undefined;
    this.#watched = undefined;
    if (at !== this.#at) this.#origin = undefined;
    this.#at = at;
    if (access === undefined) return;
    const client = new ControlClient(
      access,
      {
        state: (state) => {
          if (state.kind === 'open') void this.#opened(client, state.facts.origin);
          else this.#watched = undefined;
        },
        event: (event) => {
          if (event.kind !== 'marks' || event.at !== at) return;
          this.#placer.place(event.marks);
          const [newest] = this.#capture.newestStreams(1);
          if (newest) this.#placer.leftOut(event.leftOut, [newest.stream]);
        },
      },
      this.#surroundings,
    );
    this.#client = client;
  }

  /** The connection may have another name now, because it opened, ended or changed. */
  connectionChanged(): void {
    this.#rememberLine();
    if (this.#client?.state.kind === 'open') this.#ask(this.#client);
    this.#placer.ended();
  }

  /** Each line on the bridge has a number; the newest stream belongs to the line opened last. */
  #rememberLine(): void {
    const { line } = this.#own;
    const [newest] = this.#capture.newestStreams(1);
    if (this.#at !== 'bridge' || line === undefined || newest === undefined) return;
    if (!this.#streams.has(line)) this.#streams.set(line, newest.stream);
    if (!newest.isOpen) this.#own.line = undefined;
  }

  #isOver(stream: number): boolean {
    const streams = this.#capture.newestStreams(NEWEST);
    return !streams.some((one) => one.stream === stream && one.isOpen);
  }

  async #opened(client: ControlClient, origin: number): Promise<void> {
    if (this.#origin !== origin) {
      this.#placer.forget();
      this.#streams.clear();
      this.#clock = undefined;
      this.#origin = origin;
    }
    this.#clock ??= await readBrokerClock(client, () => this.#environment.now());
    if (client === this.#client) this.#ask(client);
  }

  /** A client without a name is found among all clients by its opening time. */
  #ask(client: ControlClient): void {
    const name = this.#at === undefined ? this.#name() : '';
    if (this.#watched === name) return;
    this.#watched = name;
    const of = name === '' ? {} : { client: name };
    const at = this.#at && { at: this.#at };
    void client.ask({ kind: 'watch-marks', kept: true, ...of, ...at });
  }

  #name(): string {
    return this.#own.sessionName ?? this.#capture.newestStreams(1)[0]?.client ?? '';
  }

  #streamOf({ connection, opened }: SentMark): number | undefined {
    this.#rememberLine();
    const known = this.#streams.get(connection);
    if (known !== undefined || this.#clock === undefined || this.#at === 'bridge') return known;
    const at = this.#clock.at(opened);
    const most = this.#watched === '' ? SAME_OF_NAMELESS : SAME_OPENING;
    const taken = new Set(this.#streams.values());
    let nearest: { readonly stream: number; readonly distance: number } | undefined;
    for (const { stream, opened: ours } of this.#capture.newestStreams(NEWEST)) {
      const distance = Math.abs((ours ?? Number.POSITIVE_INFINITY) - at);
      const isNearer = distance < (nearest?.distance ?? most);
      if (isNearer && !taken.has(stream)) nearest = { stream, distance };
    }
    if (nearest !== undefined) this.#streams.set(connection, nearest.stream);
    return nearest?.stream;
  }
}
