/**
 * Pre-authentication before a connection that signs in with a token: a signed form, and the platform's answer
 * with id and token. Repeated for every connection. Secrets and tokens are not reported.
 */
import { errorText } from '../../base/errorText.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import type { AlibabaSignIn, ConnectionSettings } from '../../profiles/settings/settings.ts';
import { isTabAddress, meansTab } from '../../profiles/settings/tabAddress.ts';
import type { Cancel, Environment, FormAnswer } from '../environment/environment.ts';
import type { Credentials } from './connectPacket.ts';
import type { DeviceSigning, PreAuthEvents, PreAuthFailure, PreAuthGrant } from './deviceSignIn.ts';

/** ms. A companion that relays the form waits 10 s itself. */
const ANSWER_WITHIN = 15_000;

/**
 * Address of the form. An empty address and a path lead to the broker in the tab, which answers itself. As a
 * URL, the path would lead to a server that knows none of its devices.
 */
export function preAuthAddress(authUrl: string, url: string, platformUrl: string): string {
  const isOfTab = authUrl === '' || authUrl.startsWith('/') || meansTab(authUrl);
  if (isTabAddress(url) && isOfTab) return url;
  return authUrl === '' ? platformUrl : authUrl;
}

/** Sends the request and calls back once, unless cancelled with the returned function. */
export function preAuthenticate(
  environment: Environment,
  signing: DeviceSigning,
  settings: ConnectionSettings,
  how: AlibabaSignIn,
  clientId: string,
  events: PreAuthEvents,
): Cancel {
  let isOver = false;
  const { preAuth } = signing;
  const url = preAuthAddress(how.authUrl, settings.url, preAuth.url(how.regionId));
  const request = {
    ...how,
    clientIdBase: clientId,
    timestamp: timestampOf(how, environment.wallClock()),
  };
  const form = preAuth.form(request);
  const end = (): void => {
    isOver = true;
    overdue();
  };
  const answered = (answer: FormAnswer): void => {
    if (isOver) return;
    end();
    const outcome = outcomeOf(answer, url, signing);
    const grant = 'iotId' in outcome ? outcome : undefined;
    events.told({
      url,
      form: form.map(([name, value]) => [name, name === 'sign' ? masked(value) : value]),
      at: environment.wallClock(),
      answer: grant && {
        iotId: grant.iotId,
        tokenLength: grant.iotToken.length,
        host: grant.host,
        port: grant.port,
      },
    });
    if ('iotId' in outcome) {
      events.granted(credentialsOf(outcome, preAuth.clientId(request), settings, how, signing));
    } else events.failed(outcome);
  };
  const overdue = environment.after(ANSWER_WITHIN, () => {
    answered({ kind: 'none', why: 'timed-out', said: undefined });
  });
  const none: FormAnswer = { kind: 'none', why: 'no-companion', said: undefined };
  (environment.postForm?.(url, form) ?? Promise.resolve(none)).then(answered, (error: unknown) => {
    const reason = errorText(error);
    answered({ kind: 'none', why: 'unreachable', said: { reason } });
  });
  return end;
}

function outcomeOf(
  answer: FormAnswer,
  url: string,
  { preAuth }: DeviceSigning,
): PreAuthGrant | PreAuthFailure {
  const failed = { kind: 'pre-auth', url, code: undefined } as const;
  if (answer.kind === 'none') return { ...failed, why: answer.why, said: answer.said };
  const read = preAuth.read(answer.body);
  if (read === undefined) {
    return { ...failed, why: 'not-understood', code: answer.status, said: undefined };
  }
  if (read.ok) return read.grant;
  const said = read.message === '' ? undefined : { reason: read.message };
  return { ...failed, why: 'code', code: read.code, said };
}

/** Matches a host name that cannot change the rest of an address. */
const HOST = /^[a-z0-9.-]{1,253}$/i;

function credentialsOf(
  { iotId, iotToken, host }: PreAuthGrant,
  clientId: string,
  { url }: ConnectionSettings,
  how: AlibabaSignIn,
  { wsUrl }: DeviceSigning,
): Credentials {
  // The user's address takes precedence; otherwise the answer is more precise than the region's rule.
  const isDerived = url === '' || url === wsUrl(how);
  const named = host !== undefined && HOST.test(host) ? `wss://${host}:443/` : undefined;
  return {
    clientId,
    fields: { userName: iotId, password: encodeUtf8(iotToken) },
    url: isDerived ? (named ?? wsUrl({ ...how, secureMode: 2 })) : url,
  };
}

function masked(secret: string): string {
  return '*'.repeat(secret.length);
}

/** The time to sign and send; undefined for none. */
export function timestampOf({ timestamp }: AlibabaSignIn, wallClock: number): string | undefined {
  if (timestamp.kind === 'now') return Math.floor(wallClock).toString();
  return timestamp.kind === 'fixed' ? timestamp.value : undefined;
}
