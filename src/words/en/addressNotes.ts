/** What there is to say about an address or a command line that somebody pasted. */
import type { Words } from '../../mqtt/fact.ts';
import type { AddressNotes } from '../../profiles/addressNotes.ts';

const REASONS = {
  blank: 'it holds a blank or a line end',
  foreign: 'it holds what no address holds',
} as const;

const WANTED = {
  qos: '0, 1 or 2',
  seconds: 'a number of seconds',
  port: 'a port from 1 to 65535',
  version: 'mqttv31, mqttv311 or mqttv5',
  'keep-alive': 'seconds from 0 to 65535',
} as const;

export const addressNotes: Words<AddressNotes> = {
  nothing: () =>
    'No address yet. Type a WebSocket address such as ws://127.0.0.1:8080/mqtt, a host and port, or paste a mosquitto_sub command.',
  unreadable: ({ why }) =>
    `This is not an address: ${REASONS[why]}. Type something like ws://host:port/path or host:port.`,
  'host-missing': ({ scheme }) =>
    `The address names no host. Write it as ${scheme}://host:port/path.`,
  'host-invalid': ({ host }) =>
    `${host} is not a host name. Use a name, an IPv4 address, or an IPv6 address in square brackets.`,
  'port-invalid': () => 'The port is not a whole number from 1 to 65535.',
  'password-not-escaped': () =>
    'User name and password in this address hold a character that ends them (/ ? # or @). Leave them out of the address and type them into their fields.',
  'browser-cannot-open': ({ scheme }) =>
    `A browser cannot open ${scheme}:// addresses: a page may only use WebSocket (ws:// or wss://). Use the WebSocket address of the same broker.`,
  'plain-mqtt-port': ({ port, transport }) =>
    `Port ${port} usually speaks plain MQTT over ${transport}, which a browser cannot open. Use the WebSocket address of the same broker.`,
  'plain-mqtt-port-for-websocket': ({ port, transport }) =>
    `Port ${port} usually speaks plain MQTT over ${transport} and not WebSocket. If it does not answer, ask for the WebSocket port of the broker.`,
  'unknown-scheme': ({ scheme }) =>
    `${scheme}:// is not an MQTT address. A browser can open ws:// and wss://.`,
  'unix-socket': () =>
    'A browser cannot open a Unix domain socket. Use the WebSocket address of the broker.',
  'srv-record': () =>
    'The command looks the broker up by an SRV record, which a browser cannot do. Use the WebSocket address of the broker.',
  'mixed-content': ({ host }) =>
    `This page came over HTTPS, so the browser will refuse the unencrypted ws://${host}. Use wss://, or open the page over HTTP.`,
  'this-tab': () =>
    'This tab: the broker that runs in this page. It needs no network, and ends with the page.',
  'read-as': ({ url }) => `Read as ${url}.`,
  'port-guessed': ({ url }) =>
    `No port was given: ${url} is a guess. The other addresses listed are common too.`,
  'host-assumed': () => 'No host was given: localhost, as the command does.',
  'path-missing': () =>
    'The address has no path. Most brokers but Mosquitto want one, usually /mqtt.',
  'fragment-dropped': () => 'What follows # was left out: a WebSocket address has no such part.',
  'user-name-moved': () => 'The user name was taken out of the address into its field.',
  'password-moved': () => 'User name and password were taken out of the address into their fields.',
  'password-in-command': () => 'The password was taken out of the command into its field.',
  'command-missing': () => 'No mosquitto_sub or mosquitto_pub stands in this command.',
  'command-address-invalid': () =>
    'What follows -L is not an address of the form mqtt(s)://host:port/topic.',
  'quote-unfinished': ({ quote }) =>
    `A quotation mark (${quote}) is opened and never closed; the text was read to its end.`,
  'shell-variable': ({ variable }) =>
    `${variable} is a variable of the shell; its value is not in the text. Put it in by hand.`,
  'shell-rest': ({ operator }) => `What follows ${operator} belongs to the shell and was left out.`,
  'option-unknown': ({ option }) => `${option} is not an option of this command; left out.`,
  'option-without-value': ({ option }) => `${option} wants a value and has none; left out.`,
  'option-value': ({ option, wanted }) =>
    `${option} wants ${WANTED[wanted]} and got something else; left out.`,
  'options-of-the-terminal': ({ options }) =>
    `${options}: of use on the command line only; left out.`,
  'options-of-tls': ({ options }) =>
    `${options}: a page cannot choose certificates or TLS settings; the browser uses its own. Trust the certificate in the browser, or use a WebSocket address with a certificate it trusts.`,
  'options-of-the-network': ({ options }) =>
    `${options}: a page cannot choose proxy or network interface; left out.`,
  'payload-elsewhere': ({ option }) =>
    `${option} reads the payload from a file or from standard input, which is not in the text.`,
  'property-left-out': ({ property }) =>
    `The property ${property} was left out; set it by hand if it matters.`,
  'client-id-prefix': ({ prefix }) =>
    `The client id begins with ${prefix}; the command adds its process number, this page a random end.`,
  'session-without-client-id': () =>
    '-c keeps a session, and a session needs a client id that stays the same; the command gives none (-i).',
};
