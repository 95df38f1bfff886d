import { useMemo } from 'react';
import { useText } from '#kit';
import { decodeUtf8, findUtf8Error } from '../../../../base/utf8.ts';
import { WrappedLines } from '../../../pieces/bytes/WrappedLines.tsx';
import { type LineMark, marksByLine, type ValueChange } from '../../../session/reading/changes.ts';
import { textLines } from '../../../session/reading/lines.ts';
import { ChangeSign, WasBefore } from './LineChange.tsx';

/** Bytes that are shown as text. For the rest, only their number is shown; Hex shows all. */
const SHOWN = 4 << 20;

/** The beginning of a payload up to `limit` bytes, not cut inside a character (3 bytes at most follow its first). */
function beginning(payload: Uint8Array, limit: number): Uint8Array {
  if (payload.length <= limit) return payload;
  let end = limit;
  while (end > limit - 3 && ((payload[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return payload.subarray(0, end);
}

interface TextValueProps {
  readonly payload: Uint8Array;
  /** Value changes if the text is a value itself, such as a number; otherwise the range that changed. */
  readonly change: ValueChange | undefined;
}

const NO_MARKS: ReadonlyMap<number, LineMark> = new Map();

/** A payload as text, wrapped at the width of the pane, with the changed part marked. */
export function TextValue({ payload, change }: TextValueProps) {
  const t = useText().topic;
  const shown = useMemo(() => beginning(payload, SHOWN), [payload]);
  // Finding the error costs more than detecting that there is one.
  const error = useMemo(
    () => (decodeUtf8(shown) === undefined ? findUtf8Error(shown) : undefined),
    [shown],
  );
  const marks = useMemo(
    () =>
      change?.kind === 'values' ? marksByLine(change.changes, textLines(shown).starts) : NO_MARKS,
    [change, shown],
  );
  if (error !== undefined) {
    return <p className="bg-well p-3 text-fg-2">{t.notText(error.position)}</p>;
  }
  return (
    <>
      <WrappedLines
        text={shown}
        changed={
          change?.kind === 'bytes'
            ? { offset: change.from, length: change.to - change.from }
            : undefined
        }
        marked={(line) => marks.has(line)}
        before={(line) => <ChangeSign mark={marks.get(line)} />}
        after={(line) => <WasBefore mark={marks.get(line)} />}
      />
      {shown.length < payload.length && (
        <p className="shrink-0 border-t border-line px-3 py-1 text-xs text-fg-2">
          {t.beginning(shown.length, payload.length)}
        </p>
      )}
    </>
  );
}
