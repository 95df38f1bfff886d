import { classes, dateAndTime, hasDate, rowTime } from '#kit';
import { momentOf } from '../../../../payload/shape/seenFormat.ts';
import type { ValueCell } from '../../../session/reading/cells.ts';
import { type ColumnLook, decimalsOf } from './columnLook.ts';
import { CELL } from './historyColumns.ts';
import { ShortNumber } from './ShortNumber.tsx';

interface ValueCellProps {
  /** undefined: it is still read. */
  readonly cell: ValueCell | undefined;
  readonly look: ColumnLook | undefined;
  /** Name of the member. */
  readonly name: string | undefined;
  /** ms since 1970. */
  readonly origin: number;
  /** Word for an empty payload; undefined: the message has one. */
  readonly empty: string | undefined;
}

export const emptyWord = (word: string) => <span className="font-sans text-fg-2">{word}</span>;

/** A value and its change in one column: texts begin at the left, numbers end at the right with the same decimals. */
export function ValueCells({ cell, look, name, origin, empty }: ValueCellProps) {
  const isText = look?.kind === 'text';
  const text = cell?.text ?? (cell === undefined ? '' : '–');
  const moment = look?.kind === 'moment' ? momentOf(Number(text), name) : undefined;
  return (
    <div role="gridcell" className={classes(CELL, 'flex gap-1.5')}>
      <span className={classes('min-w-0 truncate', isText ? 'flex-initial' : 'flex-1 text-right')}>
        {empty !== undefined ? (
          emptyWord(empty)
        ) : moment === undefined ? (
          <Digits text={text} decimals={look?.decimals} />
        ) : (
          <span title={`${text} · ${dateAndTime(moment)}`}>{momentText(moment, origin)}</span>
        )}
      </span>
      {moment === undefined && (
        <span className={classes('shrink-0 text-chg', !isText && 'w-13 text-right')}>
          {cell?.change !== undefined && <Digits text={cell.change} decimals={look?.decimals} />}
        </span>
      )}
    </div>
  );
}

/** A single value, and its change, each in its column. */
export function ScalarCells({ cell, look, empty }: Omit<ValueCellProps, 'name' | 'origin'>) {
  const text = cell?.text ?? (cell === undefined ? '' : '–');
  return (
    <>
      <div role="gridcell" className={classes(CELL, look?.kind !== 'text' && 'text-right')}>
        {empty === undefined ? <Digits text={text} decimals={look?.decimals} /> : emptyWord(empty)}
      </div>
      <div role="gridcell" className={classes(CELL, 'text-right text-chg')}>
        {cell?.change !== undefined && <Digits text={cell.change} decimals={look?.decimals} />}
      </div>
    </>
  );
}

/** A number with zeros up to the decimals of its column, which are not part of the value. */
function Digits({ text, decimals = 0 }: { text: string; decimals: number | undefined }) {
  const own = decimalsOf(text);
  const isPlain = own !== undefined && !/e/i.test(text);
  const missing = isPlain ? decimals - own : 0;
  return (
    <bdi>
      <ShortNumber text={text} />
      {missing > 0 && (
        <span aria-hidden="true" className="text-fg-3 select-none">
          {own === 0 && '.'}
          {'0'.repeat(missing)}
        </span>
      )}
    </bdi>
  );
}

/** Local time to the second, with the date if the capture began on another day. */
function momentText(ms: number, origin: number): string {
  const time = (ms - origin) * 1000;
  const text = rowTime(origin, time);
  return hasDate(origin, time) ? text.slice(0, -7) : text.slice(0, -4);
}
