/** 访问控制列表的某一行有什么问题。 */

import { say, type Words } from '../../../base/message.ts';
import type { AclErrors } from '../../../broker/core/acl.ts';
import { topicErrors } from './topicErrors.ts';

export const aclErrors: Words<AclErrors> = {
  'unknown-keyword': () => '每行必须以 topic、pattern、user 或 # 开头',
  'no-user-name': () => 'user 之后缺少用户名',
  'no-filter': ({ after }) => `${after} 之后缺少主题过滤器`,
  'unknown-access': ({ keyword }) =>
    `${keyword} 与主题过滤器之间必须是 read、write、readwrite 或 deny`,
  shared: () => '规则针对主题，而主题不会以 $share/ 开头',
  'not-a-filter': ({ why }) => say(topicErrors, why),
};
