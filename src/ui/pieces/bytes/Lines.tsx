import type { ReactNode } from 'react';
import { classes, useRows, useText } from '#kit';
import { grouped } from '../../../i18n/numbers.ts';

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

/** Numbered lines of text. Only the visible ones are drawn. */
export function Lines({ count, text: textOf, draw, marked, numberOf }: LinesProps) {
  const t = useText().topic;
  const { attach, ...view } = useRows({ count, rowHeight: 20 });
  return (
    <div
      ref={attach}
      role="group"
      aria-label={t.value}
      tabIndex={0}
      className="min-h-0 flex-1 overflow-auto bg-well font-mono text-base/5 focus-visible:-outline-offset-2"
    >
      <div className="relative min-w-fit" style={{ height: view.height }}>
        <div className="relative" style={{ top: view.offset }}>
          {Array.from({ length: Math.max(0, view.to - view.from) }, (_, at) => {
            const line = view.from + at;
            const text = textOf(line);
            const number = numberOf === undefined ? line : numberOf(line);
            return (
              <div
                key={line}
                className={classes(
                  'group/line flex h-5 pr-3 whitespace-pre',
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
                  <span className="ml-2 font-sans text-xs/5 text-fg-3">
                    {t.longLine(text.length)}
                  </span>
                )}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
