/** Texts of the subscriptions. */
import type { SubscriptionState } from '../../../connection/protocol.ts';

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
  nothing: 'Connected, subscribed to nothing',
  nothingHint: 'Nothing comes in before you subscribe. # is everything.',
  remove: (filter: string): string => `Unsubscribe from ${filter}`,
  requested: (qos: number): string => `QoS ${qos}`,
  state: (state: SubscriptionState, asked: number): string => {
    switch (state.kind) {
      case 'granted':
        return `QoS ${asked} asked, ${state.qos} granted`;
      case 'refused':
        return `QoS ${asked} asked, refused`;
      case 'requested':
        return `QoS ${asked} asked, no answer yet`;
      case 'waiting':
        return `QoS ${asked}, waits for the connection`;
      case 'not-sent':
        return `QoS ${asked}, not sent`;
    }
  },
  refused: (filter: string): string => `Refused: ${filter}`,
  refusedHint:
    'The broker did not grant this filter; the connection lives on. Its access rules decide what may be read.',
  notSent: (filter: string): string => `Not sent: ${filter}`,
  notSentHint: 'A broker would end the connection for it. Remove it, and subscribe to another.',
  reasonString: 'Reason string:',
  already: 'Already subscribed: Subscribe replaces its options.',
};
