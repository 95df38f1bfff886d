/** Answers a worker's questions, except windows. Loaded with the first question. */

import { Lazy } from '../../base/lazy.ts';
import type { Capture } from '../../engine/capture/capture.ts';
import { parsePredefinedTopics, writePredefinedTopics } from '../../mqttsn/predefinedTopics.ts';
import type { SnFilter } from '../../mqttsn/reading/snMatches.ts';
import type { Environment } from '../environment/environment.ts';
import type { Answer, Question } from '../environment/questions.ts';
import type { CaptureFiles } from '../files/captureFiles.ts';
import { sensorRecordOf } from '../files/sensorRecords.ts';
import { FilterQuestions } from '../questions/filterQuestions.ts';
import { FILTER_LANGUAGE } from '../questions/filterRuns.ts';
import { NameQuestions } from '../questions/nameQuestions.ts';
import { type LazyServices, PUBLISHING } from './lazyServices.ts';
import type { LiveConnection } from './live.ts';
import type { Trials } from './trials.ts';

/** Suggestions for a typed topic. */
const COMPLETIONS = 20;
/** Limits for the values of a branch. */
const LATEST = { topics: 1000, bytes: 256 };

/** Raw bytes to send. */
const TRIALS = new Lazy(async () => (await import('./trials.ts')).Trials);

interface AnswerSources {
  readonly capture: Capture;
  readonly files: CaptureFiles;
  readonly later: LazyServices;
  readonly live: LiveConnection;
}

export class Answers {
  readonly #environment: Environment;
  readonly #asked: AnswerSources;
  readonly #ofFilters: FilterQuestions;
  readonly #ofNames: NameQuestions;
  #trials: Trials | undefined;

  constructor(environment: Environment, asked: AnswerSources) {
    this.#environment = environment;
    this.#asked = asked;
    this.#ofFilters = new FilterQuestions(environment, asked.capture);
    this.#ofNames = new NameQuestions(environment, asked.capture);
  }

  async to(question: Exclude<Question, Question<'window'>>): Promise<Answer> {
    const { capture, files, later, live } = this.#asked;
    switch (question.kind) {
      case 'complete-topic':
        return { to: question.kind, said: capture.complete(question.prefix, COMPLETIONS) };
      case 'find-topics':
        return { to: question.kind, said: await this.#ofNames.find(question) };
      case 'retained-messages':
      case 'retained-list':
      case 'search-history':
      case 'topic-shape':
      case 'topic-levels':
      case 'changing-values':
      case 'schema-state':
      case 'check-schemas':
      case 'traffic':
        return await (await later.topics()).answer(question);
      case 'latest-below':
        return { to: question.kind, said: capture.latest(question.path, LATEST) };
      case 'complete-filter':
        return {
          to: question.kind,
          said: await this.#ofFilters.complete(question.text, question.cursor),
        };
      case 'count-terms':
        return { to: question.kind, said: await this.#ofFilters.countTerms(question.text) };
      case 'missing-paths':
        return { to: question.kind, said: await this.#ofFilters.missingPaths(question.text) };
      case 'path-ends':
        return { to: question.kind, said: await this.#ofFilters.pathEnds(question.name) };
      case 'fill-in': {
        const publishing = later.publishing(await PUBLISHING.load());
        return {
          to: question.kind,
          said: await publishing.fillIn(question.template, question.isSent ?? false),
        };
      }
      case 'preview-answer': {
        const publishing = later.publishing(await PUBLISHING.load());
        return { to: question.kind, said: await publishing.previewAnswer(question.rule) };
      }
      case 'try-bytes':
        return { to: question.kind, said: await (await this.#tries()).try(question.trial) };
      case 'trial-terms': {
        const { settings, link } = live.current;
        const said = settings && { version: settings.version, announced: link?.limits };
        return { to: question.kind, said };
      }
      case 'series-table':
        return { to: question.kind, said: later.begunSeries?.table(question.span) ?? [] };
      case 'sensors': {
        const { first, count, filter } = question;
        const said = sensorRecordOf(capture)?.rows(first, count, await this.#sensorFilter(filter));
        return { to: question.kind, said };
      }
      case 'sensor-topics': {
        const record = sensorRecordOf(capture);
        const parsed = parsePredefinedTopics(question.topics ?? '');
        if (question.topics !== undefined && parsed.ok) record?.nameTopics(parsed.topics);
        return { to: question.kind, said: record && writePredefinedTopics(record.topics) };
      }
      case 'sensor-problems':
        return { to: question.kind, said: sensorRecordOf(capture)?.problems };
      case 'sensor':
        return { to: question.kind, said: sensorRecordOf(capture)?.detail(question.no) };
      case 'next-mark':
        return { to: question.kind, said: files.markAfter(question.after) };
      case 'read-messages':
        return { to: question.kind, said: (await later.replaying()).read(question) };
    }
  }

  /** Errors in the filter are shown where it is edited. */
  async #sensorFilter(text = ''): Promise<SnFilter | undefined> {
    if (text === '') return undefined;
    const { compileFilter, sensorFilter } = await FILTER_LANGUAGE.load();
    const compiled = compileFilter(text);
    return compiled.ok ? sensorFilter(compiled) : undefined;
  }

  async #tries(): Promise<Trials> {
    const Tries = await TRIALS.load();
    const { capture, files, live } = this.#asked;
    return (this.#trials ??= new Tries(
      this.#environment,
      capture,
      files.origins,
      () => live.current,
    ));
  }
}
