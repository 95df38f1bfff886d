/** Options of a subscription, and the outcomes of one that was not granted. */
import type { PlacedCode } from '../../../mqtt/tables/reasonCodes.ts';
import { reasonCode } from '../codes/reasonCodes.ts';

export const subscribing = {
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
  refused: (filter: string): string => `Refused: ${filter}`,
  refusedHint:
    'The broker did not grant this filter; the connection stays open. The broker’s access rules decide what may be read.',
  refusedHintDevice:
    'The platform did not grant this filter; the connection stays open. The topic is not this device’s own, or its topic class is not defined on the product: define it in the console, under the product’s topic classes, with the right to subscribe.',
  notSent: (filter: string): string => `Not sent: ${filter}`,
  notSentHint:
    'A broker would end the connection because of it. Remove it, and subscribe to another one.',
  held: (filter: string): string => `Held back: ${filter}`,
  /** `code`: from the received DISCONNECT, if any. */
  heldText: (code: PlacedCode | undefined): string =>
    `${code === undefined ? 'The broker closed the connection right after SUBSCRIBE, without an answer.' : `The broker answered SUBSCRIBE with DISCONNECT ${reasonCode(code)}, which ended the connection.`} Most likely its access rules do not allow this filter, or it does not support it.`,
  heldHint:
    'It is not sent again automatically. Remove it, or try again after a change on the broker.',
  tryAgain: 'Try again',
  removeHeld: 'Remove',
  reasonString: 'Reason string:',
};
