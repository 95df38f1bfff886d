/** Checks the token of this start and its tickets, and reports rejected attempts. */
import type { Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import { saidOf } from '../../broker/core/commands/refusals.ts';
import type { Report } from '../log/hostEvents.ts';
import { isFromHere, remoteEnd } from '../net/remoteEnd.ts';
import type { ControlPasses, PassRefusal } from './controlPasses.ts';

export class PassGate {
  readonly #passes: ControlPasses;
  readonly #report: Report;

  constructor(passes: ControlPasses, report: Report) {
    this.#passes = passes;
    this.#report = report;
  }

  /** Reason for rejecting this token over WebSocket or HTTP; undefined: accepted. */
  judge(token: string | undefined, socket: Socket): PassRefusal | undefined {
    const now = performance.now();
    const { address } = remoteEnd(socket);
    const refusal = this.#passes.judge(token, address, isFromHere(socket), now);
    if (refusal !== undefined) {
      this.#report({ kind: 'control-refused', address, reason: saidOf(refusal.fact).reason });
    }
    return refusal;
  }
}
