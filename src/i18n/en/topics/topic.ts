import type { AskedOutcome } from '../../askedOutcome.ts';
import { age, duration, elapsed, pace, span, when } from '../../durations.ts';
import { bytes, counted, grouped, rate } from '../../numbers.ts';

export const topic = {
  copy: 'Copy topic',
  copied: 'Topic copied',
  publish: 'Publish here…',
  more: 'More about the topic',
  facts: 'Alerts and traffic',
  /** What a number means. */
  moment: (local: string, utc: string): string => `${local} local, ${utc} UTC`,
  /** Lines of the chart board. */
  board: (lines: number): string => (lines === 0 ? 'Charts' : `Charts ${lines}`),
  boardTitle: 'Pin the chart board below the topic',
  isRetained: 'retained',
  wasCleared: 'retained message cleared',
  notRetained: 'no retained message seen',
  publishedBy: 'published by',
  newestPacket: 'newest',
  /** @param us since the message */
  age: (us: number): string => `${elapsed(us)} ago`,
  valueActions: 'More about the value',
  search: 'Search',
  saveCsv: 'Save as CSV',
  retainedShort: 'ret',
  clearRetained: 'Clear retained',
  clearReadOnly: 'This connection is read-only: it clears no retained messages.',
  clearBelow: 'Clear retained below…',
  clearRetainedTitle:
    'Sends an empty retained message. Undo publishes the copy that was received here.',
  ask: {
    title: 'Clear the retained message?',
    text: (name: string) =>
      `The broker deletes the retained message of "${name}", for all clients. No copy of it was received here, so it cannot be put back.`,
    action: 'Clear it',
  },
  /** The topic's values over time, below its details. */
  chart: {
    title: 'Chart of the topic',
    statistics: { min: 'min', mean: 'mean', max: 'max' },
  },
  long: (size: number) => `the topic name takes ${bytes(size)}`,
  messages: (n: number) => counted(n, 'message', 'messages'),
  none: 'Values appear here with the first message.',
  /** Page of a topic without a message, such as one from before a reload. */
  unreceived: {
    title: 'Nothing received on this topic yet',
    text: 'Its value and history appear here with its first message.',
  },
  loading: 'Reading the topic…',
  reading: 'Reading the value…',
  value: 'Value',
  newest: 'Newest',
  newestTitle: 'Show the newest value again',
  shownAs: 'Shown as',
  size: bytes,
  contentType: (type: string) => `Content type: ${type}`,
  copyValue: 'Copy value',
  valueCopied: (size: number) => `Value copied, ${bytes(size)}`,
  notCopied: 'The browser did not allow copying',
  notOfFormat: (name: string): string => `The payload is not ${name}.`,
  empty: 'The payload is empty.',
  emptyPayload: 'empty payload',
  cleared: 'cleared',
  notText: (offset: number) =>
    `Not UTF-8 text: byte ${grouped(offset)} does not begin a character. Hex shows the bytes.`,
  beginning: (shown: number, size: number) =>
    `The first ${bytes(shown)} of ${bytes(size)}; Hex shows all of them.`,
  allLines: (count: number) => `All ${counted(count, 'line', 'lines')}`,
  longLine: (characters: number) => `… ${grouped(characters)} characters in this line`,
  was: (old: string) => `was ${old}`,
  added: 'new',
  changedMark: 'changed',
  change: {
    first: 'The first message of this topic',
    unknown: 'The previous message is not available',
    same: 'same value',
    emptied: 'emptied',
    value: 'different value',
    keys: (n: number) => `${counted(n, 'key', 'keys')} changed`,
    bytes: (from: number, to: number, size: number) =>
      `bytes ${grouped(from)} to ${grouped(to)} of ${grouped(size)} changed`,
    /** @param number of the other packet @param us from this message to the other */
    compared: (what: string, number: string, us: number) =>
      `${what} compared with ${number}, ${when(us)}`,
    when,
    removed: (paths: string) => `gone: ${paths}`,
  },
  history: 'History',
  kept: (kept: number, all: number) => `${grouped(kept)} of ${grouped(all)} kept`,
  allMessages: (count: number) => `All ${grouped(count)}`,
  backToValue: 'Back to the value',
  arrived: (count: number) => `${grouped(count)} new`,
  columns: {
    time: 'Time',
    packet: 'Packet',
    size: 'Size',
    value: 'Value',
    change: 'Change',
    line: 'Value and what changed',
    bars: 'Change as a bar',
  },
  rowTitle: (qos: number, size: number) => `QoS ${qos}, packet of ${bytes(size)}`,
  follow: 'Follow',
  followTitle: 'Show each new message as it arrives; off while you look at an older one',
  searchHistory: 'Search the history',
  endSearch: 'Close the search',
  searching: 'Searching…',
  foundOf: (found: number, held: number) => `${grouped(found)} of ${grouped(held)} found`,
  notFound: (held: number) =>
    `None of the ${counted(held, 'message', 'messages')} kept here contains this.`,
  exportTopic: 'Export messages of this topic…',
  pinnedValues: 'Values with a column',
  pinValue: 'Show in a column of the history',
  unpinValue: 'Remove its column from the history',
  unpin: (path: string) => `Remove the column ${path}`,
  compare: 'Compare',
  compareThis: 'Compare the shown message with this one',
  base: 'others are compared with it',
  comparison: 'Comparison',
  chooseOther: 'Choose the other message in the history',
  endComparing: 'Compare with the one before',
  differences: 'Differences',
  noDifference: 'Both messages have the same value.',
  path: 'Path',
  /** Name of a compared message, with its packet. */
  side: (name: 'A' | 'B', packet: number) => `${name} No. ${grouped(packet)}`,
  gone: 'gone',
  moreDifferences: (count: number) => `${counted(count, 'more difference', 'more differences')}`,
  aboutTopic: 'What is known about the topic',
  all: 'All topics',
  toLevel: 'Show what is below this level',
  below: {
    title: 'Topics below',
    levels: 'Levels',
    next: 'Next level',
    all: 'All levels',
    topic: 'Topic',
    showAll: 'List the topics of all levels',
    noMatch: 'No topic below this level matches the search.',
    open: 'Show this level',
    none: 'Nothing was received below this level.',
    columns: {
      level: 'Level',
      value: 'Newest value',
      age: 'Age',
      rate: 'Rate',
      messages: 'Messages',
      size: 'Size',
      topics: 'Topics',
    },
  },
  traffic: {
    title: 'Traffic',
    by: 'Counted by',
    bys: { topic: 'Topic', level: 'Level', client: 'Client' },
    direction: 'Direction',
    directions: { in: 'Received', out: 'Sent' },
    back: 'Looking back',
    backs: { '10': '10 s', '60': '1 min', '600': '10 min', all: 'All' },
    sum: (messages: number, size: number, seconds: number) =>
      `${counted(messages, 'message', 'messages')}, ${bytes(size)} in ${span(seconds)}`,
    none: 'No message in this time.',
    cut: 'The sum includes more than is listed.',
    columns: {
      key: 'Sender',
      messages: 'Messages',
      rate: 'Rate',
      bytes: 'Size',
      byteRate: 'Bytes a second',
      gap: 'Longest gap',
    },
    /** Bytes per second. */
    byteRate: (size: number) => `${rate(size)} B/s`,
    gap: (us: number): string => (us < 100_000_000 ? duration(us) : span(us / 1_000_000)),
    /** @param every µs */
    intervals: (of: string, every: number, most: number, empty: number) =>
      `${of}: at most ${counted(most, 'message', 'messages')} in ${pace(every)}; ${counted(empty, 'interval', 'intervals')} without messages`,
    ofAll: 'All',
  },
  retainedList: {
    title: 'Retained',
    show: 'Show what the broker retains',
    filter: 'Topic filter',
    ask: 'Ask the broker',
    askTitle:
      'Subscribes briefly: the broker sends its retained messages, then the client unsubscribes',
    notConnected: 'Connect first.',
    stop: 'Stop',
    known: (count: number, size: number) =>
      `${counted(count, 'message', 'messages')} known, ${bytes(size)}`,
    hint: 'Known from what was delivered here. Asking subscribes briefly; live messages arrive as well.',
    careful:
      'Known from what was delivered here. Asking subscribes to # briefly: the broker sends all its retained messages, and live messages of all topics.',
    asking: (count: number) => `Subscribed; ${counted(count, 'message', 'messages')} so far…`,
    outcome: (outcome: AskedOutcome, fresh: number, total: number): string => {
      switch (outcome.kind) {
        case 'done':
          return fresh === total
            ? `The broker sent ${counted(fresh, 'message', 'messages')}.`
            : `The broker sent ${counted(fresh, 'message', 'messages')}; ${grouped(total - fresh)} that were known were not sent again.`;
        case 'stopped':
          return `Stopped after ${counted(fresh, 'message', 'messages')}.`;
        case 'not-connected':
          return 'The connection ended before all of them arrived.';
        case 'unanswered':
          return 'The broker did not answer the subscription.';
        case 'refused':
          return `The broker refused the subscription (0x${outcome.code.toString(16).padStart(2, '0')}): try a narrower filter.`;
      }
    },
    none: 'No retained message is known for this filter. Ask the broker to be sure.',
    putBack: (count: number) => `Put back ${counted(count, 'message', 'messages')}`,
    putBackTitle: 'Publishes the messages cleared last again, from the copies held here',
    clearChosen: (count: number) => (count === 0 ? 'Clear chosen…' : `Clear ${grouped(count)}…`),
    clearAll: 'Clear all…',
    clearBranch: 'Clear branch…',
    clearListed: 'Clear matching…',
    choose: (name: string) => `Choose ${name}`,
    columns: {
      chosen: 'Chosen',
      topic: 'Topic',
      age: 'Age',
      expires: 'Expires',
      size: 'Bytes',
      qos: 'QoS',
      value: 'Value',
    },
    unknown: 'unknown',
    old: (seconds: number): string => age(seconds),
    atLeast: (seconds: number): string => `≥ ${age(seconds)}`,
    knownSince: (time: string) =>
      `Delivered at ${time}: it was retained by then, but for how long is not known.`,
    ownTitle: (time: string) => `This connection published it at ${time}.`,
    nameTitle: 'Only its topic is known: the message itself is no longer held here.',
    expiresIn: (seconds: number): string => `in ${span(seconds)}`,
    expired: (seconds: number): string => `due ${span(seconds)} ago`,
    never: 'never',
    expiresTitle: (time: string) =>
      `At ${time}, by the message expiry that the broker sent: after that it is no longer delivered.`,
    neverTitle: 'It was sent without a message expiry.',
    expiryUnknown: 'MQTT 3 has no message expiry.',
    notSent: 'not sent',
    notSentTitle: 'It was known, but the broker did not send it when asked: it may be gone.',
  },
  keys: {
    title: 'Keys',
    of: (messages: number) => `seen in ${counted(messages, 'message', 'messages')}`,
    none: (messages: number): string =>
      messages === 0
        ? 'No message here has keys: they are neither JSON nor another format with keys.'
        : 'The messages have no keys.',
    cut: 'There are more keys than are listed here.',
    tooLarge: (messages: number, size: number) =>
      `${counted(messages, 'message', 'messages')} not read: larger than ${grouped(size / 1024)} KiB, as sent or decompressed.`,
    columns: {
      key: 'Key',
      kinds: 'Type',
      values: 'Values seen',
      share: 'In',
      changed: 'Changed',
    },
    kinds: {
      object: 'object',
      array: 'array',
      string: 'string',
      integer: 'integer',
      number: 'number',
      boolean: 'boolean',
      null: 'null',
      bytes: 'bytes',
      other: 'other',
    },
    formats: {
      'date-time': 'date and time',
      uuid: 'UUID',
      'epoch-ms': 'epoch ms',
      'epoch-s': 'epoch s',
    },
    elements: (least: number, most: number) =>
      least === most
        ? counted(least, 'element', 'elements')
        : `${grouped(least)} to ${grouped(most)} elements`,
    rare: 'rare',
    always: 'all',
    shareTitle: (seen: number, of: number) => `In ${grouped(seen)} of ${grouped(of)}`,
    never: 'never',
    ago: (seconds: number) => `${span(seconds)} ago`,
    changedTitle: (changes: number) => `Changed ${counted(changes, 'time', 'times')}.`,
  },
  retained: 'retain',
  dup: 'DUP',
  /** In a capture of other clients. */
  sent: 'sent by a client',
  showPacket: (packet: number) => `Show packet No. ${grouped(packet)}`,
  number: (packet: number) => `No. ${grouped(packet)}`,
  sameValue: 'same value',
};
