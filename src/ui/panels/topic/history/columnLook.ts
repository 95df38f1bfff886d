/** How the values of a history column are drawn, from the values in view. */
import { momentOf } from '../../../../payload/shape/seenFormat.ts';
import type { ValuePath } from '../../../../payload/tree/valueTree.ts';
import { rounded } from '../../../pieces/charts/plot/axisText.ts';
import type { RowCells } from '../../../session/reading/cells.ts';

export interface ColumnLook {
  /** A text begins at the left, a number ends at the right. A moment is a number that is shown as a time. */
  readonly kind: 'number' | 'moment' | 'text';
  /** Digits after the point that the most precise value has. */
  readonly decimals: number;
}

const NUMBER = /^[+−-]?\d+(?:\.(\d+))?(?:[eE][+-]?\d+)?$/;

/** Digits after the point as they are drawn, undefined for other texts than numbers. */
export function decimalsOf(text: string): number | undefined {
  const [whole, digits = ''] = NUMBER.exec(rounded(text)) ?? [];
  return whole === undefined ? undefined : digits.length;
}

/** @param name of the member, whose name may say that it is no time */
function lookOf(text: string, name: string | undefined): ColumnLook {
  const decimals = decimalsOf(text);
  if (decimals === undefined) return { kind: 'text', decimals: 0 };
  const isMoment = name !== undefined && momentOf(Number(text), name) !== undefined;
  return { kind: isMoment ? 'moment' : 'number', decimals };
}

const KINDS = ['moment', 'number', 'text'] as const;

/** A column is what all of its values are. */
function together(one: ColumnLook | undefined, other: ColumnLook): ColumnLook {
  if (one === undefined) return other;
  const kind = KINDS[Math.max(KINDS.indexOf(one.kind), KINDS.indexOf(other.kind))] ?? 'text';
  const decimals = Math.max(one.decimals, other.decimals);
  return kind === one.kind && decimals === one.decimals ? one : { kind, decimals };
}

/** One per column; undefined: it had no value yet. */
export type ColumnLooks = readonly (ColumnLook | undefined)[];

/** The looks with those of a further row. Returns the same list if nothing changes. @param paths none: of a single value */
export function withRow(
  looks: ColumnLooks,
  { values }: RowCells,
  paths: readonly ValuePath[],
): ColumnLooks {
  const next = values.map(({ text }, at) => {
    const name = paths[at]?.at(-1);
    return text === undefined || text === ''
      ? looks[at]
      : together(looks[at], lookOf(text, name === undefined ? undefined : String(name)));
  });
  const isSame = next.length === looks.length && next.every((look, at) => look === looks[at]);
  return isSame ? looks : next;
}
