/** Texts of the Devices view. */
import type { DeviceState } from '../../../engine/devices/device.ts';
import { duration, elapsed } from '../../durations.ts';
import { counted, grouped } from '../../numbers.ts';
import { deviceFacts } from '../facts/deviceFacts.ts';
import { rebirthCauses } from '../rules/rebirthCauses.ts';

const states: Readonly<Record<DeviceState, string>> = {
  online: 'online',
  offline: 'offline',
  stale: 'stale',
  asleep: 'asleep',
  starting: 'starting',
  fault: 'fault',
};

const factValues: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'cause of rebirth': rebirthCauses,
};

export const devices = {
  grid: 'Devices',
  lists: 'What the list shows',
  empty: 'No devices yet',
  emptyHint: 'Devices are recognised by the topics of known ecosystems.',
  noneFound: 'No device found',
  show: 'Which devices',
  shows: { all: 'All', online: 'Online', offline: 'Offline', alarm: 'Alarms' },
  search: 'Find device',
  clearSearch: 'Clear the search',
  columns: {
    device: 'Device',
    state: 'State',
    convention: 'Ecosystem',
    seen: 'Last seen',
    messages: 'Messages',
    alarms: 'Alarms',
  },
  states,
  facts: deviceFacts,
  /** Version of a named part. */
  versionOf: (name: string): string => `Version of ${name}`,
  /** Values of facts that are our own words, by the name of the fact. */
  factValues,
  unknown: 'unknown',
  never: 'never',
  retainedOnly: 'only retained',
  passedOver: (messages: number): string =>
    `The limit of devices is reached: ${counted(messages, 'message', 'messages')} of other devices were skipped.`,
  detail: 'Device',
  about: 'About the device',
  loading: 'Loading…',
  gone: 'This device is no longer known.',
  close: 'Close the device',
  showTopic: 'Show topic',
  showPackets: 'Show packets',
  said: (word: string): string => `“${word}”`,
  since: (time: string): string => `since ${time}`,
  id: 'Identifier',
  root: 'Topics below',
  parent: 'Reached by',
  below: 'Reaches',
  more: (count: number): string => `and ${grouped(count)} more`,
  packet: (number: string): string => `packet ${number}`,
  parts: 'Values of the device',
  partColumns: { name: 'Name', value: 'Value', trend: 'Trend', kind: 'Type', time: 'Time' },
  noParts: 'No values received yet.',
  noValue: 'nothing received',
  /** In place of a value, by the last message. */
  cameBut: (time: string, what: string): string => `came at ${time}, but ${what}`,
  stale: 'stale',
  /** A button next to a settable value. */
  tell: (name: string, topic: string): string => `Set ${name}: publish to ${topic}`,
  /** Metrics defined by a template. */
  template: {
    definition: 'definition',
    instance: 'instance',
    parameter: 'parameter',
    /** Precedes the name of the definition. */
    of: 'of',
    unseen: (name: string): string => `The definition “${name}” was not seen.`,
    version: (version: string): string => `version ${version}`,
    /** Precedes the names of instances. */
    usedBy: 'used by',
    unused: 'no instance seen',
  },
  /** The line of states. */
  line: {
    title: 'States over time',
    range: 'Time range',
    ranges: { five: '5 min', quarter: '15 min', hour: '1 h', all: 'All' },
    mark: (said: string, time: string): string => `${said} at ${time}`,
  },
  /** A selected value with its details. */
  part: {
    detail: 'Value',
    close: 'Close the value',
    value: 'Value',
    type: 'Type',
    alias: 'Alias',
    stamp: 'Timestamp',
    received: 'Received',
    declared: 'Declared by',
    quality: (code: string): string =>
      ({ '0': 'bad', '192': 'good', '500': 'stale' })[code] ?? 'not a code of the specification',
    topic: 'Topic',
    write: (command: string): string => `Write by ${command}…`,
    writeTitle: (topic: string): string =>
      `Fills the publish form with a command on ${topic}; nothing is sent yet`,
  },
  findings: {
    title: 'Findings',
    /** After the title: the convention that the messages are checked against. */
    by: (convention: string): string => `${convention}, as seen here`,
    show: (title: string): string => `Show “${title}” in Problems`,
    all: (count: number): string => `${grouped(count)} in all: show Problems`,
  },
  announced: {
    title: 'Discovery',
    show: 'Which discovery messages',
    shows: { all: 'All', silent: 'Nothing heard', orphan: 'Left over' },
    search: 'Find topic or device',
    none: 'No discovery message found',
    columns: {
      chosen: 'Chosen',
      topic: 'Discovery topic',
      device: 'Device',
      behind: 'What it names',
      time: 'Time',
    },
    choose: (topic: string): string => `Choose ${topic}`,
    chooseOrphans: 'Choose those left over',
    clear: 'Clear its discovery…',
    clearChosen: (count: number): string =>
      count === 0 ? 'Clear chosen…' : `Clear ${grouped(count)}…`,
    orphan: 'no message from its device',
    /** Precedes a topic. */
    silentOn: 'nothing on',
    /** Below topics of discovery messages. */
    mayBeUnkept:
      'It is unknown whether it is retained, because a broker clears the flag on forwarded messages. To find out, subscribe again, or with “Retain as published” (MQTT 5).',
    namesNone: 'names neither state nor availability',
    speaks: 'active',
    unknown: 'not known yet',
  },
  rebirth: {
    ask: 'Request rebirth',
    askOf: (node: string): string => `Request rebirth of ${node}`,
    title: (node: string): string =>
      `Sends NCMD with “Node Control/Rebirth” to the edge node ${node}, which then sends its BIRTHs again`,
    notConnected: 'Not connected: a rebirth can be requested once the connection is back.',
    /** Before and after packet numbers. */
    asked: 'Rebirth requested by',
    born: 'NBIRTH received in',
    after: (us: number): string => `after ${duration(us)}`,
    noBirth: (us: number): string => `no NBIRTH yet, for ${elapsed(us)}`,
    unheard: 'no subscription matches the NBIRTH',
  },
};
