/** Texts of what is broken on purpose: recipes, fault rules, step mode. */
import { recipeWords } from './recipeWords.ts';

export const faults = {
  title: 'Faults',
  parts: { label: 'What to break', recipes: 'Recipes', rules: 'Rules', step: 'Step mode' },
  closed: {
    title: 'Faults need the broker’s control interface',
    text: 'The companion’s broker and the one in this tab have it.',
  },
  refused: 'The broker refused this',

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
};
