import type { AnswerRule } from '../../../../profiles/settings/answerRule.ts';
import { shownName } from '../../../session/shownName.ts';

/** Name of a rule, or its condition. */
export const ruleName = ({ name, when }: AnswerRule): string => shownName(name || when.text);
