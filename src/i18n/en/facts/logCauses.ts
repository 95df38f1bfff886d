/** Causes in a log, each with a remedy. Where the app has the sentence, it is that one. */
import { type CountedCause, isOfEnd, type LogCauses } from '../../../alibaba/logs/logCauses.ts';
import { say, type Words } from '../../../base/message.ts';
import { NO_CONNACK, remedyOf } from '../ends/endCauses.ts';
import { certificateFaults, lineFailures } from '../ends/lineFailures.ts';

const NO_TCP =
  'check the network or Wi-Fi of the client, the broker’s address and port, and the firewalls between them';

/** Alerts of a client, in a broker’s log (RFC 8446, 6.2). */
const CLIENT_ALERTS: ReadonlyMap<string, string> = new Map([
  [
    'unknown_ca',
    'The client does not know the authority of the broker’s certificate. Give it the certificate of that authority (CA).',
  ],
  [
    'certificate_unknown',
    'The client does not accept the broker’s certificate. Give it the certificate of the authority (CA), and use a name that is in the certificate.',
  ],
  [
    'bad_certificate',
    'The client does not accept the broker’s certificate. Give it the certificate of the authority (CA), and use a name that is in the certificate.',
  ],
  [
    'certificate_expired',
    'By the client’s clock, the broker’s certificate has expired. Renew it, or set the clock.',
  ],
  [
    'protocol_version',
    'Client and broker support no common version of TLS. Update the client, or allow its version (tls_version).',
  ],
  [
    'handshake_failure',
    'Client and broker have no cipher suite in common. Compare their TLS settings.',
  ],
]);

