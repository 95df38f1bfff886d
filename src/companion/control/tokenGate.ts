/** Checks the token of this start, and reports rejected attempts. */
import type { Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import { saidOf } from '../../broker/core/commands/refusals.ts';
import type { Report } from '../log/hostEvents.ts';
import { isFromAddress, isFromHere, remoteEnd } from '../net/remoteEnd.ts';
import type { ControlToken, TokenRefusal } from './controlToken.ts';

export class TokenGate {
  readonly #token: ControlToken;
  readonly #report: Report;
  readonly #ingress: string | undefined;

  /** @param ingress address of a proxy whose users need no token */
  constructor(token: ControlToken, report: Report, ingress?: string) {
    this.#token = token;
    this.#report = report;
    this.#ingress = ingress;
  }

  /** Reason for rejecting this token over WebSocket or HTTP; undefined: accepted. */
  judge(shown: string | undefined, socket: Socket): TokenRefusal | undefined {
    if (this.#ingress !== undefined && isFromAddress(socket, this.#ingress)) return undefined;
    const now = performance.now();
    const { address } = remoteEnd(socket);
    const refusal = this.#token.judge(shown, address, isFromHere(socket), now);
    if (refusal !== undefined) {
      this.#report({ kind: 'control-refused', address, reason: saidOf(refusal.fact).reason });
    }
    return refusal;
  }
}
