import { expect, test } from 'vitest';
import { fitting } from './paletteOrder.ts';

const named = (...labels: readonly string[]) =>
  labels.map((label, at) => ({ id: `id-${at}`, label, run: () => undefined }));
const labels = (actions: ReturnType<typeof fitting>['above']) => actions.map(({ label }) => label);

test('commands that have what was typed come first, the best of them at the top', () => {
  const { above, below } = fitting(
    named('Collapse all topics', 'Stop it, copies', 'Topics'),
    'topics',
  );
  expect(labels(above)).toEqual(['Topics', 'Collapse all topics']);
  // It has the letters, in their order, and no such word.
  expect(labels(below)).toEqual(['Stop it, copies']);
  expect(labels(fitting(named('One', 'Two'), ' ').above)).toEqual(['One', 'Two']);
});
