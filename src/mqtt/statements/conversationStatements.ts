/** Statements of the standard on a whole conversation: limits, sessions, keep alive, subscriptions. */
import type { ExchangeStatement } from './exchangeStatements.ts';

export const CONVERSATION_STATEMENTS = {
  // Connecting
  connectChecked: {
    v4: '3.1.4-1',
    v5: '3.1.4-1',
    text: 'A server checks each CONNECT and closes the connection where it does not conform.',
  },
  connectJudged: {
    v5: '3.1.4-2',
    text: 'A server may check who the client is and what it may do; where that fails it closes the connection.',
  },
  connectHandled: {
    v4: '3.1.4',
    v5: '3.1.4',
    text: 'A server checks each CONNECT, ends an older connection of the same client identifier, and answers.',
  },
  clientIdRefused: {
    v4: '3.1.3-9',
    v5: '3.1.3-8',
    text: 'A server that rejects the client identifier may say so in CONNACK, and closes the connection.',
  },
  refusedData: {
    v4: '3.1.4-5',
    v5: '3.1.4-6',
    text: 'A client may send before CONNACK; where the server refuses the connection it processes nothing of that.',
  },
  oneConnack: {
    v5: '3.2.0-2',
    text: 'A server sends CONNACK once on a connection.',
  },
  assignedIdentifier: {
    v5: '3.2.2-16',
    text: 'To a client without an identifier of its own, the server tells in CONNACK which one it has been given.',
  },
  responseInformation: {
    v5: '3.1.2-28',
    text: 'A server sends response information only to a client that requested it.',
  },
  problemInformation: {
    v5: '3.1.2-29',
    text: 'To a client that requested no problem information, reason strings and user properties come in PUBLISH, CONNACK and DISCONNECT alone.',
  },
  onlyAuth: {
    v5: '3.1.2-30',
    text: 'A client that named an authentication method sends only AUTH and DISCONNECT until CONNACK is there.',
  },
  sameMethod: {
    v5: '4.12.0-5',
    text: 'Every AUTH, and a CONNACK that accepts, names the authentication method of CONNECT.',
  },
  noServerAuth: {
    v5: '4.12.0-6',
    text: 'Where CONNECT names no authentication method, the server sends no AUTH and names none in CONNACK.',
  },
  noClientAuth: {
    v5: '4.12.0-7',
    text: 'A client that named no authentication method in CONNECT sends no AUTH.',
  },
  redirection: {
    v5: '4.11',
    text: 'A server may ask the client to use another server, for now (0x9C) or for good (0x9D).',
  },
  // Sessions
  cleanSessionPresent: {
    v4: '3.2.2-1',
    v5: '3.2.2-2',
    text: 'After a clean start, session present is 0.',
  },
  takenOver: {
    v4: '3.1.4-2',
    v5: '3.1.4-3',
    text: 'A server that gets a CONNECT with the identifier of a connected client ends the older connection, in MQTT 5 with DISCONNECT 0x8E.',
  },
  sessionExpiryRaised: {
    v5: '3.14.2.2.2',
    text: 'A session that CONNECT let end with the connection cannot be prolonged in DISCONNECT.',
  },
  // Keep alive
  keepAliveTime: {
    v4: '3.1.2.10',
    v5: '3.1.2.10',
    text: 'Keep alive is the longest time, in seconds, between two packets of the client; 0 turns it off.',
  },
  serverKeepAlive: {
    v5: '3.2.2-21',
    text: 'Where CONNACK names a keep alive, the client uses it in the place of its own.',
  },
  keepAliveEnforced: {
    v4: '3.1.2-24',
    v5: '3.1.2-22',
    text: 'A server that gets nothing from a client for one and a half times the keep alive closes the connection.',
  },
  // Ending
  willPublished: {
    v4: '3.1.2-8',
    v5: '3.1.2-8',
    text: 'The will is published when the connection ends without a DISCONNECT that says otherwise.',
  },
  lastPacket: {
    v4: '3.14',
    v5: '3.14',
    text: 'DISCONNECT is the last packet on a connection; a connection that ends without it has failed.',
  },
  nothingAfter: {
    v4: '3.14.4-2',
    v5: '3.14.4-1',
    text: 'After DISCONNECT its sender sends nothing more on that connection.',
  },
  disconnectReason: {
    v5: '3.14.2.1',
    text: 'The reason code of DISCONNECT tells why its sender ends the connection.',
  },
  connackBeforeDisconnect: {
    v5: '3.14.0-1',
    text: 'A server sends DISCONNECT only after a CONNACK that accepts.',
  },
  // Limits
  serverPacketSize: {
    v5: '3.2.2-15',
    text: 'A client sends no packet that is larger than the maximum that the server announced.',
  },
  clientReceiveMaximum: {
    v5: '3.3.4-7',
    text: 'A client has no more PUBLISH of QoS 1 and 2 unacknowledged than the server announced as its receive maximum.',
  },
  serverReceiveMaximum: {
    v5: '3.3.4-9',
    text: 'A server has no more PUBLISH of QoS 1 and 2 unacknowledged than the client announced as its receive maximum.',
  },
  clientAlias: {
    v5: '3.3.2-9',
    text: 'A client sends no topic alias above the maximum that the server announced.',
  },
  serverAlias: {
    v5: '3.3.2-11',
    text: 'A server sends no topic alias above the maximum that the client announced.',
  },
  maximumQos: {
    v5: '3.2.2-11',
    text: 'A client sends no PUBLISH above the maximum QoS that the server announced.',
  },
  willMaximumQos: {
    v5: '3.2.2-12',
    text: 'A server refuses a CONNECT whose will QoS it does not support.',
  },
  willRetain: {
    v5: '3.2.2-13',
    text: 'A server without retained messages refuses a CONNECT whose will is to be retained.',
  },
  retainAvailable: {
    v5: '3.2.2-14',
    text: 'A client sends no PUBLISH with RETAIN to a server that announced that it has no retained messages.',
  },
  retainUnavailable: {
    v5: '3.2.2.3.5',
    text: 'A server that announced that it has no retained messages sends none.',
  },
  wildcardAvailable: {
    v5: '3.2.2.3.11',
    text: 'To a server that announced that it has no wildcard subscriptions, a SUBSCRIBE with a wildcard is a protocol error.',
  },
  identifiersAvailable: {
    v5: '3.2.2.3.12',
    text: 'To a server that announced that it has no subscription identifiers, a SUBSCRIBE with one is a protocol error.',
  },
  sharedAvailable: {
    v5: '3.2.2.3.13',
    text: 'To a server that announced that it has no shared subscriptions, a SUBSCRIBE with one is a protocol error.',
  },
  // Acknowledgements
  publishIdentifier: {
    v4: '2.3.1-6',
    v5: '2.2.1-5',
    text: 'The acknowledgements of a PUBLISH have its packet identifier.',
  },
  ackOrder: {
    v4: '4.6.0-2',
    v5: '4.6.0-2',
    text: 'A client sends PUBACK in the order in which the PUBLISH came.',
  },
  recOrder: {
    v4: '4.6.0-3',
    v5: '4.6.0-3',
    text: 'A client sends PUBREC in the order in which the PUBLISH came.',
  },
  relOrder: {
    v4: '4.6.0-4',
    v5: '4.6.0-4',
    text: 'A client sends PUBREL in the order in which the PUBREC came.',
  },
  serverOrder: {
    v4: '4.6',
    v5: '4.6',
    text: 'The order of acknowledgements binds clients; a server hands on the messages of an ordered topic in the order in which they came.',
  },
  ownDup: {
    v4: '3.3.1-3',
    v5: '3.3.1-3',
    text: 'DUP says only whether this sender sends this PUBLISH again, not whether it came with DUP.',
  },
  payloadIsFree: {
    v4: '3.3.3',
    v5: '3.3.3',
    text: 'What the payload of a PUBLISH says, and how, is for the applications to agree; to the protocol it is bytes.',
  },
  noMatching: {
    v5: '3.4.2.1',
    text: 'PUBACK and PUBREC tell what became of the message; 0x10 says that nobody has a matching subscription.',
  },
  identifierNotFound: {
    v5: '3.7.2.1',
    text: 'Packet identifier not found (0x92) is no error while a session is resumed; at other times the two sides disagree on its state.',
  },
  // Messages
  topicMatches: {
    v4: '3.3.2-3',
    v5: '3.3.2-3',
    text: 'The topic name of a PUBLISH from a server matches a topic filter of the client.',
  },
  grantedQos: {
    v4: '3.8.4-6',
    v5: '3.8.4-8',
    text: 'A message comes with the lower of the QoS it was published with and the QoS granted.',
  },
  overlapping: {
    v4: '3.3.5-1',
    v5: '3.3.4-2',
    text: 'Where several subscriptions match, the server delivers with the highest QoS among them; it may send a copy for each.',
  },
  forwardedFormat: {
    v5: '3.3.2-4',
    text: 'A server forwards the payload format indicator of a message unchanged.',
  },
  forwardedExpiry: {
    v5: '3.3.2-6',
    text: 'A server forwards the message expiry interval, less the time that the message has waited.',
  },
  forwardedResponseTopic: {
    v5: '3.3.2-15',
    text: 'A server forwards the response topic of a message unchanged.',
  },
  forwardedCorrelation: {
    v5: '3.3.2-16',
    text: 'A server forwards the correlation data of a message unchanged.',
  },
  forwardedUserProperties: {
    v5: '3.3.2-17',
    text: 'A server forwards all user properties of a message unchanged.',
  },
  userPropertyOrder: {
    v5: '3.3.2-18',
    text: 'A server keeps the order of user properties.',
  },
  forwardedContentType: {
    v5: '3.3.2-20',
    text: 'A server forwards the content type of a message unchanged.',
  },
  noLocal: {
    v5: '3.8.3-3',
    text: 'With No Local, a server does not send a message to the client that published it.',
  },
  retainOfLive: {
    v4: '3.3.1-9',
    v5: '3.3.1-12',
    text: 'A message for an existing subscription has RETAIN 0, unless the subscription has Retain As Published.',
  },
  retainAsPublished: {
    v5: '3.3.1-13',
    text: 'With Retain As Published, a message has the RETAIN flag with which it was published.',
  },
  retainedReplaced: {
    v4: '3.3.1-5',
    v5: '3.3.1-5',
    text: 'A message with RETAIN replaces the retained message of its topic.',
  },
  retainedStays: {
    v4: '3.3.1-12',
    v5: '3.3.1-8',
    text: 'A message without RETAIN neither becomes the retained message of its topic nor replaces or removes it.',
  },
  retainedCleared: {
    v4: '3.3.1-10',
    v5: '3.3.1-6',
    text: 'A message with RETAIN and an empty payload removes the retained message of its topic.',
  },
  retainedHasFlag: {
    v4: '3.3.1-8',
    v5: '3.3.1.3',
    text: 'A retained message that a server sends for a new subscription has RETAIN 1.',
  },
  retainedAtSubscribe: {
    v4: '3.3.1-6',
    v5: '3.3.1-9',
    text: 'For a new subscription, the server sends the retained messages of the topics that match.',
  },
  retainedAtRenewal: {
    v4: '3.8.4-3',
    v5: '3.8.4-4',
    text: 'A SUBSCRIBE whose filter is the same as that of a subscription replaces it, and the retained messages that match are sent again, in MQTT 5 with retain handling 0.',
  },
  acceptedDelivered: {
    v4: '4.5.0-1',
    v5: '4.5.0-1',
    text: 'A server adds each message that it accepts to the sessions with a subscription that matches.',
  },
  qos0Stored: {
    v4: '3.1.2.4',
    v5: '4.1',
    text: 'A server stores messages of QoS 1 and 2 for the session of an absent client, and optionally those of QoS 0.',
  },
  topicOrder: {
    v4: '4.6.0-6',
    v5: '4.6.0-5',
    text: 'A server delivers messages of one client with the same topic and QoS in the order in which it received them.',
  },
  oneOfShared: {
    v5: '4.8.2',
    text: 'A server sends each message to one client of a shared subscription, and no retained messages for it.',
  },
  nothingAfterUnsubscribe: {
    v4: '3.10.4-2',
    v5: '3.10.4-2',
    text: 'When a subscription ends, the server adds no new messages for it.',
  },
  willDiscarded: {
    v4: '3.14.4-3',
    v5: '3.14.4-3',
    text: 'After DISCONNECT (in MQTT 5 with reason code 0x00), the server discards the will without publishing it.',
  },
  sessionEnds: {
    v5: '4.1.0-2',
    text: 'A server discards the session when the connection is closed and the session expiry interval has passed.',
  },
  subscriptionIdentifier: {
    v5: '3.3.4-3',
    text: 'A server names in PUBLISH the identifiers of the matching subscriptions.',
  },
  retainedAtFirst: {
    v5: '3.3.1-10',
    text: 'With retain handling 1 the server sends the matching retained messages when a subscription is new, and none when it was there.',
  },
  noRetainedAtSubscribe: {
    v5: '3.3.1-11',
    text: 'With retain handling 2 the server sends no retained messages when the client subscribes.',
  },
  expired: {
    v5: '3.3.2-5',
    text: 'A server deletes a message that has expired before its delivery to a subscriber began.',
  },
  unsubscribed: {
    v4: '3.10.4-1',
    v5: '3.10.4-1',
    text: 'UNSUBSCRIBE ends the subscription whose topic filter is the same, character by character.',
  },
  dollarTopic: {
    v4: '4.7.2-1',
    v5: '4.7.2-1',
    text: 'A topic filter that begins with a wildcard matches no topic name that begins with $; servers use those for purposes of their own.',
  },
  comparedExactly: {
    v4: '4.7.3-4',
    v5: '4.7.3-4',
    text: 'A server compares topic names and topic filters character by character, and normalizes neither.',
  },
  emptyLevel: {
    v4: '4.7.1.1',
    v5: '4.7.1.1',
    text: 'Each slash separates two levels of a topic; a level may be empty.',
  },
  willOfResumed: {
    v5: '3.1.3-9',
    text: 'If the client resumes its session before the will delay has passed, the server does not publish the will.',
  },
  wholePackets: {
    v4: '4.2.0-1',
    v5: '4.2.0-1',
    text: 'The transport carries a stream of bytes in order and without loss.',
  },
  binaryFrames: {
    v4: '6.0.0-1',
    v5: '6.0.0-1',
    text: 'Over WebSocket, control packets travel in binary data frames; whoever gets another kind of data frame closes the connection.',
  },
} as const satisfies Record<string, ExchangeStatement>;
