import type { Summary } from '../../../mqtt/dissect/describe.ts';
import { duration } from '../../durations.ts';
import { grouped } from '../../numbers.ts';
import { summaryText } from '../../summaryText.ts';
import { summaryParts } from '../facts/summary.ts';

/** Verbs for acknowledgements, by packet type (2.1.2). */
const ANSWERS: Readonly<Record<number, string>> = {
  4: 'acknowledges',
  5: 'QoS 2 step 2 of 4: received',
  6: 'QoS 2 step 3 of 4: release',
  7: 'QoS 2 step 4 of 4: complete',
  13: 'answers the PINGREQ',
};

export const packets = {
  grid: 'Packets',
  toolbar: 'Packet list',
  columns: {
    number: 'No.',
    time: 'Time',
    delta: 'Δ s',
    direction: 'Dir.',
    type: 'Type',
    packetId: 'Pkt id',
    client: 'Client',
    topic: 'Topic / summary',
    payload: 'Payload',
    flags: 'Flags',
    qos: 'QoS',
    exchange: 'Exchange',
    size: 'Size',
  },
  payloadAndChanges: 'Payload and what changed',
  rowMenu: 'Actions',
  grouping: {
    label: 'Rows',
    exchanges: 'Exchanges',
    packets: 'Packets',
    requests: 'Requests',
    connections: 'Connections',
  },
  problems: (total: number, text: string): string =>
    total === 0 ? 'No problems' : total === 1 ? '1 problem' : `${text} problems`,
  notes: (total: number, text: string): string => (total === 1 ? '1 note' : `${text} notes`),
  sensorProblems: (total: number): string =>
    total === 1 ? '1 problem in MQTT-SN' : `${total} problems in MQTT-SN`,
  more: 'More for this list',
  menu: {
    views: 'Show',
    problems: 'Problems by rule',
    wire: 'One compact row per packet',
    wireOff: 'Rows of normal height',
    only: 'Show only',
    columns: 'Columns…',
  },
  chips: {
    problems: 'Problems',
    notes: 'Notes',
    qos1: 'QoS 1',
    qos2: 'QoS 2',
    open: 'Open',
    retained: 'Retained',
    retried: 'Sent again',
    refused: 'Refused',
    abandoned: 'Not completed',
    more: 'More',
  },
  /** Previous value of a changed one. */
  was: (old: string): string => `was ${old}`,
  wasNone: 'was none',
  exchange: {
    due: (packet: string): string => `open, ${packet} due`,
    overdue: (packet: string, us: number): string => `no ${packet} for ${duration(us)}`,
    states: { open: 'open', retried: 'sent again', refused: 'refused', abandoned: 'not completed' },
    pings: (count: number): string => (count === 1 ? '1 ping' : `${grouped(count)} pings`),
    answered: (missing: number): string =>
      missing === 0 ? 'all answered' : `${grouped(missing)} not answered`,
  },
  chooseColumns: 'Columns',
  columnFills: 'fills the remaining width',
  resetColumns: 'Reset columns',
  /** The stream of a packet. */
  ofStream: (stream: number): string => `connection #${stream}`,
  follow: 'Follow',
  pause: 'Pause',
  clear: 'Clear',
  pausedTitle: 'Paused:',
  pausedText: 'views frozen, still recording.',
  held: (count: number) => (count === 1 ? '1 packet held' : `${grouped(count)} packets held`),
  resume: 'Resume',
  fresh: (count: number) => `${grouped(count)} new`,
  jump: 'Jump to tail',
  answers: ANSWERS,
  /** Short summary of a packet, in parts separated by dots. */
  summary: (summary: Summary): string => summaryText(summary, summaryParts),
  /** Followed by the packet number. */
  acks: 'acks No. ',
  refuses: 'refuses No. ',
  refusesQos2: 'refuses QoS 2 delivery of No. ',
  qos2Step: (step: number) => `QoS 2 step ${step} of 4 for No. `,
  qos2Complete: (elapsed: number, again: boolean) =>
    `QoS 2 complete in ${duration(elapsed)}${again ? ', sent more than once' : ''}`,
  unframed: 'no packet',
  /** Bytes that may or may not be a packet. */
  http: {
    request: 'An HTTP request begins here, which is not MQTT.',
    answer: 'An HTTP response begins here, which is not MQTT.',
  },
  emptyTopic: '(empty topic)',
  clearDialog: {
    title: 'Clear this capture?',
    text: (count: number) =>
      `This deletes ${count === 1 ? '1 packet' : `${grouped(count)} packets`}, the topics and their histories. The connection stays open. Undo is offered for a few seconds.`,
    confirm: (count: number) =>
      count === 1 ? 'Clear 1 packet' : `Clear ${grouped(count)} packets`,
  },
  clearedCount: (packets: number): string =>
    packets === 1 ? 'Cleared 1 packet' : `Cleared ${grouped(packets)} packets`,
  clearedAgain: 'The capture has been cleared again or closed since.',
  pausedNow: 'Views paused; recording continues',
  resumedNow: 'Views resumed',
  noneSelected: {
    title: 'No packet selected',
    text: 'Select a row to see its fields and bytes.',
  },
  detail: 'Packet',
};
