/** Findings of lower modules during connecting and sending. */
import { say } from '../../base/message.ts';
import type { TopicError } from '../../mqtt/tables/topicErrors.ts';
import { topicErrors } from './facts/topicErrors.ts';

export const facts = {
  topicError: (error: TopicError): string => say(topicErrors, error),
  /** The address of the broker's control interface; undefined in this tab. */
  noAnswer: (address: string | undefined): string =>
    address === undefined
      ? 'The broker in this tab does not respond. Reload the page.'
      : `No answer from ${address}. Check that the companion is running and has a control interface.`,
};
