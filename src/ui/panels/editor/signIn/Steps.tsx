import { RotateCw } from 'lucide-react';
import { IconButton, timeOfDay, useText } from '#kit';
import type { Draft } from '../../../session/profiles/draft.ts';
import { Masked } from './Masked.tsx';
import { hashName, type Made } from './made.ts';
import { NameNotes } from './NameNotes.tsx';
import { PreAuthSteps } from './PreAuthSteps.tsx';
import { Step, StepBox } from './Step.tsx';

interface StepsProps {
  readonly connectionId: string;
  readonly draft: Draft;
  readonly made: Made;
  /** ms since 1970. */
  readonly moment: number;
  readonly onMoment: () => void;
  readonly shown: boolean;
  readonly onShow: (shown: boolean) => void;
}

/** From the fields to the password, step by step. */
export function Steps(props: StepsProps) {
  const { connectionId, draft, made, moment, onMoment, shown, onShow } = props;
  const t = useText().signIn;
  const isHttps = draft.how === 'https';
  const result = isHttps ? t.sign : t.password;
  return (
    <div className="p-3">
      <ol>
        <Step number={1} title={t.fields} aside={t.fieldCount(made.signedFields.length)}>
          <StepBox>
            <Fields made={made} />
          </StepBox>
          <NameNotes productKey={draft.productKey} deviceName={draft.deviceName} />
        </Step>
        <Step number={2} title={t.content} aside={t.contentHint}>
          <StepBox>
            <p>
              {made.signedFields.map(([name, value]) => (
                <span key={name}>
                  <span className="bg-sel-2 font-semibold text-syn-key">{name}</span>
                  <span className="text-syn-str">{value}</span>
                </span>
              ))}
            </p>
          </StepBox>
        </Step>
        <Step number={3} title={t.hmac} aside={t.hmacMethod(draft.signMethod)}>
          <StepBox>
            <p className="text-fg-2">
              {t.hmacLine(hashName(draft), made.secretBytes, made.contentBytes)}
            </p>
          </StepBox>
        </Step>
        <Step
          number={4}
          title={result}
          aside={t.passwordForm(made.password.length)}
          last={!isHttps}
        >
          <StepBox>
            {draft.deviceSecret === '' ? (
              <span className="text-fg-3">…</span>
            ) : (
              <Masked what={result} value={made.password} shown={shown} onShow={onShow} />
            )}
          </StepBox>
        </Step>
        {isHttps && <PreAuthSteps connectionId={connectionId} draft={draft} moment={moment} />}
      </ol>
      {draft.timestampMode === 'now' && (
        <p className="mt-2 flex items-center gap-1 text-xs text-fg-2">
          {t.moment(timeOfDay(moment))}
          <IconButton small label={t.signNow} onClick={onMoment}>
            <RotateCw size={12} aria-hidden />
          </IconButton>
        </p>
      )}
    </div>
  );
}

function Fields({ made }: { made: Made }) {
  const t = useText().signIn;
  const hints = new Map([
    ['clientId', t.clientIdHint],
    ['timestamp', t.timestampHint],
  ]);
  return (
    <dl className="grid grid-cols-[88px_minmax(0,1fr)] gap-x-1">
      {made.signedFields.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-syn-key">{name}</dt>
          <dd className="flex flex-wrap gap-x-6">
            <span className="min-w-30 text-syn-str">
              {value === '' ? <span className="text-fg-3">{t.empty}</span> : value}
            </span>
            {hints.has(name) && (
              <span className="font-sans text-xs/5 text-fg-2">{hints.get(name)}</span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
