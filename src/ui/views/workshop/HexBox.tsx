import { type RefObject, useId } from 'react';
import { useText } from '../../kit/language/useText.ts';
import type { HexText } from '../../session/workshop/hexText.ts';
import { setWorkshop, useWorkshop } from '../../session/workshop/workshop.ts';

interface HexBoxProps {
  readonly connectionId: string;
  readonly hex: HexText;
  readonly box: RefObject<HTMLTextAreaElement | null>;
}

/** The bytes, in hexadecimal. */
export function HexBox({ connectionId, hex, box }: HexBoxProps) {
  const t = useText().workshop;
  const { text } = useWorkshop(connectionId);
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1 block text-xs text-fg-2">
        {t.bytes}
      </label>
      <textarea
        ref={box}
        id={id}
        rows={Math.min(8, Math.max(2, text.split('\n').length))}
        className="block w-full resize-y rounded-md border border-ctl bg-well px-2 py-1 font-mono text-sm focus:border-accent focus:outline-none"
        value={text}
        onChange={(event) => setWorkshop(connectionId, { text: event.target.value })}
        aria-invalid={!hex.ok || undefined}
        aria-describedby={`${id}-said`}
        placeholder={t.bytesPlaceholder}
        autoComplete="off"
        autoCapitalize="off"
        autoCorrect="off"
        spellCheck={false}
      />
      <output
        id={`${id}-said`}
        className={hex.ok ? 'mt-1 block text-xs text-fg-2' : 'mt-1 block text-xs text-err'}
      >
        {hex.ok ? t.count(hex.bytes.length) : t.hexFault(hex.why, text.slice(hex.at, hex.at + 8))}
      </output>
    </div>
  );
}
