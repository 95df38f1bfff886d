import { expect, test } from 'vitest';
import { headOf } from './files/fileMeaning.ts';
import { readConventionFile } from './files/readFile.ts';
import { SHIPPED } from './shipped.ts';

for (const { head, load } of SHIPPED) {
  test(`${head.name} is recognised by what its file says, and has no faults`, async () => {
    const { file, more = {} } = await load();
    const { beginnings, ...said } = headOf(file);
    const { beginnings: given, secrets: _secrets, ...rest } = head;
    expect({ patience: undefined, ...rest }).toEqual({ patience: undefined, ...said });
    const isOf = (one: string) => given.some((beginning) => one.startsWith(beginning));
    expect(beginnings.filter((one) => !isOf(one))).toEqual([]);
    const isUsed = (one: string) => beginnings.some((each) => each.startsWith(one));
    expect(given.filter((one) => !isUsed(one))).toEqual([]);
    const read = readConventionFile(JSON.stringify(file));
    expect(read.ok ? [] : read.errors).toEqual([]);
    const kinds = new Set(file.topics.map(({ kind }) => kind));
    expect(Object.keys(more).filter((kind) => !kinds.has(kind))).toEqual([]);
  });
}
