/** Settings in a typed or pasted address besides the broker's location. */
import { parseAddress } from '../../../profiles/addresses/address.ts';
import { type AddressNote, note } from '../../../profiles/addresses/addressNotes.ts';
import type { Place } from '../../../profiles/addresses/candidates.ts';
import type {
  ParsedAddress,
  PastedMessage,
  PastedSettings,
} from '../../../profiles/addresses/parsedAddress.ts';
import { page } from '../../kit/page/page.ts';
import { type Draft, willDraftOf } from './draft.ts';
import { draftFor, setDraft } from './drafts.ts';

/** Rest of a text whose other parts are in the fields of the form. */
export interface SplitAddress {
  readonly notes: readonly AddressNote[];
  /** The message of a `mosquitto_pub` command. */
  readonly message: PastedMessage | undefined;
}

/**
 * Distributes a command line, or an address with a user name, to its fields, so that no password stays
 * visible. Undefined for a plain address.
 */
export function splitAddress(connectionId: string, text: string): SplitAddress | undefined {
  const read = parseAddress(text, page);
  const { settings } = read;
  if (read.from !== 'command' && settings.userName === undefined) return undefined;
  const url = read.url ?? addressWithoutSecrets(text, read.host, read.port);
  setDraft(connectionId, { ...withPasted(draftFor(connectionId), settings), url });
  // The notes that the address alone would give again are left to it.
  const again = new Set(parseAddress(url, page).notes.map((one) => one.key));
  const notes = read.notes.filter((one) => !again.has(one.key));
  return { notes, message: settings.publish };
}

/** Notes that name one address, although all usual ones of a host and port are tried. */
const GUESSES: ReadonlySet<AddressNote['key']> = new Set([
  'port-guessed',
  'read-as',
  'over-bridge',
]);

/** Notes about an address, with those from the pasted text before them. */
export const withoutGuesses = (
  { from, notes }: Pick<ParsedAddress, 'from' | 'notes'>,
  pasted: readonly AddressNote[],
): readonly AddressNote[] =>
  [...pasted, ...notes].filter(({ key }) => from !== 'host-port' || !GUESSES.has(key));

/** Host and port, which may stay in the box if a browser cannot open the address. */
function addressWithoutSecrets(text: string, host: string, port: number | undefined): string {
  if (host === '') {
    // Each part that ends with `@` matches at once; the others are not searched.
    const parts = text.replace(/(\s-P\s*)\S+/g, '$1…').split(/(?<=[@\s])/);
    return parts
      .map((part) => (part.endsWith('@') ? part.replace(/(:\/\/[^:@/\s]*):[^@\s]*@/, '$1@') : part))
      .join('');
  }
  return `${host}${port === undefined ? '' : `:${port}`}`;
}

/** Draft with the settings from a pasted address or command line. */
export function withPasted(draft: Draft, pasted: PastedSettings): Draft {
  const { will, subscriptions } = pasted;
  return {
    ...draft,
    ...(pasted.userName === undefined ? {} : { userName: pasted.userName }),
    ...(pasted.password === undefined ? {} : { password: pasted.password }),
    ...(pasted.clientId === undefined ? {} : { clientId: pasted.clientId }),
    ...(pasted.version === undefined ? {} : { version: pasted.version }),
    ...(pasted.cleanStart === undefined ? {} : { cleanStart: pasted.cleanStart }),
    ...(pasted.keepAlive === undefined ? {} : { keepAlive: String(pasted.keepAlive) }),
    ...(pasted.sessionExpiry === undefined ? {} : { sessionExpiry: String(pasted.sessionExpiry) }),
    ...(will === undefined ? {} : { will: willDraftOf(will) }),
    ...(subscriptions === undefined ? {} : { subscriptions }),
    ...(pasted.line === undefined ? {} : { line: pasted.line }),
  };
}

/** The note as it applies to this page: its companion may open connections only for other pages. */
export function noteHere(given: AddressNote, hasPass: boolean): AddressNote {
  if (given.key !== 'over-bridge' || hasPass) return given;
  return note('bridge-needs-token', given.args);
}

/** Host and port, if the text leaves open how to connect there: it has no path, and perhaps no scheme. */
export function placeIn(text: string): Place | undefined {
  const { from, url, host, port, notes } = parseAddress(text, page);
  if (from === 'host-port' && !text.includes('/')) return { host, port };
  if (!notes.some(({ key }) => key === 'path-missing')) return undefined;
  const secure = url?.startsWith('wss:') === true;
  return { host, port: port ?? (secure ? 443 : 80), secure };
}
