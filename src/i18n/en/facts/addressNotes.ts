/** Notes about a pasted address or command line. */
import type { Words } from '../../../base/message.ts';
import type { AddressNotes } from '../../../profiles/addresses/addressNotes.ts';

const REASONS = {
  blank: 'it contains whitespace',
  foreign: 'it contains characters that are not allowed in an address',
} as const;

const WANTED = {
  qos: '0, 1 or 2',
  seconds: 'a number of seconds',
  port: 'a port from 1 to 65535',
  version: 'mqttv31, mqttv311 or mqttv5',
  'keep-alive': 'a number of seconds from 0 to 65535',
} as const;

export const addressNotes: Words<AddressNotes> = {
  nothing: () =>
    'No address yet. Type a WebSocket address such as ws://127.0.0.1:8080/mqtt, a host and port, or paste a command, such as one of mosquitto_sub, mqttx or curl.',
  unreadable: ({ why }) =>
    `This is not an address: ${REASONS[why]}. Type something like ws://host:port/path or host:port.`,
  'host-missing': ({ scheme }) =>
    `The address has no host. Write it as ${scheme}://host:port/path.`,
  'host-invalid': ({ host }) =>
    `${host ?? 'This'} is not a host name. Use a name, an IPv4 address, or an IPv6 address in square brackets.`,
  'port-invalid': () => 'The port is not a whole number from 1 to 65535.',
  'password-not-escaped': () =>
    'The user name and password in this address contain a reserved character (/ ? # or @). Remove them from the address and enter them in their fields.',
  'over-bridge': ({ url }) =>
    `A browser cannot open ${url}: the companion connects and forwards the bytes.`,
  'bridge-needs-token': ({ url }) =>
    `A browser cannot open ${url}, and the companion opens it only for pages that may control it. Open the address that it printed (it ends with #token=…).`,
  'browser-cannot-open': ({ scheme }) =>
    `A browser cannot open ${scheme}:// addresses: a page can only use WebSocket (ws:// or wss://). Use the WebSocket address of the same broker, or open this app from mqttscope’s companion, which connects to ${scheme}:// itself.`,
  'plain-mqtt-port': ({ port, transport }) =>
    `Port ${port} is usually plain MQTT over ${transport}, which a browser cannot open. Use the WebSocket address of the same broker, or open this app from mqttscope’s companion, which connects to it itself.`,
  'plain-mqtt-port-for-websocket': ({ port, transport }) =>
    `Port ${port} is usually plain MQTT over ${transport}, not WebSocket. If it does not answer, look up the broker’s WebSocket port.`,
  'unknown-scheme': ({ scheme }) =>
    `${scheme}:// is not an MQTT address. A browser can open ws:// and wss://.`,
  'unix-socket': () =>
    'A browser cannot open a Unix domain socket. Use the WebSocket address of the broker, or open this app from mqttscope’s companion, which can.',
  'srv-record': () =>
    'The command looks up the broker by an SRV record, which a browser cannot do. Use the WebSocket address of the broker.',
  'mixed-content': ({ host }) =>
    `This page was loaded over HTTPS, so the browser will block the unencrypted ws://${host}. Use wss://, or open the page over HTTP.`,
  'this-tab': () =>
    'This tab: the broker running in this page. It needs no network and stops when the page is closed.',
  'read-as': ({ url }) => `Read as ${url}.`,
  'port-guessed': ({ url }) =>
    `No port was given: ${url} is a guess. The other addresses listed are also common.`,
  'host-assumed': () => 'No host was given: localhost is used, as the command does.',
  'path-missing': () => 'The address has no path: /mqtt is tried first, then /.',
  'fragment-dropped': () => 'The part after # was removed: a WebSocket address cannot have one.',
  'user-name-moved': () => 'The user name was moved from the address to its field.',
  'password-moved': () => 'User name and password were moved from the address to their fields.',
  'password-in-command': () => 'The password was moved from the command to its field.',
  'command-missing': () => 'This command names no broker.',
  'command-address-invalid': () =>
    'The value of -L is not an address of the form mqtt(s)://host:port/topic.',
  'quote-unfinished': ({ quote }) =>
    `A quotation mark (${quote}) is never closed; the text was read to the end.`,
  'shell-variable': ({ variable }) =>
    `${variable} is a shell variable; its value is not in the text. Enter it by hand.`,
  'shell-rest': ({ operator }) =>
    `Everything after ${operator} belongs to the shell and was left out.`,
  'option-unknown': ({ option }) => `${option} is not an option of this command; left out.`,
  'option-without-value': ({ option }) => `${option} needs a value and has none; left out.`,
  'option-value': ({ option, wanted }) =>
    `${option} must be ${WANTED[wanted]}; the value given was left out.`,
  'options-of-the-terminal': ({ options }) =>
    `${options}: only useful on the command line; left out.`,
  'options-of-tls': ({ options }) =>
    `${options}: a page cannot choose certificates or TLS settings; the browser uses its own. Trust the certificate in the browser, or use a WebSocket address with a certificate it trusts.`,
  'options-of-bridged-tls': ({ options }) =>
    `${options}: left out. A certificate that the companion does not trust can be accepted once it has been shown.`,
  'files-of-companion': ({ files }) =>
    `The companion reads ${files} when it connects; a relative path begins where the companion was started.`,
  'options-of-the-network': ({ options }) =>
    `${options}: a page cannot choose a proxy or network interface; left out.`,
  'payload-elsewhere': ({ option }) =>
    `${option} reads the payload from a file or from standard input, which is not in the text.`,
  'property-left-out': ({ property }) =>
    `The property ${property} was left out; set it by hand if it matters.`,
  'client-id-prefix': ({ prefix }) =>
    `The client ID begins with ${prefix}; the command appends its process ID, this page a random suffix.`,
  'session-without-client-id': () =>
    '-c keeps a session, and a session needs a client ID that stays the same; the command does not give one (-i).',
};
