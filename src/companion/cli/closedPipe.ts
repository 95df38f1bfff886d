/** Handles standard output and standard error whose reader has closed the pipe, such as `head`. */
import type { Writable } from 'node:stream';
import { type Notice, systemReason } from './errors.ts';
import { systemCode } from './systemCode.ts';

/** Exit code of programs that SIGPIPE ends. Node ignores SIGPIPE, so we set it. */
export const ENDED_BY_PIPE = 128 + 13;

const endingInOrder = new WeakSet<Writable>();

/** For a writer that has to finish its work first and listens itself. */
export function endsGracefully(output: Writable): void {
  endingInOrder.add(output);
}

/** Ends silently, because the reader does not need an error message. */
export function endWhenUnread(output: Writable, notice: Notice): void {
  output.on('error', (error) => {
    if (endingInOrder.has(output)) return;
    if (systemCode(error) === 'EPIPE') process.exit(ENDED_BY_PIPE);
    notice((say) => say.cannotBeWritten(say.standardOutput, systemReason(error, say)));
    process.exit(1);
  });
}

/** Messages that nobody can read do not end the work, and its exit code remains the verdict. */
export function continueUnread(messages: Writable): void {
  messages.on('error', () => {});
}
