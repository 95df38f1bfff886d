/** Services of a worker for some connections only: loaded on demand, and created once. */

import { Lazy } from '../../base/lazy.ts';
import type { Capture } from '../../engine/capture/capture.ts';
import { loadFormats } from '../../payload/formats/formats.ts';
import type { Environment } from '../environment/environment.ts';
import { REPLAYING } from '../files/fileParts.ts';
import type { Replaying } from '../files/replaying.ts';
import type { ConnectionEvent } from '../protocol/protocol.ts';
import type { AlertRuns } from '../questions/alertRuns.ts';
import type { SeriesRuns } from '../questions/seriesRuns.ts';
import type { TopicQuestions } from '../topics/topicQuestions.ts';
import type { TypeWatching } from '../topics/typeWatching.ts';
import type { LiveConnection } from './live.ts';
import type { Publishing } from './publishing.ts';

/** Templates, repeats, messages from files, and auto-replies. */
export const PUBLISHING = new Lazy(async () => (await import('./publishing.ts')).Publishing);

/** Points of values over time, with all payload formats, so that none is missed. */
export const CHARTING = new Lazy(async () => {
  const [{ SeriesRuns }] = await Promise.all([import('../questions/seriesRuns.ts'), loadFormats()]);
  return SeriesRuns;
});

/** Judges messages by alerts, with all payload formats. */
export const ALERTING = new Lazy(async () => {
  const [{ AlertRuns }] = await Promise.all([import('../questions/alertRuns.ts'), loadFormats()]);
  return AlertRuns;
});

/** Less frequent questions about topics. */
export const OF_TOPICS = new Lazy(
  async () => (await import('../topics/topicQuestions.ts')).TopicQuestions,
);

/** Values that change their type. Loaded with the first message on screen. */
const TYPES = new Lazy(async () => (await import('../topics/typeWatching.ts')).TypeWatching);

/** Objects that the services work on. */
interface Connected {
  readonly environment: Environment;
  readonly capture: Capture;
  readonly live: LiveConnection;
  readonly files: { readonly now: number };
  readonly tell: (event: ConnectionEvent) => void;
  /** A result that the user waits for can be shown. */
  readonly came: () => void;
}

export class LazyServices {
  readonly #on: Connected;
  #publishing: Publishing | undefined;
  #series: SeriesRuns | undefined;
  #alerts: AlertRuns | undefined;
  #topics: TopicQuestions | undefined;
  #types: TypeWatching | undefined;
  #replaying: Replaying | undefined;

  constructor(on: Connected) {
    this.#on = on;
  }

  /** undefined if nothing was published this way. */
  get begunPublishing(): Publishing | undefined {
    return this.#publishing;
  }

  /** undefined if nothing was charted. */
  get begunSeries(): SeriesRuns | undefined {
    return this.#series;
  }

  /** undefined if nothing was requested. */
  get begunTopics(): TopicQuestions | undefined {
    return this.#topics;
  }

  /** @param Made the loaded class */
  publishing(Made: typeof Publishing): Publishing {
    const { environment, capture, live, tell } = this.#on;
    return (this.#publishing ??= new Made(environment, capture, live, tell));
  }

  /** @param Runs the loaded class */
  series(Runs: typeof SeriesRuns): SeriesRuns {
    const { environment, capture, came } = this.#on;
    return (this.#series ??= new Runs(environment, capture, came));
  }

  /** undefined if there were no alerts. */
  get begunAlerts(): AlertRuns | undefined {
    return this.#alerts;
  }

  /** @param Runs the loaded class */
  alerts(Runs: typeof AlertRuns): AlertRuns {
    const { environment, capture, files, tell } = this.#on;
    return (this.#alerts ??= new Runs(
      environment,
      capture,
      () => files.now,
      (told) => tell({ kind: 'alerts', ...told }),
    ));
  }

  async topics(): Promise<TopicQuestions> {
    const Questions = await OF_TOPICS.load();
    const { environment, capture, files } = this.#on;
    return (this.#topics ??= new Questions(environment, capture, () => files.now));
  }

  /** Examines new messages for values that change their type. */
  lookAtTypes(): void {
    const { environment, capture, came } = this.#on;
    if (this.#types !== undefined) this.#types.look();
    else
      TYPES.load().then(
        (Watching) => (this.#types ??= new Watching(environment, capture, came)).look(),
        // Tried again with the next window.
        () => undefined,
      );
  }

  async replaying(): Promise<Replaying> {
    const Replays = await REPLAYING.load();
    const { environment, capture, tell } = this.#on;
    return (this.#replaying ??= new Replays(environment, capture, tell));
  }
}
