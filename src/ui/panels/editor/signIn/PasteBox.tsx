import { type FormEvent, useId, useRef, useState } from 'react';
import { useText } from '#kit';
import { readLog } from '../../../../alibaba/logs/readLog.ts';
import { withoutNamedSecrets } from '../../../../base/secretsInText.ts';
import type { Verifying } from '../../../session/signIn/verifying.ts';
import { dots } from './Masked.tsx';

type Field = 'clientId' | 'userName' | 'password';

interface Found {
  readonly fields: readonly Field[];
  readonly from: 'connect' | 'text';
  /** Sign-ins in the text before the last one. */
  readonly earlier: number;
  /** Fields that keep their values, because the text completes the sign-in in them. */
  readonly kept: readonly Field[];
}

interface PasteBoxProps {
  readonly verifying: Verifying;
  /** Secret of the form, which must not be shown here either. */
  readonly deviceSecret: string;
  readonly onFound: (part: Partial<Verifying>) => void;
}

/**
 * Fills the fields from any pasted text. Fields without a value in the text are emptied, so that no mix of
 * two texts is judged. The text stays in the box for corrections, with secrets and passwords masked. React
 * does not control the box, so no copy of the page contains its text.
 */
export function PasteBox({ verifying, deviceSecret, onFound }: PasteBoxProps) {
  const t = useText().signIn;
  const id = useId();
  const box = useRef<HTMLTextAreaElement>(null);
  const [found, setFound] = useState<Found>();
  const length = useRef(0);
  /** Text that was already parsed. */
  const seen = useRef('');
  const read = () => {
    const text = box.current?.value ?? '';
    if (text.trim() === '' || text === seen.current) return;
    const { found: read, reading } = readLog(text);
    const { clientId, userName, password, timestamps, clientIds, earlier } = read;
    const { from, circumstances, packetError } = read;
    const part = { clientId, userName, password };
    const fields = FIELDS.filter((field) => part[field] !== undefined);
    const missing = FIELDS.filter((field) => part[field] === undefined);
    const isMore = seen.current !== '' && text.includes(seen.current);
    // A capture has everything but the password, and the text has that.
    const completes = verifying.isMasked && fields.length === 1 && password !== undefined;
    const kept = missing.filter(
      (field) =>
        verifying[field] !== '' &&
        (isMore ||
          completes ||
          (field === 'password' && text.includes(dots(verifying[field].length)))),
    );
    setFound({ fields, from, earlier: earlier.length, kept });
    const valueOf = (field: Field) => part[field] ?? (kept.includes(field) ? verifying[field] : '');
    onFound({
      clientId: valueOf('clientId'),
      userName: valueOf('userName'),
      password: valueOf('password'),
      timestamps,
      clientIds,
      packetError,
      // The box shows the password masked.
      reading: kept.includes('password') ? { ...reading, kind: verifying.reading.kind } : reading,
      circumstances: circumstances ?? (kept.length === 0 ? undefined : verifying.circumstances),
      isMasked: verifying.isMasked && isMore && password === undefined,
    });
    const others = [deviceSecret, ...earlier.map((one) => one.password)];
    const secrets = [password ?? '', ...others.filter(({ length }) => length >= SHORTEST_SECRET)];
    const rest = withoutSecrets(text, secrets);
    length.current = rest.length;
    seen.current = rest;
    if (box.current !== null && rest !== text) box.current.value = rest;
  };
  const typed = ({ nativeEvent }: FormEvent) => {
    const isPasted =
      nativeEvent instanceof InputEvent && nativeEvent.inputType === 'insertFromPaste';
    const before = length.current;
    length.current = box.current?.value.length ?? 0;
    // Longer than a key press, so it was pasted. Typed text is read when the user leaves the box.
    if (isPasted || Math.abs(length.current - before) > 1) read();
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
        className="block w-full resize-y rounded-md border border-ctl bg-well px-2 py-1 font-mono text-base focus:border-accent focus:outline-none"
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

/** Shorter texts are not secrets, and would be found everywhere. */
const SHORTEST_SECRET = 4;

/** Signatures and secrets in any place, and arrays of bytes. */
const LIKE_SECRETS =
  /\b[0-9a-f]{32,64}\b|\{\s*0x[0-9a-f]{1,2}(?:\s*,\s*0x[0-9a-f]{1,2}){3,}\s*\}/gi;

/** Text for the box, with the secrets masked. */
function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret !== '')
    .reduce(
      (rest, secret) => rest.replaceAll(secret, dots(secret.length)),
      withoutNamedSecrets(text, dots),
    )
    .replace(LIKE_SECRETS, ({ length }) => dots(length));
}
