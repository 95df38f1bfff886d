/** Keys of a tree by the ARIA pattern: the effect of each from the active row. */
import type { TopicRow } from '../../../engine/topics/tree/topicRow.ts';
import { parentPath } from './paths.ts';

export type TreeMove =
  | { readonly kind: 'row'; readonly position: number }
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'expand'; readonly expanded: boolean }
  | { readonly kind: 'expand-siblings' }
  | { readonly kind: 'open' };

export interface TreePlace {
  /** The active row, if it is on screen. */
  readonly row: TopicRow | undefined;
  /** Position of the active row. Undefined if there is none or the row no longer exists. */
  readonly position: number | undefined;
  readonly total: number;
  /** Rows on screen, less one. */
  readonly page: number;
}

export function treeMove(key: string, place: TreePlace): TreeMove | undefined {
  const { row, position, total, page } = place;
  const to = (target: number): TreeMove | undefined =>
    total === 0 ? undefined : { kind: 'row', position: Math.min(Math.max(target, 0), total - 1) };
  switch (key) {
    case 'ArrowDown':
      return to(position === undefined ? 0 : position + 1);
    case 'ArrowUp':
      return to(position === undefined ? 0 : position - 1);
    case 'PageDown':
      return to((position ?? 0) + page);
    case 'PageUp':
      return to((position ?? 0) - page);
    case 'Home':
      return to(0);
    case 'End':
      return to(total - 1);
    case 'ArrowRight':
      if (row?.expandable !== true || position === undefined) return undefined;
      return row.expanded ? to(position + 1) : { kind: 'expand', expanded: true };
    case 'ArrowLeft':
      return leftOf(row);
    case 'Enter':
      return row && { kind: 'open' };
    case '*':
      return row && { kind: 'expand-siblings' };
    default:
      return undefined;
  }
}

function leftOf(row: TopicRow | undefined): TreeMove | undefined {
  if (row === undefined) return undefined;
  if (row.expanded) return { kind: 'expand', expanded: false };
  const path = parentPath(row);
  return path === undefined ? undefined : { kind: 'path', path };
}
