import type { RefObject } from 'react';
import { MonoArea, useText } from '#kit';
import { joinedRuns, readByteText } from '../../../../base/byteForms/byteText.ts';
import { type HexText, hexText, readHex } from '../../../session/workshop/hexText.ts';
import { setWorkshop, useWorkshop } from '../../../session/workshop/workshop.ts';

/** A pasted text in another form becomes hexadecimal digits. Dumps look like digits, offsets included. */
function asHex(before: string, next: string): string {
  if (Math.abs(next.length - before.length) <= 1) return next;
  const read = readByteText(next);
  const isHex = read === undefined || (read.form === 'hex' && readHex(next).ok);
  return isHex ? next : hexText(joinedRuns(read));
}

interface HexBoxProps {
  readonly connectionId: string;
  readonly hex: HexText;
  readonly box: RefObject<HTMLTextAreaElement | null>;
}

/** The bytes in hexadecimal. */
export function HexBox({ connectionId, hex, box }: HexBoxProps) {
  const t = useText().workshop;
  const { text } = useWorkshop(connectionId);
  return (
    <MonoArea
      label={t.bytes}
      value={text}
      onChange={(next) => setWorkshop(connectionId, { text: asHex(text, next) })}
      rows={[2, 8]}
      box={box}
      isWrong={!hex.ok}
      placeholder={t.bytesPlaceholder}
      said={
        hex.ok ? t.count(hex.bytes.length) : t.hexError(hex.why, text.slice(hex.at, hex.at + 8))
      }
    />
  );
}
