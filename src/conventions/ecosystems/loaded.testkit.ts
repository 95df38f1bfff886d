/** The built-in conventions of this folder, completely loaded. */
import type { Convention } from '../../engine/conventions/convention.ts';
import { wholeConvention } from '../files/talk.testkit.ts';
import { type Ecosystem, SHIPPED } from '../shipped.ts';

export const ECOSYSTEMS: ReadonlyMap<string, Ecosystem> = new Map(
  await Promise.all(SHIPPED.map(async ({ head, load }) => [head.id, await load()] as const)),
);

export function conventionOf(id: string): Convention {
  const its = ECOSYSTEMS.get(id);
  if (its === undefined) throw new Error(`There is no convention ${id}.`);
  return wholeConvention(its.file, its.more);
}
