/** What each rule on conversations has to have: a scene that breaks it, and one close by that does not. */
import type { ProtocolVersion } from '../../mqtt/packet.ts';
import type { Talk } from '../problems/talk.testkit.ts';
import type { ConversationRuleId } from './rules.ts';

type Script = (talk: Talk, version: ProtocolVersion) => unknown;

export interface RuleScenes {
  readonly breaks: Script;
  readonly keeps: Script;
}

export type Scenes = Partial<Record<ConversationRuleId, RuleScenes>>;
