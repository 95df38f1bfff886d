import { Info, OctagonAlert, TriangleAlert } from 'lucide-react';
import { classes, useText, VisibleText } from '#kit';
import type { PacketRow } from '../../../engine/window/window.ts';
import { isProblemGone } from './isProblemGone.ts';
import { wrongOf } from './wrongLines.ts';

const CLAMPS = [
  '',
  '',
  'line-clamp-2',
  'line-clamp-3',
  'line-clamp-4',
  'line-clamp-5',
  'line-clamp-6',
];

/** Sentence about the problem of a row, on lines of its own. */
export function WrongLine({ row, lines }: { readonly row: PacketRow; readonly lines: number }) {
  const sentence = wrongOf(row, useText());
  if (sentence === undefined) return null;
  const isNote = !row.hasProblem;
  const isWarning = row.isWarning === true || isProblemGone(row);
  const Icon = isNote ? Info : isWarning ? TriangleAlert : OctagonAlert;
  return (
    <span
      title={sentence}
      className={classes(
        'flex items-start gap-1.5 font-sans text-base leading-[18px]',
        isNote ? 'text-fg-2' : isWarning ? 'text-warn' : 'text-err',
      )}
    >
      <Icon size={12} aria-hidden className="mt-[3px] shrink-0" />
      <bdi className={lines === 1 ? 'truncate' : classes('wrap-anywhere', CLAMPS[lines])}>
        <VisibleText text={sentence} />
      </bdi>
    </span>
  );
}
