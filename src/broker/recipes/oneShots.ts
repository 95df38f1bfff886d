/** Action of each recipe on the packet that it waits for. */
import type { PacketType, Sender } from '../../mqtt/tables/packet.ts';
import { REASON } from '../core/contract/reasons.ts';
import type { PacketFacts } from '../faults/conversation.ts';
import type { FaultAction, FaultAnswer } from '../faults/faultRule.ts';
import type { OneShotFault } from '../faults/ruleSet.ts';
import type { RecipeId } from './recipe.ts';

type Planned = Pick<OneShotFault, 'matches' | 'action'>;

/** Server for redirected clients: a reserved name (RFC 2606). */
const OTHER_SERVER = 'other.example:1883';

export const SERVER_MOVED: FaultAnswer = {
  action: 'answer',
  reasonCode: REASON.serverMoved,
  serverReference: OTHER_SERVER,
  with: 'disconnect',
};

/** Loses the packet like a network failure at that moment: both sides lose the connection. */
const LOST: FaultAction = { action: 'cut', when: 'before' };

/** undefined: it waits for no packet. */
export function oneShotOf(recipe: RecipeId): Planned | undefined {
  switch (recipe) {
    case 'lost-puback':
      return { matches: is('server', 'puback'), action: LOST };
    case 'lost-pubrec':
      return { matches: is('server', 'pubrec'), action: LOST };
    case 'lost-pubcomp':
      return { matches: is('server', 'pubcomp'), action: LOST };
    case 'lost-pubrel':
      return { matches: is('client', 'pubrel'), action: LOST };
    case 'duplicated-publish':
      return { matches: isPublish('server'), action: { action: 'duplicate', dup: true } };
    case 'keep-alive-lost':
      return { matches: is('client', 'pingreq'), action: { action: 'silent' } };
    case 'quota-exceeded':
      return { matches: isPublish('client'), action: refusal(REASON.quotaExceeded) };
    case 'not-authorised':
      return {
        matches: either(isPublish('client'), isSubscribe),
        action: refusal(REASON.notAuthorized),
      };
    case 'server-moved':
      return { matches: isRequest, action: SERVER_MOVED };
    case 'take-over':
      // The other client connects once this one is accepted.
      return {
        matches: (facts, sender) => isRequest(facts, sender) && facts.type !== 'connect',
        action: undefined,
      };
    case 'restart-with-sessions':
    case 'restart-without-sessions':
      return undefined;
  }
}

function refusal(reasonCode: number): FaultAnswer {
  return { action: 'answer', reasonCode, with: 'acknowledgement' };
}

type Matches = (facts: PacketFacts, sender: Sender) => boolean;

function is(from: Sender, wanted: PacketType): Matches {
  return ({ type }, sender) => sender === from && type === wanted;
}

/** Above QoS 0, because others have no acknowledgement and no DUP. */
function isPublish(from: Sender): Matches {
  return ({ type, qos }, sender) =>
    sender === from && type === 'publish' && qos.some((level) => level > 0);
}

/** Any client packet except DISCONNECT. */
const isRequest: Matches = ({ type }, sender) =>
  sender === 'client' && type !== undefined && type !== 'disconnect';

const isSubscribe: Matches = ({ type, topics }) => type === 'subscribe' && topics.length > 0;

function either(one: Matches, other: Matches): Matches {
  return (facts, sender) => one(facts, sender) || other(facts, sender);
}
