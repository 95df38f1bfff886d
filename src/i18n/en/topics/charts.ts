/** Texts of the chart board and of alerts. */
import type { Condition } from '../../../payload/alerts/alert.ts';
import { duration, span } from '../../durations.ts';
import { counted, grouped } from '../../numbers.ts';

export const charts = {
  alerts: {
    title: 'Alerts',
    add: 'Add…',
    addThis: 'Add alert',
    addTo: (topic: string): string => `Add alert…: ${topic}`,
    none: 'None for this topic.',
    when: 'When',
    kinds: {
      above: 'above a value',
      below: 'below a value',
      silent: 'silent for a time',
      contains: 'contains text',
      'not-number': 'not a number',
      problem: 'a problem is found',
    },
    ofValue: 'Value',
    fields: { number: 'Limit', seconds: 'Seconds', text: 'Text' },
    wrong: {
      number: 'A number, such as 73.5',
      seconds: 'Seconds, 1 or more',
      text: 'Enter text of at most 1,000 characters.',
    },
    refused: {
      exists: 'This alert already exists.',
      full: (most: number): string => `A connection has at most ${most} alerts. Remove one first.`,
    },
    severity: 'Severity',
    severities: { any: 'any problem', error: 'errors only' },
    action: 'Action',
    actions: { mark: 'mark', notification: 'notification' },
    denied:
      'The browser does not allow notifications from this page. Allow them in its site settings, or choose a mark.',
    condition: (condition: Condition): string => {
      switch (condition.kind) {
        case 'above':
        case 'below':
          return `${condition.kind === 'above' ? 'Above' : 'Below'} ${condition.value}`;
        case 'silent':
          return `Silent for ${span(condition.seconds)}`;
        case 'contains':
          return `Contains "${condition.text}"`;
        case 'not-number':
          return 'Not a number';
        case 'problem':
          return condition.severity === 'error' ? 'An error is found' : 'A problem is found';
      }
    },
    lines: {
      above: (value: string): string => `Alert above ${value}`,
      below: (value: string): string => `Alert below ${value}`,
    },
    began: (what: string): string => `Alert: ${what}`,
    on: 'active',
    off: 'not active',
    never: 'never',
    remove: (what: string): string => `Remove the alert ${what}`,
  },
  none: {
    title: 'Nothing is charted yet',
    text: 'Choose a value here, or press the chart button beside a value of a topic. Earlier messages that are still held are read, too.',
  },
  changing: 'Values that change most',
  addOffered: (name: string): string => `Add ${name} to the chart`,
  loading: 'Reading the values…',
  noPoints: 'No value in the time shown',
  tooMany: (most: number): string =>
    `A connection has at most ${most} charted values. Remove one first.`,
  cutAt: (most: number): string =>
    `Only the first ${grouped(most)} members of this payload are offered. Use the chart button beside a value of the topic for others.`,
  chartOf: (path: string): string => `Chart ${path}`,
  charted: 'charted',
  nowCharted: 'Added to the charts',
  uncharted: 'Removed from the charts',
  /** The visible period. */
  span: 'Time shown',
  spans: { '60': '1 min', '300': '5 min', '900': '15 min', '3600': '1 h', '0': 'All' },
  follow: 'Follow',
  followTitle: 'Show the newest values as they arrive',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  add: 'Add value',
  addTitle: 'Add a value to the chart',
  findTopic: 'Topic',
  findTopicHint: 'Part of a topic name',
  topics: 'Topics found',
  values: 'Values of its last message',
  noTopic: 'No topic found',
  noValues: 'The last message of this topic has no number, no true or false, and no short text.',
  thresholds: 'Thresholds',
  thresholdsCount: (n: number): string => (n === 0 ? 'Thresholds' : `Thresholds ${n}`),
  thresholdValue: 'Value',
  thresholdWrong: 'A number, such as 73.5',
  addThreshold: 'Add threshold',
  threshold: (value: string, axis: string): string => `${value}, ${axis}`,
  removeThreshold: (value: string): string => `Remove the threshold ${value}`,
  noThresholds: 'None yet.',
  axis: 'Axis',
  axes: { left: 'left axis', right: 'right axis' },
  axisShort: { auto: 'auto', left: 'left', right: 'right' },
  axisOf: (name: string): string => `Axis of ${name}`,
  drawnAs: { line: 'line', steps: 'steps', points: 'points' },
  drawnOf: (name: string): string => `How ${name} is drawn`,
  colourOf: (name: string): string => `Colour of ${name}`,
  colours: ['blue', 'amber', 'olive', 'rose', 'teal', 'indigo', 'lime', 'grey'],
  remove: (name: string): string => `Remove ${name} from the chart`,
  shown: (name: string): string => `Show ${name}`,
  png: 'Save as PNG',
  csv: 'Save as CSV',
  saved: (name: string): string => `Saved as ${name}`,
  notSaved: 'The chart could not be saved.',
  table: 'Charted values',
  head: {
    value: 'Value',
    now: 'Last',
    atCursor: 'At cursor',
    min: 'Min',
    mean: 'Mean',
    max: 'Max',
    change: 'Change',
    pace: 'How often',
    longest: 'Longest gap',
    axis: 'Axis',
    drawn: 'Drawn',
  },
  paceTitle:
    'Points a second in the time shown; fewer than one in 2 s: the time between two of them',
  interval: duration,
  changes: (n: number): string => counted(n, 'change', 'changes'),
  textMark: (text: string): string => `"${text}" is text`,
  points: (shown: number, held: number): string =>
    `${grouped(shown)} of ${counted(held, 'point', 'points')}`,
  dropped: (n: number): string =>
    `The oldest ${counted(n, 'point was', 'points were')} discarded: there were too many.`,
  without: (n: number): string => `${counted(n, 'message', 'messages')} without this value`,
  reading: 'Earlier messages are being read…',
  /** For assistive technology. */
  plot: 'Chart',
  plotHelp:
    'Arrow left and right go from point to point, up and down from value to value, Enter shows the packet, plus and minus zoom, Escape follows the newest.',
  summary: (values: number, length: number): string =>
    `${counted(values, 'value', 'values')} over ${span(length)}; see the table below for details.`,
  gap: (seconds: number) => `${span(seconds)} without a connection`,
  gaps: (count: number, longest: string): string =>
    count === 1 ? `1 gap: ${longest}.` : `${grouped(count)} gaps, the longest: ${longest}.`,
  point: (name: string, value: string, time: string, packet: number): string =>
    `${name} ${value} at ${time}, packet ${grouped(packet)}`,
  packet: (packet: number): string => `No. ${grouped(packet)}`,
  showPacket: 'Show the packet',
  overview: 'Overview',
  from: 'Beginning of the time shown',
  to: 'End of the time shown',
  window: 'Time shown',
};
