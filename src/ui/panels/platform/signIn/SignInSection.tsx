import { type ReactNode, useState } from 'react';
import { EmptyState, Strip, timeOfDay, useText } from '#kit';
import { factOf, knownMistake } from '../../../../alibaba/mistakes.ts';
import { say } from '../../../../base/message.ts';
import type { SignInFacts } from '../../../../broker/platform/devices/commands.ts';
import { reasonCodeName } from '../../../../mqtt/tables/reasonCodes.ts';
import { shownName } from '../../../session/shownName.ts';
import { Block, Fact, Facts } from '../parts/Facts.tsx';
import type { SectionProps } from '../parts/sectionProps.ts';
import { Verdict } from '../parts/Verdict.tsx';
import { wordFor } from '../parts/words.ts';
import { SignedText } from './SignedText.tsx';

/**
 * Sign-ins of the device, newest first: the text that the platform signed, and the reason for a rejection.
 */
export function SignInSection({ detail, origin, time }: SectionProps) {
  const t = useText().platform.signIn;
  return (
    <SignInList
      signIns={detail.signIns}
      origin={origin}
      time={time}
      empty={<EmptyState title={t.never} text={t.neverText} />}
    />
  );
}

interface SignInListProps {
  /** Newest first. */
  readonly signIns: readonly SignInFacts[];
  readonly origin: number;
  /** ms of the broker's clock; undefined: the age is not shown. */
  readonly time?: number;
  readonly empty: ReactNode;
}

/** Detail of a sign-in, with the list of all below. */
export function SignInList({ signIns, origin, time, empty }: SignInListProps) {
  const t = useText().platform.signIn;
  const [chosen, setChosen] = useState<SignInFacts>();
  // Each answer creates new objects.
  const shown =
    signIns.find((one) => one.time === chosen?.time && one.clientId === chosen.clientId) ??
    signIns[0];
  if (shown === undefined) return empty;
  return (
    <>
      <OneSignIn facts={shown} origin={origin} time={time} />
      {signIns.length > 1 && (
        <Block title={t.all}>
          <ul>
            {signIns.map((one, at) => (
              // Two may have the same ms.
              <li key={`${one.time} ${at}`}>
                <Line
                  facts={one}
                  at={timeOfDay(origin + one.time)}
                  isShown={one === shown}
                  onShow={() => setChosen(one)}
                />
              </li>
            ))}
          </ul>
        </Block>
      )}
    </>
  );
}

interface LineProps {
  readonly facts: SignInFacts;
  readonly at: string;
  readonly isShown: boolean;
  readonly onShow: () => void;
}

function Line({ facts, at, isShown, onShow }: LineProps) {
  const t = useText().platform;
  const why = wordFor(t.faults, facts.fault) ?? facts.why;
  return (
    <button
      type="button"
      aria-pressed={isShown}
      title={why}
      onClick={onShow}
      className="flex min-h-(--h-row) w-full min-w-0 items-center gap-3 rounded-sm px-1 text-left hover:bg-hover aria-pressed:bg-sel"
    >
      <span className="font-mono text-fg-2">{at}</span>
      <Verdict facts={facts} />
      <bdi className="min-w-0 flex-1 truncate font-mono text-fg-2">{shownName(facts.clientId)}</bdi>
    </button>
  );
}

interface OneSignInProps {
  readonly facts: SignInFacts;
  readonly origin: number;
  readonly time: number | undefined;
}

function OneSignIn({ facts, origin, time }: OneSignInProps) {
  const { broker, platform, signIn } = useText();
  const t = platform.signIn;
  const why = wordFor(platform.faults, facts.fault) ?? facts.why;
  const ago = time === undefined ? '' : broker.detail.ago(Math.max(0, time - facts.time) / 1000);
  const found = knownMistake(facts.mistake, facts.mistakeArgs);
  const mistake = found && say(signIn.mistakes, factOf(found));
  return (
    <>
      {facts.ok ? (
        <p className="flex items-center gap-2 border-b border-line px-3 py-2 font-semibold text-ok">
          <Verdict facts={facts} />
        </p>
      ) : (
        <Strip
          tone="err"
          title={t.refused}
          code={t.refusal(facts.returnCode, reasonCodeName('connack', facts.returnCode, 4) ?? '')}
        >
          <p>{why}</p>
          {mistake !== undefined && (
            <p>
              <span className="font-semibold">{t.device}</span> {shownName(mistake)}
            </p>
          )}
        </Strip>
      )}
      <div className="p-3">
        <Facts>
          <Fact name={t.time}>
            {timeOfDay(origin + facts.time)} <span className="font-sans text-fg-2">{ago}</span>
          </Fact>
          <Fact name={t.from}>
            <bdi>{shownName(facts.address)}</bdi>{' '}
            <span className="font-sans text-fg-2">
              {t.transport(facts.transport, facts.secure)}
            </span>
          </Fact>
          <Fact name={t.clientId}>
            <bdi>{shownName(facts.clientId)}</bdi>
          </Fact>
          <Fact name={t.userName}>
            {facts.userName !== undefined && <bdi>{shownName(facts.userName)}</bdi>}
          </Fact>
          <Fact name={t.by}>
            <span className="font-sans">{t[facts.by]}</span>
          </Fact>
          {facts.signMethod !== undefined && <Fact name={t.method}>{facts.signMethod}</Fact>}
          {(facts.by === 'direct' || facts.by === 'registration') && (
            <Fact name={t.password}>
              <span className="font-sans">
                {t.lengths(facts.passwordLength, facts.expectedLength)}
              </span>
            </Fact>
          )}
        </Facts>
      </div>
      <SignedText key={facts.time} facts={facts} />
    </>
  );
}
