import type { AnswerRule } from '../../../../profiles/settings/answerRule.ts';
import { shownName } from '../../../session/shownName.ts';

/** What it is called, or what it waits for. */
export const ruleName = ({ name, when }: AnswerRule): string => shownName(name || when.text);
