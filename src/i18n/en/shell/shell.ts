/** Texts of the shell: top bar, panes, status bar, actions. */

import type { ConnectionState } from '../../../connection/protocol/protocol.ts';
import { roughly } from '../../durations.ts';
import { counted, grouped } from '../../numbers.ts';

export const shell = {
  allConnections: 'All connections',
  connections: 'Connections',
  newConnection: 'New connection',
  closeTab: (name: string): string => `Close ${name}`,
  closedTab: (name: string): string => `Closed ${name}`,
  nothingOpen: 'No connection open',
  nothingOpenHint: 'Connect to a broker to see its topics and every packet.',
  desksLabel: 'Desks',
  desks: { watch: 'Watch', inspect: 'Inspect', broker: 'Broker', lab: 'Lab' },
  moreDesks: 'More',
  views: 'Views',
  panes: 'Panes',
  morePanes: 'All panes',
  packets: 'Packets',
  requests: 'Requests',
  inspectBar: 'The tool bar',
  topic: 'Topic',
  charts: 'Charts',
  problems: 'Problems',
  streams: 'Connections',
  devices: 'Devices',
  broker: 'Broker',
  platform: 'Platform',
  faults: 'Lab',
  workshop: 'Wrong packets',
  topics: 'Topics',
  publish: 'Publish',
  openPublish: 'Publish a message',
  pinPublish: 'Keep Publish beside the desks',
  unpinPublish: 'Show Publish over the desks',
  closePublish: 'Close Publish',
  closeBoard: 'Close the charts',
  resizeBoard: 'Height of the charts',
  detail: 'Packet detail',
  collapse: (pane: string): string => `Collapse ${pane}`,
  expand: (pane: string): string => `Expand ${pane}`,
  resize: (pane: string): string => `Width of ${pane}`,
  resizeDetail: 'Height of the packet list',
  rate: 'msg/s',
  inTitle: 'Messages received in the last second',
  outTitle: 'Messages sent in the last second',
  inFlight: 'in flight',
  inFlightCount: (out: number, incoming: number): string => `${out} out, ${incoming} in`,
  inFlightTitle: 'Show incomplete QoS 1 and 2 messages, sent and received',
  commands: 'Commands',
  theme: { dark: 'dark', light: 'light', system: 'system' },
  themeButton: (theme: string): string => `Theme: ${theme}`,
  language: (name: string): string => `Language: change to ${name}`,
  connect: 'Connect',
  disconnect: 'Disconnect',
  connection: 'Connection',
  connectionOf: (name: string): string => `Connection: ${name}`,
  notConnected: 'not connected',

  state: (state: ConnectionState): string => {
    switch (state.kind) {
      case 'connected':
        return 'connected';
      case 'connecting':
        return state.attempt > 1 ? `connecting, try ${state.attempt}` : 'connecting';
      case 'waiting':
        return 'reconnecting';
      case 'closed':
        return state.failure === undefined ? 'closed' : 'failed';
      case 'file':
        return 'file';
    }
  },
  mqttVersion: (version: 3 | 4 | 5): string =>
    `MQTT ${version === 3 ? '3.1' : version === 4 ? '3.1.1' : '5'}`,
  ping: (ms: number): string => `ping ${roughly(ms * 1000)}`,
  nextTry: (attempt: number, seconds: number): string => `try ${attempt} in ${seconds} s`,

  /** For screen readers; the names of the status are `status…`. */
  counted: {
    topics: (count: number): string => counted(count, 'topic', 'topics'),
    messages: (count: number): string => counted(count, 'message', 'messages'),
    packets: (count: number): string => counted(count, 'packet', 'packets'),
    discarded: (count: number): string => `${grouped(count)} oldest packets discarded`,
  },
  statusTopics: (count: number): string => `${count} topics`,
  statusMessages: (count: number): string => `${count} messages`,
  statusPackets: (count: number): string => `${count} packets`,
  statusDiscarded: (count: number): string => `${count} oldest packets discarded`,
  capture: (held: string, budget: string): string => `Capture ${held} of ${budget}`,
  captureTitle: 'Size of the packet log. When it is full, the oldest packets are discarded.',
  values: (held: string, budget: string): string => `Values ${held} of ${budget}`,
  valuesTitle:
    'Size of last values and histories. When they are full, the oldest history is discarded; last values are kept.',
  valuesOver: (held: string, budget: string): string => `Values ${held}, above ${budget}`,
  valuesOverTitle:
    'The last values alone need more than their budget. Last values are never discarded, so histories are, and the size stays above the budget. Subscribe to fewer topics to save memory.',
  historyDiscarded: (count: number): string =>
    `${count === 1 ? '1 message' : `${grouped(count)} messages`} discarded from histories`,
  keepAlive: (seconds: number): string =>
    seconds === 0 ? 'keep alive off' : `keep alive ${seconds} s`,
  resumed: 'session resumed',
  /** State of a worker. */
  silent: 'not answering',
  ended: 'ended',
  following: 'following',
  pausedWord: 'paused',
  readOnly: 'read-only',

  undo: 'Undo',
  notUndone: (why: string): string => `Could not be undone: ${why}`,
  cancel: 'Cancel',
  dismiss: 'Dismiss',
  fault: 'Internal error in mqttscope',
  errorHint: 'The capture is kept. Please report this text.',
  ask: {
    disconnect: 'Disconnect?',
    unanswered: (count: number): string =>
      count === 1
        ? '1 message has no answer yet. Without a session that outlives the connection, its outcome will remain unknown.'
        : `${grouped(count)} messages have no answer yet. Without a session that outlives the connection, their outcome will remain unknown.`,
    close: (name: string): string => `Close ${name}?`,
    closeLoses: (packets: number): string =>
      `Its connection ends, and its capture of ${packets === 1 ? '1 packet' : `${grouped(packets)} packets`} is lost unless you choose Undo.`,
    closeAction: 'Close connection',
  },
};
