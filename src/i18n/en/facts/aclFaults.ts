/** Errors in a line of an access control list, as ends of sentences. */

import { say, type Words } from '../../../base/message.ts';
import type { AclErrors } from '../../../broker/core/acl.ts';
import { topicFaults } from './topicFaults.ts';

const asEnd = (sentence: string): string =>
  (sentence.charAt(0).toLowerCase() + sentence.slice(1)).replace(/\.$/, '');

export const aclFaults: Words<AclErrors> = {
  'unknown-keyword': () => 'a line must begin with topic, pattern, user or #',
  'no-user-name': () => 'user needs a name after it',
  'no-filter': ({ after }) => `${after} needs a topic filter after it`,
  'unknown-access': ({ keyword }) =>
    `what is between ${keyword} and the filter must be read, write, readwrite or deny`,
  shared: () => 'rules are about topics, and none begins with $share/',
  'not-a-filter': ({ why }) => asEnd(say(topicFaults, why)),
};
