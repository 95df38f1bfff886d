/** Runs one recording: writes a connection's packets to a file until one of its end conditions is met. */

import { shownAddress } from '../../connection/environment/shownAddress.ts';
import type {
  ConnectionEvent,
  ConnectionState,
  Failure,
  SubscriptionStatus,
} from '../../connection/protocol/protocol.ts';
import { loadedSignIn } from '../../connection/signIn/signing.ts';
import { LiveConnection } from '../../connection/worker/live.ts';
import { alibabaSignIn } from '../../conventions/alibaba/signIn.ts';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import type { Capture } from '../../engine/capture/capture.ts';
import type { ExportFormat } from '../../engine/files/captureFormats.ts';
import type {
  CaptureEvent,
  OpenedStream,
  ReadPacket,
} from '../../engine/files/events/captureEvents.ts';
import { recording } from '../../i18n/cli/en/recording.ts';
import { fileWords } from '../../i18n/en/captures/fileWords.ts';
import { filterError } from '../../i18n/en/facts/filterError.ts';
import { peekType } from '../../mqtt/framing/peek.ts';
import type { ConnectionSettings } from '../../profiles/settings/settings.ts';
import { StartError } from '../cli/errors.ts';
import { EXIT } from '../cli/exitCodes.ts';
import { compileFilter } from '../cli/filters.ts';
import { RecordEnvironment } from './recordEnvironment.ts';
import { RecordingCapture } from './recordingCapture.ts';
import type { Trust } from './recordSocket.ts';
import { answerText, failureText, strangerText } from './recordText.ts';
import { RotatedFiles } from './rotatedFiles.ts';
import { Unfinished } from './unfinished.ts';

export interface RecordPlan {
  readonly settings: ConnectionSettings;
  readonly trust: Trust;
  readonly file: string;
  readonly format: ExportFormat;
  /** Bytes after which the next file begins; undefined: one file. */
  readonly rotateSize: number | undefined;
  /** Files to keep; undefined: all. */
  readonly keep: number | undefined;
  readonly withSecrets: boolean;
  /** ms from the first CONNACK. */
  readonly duration: number | undefined;
  /** Received PUBLISH packets. */
  readonly count: number | undefined;
  /** A display filter; the first matching packet is the last. */
  readonly until: string | undefined;
  readonly reconnects: boolean;
}

export interface RecordSurroundings {
  readonly notice: (text: string) => void;
  /** Name of the writing program, e.g. `mqttscope 0.1.0`. */
  readonly application: string;
  /** Ends the recording cleanly. */
  readonly signal: AbortSignal;
}

/** Bytes for the engine's own log, which may be small because packets go to the file at once. */
const LOG_BUDGET = 8 * 1024 * 1024;
const TOPIC_BUDGET = 1024 * 1024;
/** Limit of topics in the engine. */
const MOST_TOPICS = 5000;
/** ms until the next attempt after a protocol error of the broker. */
const BREACH_PAUSE = 1000;
/** ms for the last handshakes, and again for the close. */
const FINISH_WITHIN = 1000;

interface Ending {
  /** End condition, for the summary. */
  readonly by: string;
  readonly failure?: StartError;
  /** The failure is that of the file. */
  readonly isOfFile?: boolean;
  /** The time was over before the awaited packets. */
  readonly isMissed?: boolean;
}

/**
 * Resolves to the exit code when the file is complete. Throws `StartError`, with the file as complete as
 * possible.
 */
export async function record(plan: RecordPlan, surroundings: RecordSurroundings): Promise<number> {
  const recorder = new Recorder(plan, surroundings);
  return recorder.run();
}

class Recorder {
  readonly #plan: RecordPlan;
  readonly #surroundings: RecordSurroundings;
  readonly #environment: RecordEnvironment;
  readonly #unfinished = new Unfinished();
  readonly #said = new Map<string, string>();
  #ending: Ending | undefined;
  #ended: (ending: Ending) => void = () => undefined;
  #isConnected = false;
  #hasConnected = false;
  #hasPassedOver = false;
  #packets = 0;
  #messages = 0;
  #bytes = 0;
  #finished: () => void = () => undefined;
  #tryAgain: () => void = () => undefined;
  #cancelRetry: () => void = () => undefined;
  #cancelDuration: () => void = () => undefined;
  /** Number of packets that were too expensive for the filter of --until. */
  #notChecked = 0;
  /** Its connection, if it is open. */
  #opened: OpenedStream | undefined;
  /** The packet of --until has arrived, but may not be written yet. */
  #hasMatched = false;

  constructor(plan: RecordPlan, surroundings: RecordSurroundings) {
    this.#plan = plan;
    this.#surroundings = surroundings;
    this.#environment = new RecordEnvironment(plan.trust);
  }

