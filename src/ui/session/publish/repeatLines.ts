/** Repeats whose messages are the lines of the payload, and the place where one was stopped. */
import { ENDLESS } from '../../../connection/protocol/protocol.ts';
import type { ProtocolVersion } from '../../../mqtt/tables/packet.ts';
import { perConnection } from '../connection/perConnection.ts';
import type { Repeated, SentEntry } from '../connection/sent.ts';
import { lineMessages } from './lines.ts';
import type { PublishForm } from './publishForm.ts';
import { send } from './send.ts';

interface LineRun {
  /** Text or file whose lines were sent. */
  readonly of: PublishForm['payload'] | PublishForm['large'];
  /** Id of the newest run. */
  readonly id: number | undefined;
  /** Lines before its first one, and all of them. */
  readonly from: number;
  readonly count: number;
  /** Why nothing was sent. */
  readonly error: string | undefined;
}

const NO_RUN: LineRun = { of: '', id: undefined, from: 0, count: 0, error: undefined };

const runs = perConnection<LineRun>(NO_RUN);
export const useLineRun = runs.use;

const contentOf = ({ payload, large }: PublishForm): LineRun['of'] => large ?? payload;

/** Index of the line that is sent next: the first one, unless a run of the same lines was stopped. */
export function nextLine(run: LineRun, form: PublishForm, sent: readonly SentEntry[]): number {
  const entry = sent.find(({ id }) => id === run.id);
  if (run.of !== contentOf(form) || entry?.done !== true || run.count === 0) return 0;
  const count = entry.progress?.sent ?? 0;
  const isWhole = count >= entry.times;
  return isWhole ? 0 : (run.from + Math.floor(count / (entry.others + 1))) % run.count;
}

export function beginAnew(connectionId: string): void {
  runs.change(connectionId, NO_RUN);
}

/** Sends each line, from this one on; nothing if one of them is wrong. */
export async function sendLines(
  connectionId: string,
  form: PublishForm,
  version: ProtocolVersion,
  repeat: Repeated,
  from: number,
): Promise<void> {
  const read = await lineMessages(form, version);
  const of = contentOf(form);
  if (read.error !== undefined) {
    runs.change(connectionId, { ...NO_RUN, of, error: read.error });
    return;
  }
  const { message, payloads } = read;
  const count = payloads.length;
  const topics = repeat.topics?.length ?? 1;
  const times = repeat.times === ENDLESS ? ENDLESS : repeat.times * count - from * topics;
  const lines = { payloads, from };
  send(connectionId, message, {
    repeat: { ...repeat, times, lines },
    isInForm: false,
    begun: (id) => runs.change(connectionId, { of, id, from, count, error: undefined }),
  });
}
