/** Handles commands and emits events: a connection's worker without the worker. */

import { errorText } from '../../base/errorText.ts';
import { Lazy, NotLoaded } from '../../base/lazy.ts';
import { Capture } from '../../engine/capture/capture.ts';
import type { Conventions } from '../../engine/conventions/conventions.ts';
import type { FileWords } from '../../engine/files/events/fileWords.ts';
import type { ChartedValue } from '../../engine/series/chartedValue.ts';
import type { Preview } from '../../engine/topics/tree/preview.ts';
import type { WindowReply, WindowRequest } from '../../engine/window/window.ts';
import type { Alert } from '../../payload/alerts/alert.ts';
import { NO_RULES, type PayloadRules } from '../../payload/chains/rules.ts';
import { formatNamed, partOf } from '../../payload/formats/formats.ts';
import type { ConnectionSettings } from '../../profiles/settings/settings.ts';
import { signedInDevice } from '../../profiles/settings/signedInDevice.ts';
import type { Environment } from '../environment/environment.ts';
import type { Answer, Question } from '../environment/questions.ts';
import { SlicedWork } from '../environment/slices.ts';
import { CaptureFiles } from '../files/captureFiles.ts';
import type { Keeper, Kept } from '../keeping/keeper.ts';
import type { Command, ConnectionEvent } from '../protocol/protocol.ts';
import { FilterRuns } from '../questions/filterRuns.ts';
import type { DeviceSignIn } from '../signIn/deviceSignIn.ts';
import { Watching } from '../taps/watching.ts';
import type { Answers } from './answers.ts';
import { ARRANGING, ENDS, KEEPING, PARTS, SEARCHING, SHOWN } from './commandParts.ts';
import { ALERTING, CHARTING, LazyServices, OF_TOPICS, PUBLISHING } from './lazyServices.ts';
import { LiveConnection } from './live.ts';

/** ms until the first packets are kept. */
const FIRST_KEPT = 1000;

/** Answers all questions except windows. */
const ANSWERS = new Lazy(async () => (await import('./answers.ts')).Answers);

export class Dispatch {
  readonly live: LiveConnection;
  readonly capture: Capture;
  readonly files: CaptureFiles;
  readonly filters: FilterRuns;
  readonly watching: Watching;
  readonly later: LazyServices;
  readonly #environment: Environment;
  readonly #deviceSignIn: DeviceSignIn;
  readonly #tell: (event: ConnectionEvent) => void;
  readonly #fileWords: Lazy<FileWords>;
  readonly #formatsAsked = new Set<string>();
  /** Finds topics for a search. */
  readonly #search: SlicedWork;
  /** Releases cleared packets that cannot be restored. */
  readonly #letGo: SlicedWork;
  #hasEnded = false;
  /** Messages whose types were looked at, or will be soon. */
  #looked = 0;
  /** No change since the last window, so the page waits for a notification. */
  #isQuiet = false;
  /** The user waits for a change that has happened. */
  #isAwaited = false;
  #answers: Answers | undefined;
  #keeper: Keeper | undefined;
  /** Settled after the last command to keep packets. */
  #kept: Promise<void> = Promise.resolve();
  /** Commands that wait until the packets from before a reload are there. */
  #waiting: Command[] | undefined;

