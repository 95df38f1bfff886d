/** Reasons for refusing a device with right credentials. */
import type { OtherReasons } from '../../../alibaba/otherReasons.ts';
import type { Words } from '../../../base/message.ts';

export const otherReasons: Words<OtherReasons> = {
  'secret-entered': () =>
    'The device secret entered here may be the wrong one: the password matches it, but was refused anyway. Copy the secret from the console again, and compare.',
  'unknown-device': () =>
    'The device was deleted, or was never created in this product. Look for it in the console.',
  'disabled-device': () => 'The device is disabled in the console. Enable it there.',
  region: () =>
    'The product belongs to another region or instance: the device is unknown there. Compare region and instance ID with the console.',
  'plain-new-account': () =>
    'Accounts opened since August 2022 are refused without TLS: use port 1883 or 443 with TLS, or wss, and securemode=2.',
  'secure-mode-channel': () =>
    'securemode does not fit the channel: 2 is for TLS and wss, 3 for plain TCP and ws.',
  'protocol-version': () =>
    'The CONNECT is not MQTT 3.1 or 3.1.1; MQTT 5.0 works only on enterprise and new public instances.',
  'keep-alive': () => 'The keep alive is outside 30 to 1200 seconds. 300 or more is recommended.',
  'client-id-form': () =>
    'The client ID is not well-formed: up to 64 characters before the first |, then parameters with securemode and signmethod, separated by commas and closed by |.',
  'take-over': () =>
    'The device is disconnected immediately after each connect: another client signs in as the same device. Only one connection is allowed.',
  'connect-rate': () =>
    'More than 5 sign-ins of the device in one minute. Wait a minute, and try less often.',
  'after-connect': () =>
    'The connection ends after the first packet: a will, QoS 2, or a topic of another device.',
  'connect-size': ({ bytes }) =>
    `${bytes === undefined ? 'The CONNECT' : `The CONNECT, ${bytes} bytes,`} may not fit the buffer of PubSubClient, 256 bytes: then the device never sends it completely, and no CONNACK arrives. Enlarge the buffer with setBufferSize(512).`,
  dns: ({ host }) =>
    `The host name is not found. A legacy public instance is reached as ${host}; a new one by its instance ID, not by the product key.`,
  certificate: () =>
    'TLS fails before CONNECT: the device must know the root certificate GlobalSign R1, send the host’s name (SNI), support TLS 1.2, and have the right time.',
  port: () =>
    'The port is blocked on the network path. TCP and TLS use 1883, TLS also 443, WebSocket 443.',
  network: () =>
    'The device has no network: SIM card, APN and PDP context of a module, or Wi-Fi and DNS server.',
  websocket: () =>
    'A server answered the WebSocket’s request with another HTTP status: compare host, port and path, and offer the subprotocol mqtt.',
  'at-command': () =>
    'The module does not accept the command: compare its syntax, escapes and lengths with the manual, and send the commands before it first.',
  'registration-off': () =>
    'Dynamic registration is switched off for the product, or the device was not created in the console beforehand.',
  'registration-active': () =>
    'The device is already active: it has its device secret, which is delivered only once.',
  'tls-on-1883': () =>
    'The client uses TLS on port 1883, which is usually the port without TLS: compare with the broker’s listeners. The usual port for TLS is 8883.',
};
