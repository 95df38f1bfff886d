import { Button, Prose, Strip, useText } from '#kit';
import type { Diagnosis } from '../../../../alibaba/diagnosis.ts';
import { parameterValues, parseClientId, parseUserName } from '../../../../alibaba/identity.ts';
import { isRefusedIn } from '../../../../alibaba/logs/readLog.ts';
import {
  isCheckable,
  missingFields,
  refusedFor,
  type SignatureVerdict,
  suspicionsLeft,
  verdictOf,
} from '../../../../alibaba/logs/verdict.ts';
import { factOf } from '../../../../alibaba/mistakes.ts';
import { otherReasons } from '../../../../alibaba/otherReasons.ts';
import { DEFAULT_SIGN_METHOD, isSignMethod } from '../../../../alibaba/signMethod.ts';
import { say } from '../../../../base/message.ts';
import { visibleText } from '../../../../base/visibleText.ts';
import { fourAnswers } from '../../../../i18n/signIn/signInLines.ts';
import { codeWords } from '../../../session/alink/words.ts';
import type { Draft } from '../../../session/profiles/draft.ts';
import type { Verifying } from '../../../session/signIn/verifying.ts';
import { NameNotes } from './NameNotes.tsx';
import { circumstancesOf, withoutSecrets } from './report.ts';

interface DiagnosisProps {
  readonly draft: Draft;
  readonly change: (change: Partial<Draft>) => void;
  readonly verifying: Verifying;
  readonly diagnosis: Diagnosis | undefined;
}

/** Result of the diagnosis: correct, with other reasons for a rejection, or the mistake. */
export function DiagnosisStrip(props: DiagnosisProps) {
  const { draft, change, verifying, diagnosis } = props;
  const t = useText().signIn;
  if (diagnosis === undefined) {
    const { clientId, userName, password } = verifying;
    const isAsked = clientId !== '' || userName !== '' || password !== '';
    return isAsked ? <p className="text-xs text-fg-2">{t.trying}</p> : null;
  }
  const verdict = verdictIn(verifying, diagnosis);
  const isWrong = verdict.state === 'wrong';
  const secretMissing = draft.deviceSecret === '' && verdict.state !== 'unchecked';
  return (
    <div role="status" className="flex flex-col gap-2">
      <FourAnswers verifying={verifying} verdict={isWrong && secretMissing ? undefined : verdict} />
      {secretMissing && <Strip tone="info" title={t.secretNeeded} />}
      {!isWrong && <Right draft={draft} verifying={verifying} verdict={verdict} />}
      {isWrong &&
        (!secretMissing || (diagnosis.mistake !== undefined && !diagnosis.reproduced)) && (
          <Wrong {...{ draft, verifying, diagnosis }} />
        )}
      {verifying.userName !== '' && diagnosis.where !== 'userName' && (
        <NameNotes productKey={diagnosis.productKey} deviceName={diagnosis.deviceName} />
      )}
      <div className="flex flex-wrap items-center gap-2">
        {diagnosis.tried > 0 && (
          <span className="text-xs text-fg-2">{t.tried(diagnosis.tried)}</span>
        )}
        <Button
          look="quiet"
          className="ml-auto"
          onClick={() => change(takenOver(verifying))}
          disabled={verifying.clientId === '' && verifying.userName === ''}
        >
          {t.takeOver}
        </Button>
      </div>
    </div>
  );
}

function verdictIn(verifying: Verifying, diagnosis: Diagnosis): SignatureVerdict {
  const { reading, productSecret, clientId, userName, password } = verifying;
  const missing = missingFields({
    clientId: clientId || undefined,
    userName: userName || undefined,
    password: password || undefined,
  });
  return verdictOf(reading.kind, isCheckable(reading.kind) ? diagnosis : undefined, {
    hasProductSecret: productSecret !== '',
    missing,
  });
}

