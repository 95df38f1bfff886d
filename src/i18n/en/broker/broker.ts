/** Texts of the Broker view. */
import type { ConnectionFacts, FlightRow } from '../../../broker/control/views.ts';
import { age, seconds, span } from '../../durations.ts';
import { counted, grouped } from '../../numbers.ts';

const TRANSPORTS: Readonly<Record<ConnectionFacts['transport'], string>> = {
  tcp: 'TCP',
  websocket: 'WebSocket',
  port: 'this tab',
  udp: 'MQTT-SN',
};

const AWAITED: Readonly<Record<FlightRow['awaits'], string>> = {
  puback: 'PUBACK',
  pubrec: 'PUBREC',
  pubcomp: 'PUBCOMP',
};

export const broker = {
  parts: 'Parts of the broker',
  moreParts: 'All parts',
  part: {
    clients: 'Clients',
    subscriptions: 'Subscriptions',
    retained: 'Retained',
    messages: 'Messages',
    taps: 'Device taps',
    sensors: 'Sensors',
    sys: '$SYS',
  },
  host: (host: 'companion' | 'tab', version: string): string =>
    host === 'companion' ? `mqttscope ${version}, companion` : `mqttscope ${version}, in this tab`,

  fleet: 'Demo devices',
  fleetTitle: 'Presses, ovens and vehicles that publish simulated values on this broker',
  fleetNow: (isRunning: boolean): string =>
    isRunning ? 'Demo devices started' : 'Demo devices stopped',

  none: {
    title: 'No broker yet',
    text: 'Connect first. This view shows the broker that you are connected to: everything for an mqttscope broker, and the $SYS topics for others.',
    action: 'Edit the connection',
  },
  elsewhere: {
    text: 'Clients, sessions, retained messages and both ends of a message are shown for mqttscope brokers, in the companion or in this tab.',
    enter: 'Enter the token of a companion…',
    otherwise: 'A companion prints its token in the line “token …” when it starts.',
  },
  /** Data that another broker publishes about itself. */
  board: {
    span,
    title: 'Statistics from $SYS',
    notConnected: 'Not connected: these are the last values received.',
    waiting:
      'Subscribed to $SYS, nothing received yet. Brokers publish there every 10 seconds to every minute.',
    notSubscribed: 'Many brokers publish statistics below $SYS',
    notSubscribedText:
      'A subscription to # does not include them (MQTT 4.7.2). Subscribe to $SYS/# to see clients, messages and memory of this broker here.',
    subscribe: 'Subscribe to $SYS/#',
    refused: 'The broker refused the subscription to $SYS/#',
    refusedText: 'Many brokers allow it only for administrators, or only from their own machine.',
    perSecond: (value: string): string => `${value}/s`,
    group: {
      broker: 'Broker',
      clients: 'Clients',
      messages: 'Messages since its start',
      traffic: 'Bytes since its start',
      held: 'Held now',
    },
    fact: {
      version: 'Version',
      description: 'Product',
      uptime: 'Uptime',
      time: 'Its clock',
      connected: 'Connected',
      mostConnected: 'Most at once',
      disconnected: 'Sessions without a connection',
      sessions: 'Sessions',
      publishIn: 'PUBLISH received',
      publishOut: 'PUBLISH sent',
      dropped: 'PUBLISH dropped',
      packetsIn: 'Packets received',
      packetsOut: 'Packets sent',
      bytesIn: 'Received',
      bytesOut: 'Sent',
      subscriptions: 'Subscriptions',
      shared: 'Shared subscriptions',
      retained: 'Retained messages',
      stored: 'Stored messages',
      topics: 'Topics',
      memory: 'Memory',
      mostMemory: 'Most memory',
    },
  },
  needsToken: {
    title: 'This companion requires its token',
    text: 'Enter the token from the line “token …” that the companion printed when it started, or the one given with --token.',
    refused: 'This is not the companion’s current token',
    refusedText:
      'The companion creates a new token each time it starts, unless one is given with --token. Copy the token from the last “token …” line that it printed.',
  },
  access: {
    title: 'Open the address that the companion printed',
    text: 'Only pages with the companion’s token may control the broker, and open mqtt:// and mqtts:// addresses. This page has none. Addresses of brokers over ws:// and wss:// work without it.',
    where:
      'When the companion started, it printed a line “app …#token=…”. Open this address. It works in any number of tabs, until the companion restarts.',
    otherwise:
      'Or enter its token: from its line “token …”, or the one given with --token or MQTTSCOPE_TOKEN.',
    kept: 'This browser keeps the token for this address until the companion refuses it.',
  },
  token: 'Token',
  tokenHint: 'Kept in memory until you leave this page; never stored.',
  tokenUse: 'Use token',
  tokenSend: 'Open the broker',
  opening: 'Opening the broker’s control interface…',
  lost: {
    title: 'The broker does not answer',
    hint: 'Retrying automatically. The connection’s own capture is not affected.',
  },

  dismiss: 'Dismiss',
  refused: 'The broker refused',
  loading: 'Asking the broker…',
  cancel: 'Cancel',

  clients: {
    all: 'All clients',
    grid: 'Clients',
    search: 'Search clients',
    searchPlaceholder: 'Client ID, user name or address',
    choice: 'Clients in the list',
    choices: { all: 'All', connected: 'Connected', away: 'Away' },
    empty: 'No clients connected',
    emptyAway: 'No clients away',
    noMatch: 'No matching clients',
    noMatchText: 'The search covers client ID, user name and address.',
  },
  columns: {
    client: 'Client ID',
    session: 'Session',
    from: 'From/s',
    to: 'To/s',
    reconnects: 'Reconnects/min',
    why: 'Why the last connection ended',
    held: 'Held',
    state: 'Connection',
    ends: 'Ends',
  },
  /** Heads that are shorter on phones. */
  phoneColumns: { reconnects: 'Reconn.', why: 'Last end' },
  columnNames: {
    from: 'Rate from client, messages and bytes a second',
    to: 'Rate to client, messages and bytes a second',
  },
  columnTitles: {
    why: 'Why the last connection ended',
    reconnects: 'Connections within the last minute that followed another one',
    held: 'Memory of the messages that wait for the client',
    from: 'Messages and bytes per second that the client sends',
    to: 'Messages and bytes per second that the broker sends to it',
    ends: 'When the session ends',
  },
  ownTitle: 'A connection of this app',
  own: 'this app',
  step: 'step mode',
  stepTitle: 'Its packets wait until each one is released',
  left: 'left',
  leftTitle:
    'The client has closed the connection. Packets that it sent before are still waiting: the broker notices the close when they are released, or after 30 s',
  connected: 'connected',
  away: 'away',
  yes: 'yes',
  no: 'no',
  perSecond: (messages: string, size: string): string =>
    `${messages} messages and ${size} a second`,
  expiryTitle: (seconds: number): string =>
    seconds === 0
      ? 'The session ends with the connection'
      : seconds === 0xff_ff_ff_ff
        ? 'The session never expires'
        : `The session outlives the connection by ${span(seconds)}`,
  endsIn: (seconds: number): string => `in ${span(seconds)}`,
  notWhileConnected: 'Not while its client is connected',
  never: 'never',

  detail: {
    name: 'Client',
    holds: 'What the broker holds for it',
    gone: (client: string): string => `${client} no longer has a connection or a session`,
    resize: 'Height of the list',
    openTapped: 'Show in Inspect',
    openAll: 'Show all in Inspect',
    openAllTitle: 'Opens the packets of all clients, connected now or later, in their own tab',
    openTappedTitle: 'Opens its packets as they pass between client and broker, in their own tab',
    disconnect: 'Disconnect…',
    endSession: 'End session',
    step: 'Step mode',
    showWaiting: 'Show what waits',
    close: 'Close the detail',
    sections: {
      connection: 'Connection',
      session: 'Session',
      traffic: 'Traffic',
      will: 'Will',
      flights: 'In flight to it',
      queue: 'Waits in the session',
      subscriptions: 'Subscriptions',
    },
    address: 'Address',
    transport: 'Transport',
    transports: (transport: ConnectionFacts['transport'], secure: boolean): string =>
      secure ? `${TRANSPORTS[transport]}, TLS` : TRANSPORTS[transport],
    protocol: 'Protocol',
    userName: 'User name',
    none: 'none',
    heard: 'Last packet',
    ago: (seconds: number): string => (seconds < 1 ? 'just now' : `${span(seconds)} ago`),
    keepAlive: 'Keep alive',
    keepAliveText: (seconds: number): string => (seconds === 0 ? 'off' : `${seconds} s`),
    cleanStart: 'Clean start',
    receiveMaximum: 'Receive maximum',
    backlog: 'Not yet written',
    expiry: 'Expiry',
    ends: 'Ends',
    subscriptions: 'Subscriptions',
    queued: 'Queue',
    queuedText: (messages: number, size: string): string =>
      `${counted(messages, 'message', 'messages')}${messages === 0 ? '' : `, ${size} of memory`}`,
    inFlight: 'In flight to it',
    receiving: 'QoS 2 from it',
    receivingText: (value: number): string => `${grouped(value)} await PUBREL`,
    notConnected: 'Not connected. Its session is kept.',
    noWill: 'none',
    willDelay: (seconds: number): string => `delay ${seconds} s`,
    awaits: (packet: FlightRow['awaits']): string => `awaits ${AWAITED[packet]}`,
    unknownTopic: 'topic not kept',
    packetId: (id: number): string => `packet id ${id}`,
    identifier: (value: number): string => `identifier ${value}`,
    oldest: (shown: number, all: number): string =>
      shown < all ? `the oldest ${grouped(shown)} of ${grouped(all)}` : '',
    traffic: {
      head: 'Since the connection began',
      from: '▲ from client',
      to: '▼ to client',
      messages: 'PUBLISH',
      packets: 'Packets',
      bytes: 'Bytes',
      messagesNow: 'PUBLISH a second',
      bytesNow: 'Bytes a second',
    },
  },

  disconnecting: {
    title: (client: string): string => `Disconnect ${client}`,
    reason: 'Reason code',
    reasonString: 'Reason string',
    reasonStringHint: 'Sent with the code, unless the client turned problem information off.',
    serverReference: 'Server reference',
    serverReferenceHint: 'The server that the client should use instead, as host:port.',
    five: 'MQTT 5: the client receives DISCONNECT with this code, then the connection ends.',
    tooLong: 'Longer than the 65,535 bytes that MQTT allows. Shorten it.',
    older: (version: string): string =>
      `${version} has no DISCONNECT from a server: this client sees only that its connection ends. Code and texts do not reach it.`,
    own: 'This is a connection of this app: it is disconnected like any other client.',
    action: 'Disconnect',
    done: (client: string, code: string): string => `${client} was disconnected with ${code}`,
  },
  ending: {
    title: (client: string): string => `End the session of ${client}?`,
    text: 'Its subscriptions and everything queued for it are deleted, its will is sent, and its connection ends with 0x98 Administrative action.',
    action: 'End session',
    done: (client: string): string => `The session of ${client} was ended`,
  },
  stepNow: (client: string, on: boolean): string =>
    on ? `Step mode is on for ${client}` : `Step mode is off for ${client}`,

  subscriptions: {
    grid: 'Subscriptions',
    search: 'Search subscriptions',
    searchPlaceholder: 'Topic filter or client ID',
    test: 'Match test',
    testName: 'Match test for a topic',
    testPlaceholder: 'Topic name, e.g. sensors/hz-2/temperature',
    total: (value: number) => counted(value, 'subscription', 'subscriptions'),
    matches: (value: number, topic: string): string =>
      `${counted(value, 'subscription matches', 'subscriptions match')} ${topic}`,
    noneMatches: (topic: string): string => `No subscription matches ${topic}`,
    noneMatchesText: 'A message published to this topic now would not reach anyone.',
    overlap:
      'If several subscriptions of one client match, the client gets one copy with their highest QoS. Of a shared subscription, one member gets the message.',
    clear: 'Clear the match test',
    empty: 'No subscriptions',
    noMatch: 'No matching subscriptions',
    columns: {
      filter: 'Topic filter',
      client: 'Client ID',
      state: 'Connection',
      qos: 'QoS',
      options: 'Options',
      identifier: 'Identifier',
      to: 'To/s',
    },
    noLocal: 'no local',
    retainAsPublished: 'retain as published',
    shared: 'shared',
  },

  retained: {
    grid: 'Retained messages',
    search: 'Filter retained messages',
    searchPlaceholder: 'Topic filter, or any text',
    total: (value: number) => counted(value, 'retained message', 'retained messages'),
    empty: 'No retained messages',
    emptyText: 'A PUBLISH with RETAIN stores one for later subscribers.',
    noMatch: 'No matching retained messages',
    columns: {
      topic: 'Topic',
      payload: 'Payload',
      size: 'Size',
      qos: 'QoS',
      publisher: 'Publisher',
      time: 'Published',
      age: 'Age',
      expires: 'Expires',
      clear: 'Clear',
    },
    withSys: '$SYS too',
    /** `fault`: a sentence. */
    noFilter: (fault: string): string =>
      `This is not a topic filter, so it is searched for as text. ${fault}`,
    age: (seconds: number): string => age(seconds),
    /** `after`: ms since it was cleared. */
    back: (after: number): string => `back after ${seconds(after * 1000)}`,
    backTitle: (after: number, publisher: string): string =>
      `Published again by ${publisher}, ${seconds(after * 1000)} after it was cleared`,
    emptyPayload: 'empty',
    itself: 'the broker itself',
    clear: 'Clear',
    clearTitle: 'Clear the retained message (Delete)',
    readOnly: 'This connection is read-only: it clears no retained messages.',
    ask: {
      title: (topic: string): string => `Clear the retained message of ${topic}?`,
      text: 'Clients that subscribe later will not get it. Clients subscribed now are not notified.',
      action: 'Clear',
    },
    cleared: (topic: string): string => `Retained message cleared: ${topic}`,
  },

  /** Lists below the clients. */
  below: {
    retained: 'Retained messages by topic',
    subscriptions: 'Subscriptions by topic filter',
    messages: (value: number): string => counted(value, 'message', 'messages'),
    filters: (value: number): string => counted(value, 'filter', 'filters'),
    /** Follows the name of a client. */
    away: (state: string): string => `, ${state}`,
    all: 'All',
    allRetained: 'All retained messages',
    allSubscriptions: 'All subscriptions',
  },

  sys: {
    grid: '$SYS',
    search: 'Search $SYS',
    searchPlaceholder: 'Text in the topic',
    columns: { topic: 'Topic', value: 'Value' },
    total: (value: number) => counted(value, 'value', 'values'),
    noMatch: 'No matching $SYS topics',
    changed: 'changed since the last update',
  },
};