  constructor(
    environment: Environment,
    tell: (event: ConnectionEvent) => void,
    fileWords: Lazy<FileWords>,
    conventions: Conventions,
    deviceSignIn: DeviceSignIn,
  ) {
    this.#environment = environment;
    this.#deviceSignIn = deviceSignIn;
    this.#tell = tell;
    this.#fileWords = fileWords;
    this.capture = new Capture({
      conventions,
      originWallClock: environment.origin,
      // Only filters use them, and load them first.
      problemWords: { foundWrong: (found) => fileWords.found?.foundWrong(found) ?? '' },
      onUnread: () => {
        this.#loadPairing();
      },
    });
    this.files = new CaptureFiles(environment, this.capture, tell, fileWords);
    this.filters = new FilterRuns(environment, this.capture, tell, fileWords);
    this.watching = new Watching(environment, this.capture, this.files.origins, tell);
    const told = (event: ConnectionEvent): void => {
      if (event.kind === 'published' && event.id < 0)
        this.later.begunPublishing?.became(event.id, event.outcome);
      else tell(event);
      if (event.kind === 'line') this.watching.line = event.facts.number;
      if (event.kind === 'state') this.watching.connectionChanged();
    };
    this.live = new LiveConnection(
      environment,
      this.capture,
      deviceSignIn,
      told,
      this.files.origins,
    );
    const { capture, files, live } = this;
    this.#search = new SlicedWork(environment, (hasTime) => {
      const isDone = capture.lookForTopics(hasTime);
      this.#came();
      return isDone;
    });
    this.#letGo = new SlicedWork(
      environment,
      (hasTime) => this.#hasEnded || capture.freeForgotten(hasTime),
    );
    const came = () => this.#came();
    this.later = new LazyServices({ environment, capture, files, live, tell, came });
  }

  /** Ends the worker's services. The tab is closed, so its kept packets are deleted. */
  async ended(): Promise<void> {
    this.#hasEnded = true;
    await this.#keeper?.end();
  }

  /** Answers, or fails with the thrown error; a window synchronously. */
  ask(id: number, question: Question): void {
    const told = (answer: Answer): void => this.#tell({ kind: 'answered', id, answer });
    const failed = (error: unknown): void => {
      const why = errorText(error);
      const notLoaded = error instanceof NotLoaded;
      this.#tell({ kind: 'answered', id, failed: why, ...(notLoaded && { notLoaded }) });
    };
    if (question.kind !== 'window') {
      ANSWERS.load()
        .then((Made) => (this.#answers ??= new Made(this.#environment, this)).to(question))
        .then(told, failed);
      return;
    }
    try {
      told({ to: 'window', said: this.#window(question.request) });
    } catch (error) {
      failed(error);
    }
  }

  #window(request: WindowRequest): WindowReply {
    this.filters.beforeWindow();
    this.later.begunSeries?.beforeWindow();
    const reply = this.capture.window(request, this.files.now);
    if (reply.counters.messages !== this.#looked) this.later.lookAtTypes();
    this.#looked = reply.counters.messages;
    this.#loadFormatsOf(reply);
    this.#isQuiet = true;
    this.#isAwaited = false;
    this.capture.whenNext(() => this.#stir());
    return this.files.withSettings(reply);
  }

  #stir(): void {
    if (!this.#isQuiet) return;
    this.#isQuiet = false;
    this.#tell({ kind: 'stirred' });
  }

  /** Result of a user request that could not be shown at once. */
  #came(): void {
    if (this.#isAwaited) return;
    this.#isAwaited = true;
    this.#isQuiet = false;
    this.#tell({ kind: 'stirred', awaited: true });
  }

  /** Each once. A failure is reported, and the user can retry. */
  #loadFormatsOf({ topics, pinned = [], packets }: WindowReply): void {
    const rows: readonly ({ readonly preview?: Preview | undefined } | null)[] = [
      ...(topics?.rows ?? []),
      ...pinned,
      ...(packets?.rows ?? []),
    ];
    for (const row of rows) {
      const preview = row?.preview;
      if (preview?.key !== 'waiting' || this.#formatsAsked.has(preview.args.format)) continue;
      this.#formatsAsked.add(preview.args.format);
      this.command({ kind: 'load-format', format: preview.args.format });
    }
  }

  /** Active filters run again after the code that reads the payloads is loaded. */
  #readPayloads(rules: PayloadRules): void {
    const { chosen } = this.capture;
    if (rules === chosen.rules) return;
    chosen.set(rules);
    const held = rules.schemas ?? this.later.begunTopics;
    const used = this.capture.readConventions(rules.files);
    Promise.all([
      used,
      chosen.load(),
      held && this.later.topics().then((topics) => topics.hold(rules)),
    ]).then(
      () => {
        if (chosen.rules !== rules) return;
        this.filters.again();
        this.later.begunSeries?.again();
        this.#came();
      },
      ({ message }: Error) => {
        this.#tell({ kind: 'not-loaded', message, command: { kind: 'read-payloads', rules } });
      },
    );
  }

  /** Loaded only if values are charted. */
  #chartAgain(values: readonly ChartedValue[]): void {
    if (values.length > 0 || this.later.begunSeries) this.command({ kind: 'chart', values });
  }

  /** Loaded only if there are alerts. */
  #alertAgain(alerts: readonly Alert[]): void {
    if (alerts.length > 0 || this.later.begunAlerts) this.command({ kind: 'watch-alerts', alerts });
  }

  #signsInAs(settings: ConnectionSettings): void {
    const device = signedInDevice(settings);
    this.watching.sessionName = device && this.#deviceSignIn.sessionName(device);
  }

  /** A failure has no effect while no message waits; the next message tries again. */
  #loadPairing(): void {
    this.capture.loadPairing().catch(({ message }: Error) => {
      if (!this.capture.hasUnread) return;
      this.#tell({ kind: 'not-loaded', message, command: { kind: 'load-rest' } });
    });
  }

  /** Commands that need missing code wait for it, in order. */
  command(command: Command): void {
    if (this.#waiting !== undefined) {
      this.#waiting.push(command);
      return;
    }
    if (command.kind === 'keep') {
      // Later packets come after those from before the reload, so later commands wait.
      if (command.isReload) this.#waiting = [];
      this.#kept = this.#kept.then(() => this.#keep(command));
      return;
    }
    const part = this.#partFor(command);
    if (part === undefined || part.found !== undefined) {
      this.#do(command);
      this.#stir();
      return;
    }
    const isEnd = ENDS.has(command.kind);
    if (isEnd && !part.isUnderWay) return;
    part.load().then(
      () => {
        this.#do(command);
        if (SHOWN.has(command.kind)) this.#came();
        else this.#stir();
      },
      ({ message }: NotLoaded) => {
        if (!isEnd) this.#tell({ kind: 'not-loaded', message, command });
      },
    );
  }

  async #keep({ id, isReload }: Extract<Command, { readonly kind: 'keep' }>): Promise<void> {
    let kept: Kept | undefined;
    try {
      // Without packets from before, nothing waits for the code.
      if (!isReload) await new Promise<void>((go) => this.#environment.after(FIRST_KEPT, go));
      const Made = await KEEPING.load();
      this.#keeper ??= new Made({
        environment: this.#environment,
        capture: this.capture,
        origins: this.files.origins,
        fileWords: this.#fileWords,
        ended: () => this.#tell({ kind: 'keeping', id: undefined, hasEnded: true }),
      });
      if (!this.#hasEnded) kept = await this.#keeper.keep(id);
    } catch {
      // Nothing is kept without the code or the files. The connection works without.
    }
    this.#tell({ kind: 'keeping', id: undefined, ...kept });
    const waiting = this.#waiting ?? [];
    this.#waiting = undefined;
    for (const command of waiting) this.command(command);
    this.#stir();
  }

  /** Code to load for a command. */
  #partFor(command: Command): Lazy<unknown> | undefined {
    if (command.kind !== 'load-format') return PARTS[command.kind];
    const { format } = command;
    return partOf(this.capture.chosen.named(format) ?? formatNamed(format));
  }

  #do(command: Command): void {
    switch (command.kind) {
      case 'connect':
        this.#signsInAs(command.settings);
        this.#readPayloads(command.settings.payloads ?? NO_RULES);
        if (command.settings.answers ?? this.later.begunPublishing) {
          this.command({ kind: 'answer-by', rules: command.settings.answers });
        }
        this.#chartAgain(command.settings.charts?.lines ?? []);
        this.#alertAgain(command.settings.charts?.alerts ?? []);
        this.live.connect(command);
        break;
      case 'watch-alerts':
        ALERTING.with((Runs) => this.later.alerts(Runs).set(command.alerts));
        break;
      case 'chart':
        CHARTING.with((Runs) => this.later.series(Runs).set(command.values));
        break;
      case 'disconnect':
        this.live.disconnect(command.farewell);
        break;
      case 'reauthenticate':
        this.live.reauthenticate();
        break;
      case 'stop-retrying':
        this.live.stopRetrying();
        break;
      case 'retry-now':
        this.live.retryNow();
        break;
      case 'subscribe':
        this.live.subscriptions.subscribe(command.subscription);
        break;
      case 'subscribe-all':
        this.live.subscriptions.subscribe(...command.subscriptions);
        break;
      case 'unsubscribe':
        this.live.subscriptions.unsubscribe(command.filter);
        break;
      case 'publish':
        if (
          command.message.file ??
          (PUBLISHING.isUnderWay || this.later.begunPublishing?.isReading)
        ) {
          PUBLISHING.with((Made) => this.later.publishing(Made).command(command));
        } else this.live.outbox.publish(command.message);
        break;
      case 'held-message':
        this.live.outbox.decide(command.id, command.how);
        break;
      case 'repeat':
      case 'stop-repeating':
      case 'answer-by':
      case 'answer-again':
        PUBLISHING.with((Made) => this.later.publishing(Made).command(command));
        break;
      case 'filter':
        this.filters.set(command.text, command.listed);
        break;
      case 'arm':
        this.filters.arm(command);
        break;
      case 'disarm':
        this.filters.disarm();
        break;
      case 'resume-recording':
        this.filters.resumeRecording();
        break;
      case 'save':
      case 'save-more':
      case 'stop-saving':
      case 'open-file':
      case 'reveal':
      case 'stop-opening':
      case 'mark':
        this.files.command(command);
        break;
      case 'open-tap':
      case 'end-tap':
      case 'watch-faults':
        this.watching.command(command);
        break;
      case 'survey-messages':
        void this.later.replaying().then((replaying) => replaying.survey(command));
        break;
      case 'expand':
        this.capture.expand(command.path, command.expanded, command.deep ?? false);
        break;
      case 'search-topics':
        SEARCHING.with((Finder) => this.capture.search(command.text, Finder));
        this.#search.run();
        break;
      case 'arrange-topics':
        ARRANGING.with((Arrangement) =>
          this.capture.arrangeTopics(command.order, command.hidden, () => new Arrangement()),
        );
        break;
      case 'mute-rule':
        this.capture.muteRule(command.rule, command.muted);
        break;
      case 'read-problems':
        this.capture.readProblems();
        break;
      case 'clear':
        this.capture.clear();
        this.#keeper?.clear();
        this.#letGo.run();
        break;
      case 'undo-clear':
        this.capture.restore();
        this.#keeper?.clear();
        this.#search.run();
        break;
      case 'forget-cleared':
        this.capture.forgetCleared();
        this.#letGo.run();
        break;
      case 'read-payloads':
        this.#readPayloads(command.rules);
        break;
      case 'keep':
        break;
      case 'load-format':
        // Loaded; the next window shows it.
        break;
      case 'load-rest':
        // A failure is reported to the first request that needs it.
        for (const part of [...REST, this.#deviceSignIn.signing]) part.now();
        this.#loadPairing();
        break;
    }
  }
}

/** Code to load while idle. */
const REST: readonly Lazy<unknown>[] = [...Object.values(PARTS), ANSWERS, OF_TOPICS];
