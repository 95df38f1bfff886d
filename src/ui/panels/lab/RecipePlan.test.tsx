import { afterEach, expect, test, vi } from 'vitest';
import { RECIPES, type RecipeId } from '../../../broker/recipes/recipe.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { RecipePlan } from './RecipePlan.tsx';

let shown: Shown;
afterEach(async () => {
  vi.restoreAllMocks();
  await shown.end();
});

async function draw(recipe: RecipeId, { width = 700, client = 'press-07' } = {}) {
  vi.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(width);
  shown = await show(
    () => <RecipePlan recipe={recipe} client={client} />,
    () => undefined,
  );
}

const textsOf = (selector: string) =>
  [...shown.box.querySelectorAll(selector)].map((text) =>
    [...text.childNodes]
      .filter(({ nodeName }) => nodeName !== 'title')
      .map(({ textContent }) => textContent)
      .join(''),
  );

test('a plan has the packets in order, with what happens to them', async () => {
  await draw('lost-puback');
  expect(textsOf('text').filter((text) => text !== '')).toEqual([
    'press-07',
    'Broker',
    'PUBLISH QoS 1',
    'PUBACK',
    'lost by the recipe',
    'Connection cut; the client returns',
    'CONNECT',
    'CONNACK Session Present 1',
    'PUBLISH DUP',
    'PUBACK',
  ]);
});

test('arrows begin at their sender; a lost packet ends at a cross before the other lane', async () => {
  await draw('lost-pubrel');
  const arrows = [...shown.box.querySelectorAll('[stroke-dasharray]')].map((path) => {
    const [, from, to] = /^M([\d.]+) .*L([\d.]+) /.exec(path.getAttribute('d') ?? '') ?? [];
    return [Number(from), Math.round(Number(to))];
  });
  // Lanes are at 104 and 652 px.
  expect(arrows.slice(0, 3)).toEqual([
    [108, 649],
    [648, 107],
    [108, 488],
  ]);
  expect(shown.box.querySelectorAll('path[stroke-width].stroke-warn')).toHaveLength(1);
});

test.each(RECIPES.flatMap((recipe) => [300, 390, 700].map((width) => [recipe, width] as const)))(
  'the ladder of %s fits into %i px',
  async (recipe, width) => {
    await draw(recipe, { width });
    const svg = shown.box.querySelector('svg');
    expect(svg?.getAttribute('width')).toBe(String(width));
    for (const path of shown.box.querySelectorAll('svg > g path')) {
      for (const [, x] of (path.getAttribute('d') ?? '').matchAll(/[ML](-?[\d.]+) /g)) {
        expect(Number(x)).toBeGreaterThanOrEqual(0);
        expect(Number(x)).toBeLessThanOrEqual(width);
      }
    }
  },
);

test('a client without a name is called client', async () => {
  await draw('take-over', { client: '' });
  expect(textsOf('text')[0]).toBe('Client');
});
