/** Signs users in with SCRAM, in MQTT 5's AUTH packets. The broker never receives their passwords. */

import { randomBytes } from 'node:crypto';
import type { AuthenticationExchange, Hooks } from '../../broker/core/contract/hooks.ts';
import type { Peer } from '../../broker/core/contract/parties.ts';
import { REASON, refuse } from '../../broker/core/contract/reasons.ts';
import { SCRAM_METHOD } from '../../mqtt/scram/scramMethod.ts';
import { ScramServer } from '../../mqtt/scram/server.ts';
import { machineOfPeer } from '../net/addresses.ts';
import type { ScramVerifiers } from './scramVerifiers.ts';
import type { UserCheck } from './userCheck.ts';

const NONCE_BYTES = 18;

const WRONG = refuse(REASON.badUserNameOrPassword, 'Wrong user name or password');
const NOT_SCRAM = refuse(REASON.notAuthorized, 'Not a SCRAM message');
const LATER = refuse(
  REASON.serverBusy,
  'Too many wrong passwords for this user from this address; try again later',
);

type BeginAuthentication = NonNullable<Hooks['beginAuthentication']>;

export function scramSignIn(users: UserCheck, verifiers: ScramVerifiers): BeginAuthentication {
  return ({ method, peer }) => {
    if (method !== SCRAM_METHOD || verifiers.size === 0) return undefined;
    return exchange(users, verifiers, peer);
  };
}

function exchange(users: UserCheck, verifiers: ScramVerifiers, peer: Peer): AuthenticationExchange {
  let asked: string | undefined;
  const server = new ScramServer({
    nonce: randomBytes(NONCE_BYTES).toString('base64'),
    lookUp: (name) => {
      asked = name;
      return verifiers.get(name);
    },
  });
  const host = machineOfPeer(peer.address);
  return (data) => {
    const gate = asked === undefined ? undefined : users.enterScram(host, asked, data);
    if (gate === 'later') return LATER;
    const step = server.take(data);
    gate?.(step.kind === 'done');
    if (step.kind === 'refused') return step.why === 'wrong' ? WRONG : NOT_SCRAM;
    return step;
  };
}