/** Progress of the sign-in, source of this information, broken rules, and the signature. */
function FourAnswers({
  verifying,
  verdict,
}: Pick<DiagnosisProps, 'verifying'> & { verdict: SignatureVerdict | undefined }) {
  const { signIn: t, alink } = useText();
  const answers = fourAnswers(verifying.reading, verdict, {
    logReading: t.logReading,
    mistakes: t.mistakes,
    codeMeaning: (code) => codeWords(code, undefined, alink)?.meaning,
  });
  return (
    <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-2 leading-5">
      {answers.map(({ name, text }) => (
        <div key={name} className="contents">
          <dt className="text-fg-2">{name}</dt>
          <dd className="wrap-anywhere">
            {visibleText(withoutSecrets(text, [verifying.password]))}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Right({
  draft,
  verifying,
  verdict,
}: Pick<DiagnosisProps, 'draft' | 'verifying'> & { verdict: SignatureVerdict }) {
  const t = useText().signIn;
  const { reading } = verifying;
  const refused = t.refused[refusedFor(reading)];
  const reasons = otherReasons({
    ...circumstancesOf(draft, verifying),
    isRight: verdict.state === 'right',
  });
  return (
    <>
      {verdict.state === 'right' && !isRefusedIn(reading) && (
        <Strip tone="ok" title={t.right}>
          <p>{t.rightText}</p>
        </Strip>
      )}
      {verdict.state === 'right' && isRefusedIn(reading) && (
        <Strip tone="warn" title={refused.title}>
          <p>{refused.text}</p>
        </Strip>
      )}
      <div hidden={reasons.length === 0}>
        <h4 className="font-semibold">{t.whatElse}</h4>
        <ol className="list-inside list-decimal leading-5 text-fg-2">
          {reasons.map((reason) => (
            <li key={reason.key}>
              {say(t.reasons, reason)}
              {reason.isLikely && <span className="font-semibold text-warn">{t.likely}</span>}
            </li>
          ))}
        </ol>
      </div>
    </>
  );
}

/** Fields that are not filled in yet. */
const MISSING: ReadonlySet<string> = new Set(['password-empty', 'user-name-empty']);

function Wrong({
  draft,
  verifying,
  diagnosis,
}: Omit<DiagnosisProps, 'change' | 'diagnosis'> & { diagnosis: Diagnosis }) {
  const t = useText().signIn;
  const { mistake, mistakes, where, reproduced, signedInstead, signContent } = diagnosis;
  if (mistake === undefined) {
    return (
      <Strip tone="err" title={t.notFound}>
        <p className="text-fg-2">{t.notFoundText}</p>
        <ol className="list-inside list-decimal leading-5">
          {suspicionsLeft(diagnosis.suspicions, verifying.reading).map((one) => (
            <li key={one.key}>
              <Prose text={say(t.suspicions, one)} />
            </li>
          ))}
        </ol>
        {signContent !== undefined && <Text name={t.platformSigns} text={signContent} />}
      </Strip>
    );
  }
  // The capture does not tell it, which the field says already.
  if (mistake === 'password-empty' && verifying.isMasked) return null;
  const secrets = [draft.deviceSecret, verifying.productSecret, verifying.password];
  return (
    <Strip
      tone={MISSING.has(mistake) ? 'info' : where === undefined ? 'warn' : 'err'}
      title={where === undefined ? t.otherSignIn : t.toMend[where]}
    >
      {mistakes.map((one) => (
        <p key={JSON.stringify(one)}>{say(t.mistakes, factOf(one))}</p>
      ))}
      {reproduced && where !== 'packet' && <p className="text-fg-2">{t.reproduced}</p>}
      {signedInstead !== undefined && (
        <Text name={t.signedInstead} text={withoutSecrets(signedInstead, secrets)} />
      )}
      {signContent !== undefined && <Text name={t.platformSigns} text={signContent} />}
    </Strip>
  );
}

function Text({ name, text }: { name: string; text: string }) {
  return (
    <p className="mt-1 text-fg-2">
      {name} <span className="font-mono break-all text-fg">{text}</span>
    </p>
  );
}

/** The pasted fields as the form has them, as far as they say. */
function takenOver({ clientId, userName }: Verifying): Partial<Draft> {
  const parts = parseClientId(clientId);
  const names = parseUserName(userName);
  const method = parameterValues(parts, 'signmethod')[0] ?? '';
  const mode = parameterValues(parts, 'securemode')[0];
  const timestamp = parameterValues(parts, 'timestamp')[0];
  return {
    ...(names !== undefined && names),
    ...(clientId !== '' && {
      clientId: parts.base,
      ...(isSignMethod(method) && { signMethod: method }),
      ...(method === '' && { signMethod: DEFAULT_SIGN_METHOD }),
      ...(mode === '2' && { secureMode: 2 as const }),
      ...(mode === '3' && { secureMode: 3 as const }),
      ...(timestamp === undefined
        ? { timestampMode: 'none' as const }
        : { timestampMode: 'fixed' as const, timestamp }),
    }),
  };
}
