import { useState } from 'react';
import { BinaryPayload } from '../../../pieces/bytes/BinaryPayload.tsx';
import type { ValueChange } from '../../../session/reading/changes.ts';

interface HexValueProps {
  readonly payload: Uint8Array;
  readonly change: ValueChange | undefined;
}

/** The bytes, with the changed part highlighted, and the numbers in them. Dumps of more than 32 lines scroll. */
export function HexValue({ payload, change }: HexValueProps) {
  const [range, setRange] = useState<{ start: number; end: number }>();
  const selected = range && {
    offset: Math.min(range.start, range.end),
    length: Math.abs(range.end - range.start) + 1,
  };
  const changed =
    change?.kind === 'bytes' ? { offset: change.from, length: change.to - change.from } : undefined;
  return (
    <div className="[--most-dump:664px]">
      <BinaryPayload
        payload={payload}
        selected={selected}
        changed={changed}
        cursor={range?.end}
        onRange={(start, end) => setRange({ start, end })}
      />
    </div>
  );
}
