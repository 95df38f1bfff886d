/** What axe-core finds wrong with a page. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe-core finds now, as `rule: element`; of all rules, or of some. */
export async function findings(page: Page, rules?: readonly string[]): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE);
  return page.evaluate(async (only) => {
    const text = (value: unknown, name: string): unknown =>
      typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
    const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
    const axe: unknown = Reflect.get(globalThis, 'axe');
    const run: unknown = text(axe, 'run');
    if (typeof run !== 'function') throw new Error('axe-core is not there');
    const result: unknown = await Reflect.apply(run, axe, [
      document,
      {
        resultTypes: ['violations'],
        iframes: false,
        // There is one style sheet, and the findings are told by their HTML.
        preload: false,
        selectors: false,
        ...(only === undefined ? {} : { runOnly: { type: 'rule', values: only } }),
      },
    ]);
    if (!Array.isArray(text(result, 'violations'))) throw new Error('axe-core gave no result');
    return list(text(result, 'violations')).flatMap((found) =>
      list(text(found, 'nodes')).map(
        (node) => `${String(text(found, 'id'))}: ${String(text(node, 'html')).slice(0, 200)}`,
      ),
    );
  }, rules);
}
