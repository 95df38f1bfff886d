import type { ProblemSeverity } from '../../../engine/findings/problem.ts';
import { counted, grouped } from '../../numbers.ts';

const SEVERITIES: Readonly<Record<ProblemSeverity, string>> = {
  error: 'Error',
  warn: 'Warning',
  note: 'Note',
};

export const problems = {
  grid: 'Problems',
  columns: {
    severity: 'Severity',
    problem: 'Problem',
    count: 'Count',
    first: 'First',
    last: 'Last',
  },
  severity: SEVERITIES,
  /** The tool bar counts the same. @param errors among them */
  total: (value: number, errors: number) =>
    `${counted(value, 'problem', 'problems')}${errors === 0 ? '' : `, ${counted(errors, 'error', 'errors')} among them`}`,
  notes: (value: number) => counted(value, 'note', 'notes'),
  byRules: (rules: number) => `found by ${counted(rules, 'rule', 'rules')}`,
  fresh: 'new',
  muted: 'muted',
  unread: (value: number) => `${grouped(value)} new`,
  number: (packet: number) => `No. ${grouped(packet)}`,
  showPacket: (packet: number) => `Show packet No. ${grouped(packet)}`,
  forgotten: (value: number) =>
    `${counted(value, 'older occurrence is', 'older occurrences are')} counted but no longer listed.`,
  rule: 'Rule',
  why: 'Why it matters',
  statement: 'What the standard says',
  remedy: 'What to do',
  mute: 'Mute this rule',
  unmute: 'Unmute this rule',
  muteTitle: 'Lists the rule last and no longer counts it, in this browser, until it is unmuted',
  mutedNow: (title: string) => `Muted: ${title}`,
  unmutedNow: (title: string) => `No longer muted: ${title}`,
  showPackets: 'Show these packets',
  /** For a convention's own specification, which is not quoted. */
  broken: 'Statements of the specification',
  showBreaking: (statement: string) => `${statement}: show the packets that break it`,
  times: (count: number) => `${grouped(count)}×`,
  search: 'Find problem, rule or statement',
  clearSearch: 'Clear the search',
  noneFound: 'No problem found by this name, rule or statement',
  empty: {
    title: 'No problems found',
    titleNothing: 'Nothing checked yet',
    text: 'All packets so far conform, as seen here. What the other side does internally cannot be judged.',
    nothing:
      'Every packet is checked against the rules of the standard as it passes. None has passed yet.',
  },
  fromFirst: 'Continued with the first problem',
  noOther: 'No other packet with a problem',
  nothing: 'No packet with a problem',
  next: 'Next packet with a problem',
};
