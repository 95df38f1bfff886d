/** The token of the control interface, generated or configured at the start. Pages and programs use the same. */
import { randomBytes } from 'node:crypto';
import { encodeUtf8 } from '../../base/utf8.ts';
import type { ClosingAnswer } from '../../broker/control/closingAnswer.ts';
import { TOKEN_FRAGMENT } from '../../broker/control/control.ts';
import type { RefusalFact } from '../../broker/core/commands/refusals.ts';
import { SignInBackOff } from '../access/signInBackOff.ts';
import { sameSecret } from '../access/users.ts';
import { UsageError } from '../cli/errors.ts';
import { machineOf } from '../net/addresses.ts';

const BYTES = 32;
/** Machines whose wrong attempts are remembered. */
const MOST_MACHINES = 1000;
/** Programs of this machine cannot be told apart, and other machines never delay them. */
const HERE = 'this machine';
/** Characters of a configured token that nobody can guess, even at full speed. */
const LONG_TOKEN = 32;

/**
 * Checks a configured token and returns it unchanged. `source` is for the error, which never quotes it.
 * Throws `UsageError`.
 */
export function checkToken(token: string, source: string): string {
  if (!/^[\x21-\x7e]{1,256}$/.test(token)) {
    throw new UsageError((say) => say.notAToken(source));
  }
  return token;
}

export interface TokenRefusal {
  readonly why: ClosingAnswer['why'];
  readonly fact: RefusalFact;
}

const WRONG: TokenRefusal = { why: 'token', fact: { key: 'token-wrong', args: {} } };

export class ControlToken {
  readonly #token: string;
  readonly #isGiven: boolean;
  /** Whether a configured token could be guessed. */
  readonly #isShort: boolean;
  /** Wrong attempts for a short token. */
  readonly #backOff = new SignInBackOff(MOST_MACHINES);

  /** @param given undefined: a token is generated, which ends with the process */
  constructor(given?: string) {
    this.#token = given ?? randomBytes(BYTES).toString('base64url');
    this.#isGiven = given !== undefined;
    this.#isShort = this.#token.length < LONG_TOKEN;
  }

  /** Undefined: the token was configured, so its owner has it. */
  get made(): string | undefined {
    return this.#isGiven ? undefined : this.#token;
  }

  /** Address of a page with the token in its fragment, which browsers do not send. */
  addedTo(address: string): string {
    return `${address}${TOKEN_FRAGMENT}${encodeURIComponent(this.#token)}`;
  }

  /**
   * Reason for rejecting this token; undefined: accepted. Long tokens cannot be guessed, so other clients' wrong
   * attempts never block their holder. `now`: ms.
   */
  judge(
    shown: string | undefined,
    address: string,
    isLoopback: boolean,
    now: number,
  ): TokenRefusal | undefined {
    // A page without the token sends an empty one.
    if (shown === undefined || shown === '') {
      return { why: 'token', fact: { key: 'token-missing', args: {} } };
    }
    if (!this.#isShort) return sameSecret(shown, this.#token) ? undefined : WRONG;
    const host = isLoopback ? HERE : machineOf(address);
    const gate = this.#backOff.enter({ host, name: '', secret: encodeUtf8(shown) }, now);
    if (gate.kind === 'known') return WRONG;
    if (gate.kind === 'closed') {
      const seconds = Math.ceil(gate.wait / 1000);
      return { why: 'ended', fact: { key: 'token-later', args: { seconds } } };
    }
    if (!sameSecret(shown, this.#token)) {
      gate.attempt.wrong(now);
      return WRONG;
    }
    gate.attempt.right();
    return undefined;
  }
}
