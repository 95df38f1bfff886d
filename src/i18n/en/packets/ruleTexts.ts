/** The words of rules are many, and only some views show them: those wait for them. */
import { Lazy } from '../../../base/lazy.ts';

export const RULE_TEXTS = new Lazy(() => import('../rules/all.ts'));
