import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DEFAULT_PLATFORM_SETTINGS } from '../../broker/platform/devices/settings.ts';

const docs = join(import.meta.dirname, '../../../docs');

/** Names and defaults in the table of settings. A row may have several. */
function documented(page: string): ReadonlyMap<string, string> {
  const rows = readFileSync(join(docs, page), 'utf8').matchAll(/^\| (`\w+`[^|]*) \| ([^|]+) \|/gm);
  return new Map(
    [...rows].flatMap(([, names = '', values = '']) => {
      const listed = [...names.matchAll(/`(\w+)`/g)].map(([, name = '']) => name);
      const defaults = values.replaceAll('`', '').split(/[,、]/);
      return listed.map((name, at) => [name, (defaults[at] ?? defaults[0] ?? '').trim()] as const);
    }),
  );
}

describe('the documented settings', () => {
  it.each(['alibaba.md', 'alibaba.zh.md'])('of %s have their actual defaults', (page) => {
    const table = documented(page);
    for (const [name, value] of Object.entries(DEFAULT_PLATFORM_SETTINGS)) {
      expect([name, table.get(name)]).toEqual([name, String(value)]);
    }
  });
});
