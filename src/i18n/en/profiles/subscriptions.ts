/** Texts of subscriptions. */
import type { SubscriptionState } from '../../../connection/protocol/protocol.ts';
import { counted } from '../../numbers.ts';

export const subscriptions = {
  title: 'Subscriptions',
  filter: 'Topic filter',
  filterPlaceholder: 'e.g. sensors/#',
  qos: 'Requested QoS',
  subscribe: 'Subscribe',
  another: 'Add a subscription',
  options: 'Options',
  nothing: 'Connected, no subscriptions',
  nothingHint: 'No messages arrive until you subscribe. # is everything.',
  nothingHere: 'Connected, no subscriptions made here',
  /** For a device. */
  nothingHintDevice: (topic: string): string =>
    `The platform does not accept #: subscribe to the device’s own topics, such as ${topic}.`,
  /** The session was resumed. */
  sessionHint:
    'The broker kept this client’s session: messages for its earlier subscriptions still arrive.',
  allHint: '# is everything.',
  remove: (filter: string): string => `Unsubscribe from ${filter}`,
  requested: (qos: number): string => `QoS ${qos}`,
  granted: (qos: number): string => `Granted QoS ${qos}`,
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
  more: (count: number): string => `${count} more`,
  count: (count: number): string => counted(count, 'subscription', 'subscriptions'),
  fewer: 'Fewer',
  heldCount: (count: number): string =>
    count === 1 ? '1 filter is held back' : `${count} filters are held back`,
  already: 'Already subscribed: Subscribe replaces its options.',
};
