/** Every dialog and popover is rendered inside its own error boundary. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.tsx') && !/\.(?:test|testkit)\.tsx$/.test(file))
  .map((file) => [file, readFileSync(path.join(import.meta.dirname, file), 'utf8')] as const);

/** Counts the uses of an element outside of a boundary. */
function unbounded(text: string, element: RegExp): number {
  return [...text.matchAll(element)].filter(({ index }) => {
    const before = text.slice(0, index);
    return before.split('<DialogBoundary').length === before.split('</DialogBoundary>').length;
  }).length;
}

/** Components without a boundary, which their callers must provide. */
const open = files
  .filter(([file]) => !file.startsWith('kit/'))
  .flatMap(([, text]) => text.split(/\n(?=(?:export )?function )/))
  .filter((part) => unbounded(part, /<(?:Dialog|Popover)\b/g) > 0)
  .flatMap((part) => /^(?:export )?function ([A-Z]\w*)/.exec(part)?.[1] ?? []);

test('each dialog and popover', () => {
  expect(open).toContain('QuestionDialog');
  expect(open).toContain('ColumnsForm');
  const uses = open.flatMap((name) =>
    files.flatMap(([file, text]) =>
      unbounded(text, new RegExp(`<${name}\\b`, 'g')) > 0 ? [`${name} in ${file}`] : [],
    ),
  );
  expect(uses).toEqual([]);
});
