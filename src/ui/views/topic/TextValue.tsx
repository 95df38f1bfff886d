import { useMemo } from 'react';
import { decodeUtf8, findUtf8Fault } from '../../../mqtt/utf8.ts';
import { visibleText } from '../../../payload/visibleText.ts';
import { useText } from '../../kit/language/useText.ts';
import { Lines } from './Lines.tsx';

/** Bytes that are shown as text; all others are told by their number, and in Hex. */
const SHOWN = 4 << 20;

/** The beginning of a payload up to `limit` bytes, not cut inside a character (3 bytes at most follow its first). */
function beginning(payload: Uint8Array, limit: number): Uint8Array {
  if (payload.length <= limit) return payload;
  let end = limit;
  while (end > limit - 3 && ((payload[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return payload.subarray(0, end);
}

/** A payload as text, line by line; what cannot be seen is shown as signs. */
export function TextValue({ payload }: { payload: Uint8Array }) {
  const t = useText().topic;
  const shown = useMemo(() => beginning(payload, SHOWN), [payload]);
  const lines = useMemo(() => decodeUtf8(shown)?.split('\n'), [shown]);
  if (lines === undefined) {
    return (
      <p className="min-h-0 flex-1 bg-well p-3 text-fg-2">
        {t.notText(findUtf8Fault(payload)?.position ?? 0)}
      </p>
    );
  }
  return (
    <>
      <Lines
        lines={lines}
        draw={(text) => <bdi className="pl-4">{visibleText(text.replaceAll('\t', '    '))}</bdi>}
      />
      {shown.length < payload.length && (
        <p className="shrink-0 border-t border-line px-3 py-1 text-xs text-fg-2">
          {t.beginning(shown.length, payload.length)}
        </p>
      )}
    </>
  );
}
