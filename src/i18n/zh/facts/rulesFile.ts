/** 故障规则文件有什么问题。 */

import { say, type Words } from '../../../base/message.ts';
import type { RulesFileErrors } from '../../../broker/faults/rulesFile.ts';
import type { rulesFileError as english } from '../../en/facts/rulesFile.ts';
import { memberErrors } from './memberErrors.ts';
import { jsonErrors } from './payloadErrors.ts';

/** 接在行与列之后。 */
export const rulesFileErrors: Words<RulesFileErrors> = {
  'not-json': ({ what }) => `不是 JSON，${say(jsonErrors, what)}`,
  'given-twice': ({ name }) => `${name} 给出了两次`,
  member: ({ path, why }) => `${path} ${say(memberErrors, why)}`,
};

export const rulesFileError: typeof english = (fault) => {
  if (fault.place === undefined) return '文件不是 UTF-8';
  const { line, column } = fault.place;
  return `第 ${line} 行第 ${column} 列：${say(rulesFileErrors, fault.why)}`;
};
