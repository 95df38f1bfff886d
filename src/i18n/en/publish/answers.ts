/** Texts of auto-replies. */
import { grouped } from '../../numbers.ts';

export const answers = {
  title: 'Auto-replies',
  intro:
    'Each rule publishes a message when a matching one arrives. Messages that this connection has published itself are not answered. Rules are saved with the profile.',
  none: 'No rules yet.',
  add: 'New rule',
  /** For a device of Alibaba's platform. */
  ofCalls: {
    add: 'Answer property sets and services',
    title:
      'Rules that answer with code 200, and with data in the range of the thing model if there is one',
    sets: 'Property sets',
    services: 'Service calls',
    sync: 'Synchronous calls (RRPC)',
  },
  edit: (name: string): string => `Edit ${name}`,
  remove: (name: string): string => `Delete ${name}`,
  removed: (name: string): string => `Deleted ${name}`,
  isOn: (name: string): string => `Auto-reply ${name}`,
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
  missed: (count: number): string => `${grouped(count)} messages arrived too fast to be checked.`,

  running: (rules: number, answered: number): string =>
    `${grouped(rules)} ${rules === 1 ? 'auto-reply' : 'auto-replies'} on · ${grouped(answered)} answered`,
  rulesStopped: (rules: number): string =>
    `${grouped(rules)} ${rules === 1 ? 'auto-reply' : 'auto-replies'} stopped. The reason is shown under Auto-reply.`,

  stopped: 'Stopped: the broker closes the connection because of its answer.',
  badFilter: 'Its display filter cannot be read.',
  again: 'Continue',
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
  whenKind: 'Match by',
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
  itself:
    'The rule matches its own answers. Messages that this connection has published itself are not answered.',
  save: 'Save rule',
  errors: {
    when: 'Enter a display filter.',
    perSecond: (most: number): string => `From 1 to ${grouped(most)}.`,
    payload: 'The payload is too long for a rule.',
  },
};
