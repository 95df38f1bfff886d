/**
 * This page's right to control its companion's broker and to use its bridge: the companion's token. The address that
 * the companion prints has it in its fragment, from which the page removes it first. It is kept for all pages of this
 * origin until the companion refuses it. Behind a proxy that signs its users in, no token is needed, and an empty one is
 * sent.
 */
import { create } from 'zustand';
import { TOKEN_FRAGMENT } from '../../../broker/control/control.ts';
import { isLoopback } from '../../../profiles/addresses/host.ts';
import { deleteStoredFiles, removeServiceWorkers } from '../connection/serviceWorkers.ts';

const KEY = 'mqttscope.control';

interface PassState {
  readonly token: string | undefined;
}

const usePassState = create<PassState>()(() => ({ token: undefined }));

const NO_TOKEN_NEEDED = '';

let isSignedIn = false;
let ready: Promise<void> = Promise.resolve();

/** Must be called before any other code reads the address. */
export function startPass(): void {
  usePassState.setState({ token: kept() });
  ready = begin(takeToken());
  // The printed address, opened where the app is open already.
  addEventListener('hashchange', () => {
    const token = takeToken();
    if (token !== undefined) usePassState.setState({ token });
  });
  // Another page has got or lost it.
  addEventListener('storage', ({ key }) => {
    if (key === KEY || key === null) usePassState.setState({ token: known() });
  });
}

/** Removes service workers, and only then uses a new token, because foreign ones would see requests with it. */
async function begin(token: string | undefined): Promise<void> {
  await withoutServiceWorkers(token !== undefined);
  if (token !== undefined) usePassState.setState({ token });
}

/** Resolves once no foreign service worker can interfere. Undefined if the page has no token. */
export async function passOfPage(): Promise<string | undefined> {
  await ready;
  return currentPass();
}

export const currentPass = (): string | undefined => usePassState.getState().token;

export const hasPass = (): boolean => currentPass() !== undefined;

/** True if this page may control its companion, as far as it knows. */
export const useHasPass = (): boolean => usePassState(({ token }) => token !== undefined);

/** Token in a text that the user has copied, which may be a whole printed line or address. */
export function bareToken(text: string): string {
  const [, fragment] = text.split(TOKEN_FRAGMENT);
  if (fragment !== undefined) return decoded(fragment.trim());
  return text.trim().replace(/^token\s+/, '');
}

/** The user has entered a token. */
export function givePass(token: string): void {
  keep(token);
  usePassState.setState({ token });
}

/** According to the companion, a proxy has signed the user in. */
export function passWithoutToken(): void {
  isSignedIn = true;
  usePassState.setState({ token: NO_TOKEN_NEEDED });
}

/** The companion has refused the token. */
export function forgetPass(token: string): void {
  if (token === NO_TOKEN_NEEDED) isSignedIn = false;
  if (kept() === token) keep(undefined);
  if (currentPass() === token) usePassState.setState({ token: known() });
}

/** Calls `tell` for each new token. */
export function whenPassed(tell: () => void): void {
  usePassState.subscribe(({ token }, before) => {
    if (token !== undefined && token !== before.token) tell();
  });
}

/** Token in the address, which is stored now. */
function takeToken(): string | undefined {
  const { hash, pathname, search } = location;
  const fragment = hash.replace(/^#\//, '#');
  if (!fragment.startsWith(TOKEN_FRAGMENT)) return undefined;
  history.replaceState(history.state, '', pathname + search);
  const [encoded = ''] = fragment.slice(TOKEN_FRAGMENT.length).split('&');
  const token = decoded(encoded).trim();
  if (token === '') return undefined;
  keep(token);
  return token;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // An address that was cut.
    return '';
  }
}

/**
 * Without a new token and outside this machine, or in a frame of another app, service workers of other pages stay,
 * because the server's owner may have other apps at its origin.
 */
async function withoutServiceWorkers(hasNew: boolean): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const { serviceWorker } = navigator;
  const { baseURI } = document;
  const isAlone = isLoopback(location.hostname) && parent === window;
  const reach = hasNew || isAlone ? 'origin' : 'page';
  const isControlled = await removeServiceWorkers(serviceWorker, baseURI, reach).catch(() => false);
  void deleteStoredFiles(caches, baseURI).catch(() => undefined);
  if (!isControlled) return;
  location.reload();
  // The token is stored, and used after the reload.
  await new Promise(() => undefined);
}

const known = (): string | undefined => (isSignedIn ? NO_TOKEN_NEEDED : kept());

/** Undefined: none, or the browser stores nothing. */
function kept(): string | undefined {
  try {
    return localStorage.getItem(KEY) ?? undefined;
  } catch {
    return undefined;
  }
}

function keep(token: string | undefined): void {
  try {
    if (token === undefined) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, token);
  } catch {
    // The browser stores nothing.
  }
}
