/** Writes packets as frames with their problems, marks and faults as comments. */
import type { ProblemWords } from '../../findings/problem.ts';
import { type ReportedProblem, reportProblem } from '../../findings/reportedProblem.ts';
import type { CaptureEvent, ReadPacket } from '../events/captureEvents.ts';
import {
  faultComment,
  markComment,
  overwrittenComment,
  textSpeakerComment,
} from '../events/markComment.ts';
import type { NumberedPacket } from '../report/dissectedCapture.ts';
import type { PcapngWriter } from './pcapngWriter.ts';

/** A packet waits in memory, because its mark follows it. */
export class CommentedPackets {
  readonly #writer: PcapngWriter;
  readonly #words: ProblemWords;
  readonly #areContentsHidden: boolean;
  #count = 0;
  #waiting: { readonly event: ReadPacket; readonly comments: readonly string[] } | undefined;

  /** @param areContentsHidden hides findings that contain topics */
  constructor(writer: PcapngWriter, words: ProblemWords, areContentsHidden: boolean) {
    this.#writer = writer;
    this.#words = words;
    this.#areContentsHidden = areContentsHidden;
  }

  take(event: CaptureEvent, packet: NumberedPacket | undefined): void {
    if (event.kind === 'mark' && event.packet === this.#count && this.#waiting) {
      const comments = [markComment(event.text), ...this.#waiting.comments];
      this.#waiting = { ...this.#waiting, comments };
      return;
    }
    this.#flush();
    if (event.kind === 'packet') {
      this.#count += 1;
      // The view may be invalid by the time the packet is written.
      const kept = { ...event, bytes: event.bytes.slice() };
      this.#waiting = { event: kept, comments: packet ? this.#commentsOn(packet) : [] };
    } else this.#writer.take(event);
  }

  #commentsOn(packet: NumberedPacket): readonly string[] {
    const comments = commentsOf(packet);
    const { found = [] } = packet.event;
    if (this.#areContentsHidden) return comments;
    const told = new Set(packet.dissected.problems.map(({ statement }) => statement));
    const more = found.filter(({ statement }) => !told.has(statement));
    return [
      ...comments,
      ...more.map((one) => commentOf({ ...one, text: this.#words.foundWrong(one) })),
    ];
  }

  end(): void {
    this.#flush();
    this.#writer.end();
  }

  #flush(): void {
    if (this.#waiting) this.#writer.take(this.#waiting.event, this.#waiting.comments);
    this.#waiting = undefined;
  }
}

const commentOf = ({ severity, statement, text }: Omit<ReportedProblem, 'rule'>): string =>
  `${severity} ${statement}: ${text}`;

function commentsOf({ dissected, event }: NumberedPacket): string[] {
  const { faults = [], textSpeakers = [] } = event;
  const comments = dissected.problems.map((problem) => commentOf(reportProblem(problem)));
  const said = dissected.isMasked ? [...comments, overwrittenComment] : comments;
  return [...said, ...textSpeakers.map(textSpeakerComment), ...faults.map(faultComment)];
}
