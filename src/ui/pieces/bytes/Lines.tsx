import type { ReactNode } from 'react';
import { classes, useText } from '#kit';
import { grouped } from '../../../i18n/numbers.ts';
import { WholeRows } from './WholeRows.tsx';

/** Characters of a line that are drawn; the total number is shown. */
const LINE_SHOWN = 4000;

interface LinesProps {
  readonly count: number;
  /** Text of a line, counted from 0. */
  readonly text: (line: number) => string;
  readonly draw: (text: string, line: number) => ReactNode;
  readonly marked?: (line: number) => boolean;
  /** Number at the start of a line, from 0. undefined: the line continues the one above. */
  readonly numberOf?: (line: number) => number | undefined;
}

/** Numbered lines of text, wrapped at the width of the pane. */
export function Lines({ count, text: textOf, draw, marked, numberOf }: LinesProps) {
  const t = useText().topic;
  return (
    <WholeRows
      label={t.value}
      count={count}
      rowHeight={20}
      draw={(line) => {
        const text = textOf(line);
        const number = numberOf === undefined ? line : numberOf(line);
        return (
          <div
            className={classes(
              'group/line flex min-w-0 flex-1 pr-3',
              marked?.(line) === true && 'bg-flash',
            )}
          >
            <span
              aria-hidden="true"
              className="w-11 shrink-0 pr-3 text-right text-xs/5 text-fg-3 select-none"
            >
              {number !== undefined && grouped(number + 1)}
            </span>
            {draw(text.slice(0, LINE_SHOWN), line)}
            {text.length > LINE_SHOWN && (
              <span className="ml-2 font-sans text-xs/5 text-fg-3">{t.longLine(text.length)}</span>
            )}
          </div>
        );
      }}
    />
  );
}
