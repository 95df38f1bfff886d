/**
 * This page's right to control its companion's broker and to use its bridge: the companion's token. The address that
 * the companion prints has it in its fragment, from which the page removes it first. It is kept for all pages of this
 * folder until the companion refuses it. Any page can open such an address, so a token from there replaces the kept one
 * only after the companion has accepted it; until then it is tried first. Behind a proxy that signs its users in, no
 * token is needed, and an empty one is sent.
 */
import { create } from 'zustand';
import { TOKEN_FRAGMENT } from '../../../broker/control/control.ts';
import { isLoopback } from '../../../profiles/addresses/host.ts';
import { deleteStoredFiles, removeServiceWorkers } from '../connection/serviceWorkers.ts';

/** Companions below one origin have a token each. */
const FOLDER = new URL('./', location.href).pathname;
const KEY = `mqttscope.control ${FOLDER}`;
/** A token of an address, until it is accepted or refused. */
const NEW_KEY = `mqttscope.control.new ${FOLDER}`;
/** Key of earlier versions. */
const FORMER_KEY = 'mqttscope.control';

interface PassState {
  readonly token: string | undefined;
}

const usePassState = create<PassState>()(() => ({ token: undefined }));

const NO_TOKEN_NEEDED = '';

let isSignedIn = false;
let ready: Promise<void> = Promise.resolve();

/** Must be called before any other code reads the address. */
export function startPass(): void {
  takeOverFormer();
  usePassState.setState({ token: known() });
  ready = begin(takeToken());
  // The printed address, opened where the app is open already.
  addEventListener('hashchange', () => {
    const token = takeToken();
    if (token !== undefined) usePassState.setState({ token });
  });
  // Another page has got or lost it. A new token that it only tries does not replace the one of this page.
  addEventListener('storage', ({ key }) => {
    if (key === KEY || key === null || (key === NEW_KEY && !hasPass()))
      usePassState.setState({ token: known() });
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
  store(KEY, token);
  store(NEW_KEY, undefined);
  usePassState.setState({ token });
}

/** According to the companion, a proxy has signed the user in. */
export function passWithoutToken(): void {
  isSignedIn = true;
  usePassState.setState({ token: NO_TOKEN_NEEDED });
}

/** The companion has accepted the token, which replaces the one before. */
export function acceptPass(token: string): void {
  if (stored(NEW_KEY) !== token) return;
  store(KEY, token);
  store(NEW_KEY, undefined);
}

/** The companion has refused the token. The other one is used, if there are two. */
export function forgetPass(token: string): void {
  if (token === NO_TOKEN_NEEDED) isSignedIn = false;
  if (stored(NEW_KEY) === token) store(NEW_KEY, undefined);
  if (stored(KEY) === token) {
    store(KEY, stored(NEW_KEY));
    store(NEW_KEY, undefined);
  }
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
  const kept = stored(KEY);
  const isNew = kept !== undefined && kept !== token;
  store(NEW_KEY, isNew ? token : undefined);
  if (!isNew) store(KEY, token);
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
 * Without a new token and outside this machine, or in a frame of another app, a service worker of a folder above the
 * page's stays, because the server's owner may have other apps at its origin.
 */
async function withoutServiceWorkers(hasNew: boolean): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const { serviceWorker } = navigator;
  const { baseURI } = document;
  const isAlone = isLoopback(location.hostname) && parent === window;
  const reach = hasNew || isAlone ? 'above' : 'folder';
  const isControlled = await removeServiceWorkers(serviceWorker, baseURI, reach).catch(() => false);
  void deleteStoredFiles(caches, baseURI).catch(() => undefined);
  if (!isControlled) return;
  location.reload();
  // The token is stored, and used after the reload.
  await new Promise(() => undefined);
}

const known = (): string | undefined =>
  isSignedIn ? NO_TOKEN_NEEDED : (stored(NEW_KEY) ?? stored(KEY));

/** Earlier versions kept one token for all companions of an origin. */
function takeOverFormer(): void {
  const former = stored(FORMER_KEY);
  if (former === undefined) return;
  store(FORMER_KEY, undefined);
  if (stored(KEY) === undefined) store(KEY, former);
}

/** Undefined: none, or the browser stores nothing. */
function stored(key: string): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

function store(key: string, token: string | undefined): void {
  try {
    if (token === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, token);
  } catch {
    // The browser stores nothing.
  }
}