  async run(): Promise<number> {
    const { file, format, rotateSize, keep, withSecrets, settings } = this.#plan;
    const { application, signal, notice } = this.#surroundings;
    const end = new Promise<Ending>((resolve) => {
      this.#ended = resolve;
    });
    const { secrets } = CONVENTIONS;
    const files = new RotatedFiles({
      file,
      format,
      rotateSize,
      rotateTime: undefined,
      keep,
      written: { secrets, withSecrets, application, fileWords },
      origin: this.#environment.origin,
      open: () => this.#openStreams(),
      full: () => this.#environment.hold(),
      hasRoom: () => this.#environment.resume(),
      failed: (failure) => this.#end({ by: recording.byFailure, failure, isOfFile: true }),
      notRemoved: ({ message }) => notice(message),
    });
    await files.begin();
    const live = this.#connection(files);
    this.#tryAgain = () => {
      live.retryNow();
    };
    const interrupt = (): void => {
      this.#end({ by: recording.bySignal });
    };
    signal.addEventListener('abort', interrupt);
    if (signal.aborted) interrupt();
    const began = this.#environment.now();
    const place = file === '-' ? recording.standardOutput : file;
    notice(recording.began(shownAddress(settings.url), place));
    // Records a broker's errors instead of stopping at them.
    live.connect({ kind: 'connect', settings, observeMalformed: true });
    const ending = await end;
    await this.#finish(live);
    const isOldKept = await this.#close(files, ending);
    const counts = {
      packets: this.#packets,
      messages: this.#messages,
      bytes: this.#bytes,
      seconds: ((this.#environment.now() - began) / 1e6).toFixed(1),
    };
    if (this.#notChecked > 0) notice(recording.untilNotChecked(this.#notChecked));
    const written = rotateSize === undefined ? place : recording.series(files.files);
    notice(recording.ended(counts, written, !isOldKept, ending.by));
    if (ending.failure) throw ending.failure;
    if (ending.isMissed !== true) return EXIT.done;
    notice(recording.missed);
    return EXIT.notGood;
  }

  /**
   * Resolves to true if an older file stays because no connection was established. A file error is reported
   * once, with the path of what was written. Another failure that ended the recording comes before it.
   */
  async #close(files: RotatedFiles, { failure, isOfFile }: Ending): Promise<boolean> {
    try {
      if (!this.#hasConnected) return await files.keepOld();
      await files.end();
      return false;
    } catch (error) {
      throw isOfFile ? error : (failure ?? error);
    }
  }

  #connection(files: RotatedFiles): LiveConnection {
    const environment = this.#environment;
    const { settings } = this.#plan;
    const capture = new RecordingCapture({
      conventions: CONVENTIONS,
      originWallClock: environment.origin,
      logBudget: LOG_BUDGET,
      topicBudget: TOPIC_BUDGET,
      now: () => environment.now(),
      facts: () => ({
        ...environment.ends,
        carrier: settings.url.startsWith('ws') ? 'websocket' : 'tcp',
        framed: true,
        settings: settingsOf(settings),
      }),
      sink: (event) => {
        this.#take(event, files);
        if (event.kind !== 'packet' || this.#packets % MOST_TOPICS !== 0) return;
        if (capture.counters(event.time).topics > MOST_TOPICS) capture.clear();
      },
    });
    this.#waitFor(capture, this.#plan.until);
    return new LiveConnection(environment, capture, loadedSignIn(alibabaSignIn), (event) => {
      this.#hear(event);
    });
  }

  /** The open connection, for a file that begins during it. */
  #openStreams(): readonly CaptureEvent[] {
    if (this.#opened === undefined) return [];
    const { version } = this.#plan.settings;
    return [{ ...this.#opened, time: this.#environment.now(), fromStart: false, version }];
  }

  #take(event: CaptureEvent, files: RotatedFiles): void {
    // Each file has its origin.
    if (event.kind === 'origin') return;
    if (event.kind !== 'packet') {
      if (event.kind === 'closed') this.#unfinished.disconnected();
      files.take(event);
      this.#opened = event.kind === 'opened' ? event : undefined;
      // The end of its connection may have ended an exchange.
      if (this.#hasMatched) this.#end({ by: '--until' });
      return;
    }
    const { direction, bytes, partial } = event;
    if (this.#ending) {
      // Bytes after the last packet are not part of the recording, and may be half a packet.
      const isPart = !partial && this.#unfinished.belongs(direction, bytes);
      if (isPart) this.#write(event, files);
      if (this.#unfinished.count === 0) this.#finished();
      return;
    }
    this.#write(event, files);
    const { count } = this.#plan;
    if (count !== undefined && this.#messages >= count) this.#end({ by: '--count' });
    if (this.#hasMatched) this.#end({ by: '--until' });
  }

  /** An armed filter sees packets as they arrive, and later their outcomes. */
  #waitFor({ armed }: Capture, until: string | undefined): void {
    if (until === undefined) return;
    const error = armed.arm(compileFilter(until), 0, 'notify');
    if (error) throw new Error(filterError(error));
    armed.listen(() => {
      const { hits = 0, givenUp = 0 } = armed.status?.filter ?? {};
      this.#hasMatched ||= hits > 0;
      if (givenUp > 0 && this.#notChecked === 0) {
        this.#surroundings.notice(recording.untilGivenUp);
      }
      this.#notChecked = givenUp;
    });
  }

  #write(event: ReadPacket, files: RotatedFiles): void {
    const { direction, bytes, partial } = event;
    this.#packets += 1;
    this.#bytes += bytes.length;
    if (!partial) {
      if (direction === 'in' && peekType(bytes) === 'publish') this.#messages += 1;
      this.#unfinished.holds(direction, bytes);
    }
    files.take(event);
  }

  #end(ending: Ending): void {
    if (this.#ending) return;
    this.#ending = ending;
    this.#ended(ending);
  }

  #hear(event: ConnectionEvent): void {
    if (event.kind === 'state') this.#become(event.state);
    else if (event.kind === 'subscriptions') this.#subscribed(event.subscriptions);
    else if (event.kind === 'fault') this.#surroundings.notice(recording.fact(event.why));
    else if (event.kind === 'passed-over' && !this.#hasPassedOver) {
      this.#hasPassedOver = true;
      this.#surroundings.notice(recording.breaksRules);
    }
  }

  #become(state: ConnectionState): void {
    this.#isConnected = state.kind === 'connected';
    if (this.#ending) return;
    if (state.kind === 'connected') this.#connected();
    if (state.kind === 'waiting') this.#lost(state.failure, state.delay);
    if (state.kind === 'closed' && state.failure) this.#lost(state.failure, undefined);
  }

  /** @param delay ms until an automatic reconnect; undefined: none */
  #lost(failure: Failure, delay: number | undefined): void {
    const goesOn = this.#hasConnected && this.#plan.reconnects;
    const text = this.#textOf(failure);
    if (!goesOn || (delay === undefined && failure.kind !== 'broken')) {
      this.#end({ by: recording.byFailure, failure: new StartError(() => text) });
      return;
    }
    const seconds = ((delay ?? BREACH_PAUSE) / 1000).toFixed(1);
    this.#surroundings.notice(recording.tryingAgain(text, seconds));
    if (delay === undefined) {
      this.#cancelRetry = this.#environment.after(BREACH_PAUSE, this.#tryAgain);
    }
  }

  #connected(): void {
    if (this.#hasConnected) {
      this.#surroundings.notice(recording.connectedAgain);
      return;
    }
    this.#hasConnected = true;
    const { duration, count, until } = this.#plan;
    if (duration === undefined) return;
    this.#cancelDuration = this.#environment.after(duration, () => {
      this.#end({ by: '--for', isMissed: (count ?? until) !== undefined });
    });
  }

