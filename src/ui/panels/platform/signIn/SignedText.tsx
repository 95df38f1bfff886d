import { type ReactNode, useId, useMemo, useState } from 'react';
import { CopyButton, useText } from '#kit';
import { visibleText } from '../../../../base/visibleText.ts';
import type { SignInFacts } from '../../../../broker/platform/devices/commands.ts';
import {
  type Difference,
  differenceOf,
  type SignedPiece,
  signedPieces,
} from '../../../pieces/signedPieces.ts';
import { placeIn } from '../../../pieces/signedPlace.ts';
import { Block } from '../parts/Facts.tsx';

/** The text that the platform signed, and its differences from the device's own. */
export function SignedText({ facts }: { facts: SignInFacts }) {
  const { platform, kit } = useText();
  const t = platform.signIn;
  const { clientId, userName, signContent, signedInstead } = facts;
  const pieces = useMemo(
    () =>
      signContent === undefined ? undefined : signedPieces({ clientId, userName, signContent }),
    [clientId, userName, signContent],
  );
  if (pieces === undefined || signContent === undefined) {
    return (
      <Block title={t.signed}>
        <p className="text-fg-2">
          {facts.by === 'token' || facts.by === 'device-token' ? t.notSignedToken : t.notSigned}
        </p>
      </Block>
    );
  }
  return (
    <>
      <Block
        title={
          <>
            {t.signed}
            <span className="font-normal">{kit.bracketed(t.signedHint)}</span>
          </>
        }
      >
        <div className="flex items-start gap-1">
          <Pieces pieces={pieces} />
          <CopyButton what={t.signed} text={() => signContent} />
        </div>
      </Block>
      <Comparison key={signedInstead} pieces={pieces} instead={signedInstead} />
    </>
  );
}

function Well({ children }: { children: ReactNode }) {
  return (
    <p className="min-w-0 flex-1 rounded-md border border-line bg-well px-2 py-1 font-mono leading-5 break-all">
      {children}
    </p>
  );
}

function Pieces({ pieces }: { pieces: readonly SignedPiece[] }) {
  return (
    <Well>
      {pieces.map(({ kind, name, text }) => (
        <span
          key={`${kind} ${name}`}
          className={
            kind === 'name'
              ? 'bg-sel-2 font-semibold text-syn-key'
              : kind === 'value'
                ? 'text-syn-str'
                : undefined
          }
        >
          <bdi>{visibleText(text)}</bdi>
        </span>
      ))}
    </Well>
  );
}

interface ComparisonProps {
  readonly pieces: readonly SignedPiece[];
  /** Text that the device actually signed, if known. */
  readonly instead: string | undefined;
}

function Comparison({ pieces, instead }: ComparisonProps) {
  const t = useText().platform.signIn;
  const id = useId();
  const [text, setText] = useState(instead ?? '');
  const difference = text === '' ? undefined : differenceOf(pieces, text);
  return (
    <Block title={instead === undefined ? t.compare : t.instead}>
      <label htmlFor={id} className="mb-1 block text-xs text-fg-2">
        {t.compareLabel}
      </label>
      <textarea
        id={id}
        rows={2}
        className="w-full resize-y rounded-md border border-ctl bg-well px-2 py-1 font-mono leading-5"
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        value={text}
        aria-describedby={`${id}-hint`}
        onChange={({ target }) => setText(target.value)}
      />
      <p id={`${id}-hint`} className="text-xs text-fg-2">
        {instead !== undefined && text === instead ? t.insteadHint : t.compareHint}
      </p>
      <div role="status" className="mt-1">
        {text !== '' && difference === undefined && <p className="text-ok">{t.same}</p>}
        {difference !== undefined && <Differing difference={difference} />}
      </div>
    </Block>
  );
}

/** Blanks cannot be seen at the end of a text. */
const seen = (text: string): string => visibleText(text).replaceAll(' ', '·');

function Differing({ difference }: { difference: Difference }) {
  const { platform, kit } = useText();
  const t = platform.signIn;
  const { at, piece, before, after } = difference;
  const place = placeIn(piece, t);
  const lines = [
    [t.platformHas, difference.expected],
    [t.deviceHas, difference.given],
  ] as const;
  return (
    <>
      <p>
        <span className="text-err">{t.differs(at + 1, place)}</span>
        {kit.gap}
        {lines.some(([, middle]) => middle.includes(' ')) && t.blanks}
      </p>
      <dl className="mt-1 grid grid-cols-[max-content_minmax(0,1fr)] gap-x-3 rounded-md border border-line bg-well px-2 py-1 font-mono leading-5 break-all">
        {lines.map(([name, middle]) => (
          <div key={name} className="contents">
            <dt className="font-sans text-fg-2">{name}</dt>
            <dd>
              <bdi className="text-fg-2">{visibleText(before)}</bdi>
              {middle === '' ? (
                <span className="bg-err-bg font-sans text-err">⟨{t.nothing}⟩</span>
              ) : (
                <bdi className="bg-err-bg font-semibold text-err">{seen(middle)}</bdi>
              )}
              <bdi className="text-fg-2">{visibleText(after)}</bdi>
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}
