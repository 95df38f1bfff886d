import { useId, useRef, useState } from 'react';
import { findCredentials } from '../../../alibaba/findCredentials.ts';
import { useText } from '../../text/useText.ts';
import { dots } from './Masked.tsx';
import type { Verifying } from './verifying.ts';

type Field = 'clientId' | 'userName' | 'password';

interface Found {
  readonly fields: readonly Field[];
  readonly from: 'connect' | 'text';
  /** Sign-ins in the text before the last one. */
  readonly earlier: number;
}

/**
 * Takes whatever somebody has copied and fills the fields from it. What was found leaves the box, because a
 * password is in it. React does not control it, so that no copy of the page has its text.
 */
export function PasteBox({ onFound }: { onFound: (part: Partial<Verifying>) => void }) {
  const t = useText().signIn;
  const id = useId();
  const box = useRef<HTMLTextAreaElement>(null);
  const [found, setFound] = useState<Found>();
  const length = useRef(0);
  /** What was read of it already. */
  const seen = useRef('');
  const read = () => {
    const text = box.current?.value ?? '';
    if (text.trim() === '' || text === seen.current) return;
    const { clientId, userName, password, timestamps, earlier, from } = findCredentials(text);
    const part = {
      ...(clientId !== undefined && { clientId }),
      ...(userName !== undefined && { userName }),
      ...(password !== undefined && { password }),
    };
    const fields = FIELDS.filter((field) => part[field] !== undefined);
    setFound({ fields, from, earlier: earlier.length });
    if (fields.length === 0) {
      seen.current = text;
      return;
    }
    onFound({ ...part, timestamps, ...(password !== undefined && { isMasked: false }) });
    const rest = fields.length === FIELDS.length ? '' : withoutPassword(text, password);
    length.current = rest.length;
    seen.current = rest;
    if (box.current !== null && rest !== text) box.current.value = rest;
  };
  const typed = () => {
    const before = length.current;
    length.current = box.current?.value.length ?? 0;
    // More than a key press can bring was pasted; what somebody types is read when they leave the box.
    if (Math.abs(length.current - before) > 1) read();
  };
  return (
    <div>
      <label htmlFor={id} className="mb-1 block text-xs text-fg-2">
        {t.paste}
      </label>
      <textarea
        ref={box}
        id={id}
        rows={3}
        className="block w-full resize-y rounded-md border border-ctl bg-well px-2 py-1 font-mono text-sm focus:border-accent focus:outline-none"
        placeholder={t.pastePlaceholder}
        aria-describedby={`${id}-found`}
        onInput={typed}
        onBlur={read}
        autoComplete="off"
        autoCapitalize="off"
        autoCorrect="off"
        spellCheck={false}
      />
      <output id={`${id}-found`} className="mt-1 block text-xs text-fg-2">
        {found === undefined ? t.pasteHint : t.found(found)}
      </output>
    </div>
  );
}

const FIELDS: readonly Field[] = ['clientId', 'userName', 'password'];

/** What stays in the box must not show it. */
function withoutPassword(text: string, password = ''): string {
  return password === '' ? text : text.replaceAll(password, dots(password.length));
}
