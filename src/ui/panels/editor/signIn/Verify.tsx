import { CircleAlert, CircleCheck, CircleSlash2 } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import { classes, focusIfAwaited, SecretField, TextField, useText } from '#kit';
import type { Diagnosis } from '../../../../alibaba/diagnosis.ts';
import type { Draft } from '../../../session/profiles/draft.ts';
import { VERIFY_FOCUS } from '../../../session/signIn/verifyConnect.ts';
import { changeVerifying, type Verifying } from '../../../session/signIn/verifying.ts';
import { type Compared, comparisonOf } from './compared.ts';
import { DiagnosisStrip } from './DiagnosisStrip.tsx';
import type { Made } from './made.ts';
import { PasteBox } from './PasteBox.tsx';

interface VerifyProps {
  readonly connectionId: string;
  readonly draft: Draft;
  readonly change: (change: Partial<Draft>) => void;
  readonly made: Made;
  readonly verifying: Verifying;
  /** undefined: it is being found out. */
  readonly diagnosis: Diagnosis | undefined;
}

/** Checks credentials from a device's log, its firmware, another tool or a capture. */
export function Verify(props: VerifyProps) {
  const t = useText().signIn;
  const id = useId();
  const { verifying } = props;
  useEffect(() => focusIfAwaited(VERIFY_FOCUS), []);
  return (
    <div className="border-t border-line">
      <div className="flex items-center gap-2 px-3 py-2">
        <input
          id={id}
          type="checkbox"
          data-focus={VERIFY_FOCUS}
          className="size-4 accent-(--accent-fill)"
          checked={verifying.isOn}
          onChange={(event) => changeVerifying(props.connectionId, { isOn: event.target.checked })}
        />
        <label htmlFor={id} className="flex min-h-(--h-link) items-center font-semibold">
          {t.verify}
        </label>
      </div>
      {verifying.isOn && <Verifier {...props} />}
    </div>
  );
}

function Verifier(props: VerifyProps) {
  const { connectionId, draft, made, verifying, diagnosis } = props;
  const t = useText().signIn;
  const compared = comparisonOf(draft, made, verifying, diagnosis);
  const change = (part: Partial<Verifying>) => changeVerifying(connectionId, part);
  // Text that was not typed here is checked at once: the verdict is shown first, or directly after the paste.
  const isCaptured = verifying.circumstances !== undefined;
  const [isPasted, setPasted] = useState(false);
  const verdictBox = useRef<HTMLDivElement>(null);
  const isAwaited = useRef(false);
  const foundInPaste = (part: Partial<Verifying>) => {
    setPasted(true);
    isAwaited.current = true;
    change(part);
  };
  useEffect(() => {
    if (!isAwaited.current || diagnosis === undefined) return;
    isAwaited.current = false;
    verdictBox.current?.scrollIntoView?.({ block: 'nearest' });
  }, [diagnosis]);
  const verdict = (
    <div ref={verdictBox}>
      <DiagnosisStrip
        draft={draft}
        change={props.change}
        verifying={verifying}
        diagnosis={diagnosis}
      />
    </div>
  );
  return (
    <fieldset aria-label={t.verify} className="flex flex-col gap-2 px-3 pb-3">
      {isCaptured && verdict}
      <PasteBox verifying={verifying} deviceSecret={draft.deviceSecret} onFound={foundInPaste} />
      {!isCaptured && isPasted && verdict}
      <TextField
        label={t.clientId}
        mono
        value={verifying.clientId}
        onChange={(clientId) => change({ clientId })}
        aside={<ComparedWord compared={compared.clientId} />}
      />
      <TextField
        label={t.userName}
        mono
        value={verifying.userName}
        onChange={(userName) => change({ userName })}
        aside={<ComparedWord compared={compared.userName} />}
      />
      <SecretField
        label={t.password}
        value={verifying.password}
        onChange={(password) => change({ password, isMasked: false })}
        warnings={verifying.isMasked ? [t.maskedInCapture] : []}
        aside={<ComparedWord compared={compared.password} />}
      />
      <SecretField
        label={t.productSecret}
        value={verifying.productSecret}
        onChange={(productSecret) => change({ productSecret })}
        hint={t.productSecretHint}
      />
      {!isCaptured && !isPasted && verdict}
    </fieldset>
  );
}

/** Equal or different, next to the compared field. */
function ComparedWord({ compared }: { compared: Compared }) {
  const t = useText().signIn;
  if (compared.kind === 'unknown') return null;
  if (compared.kind === 'same') {
    return (
      <span className="flex items-center gap-1 text-ok">
        <CircleCheck size={12} aria-hidden />
        {t.same}
      </span>
    );
  }
  const Icon = compared.isWrong ? CircleAlert : CircleSlash2;
  return (
    <span
      className={classes('flex items-center gap-1', compared.isWrong ? 'text-err' : 'text-fg-2')}
    >
      <Icon size={12} aria-hidden />
      {compared.parts.length === 0 ? t.differs : t.differsIn(compared.parts)}
    </span>
  );
}
