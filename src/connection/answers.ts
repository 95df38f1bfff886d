/** Answers what is asked of a connection's worker besides windows: loaded with the first such question. */
import type { Capture } from '../engine/capture/capture.ts';
import { TopicTable } from '../engine/topics/topicTable.ts';
import type { Answer, Question } from './environment/questions.ts';
import type { CaptureFiles } from './files/captureFiles.ts';
import type { FilterRuns } from './filterRuns.ts';
import { type LaterWork, PUBLISHING } from './laterWork.ts';
import type { LiveConnection } from './live.ts';

/** Suggestions for a topic that is being typed. */
const COMPLETIONS = 20;
/** Of a branch whose values are asked for. */
const LATEST = { topics: 1000, bytes: 256 };

interface Asked {
  readonly capture: Capture;
  readonly files: CaptureFiles;
  readonly filters: FilterRuns;
  readonly later: LaterWork;
  readonly live: LiveConnection;
}

export async function answer(
  question: Exclude<Question, Question<'window'>>,
  { capture, files, filters, later, live }: Asked,
): Promise<Answer> {
  switch (question.kind) {
    case 'complete-topic':
      return { to: question.kind, said: capture.complete(question.prefix, COMPLETIONS) };
    case 'find-topics': {
      const table = capture.topicTable(TopicTable);
      return { to: question.kind, said: table.find(question.text, question.most) };
    }
    case 'retained-messages':
    case 'retained-list':
    case 'search-history':
    case 'topic-shape':
    case 'topic-levels':
    case 'schema-state':
    case 'traffic':
      return await (await later.topics()).answer(question);
    case 'latest-below':
      return { to: question.kind, said: capture.latest(question.path, LATEST) };
    case 'complete-filter':
      return { to: question.kind, said: await filters.complete(question.text, question.cursor) };
    case 'count-terms':
      return { to: question.kind, said: await filters.countTerms(question.text) };
    case 'missing-paths':
      return { to: question.kind, said: await filters.missingPaths(question.text) };
    case 'fill-in': {
      const publishing = later.publishing(await PUBLISHING.load());
      return { to: question.kind, said: await publishing.fillIn(question.template) };
    }
    case 'try-bytes': {
      const trials = await later.trials();
      return { to: question.kind, said: await trials.try(question.trial) };
    }
    case 'trial-terms': {
      const { settings, link } = live.current;
      const said = settings && { version: settings.version, announced: link?.limits };
      return { to: question.kind, said };
    }
    case 'series-table':
      return { to: question.kind, said: later.begunSeries?.table(question.span) ?? [] };
    case 'next-mark':
      return { to: question.kind, said: files.markAfter(question.after) };
    case 'read-messages':
      return { to: question.kind, said: (await later.replaying()).read(question) };
  }
}
