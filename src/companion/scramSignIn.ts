/** Users who sign in with SCRAM, in MQTT 5's AUTH packets: the broker never sees their passwords. */
import { createHmac, randomBytes } from 'node:crypto';
import type { AuthenticationExchange, Hooks, Peer } from '../broker/core/options.ts';
import { REASON, refuse } from '../broker/core/reasons.ts';
import { LEAST_ITERATIONS, type ScramVerifier, verifierOf } from '../mqtt/scram/scram.ts';
import { SCRAM_METHODS, type ScramMethod } from '../mqtt/scram/scramMethods.ts';
import { ScramServer } from '../mqtt/scram/server.ts';
import { hostOf } from './signInBackOff.ts';
import type { UserCheck } from './userCheck.ts';

const NONCE_BYTES = 18;
const SALT_BYTES = 16;

const WRONG = refuse(REASON.badUserNameOrPassword, 'Wrong user name or password');
const NOT_SCRAM = refuse(REASON.notAuthorized, 'This is no message of SCRAM');
const LATER = refuse(
  REASON.serverBusy,
  'Too many wrong passwords have come for this user from this address; try again later',
);

/** Verifiers by method and user: of passwords that are given as they are, each is worked out once. */
export class ScramSignIn {
  readonly #users: UserCheck;
  readonly #known = new Map<
    string,
    { readonly password: string; readonly verifier: ScramVerifier }
  >();
  readonly #secret = randomBytes(32);

  constructor(users: UserCheck) {
    this.#users = users;
  }

  readonly hook: NonNullable<Hooks['beginAuthentication']> = ({ method, peer }) => {
    const known = SCRAM_METHODS.find((one) => one === method);
    if (known === undefined || !this.#users.hasScram(known)) return undefined;
    return this.#exchange(known, peer);
  };

  #exchange(method: ScramMethod, peer: Peer): AuthenticationExchange {
    let asked = '';
    const server = new ScramServer({
      method,
      nonce: randomBytes(NONCE_BYTES).toString('base64'),
      lookUp: (name) => {
        asked = name;
        const verifier = this.#verifier(method, name);
        return {
          verifier: verifier ?? this.#nobody(method, name),
          isKnown: verifier !== undefined,
        };
      },
    });
    const host = hostOf(peer.address.replace(/:\d+$/, ''));
    return (data) => {
      const isProof = asked !== '';
      const gate = isProof ? this.#users.enterScram(host, asked, data) : undefined;
      if (gate === 'later') return LATER;
      const step = server.take(data);
      if (isProof) gate?.(step.kind === 'done');
      if (step.kind === 'refused') return step.why === 'wrong' ? WRONG : NOT_SCRAM;
      return step;
    };
  }

  #verifier(method: ScramMethod, name: string): ScramVerifier | undefined {
    const found = this.#users.scramOf(method, name);
    if (typeof found !== 'string') return found;
    const key = `${method} ${name}`;
    const before = this.#known.get(key);
    if (before?.password === found) return before.verifier;
    const salted = { salt: this.#saltOf(key), iterations: LEAST_ITERATIONS };
    const verifier = verifierOf(method, found, salted);
    this.#known.set(key, { password: found, verifier });
    return verifier;
  }

  /** Always the same for a name: that there is no such user must not show. */
  #saltOf(key: string): Uint8Array {
    return createHmac('sha256', this.#secret).update(key).digest().subarray(0, SALT_BYTES);
  }

  #nobody(method: ScramMethod, name: string): ScramVerifier {
    const none = randomBytes(method === 'SCRAM-SHA-1' ? 20 : 32);
    const salt = this.#saltOf(`${method} ${name}`);
    return { salt, iterations: LEAST_ITERATIONS, storedKey: none, serverKey: none };
  }
}
