/** Interface of a connection for the app. The module `connection` implements it. */

import type { AnswerTo, Question } from '../../../connection/environment/questions.ts';
import type { Command, ConnectionEvent } from '../../../connection/protocol/protocol.ts';

export interface ConnectionHandle {
  send(command: Command): void;
  /** Rejects with the error, or with `ConnectionClosed` when the connection is closed. */
  ask<Q extends Question>(question: Q): Promise<AnswerTo<Q>>;
  /** Returns how to stop listening. */
  listen(listener: (event: ConnectionEvent) => void): () => void;
  /** Suppresses the warning about a worker that does not answer for a while. */
  keepWaiting(): void;
  /** Ends the worker at once. It sends nothing after that. */
  end(): void;
  /** Sends DISCONNECT and ends the worker, which may take a moment. No event follows. */
  close(): void;
}
