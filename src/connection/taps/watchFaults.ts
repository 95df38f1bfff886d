/** What the broker's fault rules do to the packets of a live connection, marked in its capture. */
import type { SentMark } from '../../broker/tap/commands.ts';
import type { Capture } from '../../engine/capture/capture.ts';
import type { ControlAccess } from '../control/controlAccess.ts';
import { ControlClient } from '../control/controlClient.ts';
import type { ControlSurroundings } from '../control/surroundings.ts';
import type { Environment } from '../environment/environment.ts';
import { type BrokerClock, readBrokerClock } from './brokerClock.ts';
import { MarkPlacer } from './markPlacer.ts';

/** µs between the openings of one connection as both sides tell it, at most; of one without a name. */
const SAME_OPENING = 1_000_000;
const SAME_OF_NAMELESS = 150_000;
/** Streams among which a mark's is looked for. */
const NEWEST = 20;

/** By what the other end knows the connection. */
interface OwnNames {
  /** Of the device as which it signs in, if as one: the broker knows it by that. */
  readonly sessionName: string | undefined;
  /** Its number on the bridge, if it is led over that; another companion may give it to another one. */
  line: number | undefined;
}

export class WatchFaults {
  readonly #environment: Environment;
  readonly #capture: Capture;
  readonly #surroundings: ControlSurroundings;
  readonly #placer: MarkPlacer;
  readonly #own: OwnNames;
  /** undefined: at the broker. */
  #at: 'bridge' | undefined;
  #client: ControlClient | undefined;
  #clock: BrokerClock | undefined;
  /** Wall-clock time at which the broker began. */
  #origin: number | undefined;
  #watched: string | undefined;
  /** Streams by the broker's number of their connection. */
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

  /** A connection was made or has ended, or neither: it may have another name now. */
  connectionChanged(): void {
    this.#rememberLine();
    if (this.#client?.state.kind === 'open') this.#ask(this.#client);
    this.#placer.ended();
  }

  /** On the bridge each line has its number; the newest stream is that of the line that was opened last. */
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

  /** A client without a name of its own is found among all by when it came. */
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
