/** Texts of rules and statements, loaded separately because there are many and only some views need them. */
import { Lazy } from '../../../base/lazy.ts';

export const RULE_TEXTS = new Lazy(() => import('../rules/all.ts'));
