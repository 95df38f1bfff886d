/** Files that the user opens, nested 100,000 levels deep: rejected, or read without that part. Nothing throws. */
import { describe, expect, test } from 'vitest';
import { parseTsl } from '../../alibaba/alink/tsl.ts';
import { parseRulesFile } from '../../broker/faults/rulesFile.ts';
import { readConventionFile } from '../../conventions/files/readFile.ts';
import { parseOpened } from '../../engine/files/events/eventJson.ts';
import { compileFilter } from '../../engine/filter/compile.ts';
import { parseJson } from '../../payload/json/parseJson.ts';
import { readMessagesFile } from './messagesFile.ts';
import { readProfilesFile } from './readFile.ts';

const LEVELS = 100_000;
const LISTS = '['.repeat(LEVELS) + ']'.repeat(LEVELS);
const OBJECTS = `${'{"a":'.repeat(LEVELS)}1${'}'.repeat(LEVELS)}`;
const DEEP = [LISTS, OBJECTS];

const FILES = DEEP.flatMap((deep) => [
  deep,
  `{"format": "mqttscope profiles", "version": 1, "profiles": [{"name": "a", "settings": ${deep}}]}`,
  `[{"name": "a", "host": "localhost", "port": 1883, "protocol": "ws", "properties": {"userProperties": {"a": ${deep}}}}]`,
  `{"format": "mqttscope messages", "version": 1, "messages": [{"name": "a", "topic": ${deep}}]}`,
  `[{"name": "a", "messages": ${deep}}]`,
  `"name","messages"\n"a","${deep.replaceAll('"', '""')}"\n`,
]);

const YAML = `a: ${LISTS}\n`;
const XML = `${'<a>'.repeat(LEVELS)}${'</a>'.repeat(LEVELS)}`;

/** Every reader of such files. Add a line for each new reader. */
const READERS: Readonly<Record<string, (text: string) => unknown>> = {
  profiles: readProfilesFile,
  messages: readMessagesFile,
  'fault rules': (text) => parseRulesFile(text),
  conventions: readConventionFile,
  'a thing model': parseTsl,
  'a display filter': compileFilter,
};

describe.each(Object.entries(READERS))('%s', (_name, read) => {
  test.each([...FILES, YAML, XML].map((text) => [text.slice(0, 40), text]))(
    '%s',
    async (_start, text) => {
      await expect(Promise.resolve(text).then(read)).resolves.toBeDefined();
    },
  );
});

test.each(['('.repeat(200), 'not '.repeat(200)])('a filter reports its maximum depth', (text) => {
  const filter = compileFilter(text);
  expect(filter).toMatchObject({
    ok: false,
    error: { fact: { key: 'too-deep', args: { levels: 100 } } },
  });
});

test.each(DEEP)('settings of a stream are omitted, and can then be posted', (text) => {
  const settings: unknown = { deep: parseJson(text) };
  const opened = parseOpened({ stream: 1, time: 0, carrier: 'tcp', settings });
  expect(structuredClone(opened)).toEqual({
    kind: 'opened',
    stream: 1,
    time: 0,
    carrier: 'tcp',
  });
});
