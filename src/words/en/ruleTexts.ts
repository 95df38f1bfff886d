/** The words of rules are many, and only some views show them: those wait for them. */
import { Part } from '../../mqtt/part.ts';

export const RULE_TEXTS = new Part(() => import('./rules/all.ts'));
