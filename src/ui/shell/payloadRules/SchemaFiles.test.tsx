import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, expect, test } from 'vitest';
import { SchemaFiles } from './SchemaFiles.tsx';

const box = document.createElement('div');
const root = createRoot(box);
afterEach(() => act(() => root.render(null)));

async function alertsOf(name: string, text: string): Promise<readonly (string | null)[]> {
  await act(async () => {
    root.render(<SchemaFiles files={[{ name, text }]} onChange={() => undefined} />);
  });
  return [...box.querySelectorAll('[role=alert]')].map(({ textContent }) => textContent);
}

test('errors in a convention file are reported with their position', async () => {
  const topics = [{ topic: 'plant/+', kind: 'data' }];
  const file = { convention: 'pumps', name: 'Pumps', topics };
  expect(await alertsOf('pumps.convention.json', JSON.stringify(file))).toEqual([
    'pumps.convention.json topics[0].topic: instead of + or #, give the level a name in braces.',
  ]);
  const right = { ...file, topics: [{ topic: 'plant/{device}', kind: 'data' }] };
  expect(await alertsOf('pumps.convention.json', JSON.stringify(right))).toEqual([]);
  // The user's other files have other errors.
  expect(await alertsOf('pumps.json', '{')).toEqual([]);
});
