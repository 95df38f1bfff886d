/** Why a connection is not there: what happened, why, what to do next. */
import type { NextStep, UnreachableCause } from '../../connection/failures.ts';

export const failures = {
  refusedText: 'The broker answered CONNECT with this code and closed.',
  disconnectedText: 'The broker ended the connection with DISCONNECT.',
  reasonString: 'Reason string:',
  noRetry: (code: string): string => `no automatic retry for ${code}`,
  noRetryAtAll: 'no automatic retry',
  retryNow: 'Retry now',
  stop: 'Stop',
  editCredentials: 'Edit credentials',
  editConnection: 'Edit connection',
  showPackets: 'Show packets',
  reconnecting: 'reconnecting',
  nextTry: (attempt: number, seconds: number): string => `try ${attempt} in ${seconds} s`,
  trying: (attempt: number): string => `try ${attempt} under way`,
  refusedUnknown: 'Refused with a code that the standard does not define',

  /** What to do about a code of CONNACK or DISCONNECT; keys are the codes of MQTT 5. */
  advice: {
    badCredentials:
      'Check user name and password as the broker has them, upper and lower case and spaces too.',
    notAuthorized:
      'The broker does not let this client in: it may want a user name and a password, or its access rules or the client id forbid it.',
    clientId:
      'The broker does not accept this client id. Give another, or leave it empty to get one.',
    version: 'The broker does not speak this protocol version. Choose another in the editor.',
    unavailable: 'The broker is there and cannot serve now. Trying again later may help.',
    takenOver:
      'Another client connected with the same client id and took the session. Retrying would throw it out in turn: give this tab a client id of its own.',
    moved: 'The broker says to use another server.',
    tooLarge: 'A packet was larger than the broker takes.',
    quota: 'A limit of the broker was reached: too many connections, messages or bytes.',
    willInvalid: 'The will was not accepted: check its topic, QoS and retain.',
    ours: 'The broker says that what we sent breaks the protocol. The packet list has the bytes.',
    other: 'The broker’s log may say more.',
  },

  /** The same for devices of the platform; `token`: for those that sign in by one. */
  deviceAdvice: {
    clientId:
      'The platform does not take the client id or what goes with it: a part between the bars (| |) that is missing or wrong, more than 64 characters in front of them, or a keep alive outside of 30 to 1200 s.',
    unavailable:
      'The cloud cannot serve now, or this device or account connects too often in too short a time. Later it may let the device in.',
    signature:
      'The signature did not fit. Check product key, device name and above all the device secret; a space copied along is the usual cause. “Verify sign-in” in the detail of the CONNECT packet shows where the two differ.',
    refused:
      'The device is disabled on the platform, or its signature is wrong: some regions answer a wrong device secret with this code too. See in the console whether the device is enabled, and check product key, device name and device secret: “Verify sign-in” in the detail of the CONNECT packet tells whether they fit.',
    disabled: 'Or the device is disabled on the platform: see in the console.',
    token:
      'The platform did not take the id and the token (iotId, iotToken) of HTTPS pre-authentication. They are asked for anew at every try; check that both addresses belong to the same region.',
    takenOver:
      'Somebody else has signed in as this device, and the cloud keeps only one connection of a device. Retrying would throw the other out in turn: prefer a test device.',
  },
  doubted: (field: string, note: string): string => `${field}: ${note}`,

  unreachable: 'WebSocket closed before it opened',
  unreachableTab: 'The broker in this tab did not start',
  unreachableForbidden: 'The browser refused to try',
  unreachableWhy: 'Browsers hide the cause. Most likely, in this order:',
  causes: {
    'mixed-content': 'A page that came over HTTPS may not use ws://.',
    'plain-mqtt-port': 'The port usually speaks plain MQTT, not WebSocket.',
    'maybe-plain-mqtt': 'The port may speak plain MQTT, not WebSocket.',
    'not-listening': 'Nothing listens at this host and port, or it cannot be reached.',
    'wrong-path': 'Something listens, but serves no MQTT at this path.',
    tls: 'The certificate is not trusted, or the port does not speak TLS.',
    'needs-tls': 'The port expects TLS, and the address says ws://.',
    'maybe-needs-tls': 'The port may expect TLS, and the address says ws://.',
    'local-network-permission':
      'The browser wants permission to reach devices on the local network.',
    'refused-handshake': 'The server did not accept the subprotocol mqtt, or this page’s origin.',
    'blocked-port': 'Browsers open no connection to this port, whatever listens there.',
    'worker-missing': 'Its script could not be loaded: the server of this page may be gone.',
  } satisfies Record<UnreachableCause, string>,
  next: {
    'use-wss': 'Use wss://.',
    'open-app-over-http': 'Or open this page over http://.',
    'use-websocket-port': 'Use the broker’s WebSocket port, often 9001, 8083 or 8080.',
    'check-broker-runs': 'Check that the broker runs.',
    'check-host-and-port': 'Check host and port.',
    'try-path-mqtt': 'Try the path /mqtt.',
    'try-path-root': 'Try the path /.',
    'open-https-once': 'Open the address once in a tab with https:// to see what the browser says.',
    'use-ws': 'Or use ws:// if the port speaks no TLS.',
    'allow-local-network': 'Allow local network access in the browser’s site settings.',
    'check-websocket-listener': 'Check that the broker has a WebSocket listener there.',
    'use-other-port': 'Let the broker listen on another port.',
    'reload-page': 'Reload the page.',
  } satisfies Record<NextStep, string>,

  noConnack: 'No answer to CONNECT',
  noConnackTimedOut:
    'The WebSocket opened, and no CONNACK came in time. What listens there may not be an MQTT broker, or it is stuck.',
  noConnackClosed:
    'The WebSocket opened, and the server closed it without a CONNACK. A broker does so when it does not know the protocol version, or when what listens there is no MQTT broker.',
  noConnackTab: (timedOut: boolean): string =>
    timedOut
      ? 'The broker in this tab let no CONNACK out in time. A fault rule or step mode may hold it back.'
      : 'The broker in this tab ended the connection without a CONNACK. It does so while it restarts, and where a fault rule says so.',
  lost: 'Connection lost',
  lostText: 'The WebSocket closed while connected. The broker ended, or the network between did.',
  lostDevice: 'So it also ends when somebody else signs in as this device.',
  displaced: 'Probably another sign-in as this device',
  displacedText:
    'Twice in a row the connection closed within 30 s of its CONNACK, without a word. The cloud keeps only one connection of a device: each sign-in throws the other out. Retrying would do so again; prefer a test device.',
  displacedElse:
    'If nobody else signs in as it, look at the last packet that was sent: the platform also closes where it does not take something, such as QoS 2.',
  lostTab:
    'The broker in this tab ended the connection without a word. It does so when it restarts, and where a fault rule or a recipe says so.',
  culpritFilter: (filter: string): string =>
    `It closed right after SUBSCRIBE to ${filter}, without an answer: most likely that is what it does not take. The filter is held back from now on.`,
  culpritMessage: (topic: string, qos: number): string =>
    `It closed right after PUBLISH of QoS ${qos} to ${topic}, without an answer: most likely that is what it does not take. The message is held back from now on.`,
  culpritAgain: (topic: string, qos: number): string =>
    `It closed right after PUBLISH of QoS ${qos}, again, this time to ${topic}, without an answer: most likely it does not take QoS ${qos}, or this topic. The message is held back from now on.`,
  culpritChoices: 'The list of sent messages offers Send as QoS 1, Try again and Discard.',
  /** Behind the DISCONNECT that came. */
  answeredFilter: (filter: string): string =>
    `It came right after SUBSCRIBE to ${filter}: most likely that is what the broker does not take. The filter is held back from now on.`,
  answeredMessage: (topic: string, qos: number): string =>
    `It came right after PUBLISH of QoS ${qos} to ${topic}: most likely that is what the broker does not take. The message is held back from now on.`,
  passedOver: (count: number): string =>
    count === 1
      ? 'A malformed packet was passed over'
      : `${count} malformed packets were passed over`,
  passedOverText: (count: number): string =>
    count === 1
      ? 'It stands in the packet list with what is wrong. Nothing in it was acted on or answered; where no packet can be cut, the rest of the WebSocket frame is left out.'
      : 'They stand in the packet list with what is wrong. Nothing in them was acted on or answered; where no packet can be cut, the rest of the WebSocket frame is left out.',
  showPassedOver: 'Show problems',
  closeReason: 'The server’s reason:',
  keepAlive: 'Connection lost: no PINGRESP',
  keepAliveText:
    'The broker did not answer PINGREQ in time. The network between is down, or the broker is stuck.',
  broken: 'Connection ended: what came in breaks the standard',
  brokenPacket: (number: number): string => `Packet ${number} in the list shows where.`,
  invalid: 'These settings cannot work',

  preAuth: 'No token for this device',
  preAuthAt: (url: string): string => `HTTPS pre-authentication at ${url} comes before CONNECT.`,
  preAuthCodes: {
    auth: 'The signature did not fit. Check product key, device name and above all the device secret; a space copied along is the usual cause.',
    parameter:
      'The platform did not understand a field of the request. Check product key, device name, client id and timestamp.',
    failed: 'The platform failed by itself. Trying again later may help.',
    device: 'The platform does not know this device. Check product key, device name and region.',
    type: 'The product signs its devices in by another kind of authentication, such as X.509 or ID². This one is for device secrets.',
    disabled: 'The device is disabled on the platform. Enable it there.',
    other: 'The platform’s words may say more.',
  },
  preAuthFaults: {
    'not-understood':
      'What answered is no pre-authentication of the platform. Check the address; sign in directly to do without.',
    'no-companion':
      'The platform does not let pages read its answer, so a companion has to ask. Start mqttscope on this machine and open the app there, or sign in directly.',
    'no-platform': 'The broker in this tab gives no tokens to devices.',
    'no-token':
      'The companion asks only for pages that may control it. Open the address that it printed (it ends in #t=…; the view Broker has it print another), or sign in directly.',
    relay: 'The companion could not ask.',
    unreachable: 'The request did not get through. Check the address and whether the server runs.',
    'timed-out': 'No answer came within 15 s. Check the address and the network.',
  },
  preAuthOfTab: 'Leave the address empty to ask the broker in this tab.',
  preAuthSaid: 'The answer:',

  sessionLost: 'Session lost',
  sessionLostText:
    'Connected again, and the broker had no session for this client id. Lost with it: messages that it kept for this client while it was away, and QoS 1 and 2 handshakes that were under way.',
  sessionLostSubscriptions: (count: number): string =>
    count === 0
      ? 'There was no subscription to renew.'
      : count === 1
        ? 'The subscription was made anew.'
        : `The ${count} subscriptions were made anew.`,
  sessionLostUnknown: (count: number): string =>
    count === 1
      ? 'What became of 1 message that was in flight cannot be known.'
      : `What became of ${count} messages that were in flight cannot be known.`,
};
