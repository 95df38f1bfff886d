/** Texts of what is broken on purpose: recipes, fault rules, step mode. */
import type { WaitingPacket } from '../../../broker/faults/marks.ts';
import { grouped } from '../numbers.ts';
import { recipeWords } from './recipeWords.ts';

export const faults = {
  title: 'Faults',
  parts: { label: 'What to break', recipes: 'Recipes', rules: 'Rules', step: 'Step mode' },
  closed: {
    title: 'Faults need the broker’s control interface',
    text: 'The companion’s broker and the one in this tab have it.',
  },
  refused: 'The broker refused this',

  actions: {
    recipes: 'Break something by recipe',
    rules: 'Edit fault rules',
    step: 'Step mode: let packets go one by one',
    letGo: 'Let the next waiting packet go',
  },

  client: {
    label: 'Client',
    anybody: 'whoever comes first',
    own: (client: string): string => `${client} (this connection)`,
    away: (client: string): string => `${client} (not connected)`,
    other: 'another client…',
    identifier: 'Client identifier',
  },

  recipes: {
    words: recipeWords,
    stop: 'Stop waiting',
    runs: 'Runs',
    noRuns: 'Nothing was started yet. Each recipe does its harm once and is over.',
    states: { waiting: 'waiting', done: 'struck', stopped: 'stopped' },
    everybody: 'everybody',
    anyClient: 'any client',
    look: 'Look for:',
    handshakes: 'Show in Handshakes',
    streams: 'Show in Streams',
    packets: 'Show in Packets',
    openPackets: (client: string): string => `Open the packets of ${client}`,
    testTopic: 'mqttscope/test',
    testPayload: (name: string): string => `Sent to try: ${name}`,
    publish: (qos: 1 | 2): string => `Publish a test message at QoS ${qos}`,
    receive: 'Subscribe and publish a test message',
    sent: (qos: 1 | 2): string => `Test message sent to mqttscope/test at QoS ${qos}.`,
    session: {
      ends: (client: string): string => `The session of ${client} ends with its connection`,
      discarded: (client: string): string => `${client} gives its session up when it connects`,
      text: 'So nothing can be sent again, and what is lost stays lost. It takes Clean start off and, in MQTT 5, a session expiry above 0.',
      keep: 'Connect again with a session that is kept',
    },
    noKeepAlive: (client: string): string =>
      `${client} has its keep alive switched off, so it never sends PINGREQ.`,
    keepAlive: (seconds: number): string => `Its keep alive is ${seconds} s.`,
  },

  step: {
    title: 'Step mode',
    start: 'Start step mode',
    stop: 'Stop',
    stopOf: (client: string): string => `Stop step mode of ${client}`,
    withPings: 'PINGREQ and PINGRESP wait too',
    isOn: 'On for',
    hint: 'Each packet between the client and the broker waits until you let it go, in both directions. When it is stopped, what waits goes.',
    letNext: 'Let the next go',
    letFromClient: 'Next from the client',
    letToClient: 'Next to the client',
    letGo: 'Let go',
    releaseAll: 'Let all go',
    waiting: 'Waiting packets',
    waitingCount: (count: number): string =>
      count === 1 ? '1 packet waits' : `${grouped(count)} packets wait`,
    more: (count: number): string => `and ${grouped(count)} more behind them`,
    idle: 'Nothing waits',
    idleText: 'Choose a client and start step mode, or let a rule hold packets.',
    nothing: (client: string): string => `No packet of ${client} waits`,
    nothingText: 'Publish something: QoS 2 takes four packets from end to end.',
    fromClient: 'from client',
    toClient: 'to client',
    noType: 'reserved',
    packetId: 'Packet identifier',
    isNext: 'next',
    waitsFor: (why: WaitingPacket['waitsFor'], rule: string | undefined): string => {
      if (why === 'release') return `held by ${rule ?? 'a rule'}`;
      if (why === 'time') return `delayed by ${rule ?? 'a rule'}`;
      return why === 'step' ? 'waits for you' : 'behind others';
    },
    nextIs: (type: string, isFromClient: boolean, total: number): string =>
      `${type} ${isFromClient ? 'from' : 'to'} the client waits${total > 1 ? `, ${grouped(total - 1)} more behind it` : ''}`,
    show: 'Show',
    bytes: 'Bytes of the packet',
    secret: 'Not shown: CONNECT and AUTH may hold secrets.',
    cut: (shown: number, size: number): string =>
      `the first ${grouped(shown)} of ${grouped(size)} bytes`,
    passed: 'Let go',
  },
};
