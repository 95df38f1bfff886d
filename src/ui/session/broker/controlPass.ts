/**
 * Ticket that lets this page control its companion's broker. The address that the companion prints contains a
 * code. The page removes the code from the address first, and exchanges it for a ticket. The ticket survives
 * reloads of this tab and is valid until the companion ends.
 */
import { create } from 'zustand';
import {
  CONTROL_ADDRESS_PATH,
  CONTROL_CODE_PATH,
  type ControlAddressAnswer,
} from '../../../broker/control/control.ts';

import { isLoopback } from '../../../profiles/addresses/host.ts';
import { removeForeignWorkers } from '../connection/ownWorker.ts';

/** Stored for the tab's lifetime. A duplicated tab has a copy. */
const KEY = 'mqttscope.control';
/** Stored there, too: a code, until the companion has answered it. */
const CODE_KEY = 'mqttscope.code';

interface PassState {
  readonly ticket: string | undefined;
  /** The code in the address was rejected, for example because it was used before. */
  readonly isSpent: boolean;
}

const usePassState = create<PassState>()(() => ({ ticket: undefined, isSpent: false }));

/** Token typed by the user instead. Never stored. */
let given: string | undefined;
let redeeming: Promise<void> = Promise.resolve();
/** Has not been redeemed yet. */
let code: string | undefined;

/** Must be called before any other code reads the address. */
export function startPass(): void {
  usePassState.setState({ ticket: kept(KEY) });
  code = kept(CODE_KEY);
  takeCode();
  redeeming = leaveForeignWorkers();
  void redeem();
  // The printed address, opened where the app is open already.
  addEventListener('hashchange', () => {
    takeCode();
    void redeem();
  });
}

/** Resolves once the code in the page's address has been redeemed. Undefined if there is none. */
export async function passOfPage(): Promise<string | undefined> {
  await redeem();
  return usePassState.getState().ticket;
}

/** Includes a token that the user typed. Undefined if there is none. */
export const currentPass = (): string | undefined => usePassState.getState().ticket ?? given;

export const hasPass = (): boolean => (currentPass() ?? '') !== '';

/** True if this page may control its companion, as far as it knows. */
export function useHasPass(): boolean {
  usePassState();
  return hasPass();
}

export function givePass(token: string): void {
  given = token;
}

/** The companion no longer knows the ticket, because it was restarted or has issued many others since. */
export function forgetPass(ticket: string): void {
  if (usePassState.getState().ticket !== ticket) return;
  keep(KEY, undefined);
  usePassState.setState({ ticket: undefined });
}

/** Calls `tell` for each new ticket. */
export function whenPassed(tell: () => void): void {
  usePassState.subscribe(({ ticket }, before) => {
    if (ticket !== undefined && ticket !== before.ticket) tell();
  });
}

export const useSpentCode = (): boolean => usePassState(({ isSpent }) => isSpent);

/** The notice was read. */
export const forgetSpentCode = (): void => usePassState.setState({ isSpent: false });

/** Makes the companion print an address with a new code. Undefined if it did not answer. */
export async function askForAddress(): Promise<ControlAddressAnswer | undefined> {
  const answer = await post(CONTROL_ADDRESS_PATH, {});
  if (typeof answer !== 'object' || answer === null) return undefined;
  if (!('minutes' in answer) || typeof answer.minutes !== 'number') return undefined;
  return { minutes: answer.minutes, isThere: 'isThere' in answer && answer.isThere === true };
}

function takeCode(): void {
  const rest = /^#\/?t=(.*)$/is.exec(location.hash)?.[1];
  if (rest === undefined) return;
  history.replaceState(history.state, '', location.pathname + location.search);
  // A code copied from a sentence may be followed by a full stop or surrounded by blanks.
  const taken = /^(?:\s|%20)*([\w-]{1,256})/.exec(rest)?.[1];
  if (taken === undefined) usePassState.setState({ isSpent: true });
  else setCode(taken);
}

function setCode(now: string | undefined): void {
  code = now;
  keep(CODE_KEY, now);
}

/**
 * A foreign service worker would see the code. Without a code and outside this machine, foreign service workers stay,
 * because the server's owner may have other apps at its origin.
 */
async function leaveForeignWorkers(): Promise<void> {
  if (code === undefined && !isLoopback(location.hostname)) return;
  if (!('serviceWorker' in navigator)) return;
  const isControlled = await removeForeignWorkers(navigator.serviceWorker, document.baseURI).catch(
    () => false,
  );
  if (!isControlled) return;
  location.reload();
  // The code stays in the storage of the tab, and is redeemed after the reload.
  await new Promise(() => undefined);
}

/** Sequential, because a code is valid only once. */
function redeem(): Promise<void> {
  redeeming = redeeming.then(async () => {
    const tried = code;
    if (tried === undefined) return;
    const answer = await post(CONTROL_CODE_PATH, { code: tried });
    // The companion may return, and the code is no longer in the address.
    if (answer === NO_ANSWER) return;
    if (code === tried) setCode(undefined);
    const hasTicket = typeof answer === 'object' && answer !== null && 'ticket' in answer;
    const ticket = hasTicket && typeof answer.ticket === 'string' ? answer.ticket : undefined;
    if (ticket !== undefined) keep(KEY, ticket);
    usePassState.setState(ticket === undefined ? { isSpent: true } : { ticket, isSpent: false });
  });
  return redeeming;
}

const NO_ANSWER = 'no answer';

/** undefined: not a good answer. */
async function post(path: string, body: object): Promise<unknown> {
  try {
    // Relative to the page.
    const response = await fetch(`.${path}`, {
      method: 'POST',
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    // Error of a proxy whose companion is unreachable.
    if (response.status >= 500) return NO_ANSWER;
    const value: unknown = response.ok ? await response.json().catch(() => undefined) : undefined;
    return value;
  } catch {
    return NO_ANSWER;
  }
}

function kept(key: string): string | undefined {
  try {
    return sessionStorage.getItem(key) ?? undefined;
  } catch {
    // The browser stores nothing: a reload needs another code.
    return undefined;
  }
}

function keep(key: string, value: string | undefined): void {
  try {
    if (value === undefined) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, value);
  } catch {
    // The browser stores nothing.
  }
}
