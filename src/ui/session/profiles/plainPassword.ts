/** Passwords for other machines over unencrypted transports: sent only after the user has agreed. */
import { isEncrypted } from '../../../connection/bridge/bestProbe.ts';
import { isLoopback } from '../../../profiles/addresses/host.ts';
import type { ConnectionSettings } from '../../../profiles/settings/settings.ts';
import { remember, remembered } from '../../kit/language/remembered.ts';
import { focusInForm } from '../view/focusInForm.ts';
import { type PlainAddress, plainAddress } from './searches.ts';

const KEY = 'plainPasswords';
/** Remembered hosts with their ports; the oldest is dropped. */
const MOST = 100;

/** `mqtt:` is no scheme that a URL splits into host and port. */
const addressOf = (url: string): URL => new URL(url.replace(/^mqtt:/, 'http:'));

const agreed = (): readonly unknown[] => {
  const kept = remembered(KEY);
  return Array.isArray(kept) ? kept : [];
};

/** Remembers that the user agreed for the host and port of `url`. */
export function agreeToPlain(url: string): void {
  const { host } = addressOf(url);
  remember(KEY, [host, ...agreed().filter((one) => one !== host)].slice(0, MOST));
}

/**
 * Asks in the connection form. The focus is not on the button that sends it, so that a second `Enter` does not
 * press it.
 */
export function askToSendPlain(id: string, asked: PlainAddress): void {
  plainAddress.set(id, asked);
  focusInForm(id, 'secret');
}

/** True if user name or password would leave this machine unencrypted, and the user has not agreed yet. */
export function mustAgree({ signIn, url }: ConnectionSettings): boolean {
  if (signIn.kind !== 'password') return false;
  // SCRAM proves that the client knows the password, without sending it.
  const isSent = signIn.scram === undefined && `${signIn.userName}${signIn.password}` !== '';
  if (!isSent || isEncrypted(url)) return false;
  const { hostname, host } = addressOf(url);
  return !isLoopback(hostname) && !agreed().includes(host);
}
