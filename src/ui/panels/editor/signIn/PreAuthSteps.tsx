import { timeOfDay, useText } from '#kit';
import { preAuthForm } from '../../../../alibaba/preAuth.ts';
import { useConnection } from '../../../session/connection/connections.ts';
import type { Draft } from '../../../session/profiles/draft.ts';
import { dots } from './Masked.tsx';
import { preAuthUrlOf, requestOf } from './made.ts';
import { Step, StepBox } from './Step.tsx';

interface PreAuthProps {
  readonly connectionId: string;
  readonly draft: Draft;
  readonly moment: number;
}

/** HTTPS pre-authentication: the request, and the last response. */
export function PreAuthSteps({ connectionId, draft, moment }: PreAuthProps) {
  const t = useText().signIn;
  const last = useConnection(connectionId, 'preAuth')?.preAuth;
  const form = preAuthForm(requestOf(draft, moment));
  return (
    <>
      <Step number={5} title={t.request} aside={t.requestHint}>
        <StepBox>
          <p className="text-fg-2">POST {preAuthUrlOf(draft)}</p>
          <Pairs
            pairs={form.map(([name, value]) => [
              name,
              name === 'sign' ? dots(value.length) : value,
            ])}
          />
        </StepBox>
      </Step>
      <Step
        number={6}
        title={t.answer}
        aside={last === undefined ? undefined : t.answeredAt(timeOfDay(last.at))}
        last
      >
        <StepBox>
          {last?.answer === undefined ? (
            <span className="font-sans text-fg-2">
              {last === undefined ? t.notAsked : t.notGranted}
            </span>
          ) : (
            <Pairs
              pairs={[
                ['iotId', last.answer.iotId],
                ['iotToken', dots(last.answer.tokenLength)],
                ['host', last.answer.host ?? '…'],
                ['port', last.answer.port === undefined ? '…' : String(last.answer.port)],
              ]}
            />
          )}
        </StepBox>
      </Step>
    </>
  );
}

function Pairs({ pairs }: { pairs: readonly (readonly [name: string, value: string])[] }) {
  return (
    <dl className="grid grid-cols-[88px_minmax(0,1fr)] gap-x-1">
      {pairs.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-syn-key">{name}</dt>
          <dd className="text-syn-str">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
