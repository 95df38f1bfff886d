/** Texts of the subscriptions. */
import type { SubscriptionState } from '../../connection/protocol.ts';
import type { PlacedCode } from '../../mqtt/reasonCodes.ts';
import { reasonCode } from './reasonCodes.ts';

export const subscriptions = {
  title: 'Subscriptions',
  filter: 'Topic filter',
  filterPlaceholder: 'e.g. sensors/# or +/temp',
  qos: 'Requested QoS',
  subscribe: 'Subscribe',
  options: 'Options',
  noLocal: 'No local',
  noLocalTitle: 'The broker does not send back what this client publishes.',
  retainAsPublished: 'Retain as published',
  retainAsPublishedTitle: 'The RETAIN flag stays as the publisher set it.',
  retainHandling: 'Retained messages',
  retainHandlings: {
    0: 'send when subscribing',
    1: 'send if new',
    2: 'do not send',
  },
  nothing: 'Connected, no subscriptions',
  nothingHint: 'No messages arrive until you subscribe. # is everything.',
  nothingHere: 'Connected, no subscriptions made here',
  /** Of a device. */
  nothingHintDevice: (topic: string): string =>
    `The platform does not accept #: subscribe to the device’s own topics, such as ${topic}.`,
  /** The session went on. */
  sessionHint:
    'The broker kept this client’s session: messages for its earlier subscriptions still arrive.',
  allHint: '# is everything.',
  remove: (filter: string): string => `Unsubscribe from ${filter}`,
  requested: (qos: number): string => `QoS ${qos}`,
  state: (state: SubscriptionState, asked: number): string => {
    switch (state.kind) {
      case 'granted':
        return `Requested QoS ${asked}, granted ${state.qos}`;
      case 'refused':
        return `Requested QoS ${asked}, refused`;
      case 'requested':
        return `Requested QoS ${asked}, no answer yet`;
      case 'waiting':
        return `QoS ${asked}, waits for the connection`;
      case 'not-sent':
        return `QoS ${asked}, not sent`;
      case 'held':
        return `QoS ${asked}, held back`;
    }
  },
  refused: (filter: string): string => `Refused: ${filter}`,
  refusedHint:
    'The broker did not grant this filter; the connection stays open. The broker’s access rules decide what may be read.',
  refusedHintDevice:
    'The platform did not grant this filter; the connection stays open. The topic is not this device’s own, or its topic class is not defined on the product: define it in the console, under the product’s topic classes, with the right to subscribe.',
  notSent: (filter: string): string => `Not sent: ${filter}`,
  notSentHint:
    'A broker would end the connection because of it. Remove it, and subscribe to another one.',
  held: (filter: string): string => `Held back: ${filter}`,
  heldCount: (count: number): string =>
    count === 1 ? '1 filter is held back' : `${count} filters are held back`,
  /** `code`: of the DISCONNECT that came, where one came. */
  heldText: (code: PlacedCode | undefined): string =>
    `${code === undefined ? 'The broker closed the connection right after SUBSCRIBE, without an answer.' : `The broker answered SUBSCRIBE with DISCONNECT ${reasonCode(code)}, which ended the connection.`} Most likely its access rules do not allow this filter, or it does not support it.`,
  heldHint:
    'It is not sent again automatically. Remove it, or try again after a change on the broker.',
  tryAgain: 'Try again',
  removeHeld: 'Remove',
  reasonString: 'Reason string:',
  already: 'Already subscribed: Subscribe replaces its options.',
};
