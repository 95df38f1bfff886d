import { expect, test } from 'vitest';
import { headOf } from './files/fileMeaning.ts';
import { topicPattern } from './files/topicGrammar.ts';
import { SHIPPED } from './shipped.ts';

for (const { head, load } of SHIPPED) {
  test(`${head.name} is recognised by what its file says, and all its forms can be used`, async () => {
    const file = await load();
    expect(head).toEqual({
      ...headOf(file),
      ...(file.patience === undefined && { patience: undefined }),
    });
    for (const { topic } of file.topics)
      expect([topic, topicPattern(topic).ok]).toEqual([topic, true]);
  });
}
