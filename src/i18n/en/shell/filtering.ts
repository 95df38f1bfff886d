/** Texts for writing filters: completion, errors, results, saved filters, the armed filter. */
import type { ArmedAction } from '../../../engine/filtering/armedStatus.ts';
import { grouped } from '../../numbers.ts';

/** Short descriptions of fields; other fields show their type. */
const FIELDS: Readonly<Record<string, string>> = {
  type: 'connect, publish, puback …',
  dir: 'in, out',
  topic: 'topic name or filter',
  qos: '0, 1, 2',
  retain: 'flag',
  dup: 'flag',
  id: 'packet identifier',
  size: 'bytes, B, kB, MiB',
  stream: 'number of the connection',
  time: 'seconds since the first packet, or 23:40',
  no: 'number in the list',
  version: '3.1, 3.1.1, 5.0',
  'exchange.state': 'open, complete, retried …',
  'exchange.latency': 'first to last packet: ms',
  'reply.state': 'waiting, answered, paired, alone',
  'reply.latency': 'request to reply: ms',
  'reply.to': 'number of the request',
  payload: 'text, bytes, JSON path',
  user: 'user property: user["name"]',
  problem: 'rule, severity, statement',
  reason: 'reason code',
  client: 'client ID',
  username: 'user name of CONNECT',
  keepalive: 'seconds',
};

const TYPES: Readonly<Record<string, string>> = {
  number: 'number',
  boolean: 'true or false',
  text: 'text',
  bytes: 'bytes or text',
  choice: 'word',
  json: 'JSON',
};

const OPERATORS: Readonly<Record<string, string>> = {
  '==': 'is',
  '!=': 'present and different',
  contains: 'text within',
  matches: 'regular expression',
  is: 'type of the value',
  '~': 'topic filter with + and #',
  in: 'one of {1, 2..5}',
  and: 'both',
  or: 'either',
  not: 'the opposite',
};

const ACTIONS: Readonly<Record<ArmedAction, string>> = {
  keep: 'Keep it',
  stop: 'Stop recording',
  notify: 'Notify me',
};

const ACTION_HINTS: Readonly<Record<ArmedAction, string>> = {
  keep: 'The packet is kept with those around it, as long as this tab is open.',
  stop: 'Recording stops after the packets around it; the connection stays open.',
  notify: 'The packet is kept, and the browser notifies you of the first one.',
};

const packets = (count: number): string => (count === 1 ? '1 packet' : `${grouped(count)} packets`);

const tooExpensive =
  'The filter takes too long: use fewer comparisons, or a simpler regular expression.';

