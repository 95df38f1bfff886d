/** Shape of a topic's values: each path with its types, or the few texts seen there. */

import { payloadTree } from '../../../payload/formats/reading.ts';
import { EACH, type SeenKind, Shape } from '../../../payload/shape/shape.ts';
import { isMissing, type Missing } from '../../../payload/tree/format.ts';
import type { Valued } from './changes.ts';

export interface ShapeLine {
  readonly path: string;
  /** The few texts where these recur. */
  readonly texts: readonly string[] | undefined;
  readonly kinds: readonly SeenKind[];
}

/** Lines, levels, and texts that are listed. */
const MOST_LINES = 40;
const MOST_LEVELS = 4;
const MOST_TEXTS = 4;
/** Characters of a text that is listed. */
const LONGEST = 24;

/** @param messages newest first. Empty result if they have no keys */
export function shapeOf(messages: readonly Valued[]): readonly ShapeLine[] | Missing {
  const shape = new Shape();
  for (const { payload, ...about } of messages.toReversed()) {
    const found = payloadTree(payload, about);
    if (isMissing(found)) return found;
    if (found?.tree === undefined) continue;
    shape.add(found.tree, { packet: 0, time: 0 });
  }
  return shape
    .report()
    .keys.filter(({ path }) => {
      return path.length > 0 && path.length <= MOST_LEVELS && !path.includes(EACH);
    })
    .slice(0, MOST_LINES)
    .map(({ path, kinds, texts }) => {
      const areFew =
        texts !== undefined &&
        texts.length <= MOST_TEXTS &&
        texts.every(({ length }) => length <= LONGEST);
      return {
        path: path.join('.'),
        texts: areFew ? texts : undefined,
        kinds: kinds.map(({ kind }) => kind),
      };
    });
}
