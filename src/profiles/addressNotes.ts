/**
 * What there is to say about an address, a host or a command line that somebody pasted.
 *
 * A note is a key with arguments, so that a dictionary can say it in any language; the English text
 * stands here once. No note ever holds a password.
 */

type NoteSeverity = 'error' | 'warning' | 'info';

interface NoteRow {
  /** `error`: nothing can be opened until it is mended. */
  readonly severity: NoteSeverity;
  /** English, with {arguments}. */
  readonly text: string;
}

export const ADDRESS_NOTES = {
  nothing: {
    severity: 'error',
    text: 'No address yet. Type a WebSocket address such as ws://127.0.0.1:8080/mqtt, a host and port, or paste a mosquitto_sub command.',
  },
  unreadable: {
    severity: 'error',
    text: 'This is not an address: {reason}. Type something like ws://host:port/path or host:port.',
  },
  'host-missing': {
    severity: 'error',
    text: 'The address names no host. Write it as {scheme}://host:port/path.',
  },
  'host-invalid': {
    severity: 'error',
    text: '{host} is not a host name. Use a name, an IPv4 address, or an IPv6 address in square brackets.',
  },
  'port-invalid': {
    severity: 'error',
    text: 'The port is not a whole number from 1 to 65535.',
  },
  'password-not-escaped': {
    severity: 'error',
    text: 'User name and password in this address hold a character that ends them (/ ? # or @). Leave them out of the address and type them into their fields.',
  },
  'browser-cannot-open': {
    severity: 'error',
    text: 'A browser cannot open {scheme}:// addresses: a page may only use WebSocket (ws:// or wss://). Use the WebSocket address of the same broker.',
  },
  'plain-mqtt-port': {
    severity: 'error',
    text: 'Port {port} usually speaks plain MQTT over {transport}, which a browser cannot open. Use the WebSocket address of the same broker.',
  },
  'plain-mqtt-port-for-websocket': {
    severity: 'warning',
    text: 'Port {port} usually speaks plain MQTT over {transport} and not WebSocket. If it does not answer, ask for the WebSocket port of the broker.',
  },
  'unknown-scheme': {
    severity: 'error',
    text: '{scheme}:// is not an MQTT address. A browser can open ws:// and wss://.',
  },
  'unix-socket': {
    severity: 'error',
    text: 'A browser cannot open a Unix domain socket. Use the WebSocket address of the broker.',
  },
  'srv-record': {
    severity: 'warning',
    text: 'The command looks the broker up by an SRV record, which a browser cannot do. Use the WebSocket address of the broker.',
  },
  'mixed-content': {
    severity: 'warning',
    text: 'This page came over HTTPS, so the browser will refuse the unencrypted ws://{host}. Use wss://, or open the page over HTTP.',
  },
  'this-tab': {
    severity: 'info',
    text: 'This tab: the broker that runs in this page. It needs no network, and ends with the page.',
  },
  'read-as': { severity: 'info', text: 'Read as {url}.' },
  'port-guessed': {
    severity: 'info',
    text: 'No port was given: {url} is a guess. The other addresses listed are common too.',
  },
  'host-assumed': { severity: 'info', text: 'No host was given: localhost, as the command does.' },
  'path-missing': {
    severity: 'info',
    text: 'The address has no path. Most brokers but Mosquitto want one, usually /mqtt.',
  },
  'fragment-dropped': {
    severity: 'info',
    text: 'What follows # was left out: a WebSocket address has no such part.',
  },
  'user-name-moved': {
    severity: 'info',
    text: 'The user name was taken out of the address into its field.',
  },
  'password-moved': {
    severity: 'info',
    text: 'User name and password were taken out of the address into their fields.',
  },
  'password-in-command': {
    severity: 'info',
    text: 'The password was taken out of the command into its field.',
  },
  'command-missing': {
    severity: 'error',
    text: 'No mosquitto_sub or mosquitto_pub stands in this command.',
  },
  'command-address-invalid': {
    severity: 'error',
    text: 'What follows -L is not an address of the form mqtt(s)://host:port/topic.',
  },
  'quote-unfinished': {
    severity: 'warning',
    text: 'A quotation mark ({quote}) is opened and never closed; the text was read to its end.',
  },
  'shell-variable': {
    severity: 'warning',
    text: '{variable} is a variable of the shell; its value is not in the text. Put it in by hand.',
  },
  'shell-rest': {
    severity: 'info',
    text: 'What follows {operator} belongs to the shell and was left out.',
  },
  'option-unknown': {
    severity: 'warning',
    text: '{option} is not an option of this command; left out.',
  },
  'option-without-value': {
    severity: 'warning',
    text: '{option} wants a value and has none; left out.',
  },
  'option-value': {
    severity: 'warning',
    text: '{option} wants {wanted} and got something else; left out.',
  },
  'options-of-the-terminal': {
    severity: 'info',
    text: '{options}: of use on the command line only; left out.',
  },
  'options-of-tls': {
    severity: 'warning',
    text: '{options}: a page cannot choose certificates or TLS settings; the browser uses its own. Trust the certificate in the browser, or use a WebSocket address with a certificate it trusts.',
  },
  'options-of-the-network': {
    severity: 'warning',
    text: '{options}: a page cannot choose proxy or network interface; left out.',
  },
  'payload-elsewhere': {
    severity: 'info',
    text: '{option} reads the payload from a file or from standard input, which is not in the text.',
  },
  'property-left-out': {
    severity: 'warning',
    text: 'The property {property} was left out; set it by hand if it matters.',
  },
  'client-id-prefix': {
    severity: 'info',
    text: 'The client id begins with {prefix}; the command adds its process number, this page a random end.',
  },
  'session-without-client-id': {
    severity: 'warning',
    text: '-c keeps a session, and a session needs a client id that stays the same; the command gives none (-i).',
  },
} as const satisfies Record<string, NoteRow>;

export type AddressNoteKey = keyof typeof ADDRESS_NOTES;

export interface AddressNote {
  readonly key: AddressNoteKey;
  readonly severity: NoteSeverity;
  readonly args: Readonly<Record<string, string>>;
}

export function note(
  key: AddressNoteKey,
  args: Readonly<Record<string, string>> = {},
): AddressNote {
  return { key, severity: ADDRESS_NOTES[key].severity, args };
}

/** The note in words, from a table of templates such as `ADDRESS_NOTES`. */
export function noteText(
  { key, args }: AddressNote,
  table: Readonly<Record<AddressNoteKey, { readonly text: string }>> = ADDRESS_NOTES,
): string {
  return table[key].text.replace(/\{(\w+)\}/g, (whole, name: string) => args[name] ?? whole);
}
