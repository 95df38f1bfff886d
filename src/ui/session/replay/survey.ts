/** Replayable content of a capture. */
import type { Questions } from '../../../connection/environment/questions.ts';
import type { MessageSurvey } from '../../../connection/files/replayProtocol.ts';
import type { MessageChoice, RecordedMessage } from '../../../engine/replay/recordedMessages.ts';
import { connectionById } from '../connection/connections.ts';
import { askWorker } from '../connection/workerQuestions.ts';

/** Distinguishes the answers to different questions. */
let lastRequest = 0;

function nextRequest(): number {
  lastRequest += 1;
  return lastRequest;
}

/** Reports the replayable content repeatedly until all is counted. Returns a function that stops it. */
export function survey(
  connectionId: string,
  choice: MessageChoice,
  told: (survey: MessageSurvey) => void,
): () => void {
  const handle = connectionById(connectionId)?.handle;
  const request = nextRequest();
  const stop = handle?.listen((event) => {
    if (event.kind === 'messages-surveyed' && event.request === request) told(event.survey);
  });
  handle?.send({ kind: 'survey-messages', request, choice });
  return () => stop?.();
}

/** Messages that a dry run lists. */
const LISTED = 500;

type Read = Questions['read-messages']['answer'];

/** The first messages in the order of a replay. */
export async function firstMessages(
  connectionId: string,
  choice: MessageChoice,
): Promise<readonly RecordedMessage[]> {
  const messages: RecordedMessage[] = [];
  let from: number | undefined = 1;
  while (from !== undefined && messages.length < LISTED) {
    const count = LISTED - messages.length;
    // Each answer contains the next position.
    const answer: { readonly said: Read } | undefined = await askWorker(connectionId, {
      kind: 'read-messages',
      choice,
      from,
      count,
    });
    messages.push(...(answer?.said.messages ?? []));
    from = answer?.said.next;
  }
  return messages;
}
