/** Whether a shortened list names the total, not the number of further entries. */
const COUNTS_ALL: boolean = false;

/** Text of an empty pane: a sentence with the next step below it. */
export const emptyStates = {
  /** A part of a connection whose worker was ended. */
  lost: {
    title: 'Nothing left to show here',
    text: 'This was not on screen when the worker was ended, so the page has no copy of it.',
  },
  packets: {
    title: 'No packets yet',
    connected: 'Every packet in both directions appears here as it passes.',
    closed: 'Packets appear here as soon as there is a connection.',
    file: 'Packets appear here as the file is read.',
    titleEnded: 'No packets',
    fileEnded: 'No packet was read from the file.',
    titleLost: 'No packets left',
    lost: 'No packets were on screen when the worker was ended.',
    tap: 'Every packet between these clients and the broker appears here as it passes.',
  },
  topics: {
    noMatch: 'No matching topics',
    noMatchText: (search: string) => `Nothing received so far contains "${search}".`,
    cleared: 'Cleared',
    clearedText: 'Topics and packets were cleared.',
    waitingSince: (seconds: number) => `Nothing received since Clear (${seconds} s).`,
    title: 'Nothing received yet',
    connecting: 'Connecting…',
    notConnected: 'Not connected',
    closed: 'Topics appear here as messages arrive.',
    /** @param count of the others, or of all: see `countsAll` */
    more: (named: string, count: number) => `${named} and ${count} more`,
    countsAll: COUNTS_ALL,
    waiting: (filters: string, seconds: number) =>
      `Subscribed to ${filters}, nothing received yet (${seconds} s).`,
    subscribing: (filters: string) => `Subscribing to ${filters}…`,
    /** The list of subscriptions has the reasons. */
    notGranted: (filters: string) => `Not granted: ${filters}. The reason is above.`,
    lowered: (filters: string) => `Granted with a lower QoS than requested: ${filters}.`,
    retainedAndNew:
      'Only retained messages and those published from now on arrive. A topic without a retained message appears with its next one.',
    onlyNew: 'Only messages published from now on arrive: the broker sends no retained ones here.',
    shared: (filters: string) => `Other clients that share ${filters} may receive the messages.`,
    withheld: 'The broker’s access rules may withhold messages, although it granted the filter.',
    withoutDollar: (filter: string) =>
      `${filter} does not include topics that begin with $, such as $SYS/#.`,
    mayMiss:
      'A filter may miss a topic by one character: case counts, and so does a / at either end.',
    unsubscribed: 'Subscribe above; topics appear as messages arrive.',
    file: 'No messages in this file',
    notOpened: 'Topics appear here as the file is read.',
    tap: 'No messages yet from or to these clients',
    /** For a file or a tap. */
    packets: 'All packets are in the packet list.',
  },
  next: {
    connect: 'Connect again',
    subscribe: 'Enter a topic filter',
    subscribeAll: 'Subscribe to #',
    publish: 'Write a message',
    findTopic: 'Find a topic',
    showAll: 'Show all',
    clearSearch: 'Clear the search',
  },
};
