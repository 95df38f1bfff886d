import type { TracedFault } from '../../../broker/journal/tracedMessage.ts';
import { ARROW } from './diagramLayout.ts';

interface TracedArrowProps {
  readonly from: number;
  readonly to: number;
  readonly top: number;
  readonly fault: TracedFault | undefined;
  /** The packet has just arrived. */
  readonly isNew?: boolean;
}

/** A packet at an end of the broker. The arrow of one that a fault rule stopped ends midway. */
export function TracedArrow({ from, to, top, fault, isNew = false }: TracedArrowProps) {
  const isLost = fault?.isLost === true;
  const isShort = isLost || fault?.isWaiting === true;
  const sign = Math.sign(to - from);
  const begin = top + ARROW.begin;
  // The arrow of a packet that a rule made starts midway.
  const start = fault?.action === 'made' ? from + (to - from) * 0.3 : from + 3 * sign;
  // The arrow of a lost or waiting packet ends midway.
  const tip = isShort ? from + (to - from) * 0.7 : to - 3 * sign;
  const end = isShort ? top + ARROW.begin + 7 : top + ARROW.end;
  return (
    <>
      <path
        d={`M${start} ${begin}L${tip} ${end}`}
        stroke="currentColor"
        strokeWidth="1.5"
        {...(isShort
          ? { strokeDasharray: '5 4' }
          : { pathLength: 1, className: isNew ? 'arrow-drawn' : undefined })}
      />
      {isLost ? (
        <path
          d={`M${tip - 5} ${end - 5}l10 10m0 -10l-10 10`}
          className="stroke-warn"
          strokeWidth="2"
        />
      ) : isShort ? (
        <path
          d={`M${tip} ${end - 6}v12m${5 * sign} -12v12`}
          className="stroke-warn"
          strokeWidth="2"
        />
      ) : (
        <path
          d={`M${tip - 8 * sign} ${end - 5}l${8 * sign} 5l${-9 * sign} 3z`}
          fill="currentColor"
        />
      )}
    </>
  );
}
