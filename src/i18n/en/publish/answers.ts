/** Texts of auto-replies. */
import { grouped } from '../../numbers.ts';

export const answers = {
  title: 'Auto-replies',
  intro:
    'When a message comes that matches, another is published. Rules are kept with the profile.',
  none: 'No rules yet.',
  add: 'New rule',
  edit: (name: string): string => `Edit ${name}`,
  remove: (name: string): string => `Delete ${name}`,
  removed: (name: string): string => `Deleted ${name}`,
  isOn: (name: string): string => `Answer by ${name}`,
  full: (most: number): string => `At most ${grouped(most)} rules.`,
  notSaved: (why: string): string => `In use, but not saved with the profile: ${why}`,
  readOnly: 'The connection is read-only: nothing is answered.',
  notRecording: 'The recording is stopped: nothing is answered until it continues.',

  counts: (answered: number, leftOut: number, failed: number): string =>
    [
      `${grouped(answered)} answered`,
      ...(leftOut === 0 ? [] : [`${grouped(leftOut)} left out`]),
      ...(failed === 0 ? [] : [`${grouped(failed)} failed`]),
    ].join(' · '),
  leftOutTitle: 'More than the rule’s limit, or more than the network took, or not connected',
  missed: (count: number): string => `${grouped(count)} messages came too fast to be looked at.`,

  running: (rules: number, answered: number): string =>
    `Answering by ${grouped(rules)} ${rules === 1 ? 'rule' : 'rules'} · ${grouped(answered)} answered`,
  rulesStopped: (rules: number): string =>
    `${grouped(rules)} ${rules === 1 ? 'rule' : 'rules'} stopped. The reason is shown under Auto-reply.`,

  stopped: 'Stopped',
  loop: (names: readonly string[]): string =>
    names.length < 2
      ? 'its own answer came back as a message that it answers.'
      : `it answered its own answer, by way of ${names.join(' → ')}.`,
  turns: (turns: number): string =>
    `${grouped(turns)} messages in a row came only once the one before was answered: the rule and another client answer one another.`,
  held: 'the broker closes the connection for its answer.',
  badFilter: 'Its display filter cannot be read.',
  again: 'Go on',
  againTurns: 'Go on anyway',
  message: (packet: number): string => `No. ${grouped(packet)}`,

  /** Preview of a rule's reply. */
  example: {
    title: (packet: number): string => `For the last message that matches, No. ${grouped(packet)}`,
    none: 'None of the last 5,000 packets is a message that matches.',
  },

  log: 'Answered',
  logNone: 'Nothing answered yet.',
  notMade: (why: string): string => `not made: ${why}`,
  to: (packet: number): string => `to No. ${grouped(packet)}`,

  newRule: 'New rule',
  editRule: 'Edit rule',
  name: 'Name',
  nameHint: 'optional',
  when: 'When a message matches',
  whenKind: 'What it has to match',
  byTopic: 'Topic filter',
  byFilter: 'Display filter',
  topicExample: 'cmd/+/get',
  filterExample: 'topic ~ "cmd/#" && payload.on == true',
  alsoRetained: 'Also messages with the retain flag',
  publishes: 'Publish',
  answerTopic: 'Topic',
  answerTopicExample: 'state/{{topic 2}} or {{response}}',
  payload: 'Payload',
  correlates: 'Copy the correlation data',
  perSecond: 'Answers per second, at most',
  itself: 'It would answer its own answers: a loop, which is stopped with the first.',
  save: 'Save rule',
  errors: {
    when: 'A display filter is needed.',
    perSecond: (most: number): string => `From 1 to ${grouped(most)}.`,
    payload: 'Too long for a rule.',
  },
};
