/** Connection failures: what happened, why, and what to do next. */

import { say } from '../../../base/message.ts';
import type { LineFailure } from '../../../connection/bridge/lineFacts.ts';
import type { ConnectionFact } from '../../../connection/protocol/connectionFacts.ts';
import type { NextStep, UnreachableCause } from '../../../connection/worker/failures.ts';
import { grouped } from '../../numbers.ts';
import { reasonCode } from '../codes/reasonCodes.ts';
import { lineFailures } from '../ends/lineFailures.ts';
import { connectionFacts } from '../facts/connectionFacts.ts';

export const failures = {
  why: (fact: ConnectionFact): string => say(connectionFacts, fact),
  /** Announced to assistive technology. */
  announce: {
    subscription: (filter: string, why: string): string =>
      `Subscription to ${filter} not sent: ${why}`,
    published: (topic: string, why: string): string => `Message to ${topic} not sent: ${why}`,
    fault: (message: string): string => `Internal error: ${message}`,
  },
  refusedText: 'The broker answered CONNECT with this code and closed the connection.',
  disconnectedText: 'The broker ended the connection with DISCONNECT.',
  reasonString: 'Reason string:',
  noRetry: (code: string): string => `no automatic retry for ${code}`,
  noRetryAtAll: 'no automatic retry',
  retryNow: 'Retry now',
  stop: 'Stop',
  remedies: {
    chooseCa: 'Choose CA certificate…',
    trustThis: 'Trust this certificate only',
    enterPassword: 'Enter password',
    overCompanion: 'Let the companion connect',
    overCompanionTitle:
      'The companion reports the exact cause, and can use your own CA certificate.',
    use: (what: string): string => `Use ${what}`,
  },
  editConnection: 'Edit connection',
  showPackets: 'Show packets',
  reconnecting: 'reconnecting',
  nextTry: (attempt: number, seconds: number): string => `try ${attempt} in ${seconds} s`,
  trying: (attempt: number): string => `try ${attempt} under way`,
  refusedUnknown: 'Refused with a code that the standard does not define',

  /** Remedies for codes of CONNACK or DISCONNECT; keys are the codes of MQTT 5. */
  advice: {
    badCredentials:
      'Check that user name and password are the same as on the broker, including case and spaces.',
    badMethod:
      'The broker does not accept the authentication method. In the section MQTT 5 of the form, choose another method, or have the password sent in CONNECT.',
    notAuthorized:
      'The broker does not allow this client to connect. It may require a user name and a password, or refuse the client because of its access rules or the client ID.',
    notAuthorizedUser:
      'The broker does not allow this client to connect. User name or password may be wrong, or the broker refuses the client because of its access rules or the client ID.',
    clientId:
      'The broker does not accept this client ID. Enter another one, or leave it empty to have one assigned.',
    version: 'The broker does not support this protocol version. Choose another one in the editor.',
    unavailable: 'The broker is running but not available now. Trying again later may help.',
    takenOver:
      'Another client connected with the same client ID and took over the session. Retrying would disconnect it in turn. Use a different client ID in this tab.',
    moved: 'The broker tells the client to use another server.',
    tooLarge:
      'A packet was larger than the broker accepts. Send smaller messages, or raise the limit there.',
    quota:
      'A limit of the broker was reached: too many connections, messages or bytes. Send less, or raise the limit there.',
    willInvalid: 'The will was not accepted: check its topic, QoS and retain.',
    ours: 'The broker says that this client violated the protocol. The packet list has the bytes.',
    other: 'The broker’s log may say more.',
  },

  /** The same for devices of the platform; `token`: for those that sign in with a token. */
  deviceAdvice: {
    clientId:
      'The platform does not accept the client ID or related settings: a missing or wrong part between the bars (| |), more than 64 characters before them, or a keep alive outside 30 to 1200 s.',
    unavailable:
      'The cloud is not available now, or this device or account connects too often. It may accept the device later.',
    signature:
      'The platform does not accept the signature. It was made from what is entered here, so one of these values is wrong, or the device is unknown there.',
    refused:
      'The device is disabled on the platform, or its signature is wrong: some regions also answer a wrong device secret with this code.',
    disabled: 'Or the device is disabled on the platform: check in the console.',
    token:
      'The platform did not accept the ID and the token (iotId, iotToken) from HTTPS pre-authentication. New ones are requested at every attempt. Check that both addresses belong to the same region.',
    takenOver:
      'Another client has signed in as this device, and the cloud allows only one connection per device. Retrying would disconnect the other client in turn. A test device is safer.',
  },
  /** Name of a code of CONNACK or DISCONNECT in the standard. */
  reason: (name: string): string => name,
  reasonCode,
  /** `close`: a WebSocket close code. */
  codeName: (code: string, _of: 'mqtt' | 'close' | 'other'): string => code,
  likelyCauses: 'The platform does not say more. Check, in this order:',
  secretEntered:
    'The device secret entered here: copy it from the console again, without spaces. It may have been reset, or be the one of another device, or the product secret.',
  namesEntered:
    'Product key and device name: they must be exactly as in the console, including case.',
  madeElsewhere:
    'A sign-in that another program made is compared by “Verify sign-in” in the detail of its CONNECT packet.',
  platformVerdict: 'What the local platform found',
  secretElsewhere:
    'The fields are well-formed, and no mistake in a single character explains the password: the device secret entered here is a different one. Copy it again.',
  nearest: (part: 'deviceName' | 'productKey', at: number): string =>
    `The ${part === 'deviceName' ? 'device name' : 'product key'} differs at character ${at} from a device that is known there:`,
  signedDiffers: (where: string): string => `The signed text and the platform’s text: ${where}`,
  showPlatform: 'Show in Platform',
  doubted: (field: string, note: string): string => `${field}: ${note}`,

  unreachable: 'WebSocket closed before it opened',
  line: ({ key, args }: LineFailure): string =>
    key !== 'certificate'
      ? 'The companion could not connect'
      : args.fault === 'name'
        ? 'The server’s certificate is for another name'
        : 'The server’s certificate is not trusted',
  lineWhy: (failure: LineFailure): string => say(lineFailures, failure),
  noBridge: 'A browser cannot open this address',
  noBridgeWhy: {
    'no-companion':
      'The companion could, but it cannot be reached, or runs with --no-bridge. Start mqttscope on your machine and open the app from it; or use a ws:// or wss:// address with nothing set under Companion.',
    'no-pass':
      'The companion does it only for pages that may control it. Open the address that it printed (it ends with #token=…), or use a ws:// or wss:// address.',
    refused: 'The companion did not do it either:',
  },
  unreachableTab: 'The broker in this tab did not start',
  unreachableForbidden: 'The browser blocked the connection',
  reachedBefore:
    'This address worked before in this tab, so it is right: the broker has stopped or is restarting, or the network is interrupted.',
  overCompanion:
    'The companion can open plain MQTT, which a browser cannot. To put it into the form, choose an address:',
  noCompanion:
    'A browser opens only WebSocket. mqttscope’s companion opens plain MQTT (mqtt://, mqtts://), too: run npm start in a checkout of mqttscope, and open the app at the address that it prints.',
  companionWithoutBridge:
    'The companion could open plain MQTT (mqtt://, mqtts://), which a browser cannot, but was started with --no-bridge.',
  /** `why` is a sentence. */
  companionSaw: (why: string): string =>
    `Browsers hide the cause. The companion tried the same address: ${why}`,
  unreachableWhy: 'Browsers hide the cause. Most likely, in this order:',
  causes: {
    'mixed-content': 'A page loaded over HTTPS cannot use ws://.',
    'plain-mqtt-port': 'This port is usually plain MQTT, not WebSocket.',
    'maybe-plain-mqtt': 'This port may be plain MQTT, not WebSocket.',
    'not-listening': 'Nothing is listening on this host and port, or it cannot be reached.',
    'wrong-path': 'A server is listening, but does not serve MQTT at this path.',
    tls: 'The certificate is not trusted, or the port does not use TLS.',
    'needs-tls': 'The port expects TLS, but the address is ws://.',
    'maybe-needs-tls': 'The port may expect TLS, but the address is ws://.',
    'local-network-permission':
      'The browser needs permission to reach devices on the local network.',
    'refused-handshake': 'The server did not accept the subprotocol mqtt, or this page’s origin.',
    'blocked-port': 'Browsers do not connect to this port, whatever is listening there.',
    'worker-missing': 'Its script could not be loaded: the server of this page may be down.',
  } satisfies Record<UnreachableCause, string>,
  next: {
    'use-wss': 'Use wss://.',
    'open-app-over-http': 'Or open this page over http://.',
    'use-websocket-port': 'Use the broker’s WebSocket port, often 9001, 8083 or 8080.',
    'check-broker-runs': 'Check that the broker is running.',
    'check-host-and-port': 'Check host and port.',
    'try-path-mqtt': 'Try the path /mqtt.',
    'try-path-root': 'Try the path /.',
    'open-https-once': 'Open the address once in a tab with https:// to see what the browser says.',
    'use-ws': 'Or use ws:// if the port does not use TLS.',
    'allow-local-network': 'Allow local network access in the browser’s site settings.',
    'check-websocket-listener': 'Check that the broker has a WebSocket listener there.',
    'use-other-port': 'Have the broker listen on another port.',
    'reload-page': 'Reload the page.',
  } satisfies Record<NextStep, string>,

  noConnack: 'No answer to CONNECT',
  noConnackTimedOut:
    'The WebSocket opened, but no CONNACK arrived in time. The server may not be an MQTT broker, or it is stuck.',
  noConnackClosed:
    'The WebSocket opened, but the server closed it without a CONNACK. This happens when the broker does not support the protocol version, or when the server is not an MQTT broker.',
  noConnackBridged: (timedOut: boolean): string =>
    timedOut
      ? 'The companion connected, but no CONNACK arrived in time. Check whether the port expects TLS (8883 usually does), and whether the broker is stuck.'
      : 'The companion connected, but the server ended the connection without a CONNACK. Most often the port expects TLS (8883 usually does) or a client certificate, or the broker does not accept the protocol version, the client ID or the credentials. See its log.',
  noConnackTab: (timedOut: boolean): string =>
    timedOut
      ? 'The broker in this tab did not send CONNACK in time. A fault rule or step mode may be holding it back.'
      : 'The broker in this tab ended the connection without a CONNACK. This happens while it restarts, or because of a fault rule.',
  lost: 'Connection lost',
  lostText:
    'The WebSocket closed while connected. The broker stopped, or the network connection failed.',
  lostDevice: 'This also happens when another client signs in as this device.',
  displaced: 'Probably another sign-in as this device',
  displacedText:
    'Twice in a row, the connection closed within 30 s of CONNACK, without a reason. The cloud allows only one connection per device: each sign-in disconnects the other. Retrying would do so again; a test device is safer.',
  displacedElse:
    'If no other client signs in as this device, look at the last packet that was sent: the platform also closes the connection when it does not accept something, such as QoS 2.',
  lostTab:
    'The broker in this tab ended the connection without a reason. This happens when it restarts, or because of a fault rule or a recipe.',
  culpritFilter: (filter: string): string =>
    `The connection closed right after SUBSCRIBE to ${filter}, without an answer: most likely the broker does not accept this. The filter is held back from now on.`,
  culpritMessage: (topic: string, qos: number): string =>
    `The connection closed right after PUBLISH with QoS ${qos} to ${topic}, without an answer: most likely the broker does not accept this. The message is held back from now on.`,
  culpritAgain: (topic: string, qos: number): string =>
    `The connection closed right after PUBLISH with QoS ${qos} again, this time to ${topic}, without an answer: most likely the broker does not accept QoS ${qos}, or this topic. The message is held back from now on.`,
  culpritChoices: 'The list of sent messages offers Send as QoS 1, Try again and Discard.',
  /** After the received DISCONNECT. */
  answeredFilter: (filter: string): string =>
    `It arrived right after SUBSCRIBE to ${filter}: most likely the broker does not accept this. The filter is held back from now on.`,
  answeredMessage: (topic: string, qos: number): string =>
    `It arrived right after PUBLISH with QoS ${qos} to ${topic}: most likely the broker does not accept this. The message is held back from now on.`,
  atMostOnce: 'This broker does not know QoS 2, or does not allow it: messages arrive with QoS 0',
  awaitsAcks: 'The broker probably waits for acknowledgements',
  awaitsAcksText: (about: number): string =>
    `About ${about} messages are under way at a time. Messages may come late or be dropped by it.`,
  subscribeWith: (qos: number): string => `Subscribe with QoS ${qos}`,
  passedOver: (count: number): string =>
    count === 1
      ? 'A malformed packet was skipped'
      : `${grouped(count)} malformed packets were skipped`,
  passedOverText: (count: number): string =>
    count === 1
      ? 'The packet list shows what is wrong with it. Nothing in it was processed or answered. Where no packet can be recognised, the rest of the WebSocket frame is skipped.'
      : 'The packet list shows what is wrong with them. Nothing in them was processed or answered. Where no packet can be recognised, the rest of the WebSocket frame is skipped.',
  showPassedOver: 'Show problems',
  closeReason: 'The server’s reason:',
  keepAlive: 'Connection lost: no PINGRESP',
  keepAliveText:
    'The broker did not answer PINGREQ in time. The network connection is down, or the broker is stuck.',
  broken: 'Connection ended: the received data violates the standard',
  brokenPacket: (number: number): string => `Packet ${grouped(number)} in the list shows where.`,
  invalid: 'These settings cannot work',

  /** Further texts are in `kit.notLoaded`. */
  notLoaded: 'The device sign-in could not be loaded',

  preAuth: 'No token for this device',
  preAuthAt: (url: string): string => `HTTPS pre-authentication at ${url} precedes CONNECT.`,
  preAuthCodes: {
    auth: 'The signature does not match. Check product key, device name and, above all, the device secret; the usual cause is a space copied along with it.',
    parameter:
      'The platform did not understand a field of the request. Check product key, device name, client ID and timestamp.',
    failed: 'The platform had an internal error. Trying again later may help.',
    device: 'The platform does not know this device. Check product key, device name and region.',
    type: 'The product uses another kind of authentication, such as X.509 or ID². This one is for device secrets.',
    disabled: 'The device is disabled on the platform. Enable it there.',
    other: 'The platform’s message may say more.',
  },
  preAuthErrors: {
    'not-understood':
      'The server that answered is not a pre-authentication service of the platform. Check the address, or sign in directly.',
    'no-companion':
      'The platform does not let web pages read its answer, so a companion has to send the request. Start mqttscope on this machine and open the app there, or sign in directly.',
    'no-platform': 'The broker in this tab gives no tokens to devices.',
    'no-token':
      'The companion sends the request only for pages that may control it. Open the address that it printed (it ends with #token=…), or sign in directly.',
    relay: 'The companion could not send the request.',
    unreachable:
      'The request did not reach the server. Check the address, and that the server is running.',
    'timed-out': 'No answer within 15 s. Check the address and the network.',
  },
  preAuthOfTab: 'Leave the address empty to ask the broker in this tab.',
  preAuthSaid: 'The answer:',

  sessionLost: 'Session lost',
  sessionLostText:
    'Reconnected, but the broker had no session for this client ID. Also lost: messages that the broker kept while the client was away, and unfinished QoS 1 and 2 exchanges.',
  sessionLostSubscriptions: (count: number): string =>
    count === 0
      ? 'There were no subscriptions to renew.'
      : count === 1
        ? 'The subscription was renewed.'
        : `The ${grouped(count)} subscriptions were renewed.`,
  sessionLostUnknown: (count: number): string =>
    count === 1
      ? 'The outcome of 1 message that was in flight cannot be determined.'
      : `The outcome of ${grouped(count)} messages that were in flight cannot be determined.`,
};
