/** Reads the messages of a capture for publishing them again, in slices. */
import type { Capture } from '../../engine/capture/capture.ts';
import {
  type MessageChoice,
  type RecordedMessage,
  recordedFrom,
  type SkipReason,
} from '../../engine/replay/recordedMessages.ts';
import type { Environment } from '../environment/environment.ts';
import type { Question, Questions } from '../environment/questions.ts';
import { isSpent, nextSlice } from '../environment/slices.ts';
import type { MessageSurvey, ReplayCommand, ReplayEvent } from './replayProtocol.ts';

/** Topics listed in a survey. */
const TOPICS = 20;
/** Bytes of payloads in one answer. */
const ANSWER = 1024 * 1024;

export class Replaying {
  readonly #environment: Environment;
  readonly #capture: Capture;
  readonly #tell: (event: ReplayEvent) => void;
  #survey = 0;

  constructor(environment: Environment, capture: Capture, tell: (event: ReplayEvent) => void) {
    this.#environment = environment;
    this.#capture = capture;
    this.#tell = tell;
  }

  read({ choice, from, count }: Question<'read-messages'>): Questions['read-messages']['answer'] {
    const begun = this.#environment.now();
    const messages: RecordedMessage[] = [];
    let bytes = 0;
    let next: number | undefined;
    for (const { packet, found } of recordedFrom(
      this.#capture,
      choice,
      from,
      this.#shown(choice),
    )) {
      if (typeof found === 'object') {
        messages.push(found);
        bytes += found.payload.length;
      }
      const isEnough = messages.length >= count || bytes >= ANSWER;
      if (!isEnough && !isSpent(this.#environment, begun)) continue;
      next = packet + 1;
      break;
    }
    return { messages, next };
  }

  async survey({ request, choice }: ReplayCommand): Promise<void> {
    this.#survey += 1;
    const survey = this.#survey;
    const leftOut: Record<SkipReason, number> = {
      redelivery: 0,
      reserved: 0,
      unreadable: 0,
      overwritten: 0,
    };
    const topics = new Set<string>();
    let messages = 0;
    let first: number | undefined;
    let last = 0;
    const report = (done: boolean): void => {
      const soFar = { messages, leftOut: { ...leftOut }, topics: [...topics] };
      const told: MessageSurvey = { choice, ...soFar, duration: last - (first ?? last), done };
      this.#tell({ kind: 'messages-surveyed', request, survey: told });
    };
    let begun = this.#environment.now();
    for (const { found } of recordedFrom(this.#capture, choice, 1, this.#shown(choice))) {
      if (typeof found === 'string') leftOut[found] += 1;
      else if (found) {
        messages += 1;
        first ??= found.time;
        last = found.time;
        if (topics.size < TOPICS) topics.add(found.topic);
      }
      if (!isSpent(this.#environment, begun)) continue;
      report(false);
      await nextSlice(this.#environment);
      if (survey !== this.#survey) return;
      begun = this.#environment.now();
    }
    report(true);
  }

  #shown({ filtered }: MessageChoice): (packet: number) => boolean {
    const { list } = this.#capture.filter;
    return filtered ? (packet) => list.position(packet) !== undefined : () => true;
  }
}
