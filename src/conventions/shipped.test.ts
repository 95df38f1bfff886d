import { expect, test } from 'vitest';
import { EXAMPLES } from './ecosystems/examples.testkit.ts';
import { headOf } from './files/fileMeaning.ts';
import { readConventionFile } from './files/readFile.ts';
import { SHIPPED } from './shipped.ts';

const isBelow = (beginnings: readonly string[], topic: string): boolean =>
  beginnings.some((beginning) => topic.startsWith(beginning));

for (const { head, load } of SHIPPED) {
  test(`${head.name} is recognised by its file, without errors`, async () => {
    const { file, more = {} } = await load();
    const { beginnings, endings, ...said } = headOf(file);
    const { beginnings: given, endings: ends, form, secrets: _secrets, ...rest } = head;
    expect({ patience: undefined, ...rest }).toEqual({ patience: undefined, ...said });
    // A form is narrower than the endings of its topics.
    expect(form === undefined ? ends : undefined).toEqual(form === undefined ? endings : undefined);
    const { messages = [] } = EXAMPLES[file.convention] ?? {};
    const others = messages.filter(([, topic]) => form?.test(topic) === false);
    const isEnded = (topic: string) => ends?.some((ending) => topic.endsWith(ending)) ?? false;
    expect(others.filter(([, topic]) => !isBelow(given, topic) && !isEnded(topic))).toEqual([]);
    expect(endings?.filter((ending) => form?.test(`a/b/c/d/e${ending}`)) ?? []).toEqual([]);
    const needsForm = (one: string) => one === '' && form !== undefined;
    expect(beginnings.filter((one) => !isBelow(given, one) && !needsForm(one))).toEqual([]);
    const isUsed = (one: string) =>
      beginnings.some((each) => each.startsWith(one) || needsForm(each));
    expect(given.filter((one) => !isUsed(one))).toEqual([]);
    const read = readConventionFile(JSON.stringify(file));
    expect(read.ok ? [] : read.errors).toEqual([]);
    const kinds = new Set(file.topics.map(({ kind }) => kind));
    expect(Object.keys(more).filter((kind) => !kinds.has(kind))).toEqual([]);
  });
}
