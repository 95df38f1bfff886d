/** Parses and validates a user's convention file. The result is the whole convention, or all its errors. */
import { parseChain } from '../../payload/chains/chainSyntax.ts';
import { parseJson } from '../../payload/json/parseJson.ts';
import type { ConventionFile, TopicForm } from './conventionFile.ts';
import type { ConventionError } from './fileErrors.ts';
import {
  FileErrors,
  listOf,
  Members,
  type Read,
  readFlag,
  readNumber,
  readText,
  shown,
  someOf,
} from './members.ts';
import { deviceFactsOf, devicesOf, replyOf, requestOf } from './readDevices.ts';
import { levelsOf, readWording, templateOf } from './readPlaces.ts';
import { topicPattern } from './topicGrammar.ts';

/** Limit of characters. */
const LARGEST = 1_000_000;
const MOST_TOPICS = 500;

export type ReadConvention =
  | { readonly ok: true; readonly file: ConventionFile }
  | { readonly ok: false; readonly errors: readonly ConventionError[] };

export function readConventionFile(text: string): ReadConvention {
  const errors = new FileErrors();
  const file = read(text, errors);
  return errors.all.length > 0 || file === undefined
    ? { ok: false, errors: errors.all }
    : { ok: true, file };
}

function read(text: string, errors: FileErrors): ConventionFile | undefined {
  if (text.length > LARGEST) {
    errors.add('', { key: 'large', args: { most: LARGEST } });
    return undefined;
  }
  const value = parseJson(text);
  if (value === undefined) {
    errors.add('', { key: 'json', args: {} });
    return undefined;
  }
  const members = new Members(value, '', errors);
  const file: ConventionFile = {
    convention: members.must('convention', readId, ''),
    name: members.must('name', readText, ''),
    ...members.some('patience', readNumber),
    topics: members.must('topics', listOf(readTopic, MOST_TOPICS), []),
  };
  members.end();
  return file;
}

const readId: Read<string> = (value, place, errors) => {
  const id = readText(value, place, errors);
  if (id !== undefined && !/^[\w-]{1,60}$/.test(id)) {
    errors.add(place, { key: 'id', args: { found: shown(id) } });
  }
  return id;
};

const readChain: Read<string> = (value, place, errors) => {
  const chain = readText(value, place, errors);
  const parsed = chain === undefined ? undefined : parseChain(chain);
  if (parsed?.ok === false) errors.add(place, { key: 'chain', args: { error: parsed.error } });
  return chain;
};

const readForm: Read<string> = (value, place, errors) => {
  const form = readText(value, place, errors);
  const parsed = form === undefined ? undefined : topicPattern(form);
  if (parsed?.ok === false) errors.add(place, { key: 'topic', args: { error: parsed.error } });
  return form;
};

const readTopic: Read<TopicForm> = (value, place, errors) => {
  const members = new Members(value, place, errors);
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
    ...deviceFactsOf(members, levels),
    ...members.some('devices', someOf(devicesOf(levels), MOST_TOPICS)),
    ...members.some('request', requestOf(levels)),
    ...members.some('reply', replyOf(levels)),
  };
  members.end();
  return form;
};
