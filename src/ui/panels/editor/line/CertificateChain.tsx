import { Check, OctagonAlert, TriangleAlert } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button, CopyButton, classes, useText } from '#kit';
import { visibleText } from '../../../../base/visibleText.ts';
import type { CertificateFacts, TlsFacts } from '../../../../connection/bridge/lineFacts.ts';
import { commonName, validity } from './certificate.ts';

interface CertificateChainProps {
  readonly tls: TlsFacts;
  /** Accepts the server's certificate despite any errors. */
  readonly accept: (fingerprint: string) => void;
}

/** Certificates of the server, its own first, each with its issuer and the days that it is still valid. */
export function CertificateChain({ tls, accept }: CertificateChainProps) {
  const t = useText().line;
  const { chain, fault } = tls;
  const [own] = chain;
  const last = chain.at(-1);
  const isCut = fault === 'unknown-authority' && last?.isOwnIssuer === false;
  return (
    <section aria-label={t.chain} className="mb-4">
      <h3 className="mb-2 font-semibold">{t.chain}</h3>
      <ol>
        {chain.map((certificate, place) => (
          <Card
            key={certificate.fingerprint}
            certificate={certificate}
            isFirst={place === 0}
            isDoubted={fault !== undefined && fault !== 'unknown-authority' && place === 0}
          />
        ))}
        {isCut && last !== undefined && (
          <Box
            name={commonName(last.issuer)}
            title={last.issuer}
            tone="err"
            state={t.notKnown}
            isFirst={false}
          >
            <p>{visibleText(t.notSent(commonName(last.subject)))}</p>
          </Box>
        )}
      </ol>
      {own !== undefined && fault !== undefined && (
        <div className="mt-2 flex flex-wrap items-center gap-3">
          <Button onClick={() => accept(own.fingerprint)}>{t.acceptThis}</Button>
          <span className="text-xs text-fg-2">{t.acceptHint}</span>
        </div>
      )}
    </section>
  );
}

interface CardProps {
  readonly certificate: CertificateFacts;
  readonly isFirst: boolean;
  /** The handshake failed because of this certificate. */
  readonly isDoubted: boolean;
}

function Card({ certificate, isFirst, isDoubted }: CardProps) {
  const { line: t, kit } = useText();
  const [now] = useState(Date.now);
  const { subject, issuer, isOwnIssuer, names, from, to, fingerprint } = certificate;
  const { kind, days } = validity(certificate, now);
  const name = commonName(subject);
  const states = {
    valid: t.daysLeft(days),
    'ends-soon': t.daysLeft(days),
    expired: t.expired(days),
    'not-yet': t.notYet,
  };
  const tone =
    kind === 'valid' ? (isDoubted ? 'warn' : 'ok') : kind === 'ends-soon' ? 'warn' : 'err';
  return (
    <Box name={name} title={subject} tone={tone} state={states[kind]} isFirst={isFirst}>
      {subject !== `CN=${name}` && <p className="break-words">{visibleText(subject)}</p>}
      <p className="break-words">{isOwnIssuer ? t.ownIssuer : visibleText(t.issuer(issuer))}</p>
      <p>{t.valid(from, to)}</p>
      {names.length > 0 && (
        <p className="break-words">{visibleText(t.names(names.join(kit.comma)))}</p>
      )}
      <p className="flex items-center gap-1">
        <span className="min-w-0 flex-1">
          SHA-256 <span className="font-mono break-all">{fingerprint}</span>
        </span>
        <CopyButton what={t.fingerprintName} text={() => fingerprint} />
      </p>
    </Box>
  );
}

interface BoxProps {
  readonly name: string;
  readonly title: string;
  readonly tone: 'ok' | 'warn' | 'err';
  readonly state: string;
  readonly isFirst: boolean;
  readonly children: ReactNode;
}

const TONES = {
  ok: { Icon: Check, text: 'text-ok', back: 'bg-raised' },
  warn: { Icon: TriangleAlert, text: 'text-warn', back: 'bg-warn-bg' },
  err: { Icon: OctagonAlert, text: 'text-err', back: 'bg-err-bg' },
} as const;

function Box({ name, title, tone, state, isFirst, children }: BoxProps) {
  const { Icon, text, back } = TONES[tone];
  return (
    <li>
      {!isFirst && <span aria-hidden="true" className="ml-5 block h-3 w-px bg-ctl" />}
      <div className={classes('rounded-md px-3 py-2', back)}>
        <div className="flex items-center gap-2">
          <span className="min-w-0 flex-1 truncate font-semibold" title={visibleText(title)}>
            {visibleText(name)}
          </span>
          <span className={classes('flex shrink-0 items-center gap-1', text)}>
            <Icon size={14} aria-hidden />
            {state}
          </span>
        </div>
        <div className="text-fg-2">{children}</div>
      </div>
    </li>
  );
}
