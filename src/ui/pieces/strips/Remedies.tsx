import { FileUp, KeyRound } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, ChooseFile, useText } from '#kit';
import type { Failure } from '../../../connection/protocol/protocol.ts';
import { versionName } from '../../../mqtt/tables/packetNames.ts';
import type { LineTls } from '../../../profiles/settings/lineSettings.ts';
import { isTabAddress } from '../../../profiles/settings/tabAddress.ts';
import { useCompanion } from '../../session/broker/companion.ts';
import { reconnectGoingOn } from '../../session/captures/goingOn.ts';
import { useConnection } from '../../session/connection/connections.ts';
import { connectByForm, connectOver } from '../../session/profiles/connectByForm.ts';
import { draftFor, setDraft } from '../../session/profiles/drafts.ts';
import { searches, useSearch } from '../../session/profiles/searches.ts';
import { focusInForm } from '../../session/view/focusInForm.ts';
import { isAboutSignIn, isAboutVersion } from './failureWords.ts';

/** A button that fixes the cause of a failure. */
interface Remedy {
  readonly text: string;
  readonly title?: string;
  readonly icon?: ReactNode;
  /** Known to fit the cause: the one accent of the form. The others are guesses, or risky. */
  readonly isBest?: boolean;
  readonly run: () => void;
}

interface FileRemedy extends Omit<Remedy, 'run'> {
  /** Receives the text of the chosen certificate. */
  readonly onFile: (text: string) => void;
}

interface RemediesProps {
  readonly remedies: readonly (Remedy | FileRemedy)[];
}

/** Buttons that fix the cause of the failure. Each connects again, or asks for what is missing. */
export function Remedies({ remedies }: RemediesProps): ReactNode {
  return remedies.map(({ text, title, icon, isBest, ...remedy }) =>
    'onFile' in remedy ? (
      <ChooseFile
        key={text}
        look={isBest ? 'primary' : 'plain'}
        icon={icon}
        action={text}
        accept=".pem,.crt,.cer,.ca-bundle"
        onFiles={async ([file]) => {
          if (file !== undefined) remedy.onFile(await file.text());
        }}
      />
    ) : (
      <Button
        key={text}
        look={isBest ? 'primary' : 'plain'}
        icon={icon}
        {...(title !== undefined && { title })}
        onClick={remedy.run}
      >
        {text}
      </Button>
    ),
  );
}

/** Remedies of the last failure of a connection. */
export function useRemedies(connectionId: string): RemediesProps['remedies'] {
  const { editor, failures } = useText();
  const t = failures.remedies;
  const companion = useCompanion();
  const search = useSearch(connectionId);
  const connection = useConnection(connectionId, 'failure', 'line', 'settings', 'state');
  if (connection?.failure === undefined || connection.settings === undefined) return [];
  const { failure, line, settings, state } = connection;
  if (failure.kind === 'broken' && failure.mayGoOn && state.kind === 'closed')
    return [
      {
        text: editor.goOnAfterMalformed,
        title: editor.goOnAfterMalformedTitle,
        isBest: true,
        run: () => reconnectGoingOn(connectionId),
      },
    ];
  if (settings.signIn.kind !== 'password') return [];
  /** None if the search for the broker has already failed there. */
  const at = (url: string, isBest = false): readonly Remedy[] =>
    search?.probes.some((one) => one.url === url && one.answer?.ok === false) === true
      ? []
      : [
          {
            text: t.use(`${url.split('/', 1)[0] ?? ''}//`),
            title: url,
            isBest,
            run: () => connectOver(connectionId, url),
          },
        ];

  if (failure.kind === 'line' && failure.failure.key === 'certificate') {
    const own = line?.tls?.chain[0];
    const fault = line?.tls?.fault;
    // A CA fixes neither a wrong name nor a wrong date.
    const isUnknown = fault === 'self-signed' || fault === 'unknown-authority';
    const ca: FileRemedy = {
      text: t.chooseCa,
      icon: <FileUp size={14} aria-hidden />,
      isBest: true,
      onFile: (text) => connectWithTls(connectionId, { ca: { text } }),
    };
    const trust = own && {
      text: t.trustThis,
      title: `SHA-256 ${own.fingerprint}`,
      run: () => connectWithTls(connectionId, { fingerprint: own.fingerprint }),
    };
    return [...(isUnknown ? [ca] : []), ...(trust ? [trust] : [])];
  }
  if (failure.kind === 'unreachable') {
    const { url } = failure;
    if (url.startsWith('ws:')) return at(encrypted(url));
    if (isTabAddress(url) || !url.startsWith('wss:')) return [];
    const over: Remedy = {
      text: t.overCompanion,
      title: t.overCompanionTitle,
      isBest: true,
      // The protocol that browsers offer, too; with a setting of TLS the companion connects.
      run: () => connectWithTls(connectionId, { alpn: ['http/1.1'] }),
    };
    const hasBridge = typeof companion === 'object' && companion.bridge !== undefined;
    return [...(hasBridge ? [over] : []), ...at(unencrypted(url))];
  }
  if (failure.kind !== 'refused') {
    const url = otherTransport(failure, settings.url);
    return url === undefined ? [] : at(url, true);
  }
  if (isAboutVersion(failure.code)) {
    // Most brokers without MQTT 5 have MQTT 3.1.1.
    const run = () => {
      setDraft(connectionId, { ...draftFor(connectionId), version: 4 });
      connectByForm(connectionId);
    };
    return settings.version === 5 ? [{ text: t.use(versionName(4)), isBest: true, run }] : [];
  }
  if (!isAboutSignIn(failure.code)) return [];
  const run = () => {
    const isNameless = draftFor(connectionId).userName === '';
    focusInForm(connectionId, isNameless ? 'user-name' : 'secret');
  };
  return [{ text: t.enterPassword, icon: <KeyRound size={14} aria-hidden />, isBest: true, run }];
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
