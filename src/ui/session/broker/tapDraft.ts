/**
 * Form of a device tap, kept while the view is closed and over a reload of this browser tab. Chosen files are not
 * stored: a key is a secret, and a certificate file may contain one.
 */
import { create } from 'zustand';
import { parseJson } from '../../../payload/json/parseJson.ts';
import { urlWithoutSecrets } from '../../../profiles/settings/urlWithoutSecrets.ts';
import { Fields, StoredError } from '../../../profiles/stored/storedFields.ts';

export const SCHEMES = ['mqtt', 'mqtts', 'ws', 'wss'] as const;
export type Scheme = (typeof SCHEMES)[number];
export const PORTS: Readonly<Record<Scheme, string>> = {
  mqtt: '1884',
  mqtts: '8883',
  ws: '8084',
  wss: '8085',
};

export interface NamedBroker {
  /** Tells rows apart. */
  readonly row: number;
  /** Server name that devices request (SNI). */
  readonly name: string;
  readonly url: string;
}

/** A file that was read: PEM. */
interface ReadFile {
  readonly name: string;
  readonly text: string;
}

export interface OwnFiles {
  readonly cert: ReadFile | undefined;
  readonly key: ReadFile | undefined;
}

export interface TapDraft {
  readonly scheme: Scheme;
  readonly reach: 'here' | 'network';
  readonly port: string;
  readonly to: string;
  /** PEM of the authority that the brokers' certificates are of. */
  readonly ca: string;
  readonly others: readonly NamedBroker[];
  /** Certificate that the tap presents to devices. */
  readonly shows: 'made' | 'own';
  readonly own: OwnFiles;
}

const KEY = 'mqttscope.tapForm';
export const NO_FILES: OwnFiles = { cert: undefined, key: undefined };
export const EMPTY_TAP: TapDraft = {
  scheme: 'mqtt',
  reach: 'here',
  port: PORTS.mqtt,
  to: '',
  ca: '',
  others: [],
  shows: 'made',
  own: NO_FILES,
};

export const useTapDraft = create<TapDraft>()(() => kept() ?? EMPTY_TAP);

export function changeTapDraft(part: Partial<TapDraft>): void {
  useTapDraft.setState(part);
  keep(useTapDraft.getState());
}

/** Pasted text may contain a key, too. */
const withoutKeys = (pem: string): string => (/PRIVATE KEY/i.test(pem) ? '' : pem);

function keep({ own: _secret, to, ca, others, ...plain }: TapDraft): void {
  const stored = {
    ...plain,
    to: urlWithoutSecrets(to),
    ca: withoutKeys(ca),
    others: others.map((one) => ({ ...one, url: urlWithoutSecrets(one.url) })),
  };
  try {
    sessionStorage.setItem(KEY, JSON.stringify(stored));
  } catch {
    // Storage is missing or full: a reload starts with an empty form.
  }
}

function kept(): TapDraft | undefined {
  try {
    const text = sessionStorage.getItem(KEY);
    return text === null ? undefined : draftIn(new Fields(parseJson(text), 'form'));
  } catch (error) {
    // The stored form is from another version, or the browser stores nothing.
    if (error instanceof StoredError || error instanceof DOMException) return undefined;
    throw error;
  }
}

function draftIn(fields: Fields): TapDraft {
  return {
    scheme: fields.oneOf('scheme', SCHEMES),
    reach: fields.oneOf('reach', ['here', 'network']),
    port: fields.text('port'),
    to: fields.text('to'),
    ca: fields.text('ca'),
    others: fields.list('others', (one) => ({
      row: one.whole('row', Number.MAX_SAFE_INTEGER),
      name: one.text('name'),
      url: one.text('url'),
    })),
    shows: fields.oneOf('shows', ['made', 'own']),
    own: NO_FILES,
  };
}
