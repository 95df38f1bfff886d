import { later, useWidth } from '#kit';
import type { ByteRange } from '../../../base/bytes.ts';
import { HexView } from './HexView.tsx';
import { dumpHeight, dumpWidth } from './hexLines.ts';

const DataInspector = later(async () => (await import('./DataInspector.tsx')).DataInspector);

interface BinaryPayloadProps {
  readonly payload: Uint8Array;
  readonly selected: ByteRange | undefined;
  /** Bytes that changed. */
  readonly changed?: ByteRange | undefined;
  /** The byte that arrow keys move from. */
  readonly cursor: number | undefined;
  /** `end` is the last position. */
  readonly onRange: (start: number, end: number) => void;
}

/** The bytes of a payload that is no text, and the numbers that begin at the selected byte. */
export function BinaryPayload(props: BinaryPayloadProps) {
  const { payload, selected, changed, cursor, onRange } = props;
  const [width, measure] = useWidth();
  const perLine = width < dumpWidth(payload.length, 16) ? 8 : 16;
  return (
    <div ref={measure} className="flex h-full min-h-0 flex-1 flex-col @min-[1000px]:flex-row">
      <div
        className="flex max-h-(--most-dump,50%) min-h-16 shrink-0 flex-col"
        style={{
          height: dumpHeight(payload.length, perLine),
          minWidth: Math.min(width, dumpWidth(payload.length, perLine)),
        }}
      >
        <HexView
          bytes={payload}
          perLine={perLine}
          light={{ own: selected, around: changed, cursor, secrets: [] }}
          onByte={(offset) => onRange(offset, offset)}
          onRange={onRange}
        />
      </div>
      <DataInspector bytes={payload} at={selected?.offset ?? 0} />
    </div>
  );
}
