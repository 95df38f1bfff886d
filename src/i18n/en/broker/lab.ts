/** Texts of the Lab desk: its list of experiments, and the exchange that a recipe produces. */
import { counted, grouped } from '../../numbers.ts';

export const lab = {
  list: 'Experiments',
  find: 'Find an experiment',
  noMatch: 'No matching experiments',
  groups: {
    recipes: 'Recipes',
    breakpoints: 'Breakpoints',
    step: 'Step mode',
    network: 'Network',
    rules: 'Fault rules',
    packets: 'Wrong packets',
    replay: 'Replay',
    answers: 'Auto-replies',
  },
  playing: 'playing',
  waiting: 'waiting',
  done: 'done',
  asRequired: 'as required',
  notAsRequired: 'not as required',
  stopped: (count: number): string => `${grouped(count)} stopped`,
  on: 'on',
  off: 'off',
  normal: 'normal',
  bad: 'bad',
  back: 'All experiments',
  for: 'for',
  start: 'Start',
  touches: {
    publishes: (topic: string, qos: 1 | 2, broker: string): string =>
      `Start publishes a test message to ${topic} at QoS ${qos}, at ${broker}.`,
    packet: (client: string, broker: string): string =>
      `Start publishes nothing. It affects the next matching packet of ${client} at ${broker}, on any topic.`,
    connection: (client: string, broker: string): string =>
      `Start publishes nothing. It affects the connection of ${client} at ${broker}.`,
    everybody: (broker: string): string =>
      `Start publishes nothing. It affects all clients at ${broker}.`,
  },
  brokers: {
    tab: 'the broker in this tab',
    own: 'the companion’s broker',
    companion: (host: string): string => `the companion’s broker (${host})`,
    bridged: 'the brokers behind the bridge',
    tap: (tap: number): string => `the broker behind tap ${tap}`,
  },
  live: 'Live ladder',
  plan: {
    title: 'what will happen',
    lost: 'lost by the recipe',
    events: {
      cut: 'Connection cut; the client returns',
      restart: 'The broker restarts',
      silent: 'Nothing passes until the client gives up',
      second: 'A second client connects with this client ID',
    },
  },
  ladderWaits: 'The exchange appears here as its packets pass.',
  ladderElsewhere:
    'This fault is not on an exchange of this connection. The broker’s report is below.',
  required: 'Required, and what happened',
  of: (held: number, all: number): string => `${held} of ${all}`,
  due: 'due',
  checks: {
    keepPublish: {
      title: 'Keep the message until it is acknowledged',
      held: 'kept, and sent again',
      broken: 'given up',
    },
    keepPubrel: {
      title: 'Keep PUBREL until PUBCOMP arrives',
      held: 'kept, and sent again',
      broken: 'given up',
    },
    notSame: {
      title: 'Do not send it again on the same connection',
      held: 'not sent again',
      broken: 'sent again too early',
    },
    noPublish: {
      title: 'Do not send PUBLISH again after PUBREC',
      held: 'not sent again',
      broken: 'PUBLISH was sent again',
    },
    sameId: {
      title: 'After reconnecting, send it again with its identifier',
      held: 'sent again with the same identifier',
      broken: 'not sent again',
    },
    dup: {
      title: 'Set DUP on the message sent again',
      held: 'DUP is 1',
      broken: 'DUP is 0',
    },
    complete: {
      title: 'Complete the exchange',
      held: 'acknowledged',
      broken: 'never acknowledged',
    },
  },
  onceNote: 'At QoS 1 the subscriber may get the message twice: at least once, not exactly once.',
  exactlyNote: 'At QoS 2 the subscriber gets the message exactly once.',
  replay: {
    title: 'Replay',
    text: 'Publishes messages of a capture again, here or at another broker: at the speed at which they were recorded, faster, or one by one.',
    this: 'Replay this capture…',
    hint: 'For another capture, open its file first. Its tab has the same button.',
  },
  answers: {
    title: 'Auto-replies',
    text: 'Rules that publish a reply when a message arrives. They are edited in the Publish drawer.',
    edit: 'Edit in Publish',
    none: 'No auto-replies yet',
    count: (value: number): string => counted(value, 'rule', 'rules'),
    answered: (value: number): string => `${grouped(value)} answered`,
  },
};
