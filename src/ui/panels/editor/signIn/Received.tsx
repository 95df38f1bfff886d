import { Fragment, type ReactNode } from 'react';
import { CopyButton, PaneHeader, page, useText } from '#kit';
import type { PreAuthFacts } from '../../../../connection/protocol/protocol.ts';
import { useConnection } from '../../../session/connection/connections.ts';
import type { Draft } from '../../../session/profiles/draft.ts';
import { urlOf } from '../../../session/profiles/settings.ts';
import { dots, Masked } from './Masked.tsx';
import type { Made } from './made.ts';

interface ReceivedProps {
  readonly connectionId: string;
  readonly draft: Draft;
  readonly made: Made;
  readonly shown: boolean;
  readonly onShow: (shown: boolean) => void;
}

/** The fields of CONNECT, and their destination. */
export function Received({ connectionId, draft, made, shown, onShow }: ReceivedProps) {
  const t = useText().signIn;
  const granted = useConnection(connectionId, 'preAuth')?.preAuth?.answer;
  const isHttps = draft.how === 'https';
  const { url } = urlOf(draft, page);
  const isNamed = draft.deviceName !== '' || draft.productKey !== '';
  return (
    <section aria-label={t.receives} className="border-t border-line">
      <PaneHeader title={t.receives} />
      <dl className="grid grid-cols-[80px_minmax(0,1fr)] gap-x-2 gap-y-1 py-2 pr-2 pl-3 leading-6">
        <Row name={t.clientId} copied={made.clientId}>
          <ClientId made={made} />
        </Row>
        {isHttps ? (
          <Granted answer={granted} />
        ) : (
          <>
            <Row name={t.userName} copied={isNamed ? made.username : undefined}>
              <span className="text-syn-str">{draft.deviceName}</span>
              <span className="text-syn-op">&</span>
              <span className="text-syn-str">{draft.productKey}</span>
            </Row>
            <dt className="text-fg-2">{t.password}</dt>
            <dd>
              {draft.deviceSecret === '' ? (
                <span className="text-fg-3">…</span>
              ) : (
                <Masked what={t.password} value={made.password} shown={shown} onShow={onShow} />
              )}
            </dd>
          </>
        )}
        <Row name={t.endpoint} copied={url}>
          {url}
        </Row>
      </dl>
    </section>
  );
}

/** Id and token of the last answer; the next connection has others. */
function Granted({ answer }: { answer: PreAuthFacts['answer'] }) {
  const t = useText().signIn;
  return (
    <>
      <dt className="text-fg-2">{t.userName}</dt>
      <dd className="font-mono break-all">{answer?.iotId ?? t.fromAnswer('iotId')}</dd>
      <dt className="text-fg-2">{t.password}</dt>
      <dd className="font-mono break-all">
        {answer === undefined ? (
          t.fromAnswer('iotToken')
        ) : (
          <>
            <span aria-hidden="true">{dots(answer.tokenLength)}</span>
            <span className="sr-only">{t.masked(answer.tokenLength)}</span>
          </>
        )}
      </dd>
    </>
  );
}

interface RowProps {
  readonly name: string;
  /** undefined: there is nothing yet. */
  readonly copied: string | undefined;
  readonly children: ReactNode;
}

function Row({ name, copied, children }: RowProps) {
  return (
    <>
      <dt className="text-fg-2">{name}</dt>
      {copied === undefined ? (
        <dd className="text-fg-3">…</dd>
      ) : (
        <dd className="flex items-start gap-1">
          <span className="min-w-0 flex-1 font-mono break-all">{children}</span>
          <CopyButton what={name} text={() => copied} />
        </dd>
      )}
    </>
  );
}

/** Base and tail, with names and values of the tail in different colours. */
function ClientId({ made }: { made: Made }) {
  return (
    <>
      <span className="text-syn-str">{made.base}</span>
      <span className="text-syn-op">|</span>
      {made.tail.map(([name, value], at) => (
        <Fragment key={name}>
          {at > 0 && <span className="text-syn-op">,</span>}
          <span className="text-syn-key">{name}</span>
          <span className="text-syn-op">=</span>
          <span className="text-syn-num">{value}</span>
        </Fragment>
      ))}
      <span className="text-syn-op">|</span>
    </>
  );
}
