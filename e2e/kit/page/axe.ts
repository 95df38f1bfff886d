/** Checks a page with axe-core. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The only rule on colours, and the slowest of all. */
const COLORS = 'color-contrast';

type Rules = 'all' | 'colors' | 'all but colors';

/**
 * Findings as `rule: element`, by all rules, only the colour rules, or all others. Looks twice if there are
 * any, because parts that are just changing may have some.
 */
export async function findings(page: Page, rules: Rules = 'all'): Promise<string[]> {
  const found = await currentFindings(page, rules);
  return found.length === 0 ? found : currentFindings(page, rules);
}

async function currentFindings(page: Page, rules: Rules): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE);
  return page.evaluate(
    async ([by, colors]) => {
      const text = (value: unknown, name: string): unknown =>
        typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
      const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
      const axe: unknown = Reflect.get(globalThis, 'axe');
      const run: unknown = text(axe, 'run');
      if (typeof run !== 'function') throw new Error('axe-core is not there');
      // Nothing outside a modal dialog can be reached while it is open.
      const include = [...document.querySelectorAll('dialog:modal')];
      const result: unknown = await Reflect.apply(run, axe, [
        include.length > 0 ? { include } : document,
        {
          resultTypes: ['violations'],
          iframes: false,
          // There is one style sheet, and findings are identified by their HTML.
          preload: false,
          selectors: false,
          ...(by === 'colors' ? { runOnly: { type: 'rule', values: [colors] } } : {}),
          ...(by === 'all but colors' ? { rules: { [colors]: { enabled: false } } } : {}),
        },
      ]);
      if (!Array.isArray(text(result, 'violations'))) throw new Error('axe-core gave no result');
      return list(text(result, 'violations')).flatMap((found) =>
        list(text(found, 'nodes')).map(
          (node) => `${String(text(found, 'id'))}: ${String(text(node, 'html')).slice(0, 200)}`,
        ),
      );
    },
    [rules, COLORS] as const,
  );
}
