/** Findings of lower modules during connecting and sending. */
import { say } from '../../base/message.ts';
import type { TopicError } from '../../mqtt/tables/topicErrors.ts';
import { topicFaults } from './facts/topicFaults.ts';

export const facts = {
  topicFault: (fault: TopicError): string => say(topicFaults, fault),
  /** The address of the broker's control interface; undefined in this tab. */
  noAnswer: (address: string | undefined): string =>
    address === undefined
      ? 'The broker in this tab does not respond. Reload the page.'
      : `No answer from ${address}. Check that the companion is running and has a control interface.`,
};