export const logCauses: Words<LogCauses> = {
  dns: ({ host }) =>
    host === undefined
      ? 'The host name is not known. Check its spelling, and the DNS server of the client.'
      : `${lineFailures.dns({ host, isTemporary: false })} Check the DNS server of the client, too.`,
  'no-tcp': () => `No TCP connection: ${NO_TCP}. Check that the broker is running.`,
  refused: ({ host, port, meant, isLocal }) =>
    [
      lineFailures.refused({ address: `${host}:${port}` }),
      ...(meant === undefined ? [] : [`Is ${meant} meant?`]),
      ...(isLocal
        ? ['Inside a container, localhost is the container itself: use the name of the broker’s.']
        : []),
    ].join(' '),
  'tcp-timeout': () =>
    `Nothing answered in time: ${NO_TCP}. A firewall that drops packets looks like this.`,
  'no-data-connection': () =>
    'The module has no data connection: check SIM card, APN and PDP context, or the Wi-Fi.',
  'pubsub-no-tcp': () =>
    'PubSubClient got no TCP connection (-2): check the Wi-Fi, the broker’s address, its port, and the firewall of its machine. Mosquitto 2 accepts only its own machine unless it has a listener.',
  'local-only': () =>
    'Mosquitto 2 without a listener accepts only connections from its own machine. Add to its configuration: listener 1883, and allow_anonymous true or a password_file.',
  'address-in-use': () =>
    'Another program listens at this port, most often another broker that is already running, for example as a service. Stop one of them, or use another port.',
  tls: () =>
    'The TLS handshake failed. Check that the port uses TLS (8883 usually does, 1883 does not), the authority’s certificate (CA) in the client, the name in the broker’s certificate, and the clocks.',
  'not-tls': () => lineFailures['no-tls']({}),
  certificate: ({ fault, host }) =>
    fault === 'self-signed'
      ? 'The server’s certificate is self-signed. If it is yours, name it to the client as authority (CA).'
      : fault === 'unknown-authority'
        ? `${certificateFaults[fault]('', [])} With a self-signed certificate in the chain, that is the authority to name.`
        : certificateFaults[fault](host ?? 'this name', []),
  'server-alert': ({ alert }) => lineFailures['tls-alert']({ alert }),
  'client-alert': ({ alert }) =>
    `${CLIENT_ALERTS.get(alert) ?? 'The client ended the TLS handshake. See its log.'} (TLS alert: ${alert})`,
  'certificate-wanted': () =>
    'The broker wants a client certificate, and the client sent none. Give the client a certificate with its key, or turn require_certificate off.',
  'client-certificate': () =>
    'The broker does not accept the client’s certificate. Check that its authority is the broker’s cafile, and that it has not expired.',
  websocket: ({ status }) =>
    status === undefined
      ? 'A server refused the WebSocket. Check address, port and path, usually /mqtt.'
      : lineFailures['no-websocket']({ status, server: undefined }),
  'mixed-content': () =>
    'A page that was loaded with https:// may only use wss://. Use the broker’s wss:// address, or open the page with http://.',
  'no-close-frame': () =>
    'A browser hides the reason (1006). Address, port or path are wrong, the certificate is not accepted, or the connection was cut: open the address with https:// in a tab, and see the broker’s log.',
  'no-connack': () => `The connection ended after CONNECT, without CONNACK: ${NO_CONNACK}.`,
  'connack-timeout': () =>
    'TCP connected, and no CONNACK came in time: the port expects TLS or another protocol, or the broker or the network is slow. Check the port, and lengthen the client’s timeout.',
  'aws-hang-up': () =>
    'AWS IoT closes without a reason if the policy of the certificate does not allow this client ID (iot:Connect) or a topic, if another client uses the same client ID, or if a message is too large. Compare policy and client ID.',
  connack: ({ code }) => {
    const remedy = code === undefined ? undefined : remedyOf(code);
    return remedy === undefined
      ? 'The broker refused the client. See its log.'
      : `The broker refused the client: ${remedy}.`;
  },
  'too-many-in-flight': () =>
    'More messages wait for their acknowledgement than the client allows (10 by default). Wait for the delivery of earlier ones, or raise setMaxInflight.',
  lost: () =>
    'An accepted connection was lost: the network failed, or the other side ended it. See the broker’s log at this time, and whether another client uses the same client ID.',
  'closed-by-server': () =>
    'The other side closed an accepted connection: see the broker’s log at this time. Often another client with the same client ID, a restart, an idle timeout on the way, or a limit of the broker.',
  'closed-by-client': () =>
    'The connection was closed from the client’s side or on the way, without DISCONNECT: see why its program ended or connected anew, and whether a proxy, firewall or NAT lies between.',
  'client-silent': () =>
    'The broker received nothing from the client for one and a half times its keep alive: it hangs, sleeps, or lost its network. Make it send PINGREQ in time.',
  'no-pingresp': () =>
    'No answer to PINGREQ came: the network or the broker is gone or stuck. Check both; a longer keep alive tolerates a slow network.',
  'taken-over': () =>
    'Another connection uses the same client ID. Give each client its own, and look for a second copy of the program.',
  'own-disconnect': () => 'The client itself ended the connection, or had none. See its program.',
  'sent-again': ({ bytes }) =>
    `Stored messages of up to ${bytes} bytes were sent again, because they were not acknowledged: they may not fit the client’s buffer, such as the 128 or 256 bytes of PubSubClient. Connect once with Clean Session to remove them, and enlarge the buffer (setBufferSize).`,
  'at-command': () =>
    'The module does not accept the command. Compare its syntax, escapes and lengths with the manual, and send the commands before it first.',
  'always-after': ({ seconds, times }) =>
    `Always after the same time, ${seconds} s, ${times} times: look for a limit of this length, such as the idle timeout of a proxy, firewall or NAT, the life of a token, or a timer of the client.`,
};

/** Several ends with their counts. */
export const countedCauses = (causes: readonly CountedCause[]): string => {
  const ends = causes.filter(({ cause }) => isOfEnd(cause));
  return causes
    .map(({ cause, times }) =>
      ends.length > 1 && isOfEnd(cause)
        ? `${times} × ${say(logCauses, cause)}`
        : say(logCauses, cause),
    )
    .join(' ');
};
