/** Standard output whose reader has gone, as `head` has when it has enough. */
import type { Writable } from 'node:stream';
import { type Notice, systemCode, systemReason } from './errors.ts';

/** What shells say of a program that SIGPIPE ended: Node does not let it, so we say it. */
export const ENDED_BY_PIPE = 128 + 13;

const endingInOrder = new WeakSet<Writable>();

/** Its writer has something to bring to an end first, and listens itself. */
export function endsInOrder(output: Writable): void {
  endingInOrder.add(output);
}

/** Nothing is said then: whoever reads no more does not want to know. */
export function endWhenUnread(output: Writable, notice: Notice): void {
  output.on('error', (error) => {
    if (endingInOrder.has(output)) return;
    if (systemCode(error) === 'EPIPE') process.exit(ENDED_BY_PIPE);
    notice((say) => say.cannotBeWritten(say.standardOutput, systemReason(error, say)));
    process.exit(1);
  });
}
