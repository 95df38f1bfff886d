import { pace } from '../durations.ts';
import { bytes, counted, grouped, rate } from '../numbers.ts';

export const topic = {
  copy: 'Copy topic',
  copied: 'Topic copied',
  publish: 'Publish to it',
  clearRetained: 'Clear retained',
  clearReadOnly: 'This connection is read-only: it clears no retained messages.',
  clearBelow: 'Clear retained below…',
  clearRetainedTitle: 'Sends an empty retained message; asks first',
  ask: {
    title: 'Clear the retained message?',
    text: (name: string) =>
      `The broker deletes the retained message of "${name}", for all clients. Undo puts it back from the copy received here.`,
    action: 'Clear what is retained',
  },
  long: (size: number) => `the topic name takes ${bytes(size)}`,
  messages: (n: number) => counted(n, 'message', 'messages'),
  rate: (perSecond: number) => `${rate(perSecond)} a second`,
  /** µs */
  usually: (interval: number) => `usually every ${pace(interval)}`,
  total: (size: number) => `${bytes(size)} in all`,
  none: {
    title: 'No topic selected',
    text: 'Choose a topic in the tree, or a PUBLISH in the packet list.',
  },
  level: {
    title: 'No message on this level itself',
    text: 'Messages were received only on topics below it: open it in the tree.',
  },
  loading: 'Reading the topic …',
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
  notText: (offset: number) =>
    `Not UTF-8 text: byte ${grouped(offset)} does not begin a character. Hex shows the bytes.`,
  beginning: (shown: number, size: number) =>
    `The first ${bytes(shown)} of ${bytes(size)}; Hex shows all of them.`,
  longLine: (characters: number) => `… ${grouped(characters)} characters in this line`,
  was: (old: string) => `was ${old}`,
  added: 'new',
  changedMark: 'changed',
  change: {
    first: 'The first message of this topic',
    unknown: 'The previous message is not available',
    same: 'The same value as',
    emptied: 'Empty, in contrast to',
    keys: (n: number) => `${counted(n, 'key', 'keys')} changed compared with`,
    bytes: (from: number, to: number, size: number) =>
      `Bytes ${grouped(from)} to ${grouped(to)} of ${grouped(size)} differ from`,
    earlier: (seconds: string) => `${seconds} s earlier`,
    removed: (paths: string) => `gone: ${paths}`,
  },
  history: 'History',
  kept: (kept: number, all: number) => `${grouped(kept)} of ${grouped(all)} kept`,
  arrived: (count: number) => `${grouped(count)} new`,
  columns: {
    time: 'Received',
    packet: 'Packet',
    qos: 'QoS',
    size: 'Size',
    changed: 'Changed',
  },
  retained: 'retain',
  dup: 'DUP',
  showPacket: (packet: number) => `Show packet No. ${grouped(packet)}`,
  number: (packet: number) => `No. ${grouped(packet)}`,
  sameValue: 'same value',
  allChanged: 'whole value',
};
