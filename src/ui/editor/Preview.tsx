import { Check } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { signIn } from '../../alibaba/sign.ts';
import { page } from '../app/page.ts';
import { PaneHeader } from '../kit/PaneHeader.tsx';
import { useText } from '../text/useText.ts';
import type { Draft } from './draft.ts';
import { placeOf, urlOf } from './settings.ts';

/** What the device signs and what the broker receives, as one types. The password is shown by its length. */
export function Preview({ draft }: { draft: Draft }) {
  const t = useText().editor;
  const now = useNow(draft.timestampMode === 'now');
  const complete = draft.productKey !== '' && draft.deviceName !== '' && draft.clientId !== '';
  if (!complete) {
    return (
      <>
        <PaneHeader title={t.preview} />
        <p className="p-3 text-fg-2">{t.previewEmpty}</p>
      </>
    );
  }
  const signed = signIn({
    ...placeOf(draft),
    deviceName: draft.deviceName,
    clientIdBase: draft.clientId,
    deviceSecret: draft.deviceSecret,
    signMethod: draft.signMethod,
    timestamp:
      draft.timestampMode === 'none'
        ? undefined
        : draft.timestampMode === 'now'
          ? String(now)
          : draft.timestamp,
  });
  return (
    <>
      <PaneHeader title={t.previewSigned}>
        {draft.deviceSecret !== '' && (
          <span className="flex items-center gap-1 pr-2 text-ok">
            <Check size={14} aria-hidden />
            {draft.signMethod}
          </span>
        )}
      </PaneHeader>
      <div className="p-3">
        <h3 className="font-semibold">{t.previewFields}</h3>
        <Box>
          <dl className="grid grid-cols-[96px_minmax(0,1fr)]">
            {signed.signedFields.map(([name, value]) => (
              <div key={name} className="contents">
                <dt className="text-syn-key">{name}</dt>
                <dd className="break-all text-syn-str">{value}</dd>
              </div>
            ))}
          </dl>
        </Box>
        <div className="mt-3 flex items-baseline gap-2">
          <h3 className="font-semibold">{t.previewContent}</h3>
          <span className="ml-auto text-xs text-fg-2">{t.previewContentHint}</span>
        </div>
        <Box>
          <p className="break-all">
            {signed.signedFields.map(([name, value]) => (
              <span key={name}>
                <span className="bg-sel-2 font-semibold text-syn-key">{name}</span>
                <span className="text-syn-str">{value}</span>
              </span>
            ))}
          </p>
        </Box>
      </div>
      <div className="border-t border-line">
        <PaneHeader title={t.preview} />
        <dl className="grid grid-cols-[88px_minmax(0,1fr)] gap-x-3 gap-y-1 p-3 leading-5">
          <Row name={t.clientId}>{signed.clientId}</Row>
          <Row name={t.previewUserName}>{signed.username}</Row>
          <Row name={t.password}>
            {draft.deviceSecret === '' ? '…' : '•'.repeat(signed.password.length)}
            {draft.deviceSecret !== '' && (
              <span className="block font-sans text-xs text-fg-2">
                {t.previewPassword(signed.password.length)}
              </span>
            )}
          </Row>
          <Row name={t.previewEndpoint}>{urlOf(draft, page).url ?? signed.wsUrl}</Row>
        </dl>
        <p className="px-3 pb-3 text-xs text-fg-2">
          {draft.timestampMode === 'now' ? `${t.previewTime} ` : ''}
          {t.signedHere}
        </p>
      </div>
    </>
  );
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-fg-2">{name}</dt>
      <dd className="font-mono break-all">{children}</dd>
    </>
  );
}

function Box({ children }: { children: ReactNode }) {
  return (
    <div className="mt-1 rounded-md border border-line bg-well px-2 py-1 font-mono leading-5">
      {children}
    </div>
  );
}

/** ms since 1970, anew each second while wanted. */
function useNow(ticking: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!ticking) {
      return undefined;
    }
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [ticking]);
  return now;
}
