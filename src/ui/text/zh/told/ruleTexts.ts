/** The words of rules and statements are many, and only some views show them: those wait for them. */
import { Loading } from '../../../state/loading.ts';

export const RULE_TEXTS = new Loading(() => import('./ruleTables.ts'));
