import type { ReactNode } from 'react';
import { Button, useText } from '#kit';
import type { SubscriptionStatus } from '../../../connection/protocol/protocol.ts';
import { hexByte, reasonCodeName } from '../../../mqtt/tables/reasonCodes.ts';
import { shownName } from '../../session/shownName.ts';
import { byKey } from './byKey.ts';

interface FailedProps {
  readonly status: SubscriptionStatus;
  readonly version: 3 | 4 | 5;
  readonly isDevice: boolean;
  readonly onRetry: () => void;
  readonly onRemove: () => void;
}

/** Reason and advice for a filter that was not granted. */
export function FailedFilter({ status, version, isDevice, onRetry, onRemove }: FailedProps) {
  const { subscribing: t, failures } = useText();
  const { subscription, state } = status;
  const filter = shownName(subscription.filter);
  if (state.kind === 'not-sent') {
    return (
      <FailureBox title={t.notSent(filter)}>
        <p className="break-words">{failures.why(state.why)}</p>
        <p className="text-fg-2">{t.notSentHint}</p>
      </FailureBox>
    );
  }
  if (state.kind === 'held') {
    return (
      <FailureBox title={t.held(filter)}>
        <p>
          {t.heldText(
            state.code === undefined
              ? undefined
              : { place: 'disconnect', code: state.code, version: 5 },
          )}
        </p>
        <p className="text-fg-2">{t.heldHint}</p>
        <p className="flex gap-1 py-1">
          <Button onClick={byKey(onRetry)}>{t.tryAgain}</Button>
          <Button onClick={byKey(onRemove)}>{t.removeHeld}</Button>
        </p>
      </FailureBox>
    );
  }
  if (state.kind !== 'refused') return null;
  const name = reasonCodeName('suback', state.code, version);
  return (
    <FailureBox title={t.refused(filter)}>
      <p>
        <span className="font-mono">{hexByte(state.code)}</span> {name && failures.reason(name)}
      </p>
      {state.reasonString !== undefined && (
        <p className="break-words text-fg-2">
          {t.reasonString} <bdi className="font-mono">"{shownName(state.reasonString)}"</bdi>
        </p>
      )}
      <p className="text-fg-2">{isDevice ? t.refusedHintDevice : t.refusedHint}</p>
    </FailureBox>
  );
}

function FailureBox({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="mb-2 bg-err-bg px-2 py-1 leading-5 shadow-[inset_2px_0_var(--err)]">
      <p className="font-semibold break-all text-err">{title}</p>
      {children}
    </div>
  );
}
