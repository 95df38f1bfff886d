/** Parses and validates a user's convention file. The result is the whole convention, or all its errors. */
import { parseChain } from '../../payload/chains/chainSyntax.ts';
import { parseJson } from '../../payload/json/parseJson.ts';
import type { ConventionFile, SecretsForm, TopicForm } from './conventionFile.ts';
import type { ConventionError } from './fileErrors.ts';
import {
  FileErrors,
  listOf,
  Members,
  type Read,
  readFlag,
  readNumber,
  readText,
  recordOf,
  shown,
  someOf,
} from './members.ts';
import { deviceFactsOf, devicesOf, replyOf, requestOf } from './readDevices.ts';
import { levelsOf, readWording, templateOf } from './readPlaces.ts';
import { patternsOf, topicPattern } from './topicGrammar.ts';

/** Limit of characters. */
const LARGEST = 1_000_000;
const MOST_TOPICS = 500;
const MOST_UNITS = 200;

export type ReadConvention =
  | { readonly ok: true; readonly file: ConventionFile }
  | { readonly ok: false; readonly errors: readonly ConventionError[] };

/** Reads a built-in file, which is parsed when it is loaded. */
export function readConvention(value: unknown): ReadConvention {
  const errors = new FileErrors();
  const file = fileOf(value, errors);
  return errors.all.length > 0 ? { ok: false, errors: errors.all } : { ok: true, file };
}

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
  return fileOf(value, errors);
}

function fileOf(value: unknown, errors: FileErrors): ConventionFile {
  const members = new Members(value, '', errors);
  // The names of levels in these units depend on the topics that use them.
  const units = recordOf(
    recordOf(templateOf(undefined), readText, MOST_UNITS),
    readText,
    MOST_UNITS,
  );
  const tables = members.some('units', units);
  const topic = topicOf(Object.keys(tables.units ?? {}));
  const file: ConventionFile = {
    convention: members.must('convention', readId, ''),
    name: members.must('name', readText, ''),
    ...members.some('source', readText),
    ...members.some('patience', readNumber),
    ...members.some('secrets', listOf(readSecrets, MOST_TOPICS)),
    ...tables,
    topics: members.must('topics', listOf(topic, MOST_TOPICS), []),
  };
  members.end();
  return file;
}

/** Every message is searched for the beginnings of these topics, so they must not be in most messages. */
const readSecretForm: Read<string> = (value, place, errors) => {
  const form = readForm(value, place, errors);
  const isOpen =
    form !== undefined && patternsOf(form).some((one) => !/[^/]\//.test(one.beginning));
  if (isOpen) errors.add(place, { key: 'open-secret', args: {} });
  return form;
};

const readSecrets: Read<SecretsForm> = (value, place, errors) => {
  const members = new Members(value, place, errors);
  const secrets: SecretsForm = {
    topic: members.must('topic', someOf(readSecretForm, MOST_TOPICS), []),
    ...members.some('members', listOf(readText, MOST_UNITS)),
  };
  members.end();
  return secrets;
};

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

/** @param units names of the file's tables of units */
const topicOf =
  (units: readonly string[]): Read<TopicForm> =>
  (value, place, errors) => {
    const members = new Members(value, place, errors);
    const topics = members.must('topic', someOf(readForm, MOST_TOPICS), []);
    const levels = levelsOf(topics);
    const template = templateOf(levels);
    const [first = '', ...more] = topics;
    const form: TopicForm = {
      topic: more.length === 0 ? first : topics,
      kind: members.must('kind', readText, ''),
      ...members.some('about', readWording),
      ...members.some('device', template),
      ...members.some('root', template),
      ...members.some('identifier', template),
      ...members.some('chain', readChain),
      ...members.some('toDevice', readFlag),
      ...deviceFactsOf(members, levels, units),
      ...members.some('devices', someOf(devicesOf(levels, units), MOST_TOPICS)),
      ...members.some('request', requestOf(levels)),
      ...members.some('reply', replyOf(levels)),
    };
    members.end();
    return form;
  };
