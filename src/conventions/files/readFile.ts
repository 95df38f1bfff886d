/** Parses and validates a user's convention file. The result is the whole convention, or all its errors. */
import { parseChain } from '../../payload/chains/chainSyntax.ts';
import { parseJson } from '../../payload/json/parseJson.ts';
import type { ConventionFile, TopicForm } from './conventionFile.ts';
import type { ConventionFault } from './fileFaults.ts';
import {
  Faults,
  listOf,
  Members,
  type Read,
  readFlag,
  readNumber,
  readText,
  shown,
  someOf,
} from './members.ts';
import { levelsOf, readWording, templateOf } from './readPlaces.ts';
import { devicesOf, replyOf, requestOf, tellingOf } from './readTelling.ts';
import { topicPattern } from './topicGrammar.ts';

/** Limit of characters. */
const LARGEST = 1_000_000;
const MOST_TOPICS = 500;

export type ReadConvention =
  | { readonly ok: true; readonly file: ConventionFile }
  | { readonly ok: false; readonly faults: readonly ConventionFault[] };

export function readConventionFile(text: string): ReadConvention {
  const faults = new Faults();
  const file = read(text, faults);
  return faults.all.length > 0 || file === undefined
    ? { ok: false, faults: faults.all }
    : { ok: true, file };
}

function read(text: string, faults: Faults): ConventionFile | undefined {
  if (text.length > LARGEST) {
    faults.add('', { key: 'large', args: { most: LARGEST } });
    return undefined;
  }
  const value = parseJson(text);
  if (value === undefined) {
    faults.add('', { key: 'json', args: {} });
    return undefined;
  }
  const members = new Members(value, '', faults);
  const file: ConventionFile = {
    convention: members.must('convention', readId, ''),
    name: members.must('name', readText, ''),
    ...members.some('patience', readNumber),
    topics: members.must('topics', listOf(readTopic, MOST_TOPICS), []),
  };
  members.end();
  return file;
}

const readId: Read<string> = (value, place, faults) => {
  const id = readText(value, place, faults);
  if (id !== undefined && !/^[\w-]{1,60}$/.test(id)) {
    faults.add(place, { key: 'id', args: { found: shown(id) } });
  }
  return id;
};

const readChain: Read<string> = (value, place, faults) => {
  const chain = readText(value, place, faults);
  const parsed = chain === undefined ? undefined : parseChain(chain);
  if (parsed?.ok === false) faults.add(place, { key: 'chain', args: { fault: parsed.fault } });
  return chain;
};

const readForm: Read<string> = (value, place, faults) => {
  const form = readText(value, place, faults);
  const parsed = form === undefined ? undefined : topicPattern(form);
  if (parsed?.ok === false) faults.add(place, { key: 'topic', args: { fault: parsed.fault } });
  return form;
};

const readTopic: Read<TopicForm> = (value, place, faults) => {
  const members = new Members(value, place, faults);
  const topic = members.must('topic', readForm, '');
  const levels = levelsOf(topic);
  const template = templateOf(levels);
  const form: TopicForm = {
    topic,
    kind: members.must('kind', readText, ''),
    ...members.some('about', readWording),
    ...members.some('device', template),
    ...members.some('root', template),
    ...members.some('identifier', template),
    ...members.some('chain', readChain),
    ...members.some('toDevice', readFlag),
    ...tellingOf(members, levels),
    ...members.some('devices', someOf(devicesOf(levels), MOST_TOPICS)),
    ...members.some('request', requestOf(levels)),
    ...members.some('reply', replyOf(levels)),
  };
  members.end();
  return form;
};
