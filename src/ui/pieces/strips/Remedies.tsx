import { FileUp, KeyRound } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, ChooseFile, useText } from '#kit';
import type { Failure } from '../../../connection/protocol/protocol.ts';
import { versionName } from '../../../mqtt/tables/packetNames.ts';
import type { LineTls } from '../../../profiles/settings/lineSettings.ts';
import { isTabAddress } from '../../../profiles/settings/tabAddress.ts';
import { useCompanion } from '../../session/broker/companion.ts';
import { useConnection } from '../../session/connection/connections.ts';
import { connectByForm, connectOver } from '../../session/profiles/connectByForm.ts';
import { draftFor, setDraft } from '../../session/profiles/drafts.ts';
import { searches, useSearch } from '../../session/profiles/searches.ts';
import { focusInForm } from '../../session/view/focusInForm.ts';
import { isAboutSignIn, isAboutVersion } from './failureWords.ts';

interface RemediesProps {
  readonly connectionId: string;
  readonly failure: Failure;
}

/** Buttons that fix the cause of the failure. Each connects again. */
export function Remedies({ connectionId, failure }: RemediesProps): ReactNode {
  const t = useText().failures.remedies;
  const settings = useConnection(connectionId, 'settings')?.settings;
  const tried = settings?.url ?? '';
  if (failure.kind === 'line' && failure.failure.key === 'certificate')
    return <CertificateRemedies connectionId={connectionId} />;
  if (failure.kind === 'unreachable')
    return <UnreachableRemedies connectionId={connectionId} url={failure.url} />;
  if (failure.kind === 'refused' && isAboutVersion(failure.code))
    return settings?.version === 5 && <UseEarlierVersion connectionId={connectionId} />;
  if (failure.kind !== 'refused') {
    const url = otherTransport(failure, tried);
    return url !== undefined && <UseAddress connectionId={connectionId} url={url} />;
  }
  if (!isAboutSignIn(failure.code)) return null;
  const enter = () => {
    const name = draftFor(connectionId).userName === '' ? 'user-name' : 'secret';
    focusInForm(connectionId, 'password', name);
  };
  return (
    <Button look="primary" icon={<KeyRound size={14} aria-hidden />} onClick={enter}>
      {t.enterPassword}
    </Button>
  );
}

const unencrypted = (url: string): string => url.replace(/^(ws|mqtt)s:/, '$1:');
const encrypted = (url: string): string => url.replace(/^(ws|mqtt):/, '$1s:');
const overWebSocket = (url: string): string =>
  url.replace(/^mqtt(s?):\/\/([^/?]+).*$/, 'ws$1://$2/mqtt');

/** The address over the transport that the server seems to use at this port; undefined if unknown. */
function otherTransport(failure: Failure, tried: string): string | undefined {
  const url = seemsToBe(failure, tried);
  return url === tried ? undefined : url;
}

/** @param tried address of the failed connection */
function seemsToBe(failure: Failure, tried: string): string {
  if (failure.kind === 'line') {
    const { key, args } = failure.failure;
    const isPlain = key === 'no-tls' || (key === 'closed' && args.step === 'tls');
    return isPlain ? unencrypted(failure.url) : tried;
  }
  if (failure.kind === 'no-connack') {
    // Many servers close without a TLS alert.
    const mayBeTls = !failure.timedOut && tried.startsWith('mqtt:');
    return mayBeTls ? encrypted(tried) : tried;
  }
  if (failure.kind !== 'broken') return tried;
  const { key, args } = failure.why;
  if (key !== 'other-protocol' || args.what === 'text') return tried;
  return args.what === 'tls' ? encrypted(tried) : overWebSocket(tried);
}

/** Host and port of an encrypted address. */
function placeOf(url: string): string {
  const [, scheme, place = ''] = /^(\w+):\/\/([^/?]+)/.exec(url) ?? [];
  return /:\d+$/.test(place) ? place : `${place}:${scheme === 'wss' ? 443 : 8883}`;
}

function connectWithTls(connectionId: string, tls: LineTls): void {
  const draft = draftFor(connectionId);
  const line = { ...draft.line, tls: { ...draft.line?.tls, ...tls } };
  // With the certificate, a search finds whether the port serves MQTT or WebSocket.
  const url = searches.of(connectionId) === undefined ? draft.url : placeOf(draft.url);
  setDraft(connectionId, { ...draft, url, line });
  connectByForm(connectionId);
}

function CertificateRemedies({ connectionId }: { connectionId: string }) {
  const t = useText().failures.remedies;
  const facts = useConnection(connectionId, 'line')?.line;
  const own = facts?.tls?.chain[0];
  const fault = facts?.tls?.fault;
  // A CA fixes neither a wrong name nor a wrong date.
  const isUnknown = fault === 'self-signed' || fault === 'unknown-authority';
  return (
    <>
      {isUnknown && (
        <ChooseFile
          look="primary"
          icon={<FileUp size={14} aria-hidden />}
          action={t.chooseCa}
          accept=".pem,.crt,.cer,.ca-bundle"
          onFiles={async ([file]) => {
            if (file !== undefined)
              connectWithTls(connectionId, { ca: { text: await file.text() } });
          }}
        />
      )}
      {own !== undefined && (
        <Button
          title={`SHA-256 ${own.fingerprint}`}
          onClick={() => connectWithTls(connectionId, { fingerprint: own.fingerprint })}
        >
          {t.trustThis}
        </Button>
      )}
    </>
  );
}

function UnreachableRemedies({ connectionId, url }: { connectionId: string; url: string }) {
  const t = useText().failures.remedies;
  const companion = useCompanion();
  if (url.startsWith('ws:')) return <UseAddress connectionId={connectionId} url={encrypted(url)} />;
  if (isTabAddress(url) || !url.startsWith('wss:')) return null;
  const hasBridge = typeof companion === 'object' && companion.bridge !== undefined;
  return (
    <>
      {hasBridge && (
        <Button
          look="primary"
          title={t.overCompanionTitle}
          // The protocol that browsers offer, too; with a setting of TLS the companion connects.
          onClick={() => connectWithTls(connectionId, { alpn: ['http/1.1'] })}
        >
          {t.overCompanion}
        </Button>
      )}
      <UseAddress connectionId={connectionId} url={unencrypted(url)} />
    </>
  );
}

/** Most brokers without MQTT 5 have MQTT 3.1.1. */
function UseEarlierVersion({ connectionId }: { connectionId: string }) {
  const t = useText().failures.remedies;
  const connectAgain = () => {
    setDraft(connectionId, { ...draftFor(connectionId), version: 4 });
    connectByForm(connectionId);
  };
  return (
    <Button look="primary" onClick={connectAgain}>
      {t.use(versionName(4))}
    </Button>
  );
}

/** Absent if the search for the broker has already failed there. */
function UseAddress({ connectionId, url }: { connectionId: string; url: string }) {
  const t = useText().failures.remedies;
  const search = useSearch(connectionId);
  if (search?.probes.some((one) => one.url === url && one.answer?.ok === false)) return null;
  return (
    <Button title={url} onClick={() => connectOver(connectionId, url)}>
      {t.use(`${url.split('/', 1)[0] ?? ''}//`)}
    </Button>
  );
}