export const filtering = {
  completions: 'Completions',
  fields: FIELDS,
  types: TYPES,
  operators: OPERATORS,
  ofAll: (shown: number, all: number) => `${grouped(shown)} of ${grouped(all)}`,
  seenTypes: {
    text: 'text',
    number: 'number',
    boolean: 'true or false',
    null: 'null',
    bytes: 'bytes',
    object: 'object',
    array: 'array',
  },
  missingPath: (path: string) => `No payload has ${path}.`,
  missingProperty: (path: string) => `No packet has the user property ${path}.`,
  localTimes: (times: readonly string[], isLocal: boolean) =>
    isLocal ? `Local time: ${times.join(', ')}` : `In local time: ${times.join(', ')}`,
  recentFilter: 'recent',
  topicValue: 'topic',

  column: (column: number) => `Column ${column}:`,
  didYouMean: (write: string) => `Did you mean ${write}?`,
  keptResult: 'The list keeps the result of the last valid filter:',
  keptAll: 'The list still shows all packets.',

  matched: (shown: number, held: number) => `matched ${grouped(shown)} of ${grouped(held)}`,
  filtering: 'Filtering',
  progress: (examined: number, held: number) =>
    `looked at ${grouped(examined)} of ${grouped(held)}`,
  soFar: (shown: number) => (shown === 1 ? '1 match so far' : `${grouped(shown)} matches so far`),
  hidden: (count: number) => `${packets(count)} hidden. ${tooExpensive}`,
  /** For a filter that checks packets as they arrive. */
  notChecked: (count: number) => `${packets(count)} not checked. ${tooExpensive}`,
  tooExpensive,
  cancel: 'Cancel',
  notApplied: 'This filter is not applied: filtering was cancelled.',
  applyAgain: 'Apply',
  answers: 'Show acks of matches',
  copyLink: 'Copy link',
  copyLinkTitle: 'Copies a link that opens this connection with this filter, without secrets',
  linkCopied: 'Link copied',
  linkNotCopied: 'The browser did not allow copying',
  noMatch: {
    title: 'No matching packets',
    text: 'New packets appear here when they pass the filter.',
    clear: 'Show all packets',
    terms: 'What each term lets through on its own:',
    remove: 'Remove',
    removeTerm: (term: string) => `Remove ${term}`,
  },
  notInFilter: 'not in filter',
  show: 'Show',
  showTitle: 'Clears the filter so that the packet is in the list again',

  menu: {
    title: 'Filters: saved and recent',
    saved: 'Saved',
    recent: 'Recent',
    forget: 'Forget',
    forgetLabel: 'Forget the recent filters',
    noneSaved: 'No filter saved yet.',
    noneRecent: 'None since this page was opened.',
    name: 'Name',
    save: 'Save filter',
    saveHint: 'Kept in this browser under a name.',
    nothingToSave: 'Enter a valid filter first, then you can save it.',
    apply: (name: string) => `Apply ${name}`,
    rename: (name: string) => `Rename ${name}`,
    newName: 'New name',
    keepName: 'Rename',
    delete: (name: string) => `Delete ${name}`,
    deleted: (name: string) => `Filter ${name} deleted`,
    savedNow: (name: string) => `Filter ${name} saved`,
    renamed: (name: string) => `Renamed to ${name}`,
    unreadable: (count: number) =>
      count === 1
        ? '1 saved filter cannot be read; it is left unchanged.'
        : `${grouped(count)} saved filters cannot be read; they are left unchanged.`,
    failed: (reason: string) => `The browser did not save it: ${reason}`,
  },

  cell: {
    menu: (packet: number) => `Actions for No. ${grouped(packet)}`,
    for: (expression: string) => `Filter for ${expression}`,
    out: (expression: string) => `Filter out ${expression}`,
  },

  actions: {
    arm: 'Wait for a packet',
    disarm: 'Stop waiting for a packet',
    clear: 'Clear the display filter',
    showAnswers: 'Show acks of what the filter matches',
    hideAnswers: 'Hide acks of what the filter matches',
    link: 'Copy a link with the display filter',
    apply: (name: string) => `Apply the filter ${name}`,
  },

  arm: {
    text: 'Waits for the packet while you do something else. Matching packets are kept with those around them, even when older packets are discarded.',
    filter: 'Filter to wait for',
    around: 'Packets kept before and after',
    aroundError: 'A whole number from 0 to 10,000.',
    action: 'When a packet matches',
    actions: ACTIONS,
    actionHints: ACTION_HINTS,
    allow: 'Allow notifications',
    permission: {
      allowed: 'The browser will show a notification.',
      denied:
        'The browser blocks notifications for this page; a line above the list shows the match instead.',
      unsupported:
        'Notifications are not available here (they need https or this machine); a line above the list shows the match instead.',
    },
    go: 'Start waiting',
    empty: 'Enter a filter: an empty one matches every packet.',
    armed: 'waiting for:',
    hits: (count: number) => (count === 1 ? '1 hit' : `${grouped(count)} hits`),
    since: (minutes: number) =>
      minutes < 1
        ? 'for less than a minute'
        : minutes < 60
          ? `for ${minutes} min`
          : `for ${Math.floor(minutes / 60)} h ${minutes % 60} min`,
    kept: (packets: number) =>
      packets === 1 ? '1 packet kept' : `${grouped(packets)} packets kept`,
    forgotten: (packets: number) => `the oldest ${grouped(packets)} discarded`,
    showPacket: (packet: number) => `Show No. ${grouped(packet)}`,
    disarm: 'Stop waiting',
    disarmed: 'Stopped waiting',
    armedNow: 'Waiting for the packet',
    stopped: 'Recording stopped,',
    notRecorded: (packets: number) =>
      packets === 1
        ? '1 packet not recorded since'
        : `${grouped(packets)} packets not recorded since`,
    stoppedBy: (packet: number) => `stopped by No. ${grouped(packet)}`,
    resume: 'Resume recording',
    resumed: 'Recording resumed',
    notification: (packet: number) => `No. ${grouped(packet)} is a packet you were waiting for`,
  },
};