  #textOf(failure: Failure): string {
    const { url } = this.#plan.settings;
    const address = shownAddress(url);
    if (failure.kind === 'broken' && !this.#hasConnected) {
      return strangerText(failure, address);
    }
    return failureText(failure, address, this.#environment.failure);
  }

  /** Reports each result once. Ends if there is no subscription to record any more. */
  #subscribed(statuses: readonly SubscriptionStatus[]): void {
    if (!this.#isConnected || this.#ending) return;
    for (const status of statuses) {
      const { filter } = status.subscription;
      const text = answerText(status, this.#plan.settings.version);
      if (text === undefined || this.#said.get(filter) === text) continue;
      this.#said.set(filter, text);
      this.#surroundings.notice(text);
    }
    const isRefused = ({ state }: SubscriptionStatus) =>
      state.kind === 'refused' || state.kind === 'not-sent' || state.kind === 'held';
    if (statuses.length > 0 && statuses.every(isRefused)) {
      const failure = new StartError((say) => say.noSubscription());
      this.#end({ by: recording.byFailure, failure });
    }
  }

  /** Completes open handshakes, disconnects and closes. */
  async #finish(live: LiveConnection): Promise<void> {
    this.#cancelDuration();
    this.#cancelRetry();
    if (this.#isConnected && this.#unfinished.count > 0) {
      await this.#within(FINISH_WITHIN, (done) => {
        this.#finished = done;
      });
    }
    live.disconnect();
    this.#environment.resume();
    await this.#within(FINISH_WITHIN, (done) => {
      live.drained(done);
    });
    this.#environment.destroy();
  }

  #within(ms: number, begin: (done: () => void) => void): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#environment.after(ms, resolve);
      begin(() => {
        cancel();
        resolve();
      });
    });
  }
}

/** The file's description of the connection. */
function settingsOf(settings: ConnectionSettings): Record<string, unknown> {
  const { url, version, clientId, cleanStart, keepAlive, subscriptions } = settings;
  return {
    url: shownAddress(url),
    version,
    clientId,
    cleanStart,
    keepAlive,
    subscriptions: subscriptions.map(({ filter, qos }) => ({ filter, qos })),
  };
}
