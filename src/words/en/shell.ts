/** Texts of the shell: top bar, panes, status bar, actions. */
import type { ConnectionState } from '../../connection/protocol.ts';

export const shell = {
  connections: 'Connections',
  newConnection: 'New connection',
  closeTab: (name: string): string => `Close ${name}`,
  nothingOpen: 'No connection open',
  nothingOpenHint: 'Connect to a broker to see its topics and every packet.',
  views: 'Views',
  panes: 'Panes',
  morePanes: 'All panes',
  packets: 'Packets',
  handshakes: 'Handshakes',
  topic: 'Topic',
  problems: 'Problems',
  streams: 'Streams',
  broker: 'Broker',
  alink: 'Alink',
  platform: 'Platform',
  topics: 'Topics',
  publish: 'Publish',
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
  ping: (ms: number): string => `ping ${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`,
  nextTry: (attempt: number, seconds: number): string => `try ${attempt} in ${seconds} s`,

  /** As they are read; the names of the status are `status…`. */
  counted: {
    topics: (count: number): string => (count === 1 ? '1 topic' : `${count} topics`),
    messages: (count: number): string => (count === 1 ? '1 message' : `${count} messages`),
    packets: (count: number): string => (count === 1 ? '1 packet' : `${count} packets`),
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
  historyDiscarded: (count: number): string =>
    `${count === 1 ? '1 message' : `${count} messages`} gone from histories`,
  keepAlive: (seconds: number): string =>
    seconds === 0 ? 'keep alive off' : `keep alive ${seconds} s`,
  resumed: 'session resumed',
  following: 'following',
  pausedWord: 'paused',

  undo: 'Undo',
  cancel: 'Cancel',
  dismiss: 'Dismiss',
  fault: 'Internal error in mqttscope',
  faultHint: 'The capture is kept. Please report this text.',
  brokenView: 'This view failed',
  brokenViewHint:
    'The connection and its capture continue. Open the view again, or reload the page.',
  tryAgain: 'Open again',
  newVersion: {
    title: 'New version',
    text: 'mqttscope has been updated. Reload the page to use the new version; captures that are not saved are lost.',
    reload: 'Reload',
  },
  ask: {
    disconnect: 'Disconnect?',
    unanswered: (count: number): string =>
      count === 1
        ? '1 message has no answer yet. Without a session that outlives the connection, its outcome will remain unknown.'
        : `${count} messages have no answer yet. Without a session that outlives the connection, their outcome will remain unknown.`,
    close: (name: string): string => `Close ${name}?`,
    closeLoses: (packets: number): string =>
      `Its connection ends, and its capture of ${packets === 1 ? '1 packet' : `${packets} packets`} is lost.`,
    closeAction: 'Close connection',
  },

  palettePlaceholder: 'Find a command',
  paletteEmpty: 'No matching commands.',
  shortcuts: 'Keyboard shortcuts',
  shortcutGroups: {
    everywhere: 'Everywhere',
    outside: 'Outside of inputs',
    lists: 'In trees and lists',
  },
  shortcutKeys: { views: 'Alt 1 to 9', click: 'Alt click' },
  shortcutTexts: {
    publish: 'Publish',
    palette: 'Commands',
    panes: 'Next pane, with Shift the previous one',
    views: (names: readonly string[]): string => names.join(', '),
    find: 'Find topic',
    filter: 'Display filter',
    rowMenu: 'Filter by the selected packet or field',
    addToFilter: 'Filter for a cell or a topic',
    completion: 'Accept the completion',
    correction: 'Apply the suggested fix',
    leaveFilter: 'Close the completions, go to the list',
    pause: 'Pause or resume the views',
    follow: 'Follow the newest packet',
    exchange: 'From a packet to its exchange, and back',
    exchangeSteps: 'Previous, next packet of the same exchange',
    help: 'This list',
    close: 'Close menu or dialog',
    move: 'Move',
    ends: 'First, last',
    open: 'Open or close a branch',
    enter: 'Open the topic',
  },
  actions: {
    palette: 'Show all commands',
    newConnection: 'Open a new connection',
    thisTab: 'Connect to This tab, the broker in this page',
    connect: 'Connect again',
    disconnect: 'End the connection',
    retryNow: 'Retry the connection now',
    stopRetrying: 'Stop retrying',
    show: {
      topics: 'Show the topics',
      packets: 'Show the packets',
      handshakes: 'Show the handshakes',
      topic: 'Show the topic',
      problems: 'Show the problems',
      streams: 'Show the streams',
      broker: 'Show the broker',
      alink: 'Show Alink requests and forms',
      platform: 'Show the platform',
      publish: 'Show the form to publish',
      connection: 'Edit the connection',
    },
    findTopic: 'Find a topic',
    filter: 'Filter the packets',
    subscribe: 'Subscribe to a filter',
    goToPublish: 'Write a message',
    pause: 'Pause the views',
    resume: 'Resume the views',
    follow: 'Follow the newest packet',
    clear: 'Clear the capture',
    exchangeOfPacket: 'Show the exchange of this packet',
    packetOfExchange: 'Show this packet in the list',
    exchangePrevious: 'Go to the previous packet of this exchange',
    exchangeNext: 'Go to the next packet of this exchange',
    toggleTopics: 'Collapse or expand Topics',
    togglePublish: 'Collapse or expand Publish',
    closeTab: 'Close this connection',
    goTo: (name: string): string => `Go to ${name}`,
    theme: (theme: string): string => `Use the ${theme} theme`,
    cyclePanes: 'Go to the next pane',
    shortcuts: 'Show the keyboard shortcuts',
  },
};
