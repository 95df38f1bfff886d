import { useState } from 'react';
import { useWidth } from '../../../kit/page/useWidth.ts';
import { HexView } from '../../../pieces/bytes/HexView.tsx';
import { dumpWidth } from '../../../pieces/bytes/hexLines.ts';
import type { ValueChange } from '../../../session/reading/changes.ts';

interface HexValueProps {
  readonly payload: Uint8Array;
  readonly change: ValueChange | undefined;
}

/** The bytes, with the changed part highlighted. */
export function HexValue({ payload, change }: HexValueProps) {
  const [width, measure] = useWidth();
  const [range, setRange] = useState<{ start: number; end: number }>();
  const own = range && {
    offset: Math.min(range.start, range.end),
    length: Math.abs(range.end - range.start) + 1,
  };
  const around =
    change?.kind === 'bytes' ? { offset: change.from, length: change.to - change.from } : undefined;
  const perLine = width < dumpWidth(payload.length, 16) ? 8 : 16;
  return (
    <div ref={measure} className="flex min-h-0 flex-1 flex-col">
      <HexView
        bytes={payload}
        perLine={perLine}
        light={{ own, around, cursor: range?.end, secrets: [] }}
        onByte={(offset) => setRange({ start: offset, end: offset })}
        onRange={(start, end) => setRange({ start, end })}
      />
    </div>
  );
}
