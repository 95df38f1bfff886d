/** Errors in a line of an access control list, as ends of sentences. */

import { say, type Words } from '../../../base/message.ts';
import type { AclErrors } from '../../../broker/core/acl.ts';
import { topicErrors } from './topicErrors.ts';

const asEnd = (sentence: string): string =>
  (sentence.charAt(0).toLowerCase() + sentence.slice(1)).replace(/\.$/, '');

export const aclErrors: Words<AclErrors> = {
  'unknown-keyword': () => 'a line must begin with topic, pattern, user or #',
  'no-user-name': () => 'user must be followed by a name',
  'no-filter': ({ after }) => `${after} must be followed by a topic filter`,
  'unknown-access': ({ keyword }) =>
    `between ${keyword} and the filter, only read, write, readwrite or deny is allowed`,
  shared: () => 'rules apply to topics, and no topic begins with $share/',
  'not-a-filter': ({ why }) => asEnd(say(topicErrors, why)),
};
