/** Notes about a pasted address, host or command line. No note ever contains a password. */
import type { Localizable, NoArgs } from '../../base/message.ts';

/** Kind of value that an option of a command expects. */
export type WantedValue = 'qos' | 'seconds' | 'port' | 'version' | 'keep-alive';

export interface AddressNotes {
  readonly nothing: NoArgs;
  readonly unreadable: { readonly why: 'blank' | 'foreign' };
  readonly 'host-missing': { readonly scheme: string };
  /** Without `host` if it may be a setting or code that has a password. */
  readonly 'host-invalid': { readonly host: string | undefined };
  readonly 'port-invalid': NoArgs;
  readonly 'password-not-escaped': NoArgs;
  readonly 'browser-cannot-open': { readonly scheme: string };
  /** The companion opens it. */
  readonly 'over-bridge': { readonly url: string };
  /** The companion opens it only for pages that may control it. */
  readonly 'bridge-needs-token': { readonly url: string };
  readonly 'plain-mqtt-port': { readonly port: number; readonly transport: 'TCP' | 'TLS' };
  readonly 'plain-mqtt-port-for-websocket': {
    readonly port: number;
    readonly transport: 'TCP' | 'TLS';
  };
  readonly 'unknown-scheme': { readonly scheme: string };
  readonly 'unix-socket': NoArgs;
  readonly 'srv-record': NoArgs;
  readonly 'mixed-content': { readonly host: string };
  readonly 'this-tab': NoArgs;
  readonly 'read-as': { readonly url: string };
  readonly 'port-guessed': { readonly url: string };
  readonly 'host-assumed': NoArgs;
  readonly 'path-missing': NoArgs;
  readonly 'fragment-dropped': NoArgs;
  readonly 'user-name-moved': NoArgs;
  readonly 'password-moved': NoArgs;
  readonly 'password-in-command': NoArgs;
  readonly 'command-missing': NoArgs;
  readonly 'command-address-invalid': NoArgs;
  readonly 'quote-unfinished': { readonly quote: string };
  readonly 'shell-variable': { readonly variable: string };
  readonly 'shell-rest': { readonly operator: string };
  readonly 'option-unknown': { readonly option: string };
  readonly 'option-without-value': { readonly option: string };
  readonly 'option-value': { readonly option: string; readonly wanted: WantedValue };
  readonly 'options-of-the-terminal': { readonly options: string };
  readonly 'options-of-tls': { readonly options: string };
  readonly 'options-of-bridged-tls': { readonly options: string };
  /** The companion reads these files. */
  readonly 'files-of-companion': { readonly files: string };
  readonly 'options-of-the-network': { readonly options: string };
  readonly 'payload-elsewhere': { readonly option: string };
  readonly 'property-left-out': { readonly property: string };
  readonly 'client-id-prefix': { readonly prefix: string };
  readonly 'session-without-client-id': NoArgs;
}

/** `error`: nothing can be opened until it is fixed. */
type NoteSeverity = 'error' | 'warning' | 'info';

const SEVERITIES: Readonly<Record<keyof AddressNotes, NoteSeverity>> = {
  nothing: 'error',
  unreadable: 'error',
  'host-missing': 'error',
  'host-invalid': 'error',
  'port-invalid': 'error',
  'password-not-escaped': 'error',
  'browser-cannot-open': 'error',
  'over-bridge': 'info',
  'bridge-needs-token': 'warning',
  'plain-mqtt-port': 'error',
  'plain-mqtt-port-for-websocket': 'warning',
  'unknown-scheme': 'error',
  'unix-socket': 'error',
  'srv-record': 'warning',
  'mixed-content': 'warning',
  'this-tab': 'info',
  'read-as': 'info',
  'port-guessed': 'info',
  'host-assumed': 'info',
  'path-missing': 'info',
  'fragment-dropped': 'info',
  'user-name-moved': 'info',
  'password-moved': 'info',
  'password-in-command': 'info',
  'command-missing': 'error',
  'command-address-invalid': 'error',
  'quote-unfinished': 'warning',
  'shell-variable': 'warning',
  'shell-rest': 'info',
  'option-unknown': 'warning',
  'option-without-value': 'warning',
  'option-value': 'warning',
  'options-of-the-terminal': 'info',
  'options-of-tls': 'warning',
  'options-of-bridged-tls': 'warning',
  'files-of-companion': 'info',
  'options-of-the-network': 'warning',
  'payload-elsewhere': 'info',
  'property-left-out': 'warning',
  'client-id-prefix': 'info',
  'session-without-client-id': 'warning',
};

type Noted<Key extends keyof AddressNotes> = Localizable<AddressNotes, Key> & {
  readonly severity: NoteSeverity;
};

export type AddressNote = Noted<keyof AddressNotes>;

export function note<Key extends keyof AddressNotes>(
  key: Key,
  args: AddressNotes[Key],
): Noted<Key> {
  const fact: Localizable<AddressNotes, Key> = { key, args };
  return { ...fact, severity: SEVERITIES[key] };
}

/** `256.1.1.1` is repeated, `password=…` and JSON are not. */
export const noHost = (host: string): AddressNote =>
  note('host-invalid', { host: /^\[?[\p{L}\p{N}.:_-]+\]?$/u.test(host) ? host : undefined });
