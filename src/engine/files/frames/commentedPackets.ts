/** Writes packets as frames with their problems and faults as comments. */
import type { ProblemWords } from '../../findings/problem.ts';
import { type ReportedProblem, reportProblem } from '../../findings/reportedProblem.ts';
import type { CaptureEvent } from '../events/captureEvents.ts';
import { faultComment, overwrittenComment, textSpeakerComment } from '../events/commentTexts.ts';
import type { NumberedPacket } from '../report/dissectedCapture.ts';
import type { PcapngWriter } from './pcapngWriter.ts';

export class CommentedPackets {
  readonly #writer: PcapngWriter;
  readonly #words: ProblemWords;
  readonly #areContentsHidden: boolean;

  /** @param areContentsHidden hides findings that contain topics */
  constructor(writer: PcapngWriter, words: ProblemWords, areContentsHidden: boolean) {
    this.#writer = writer;
    this.#words = words;
    this.#areContentsHidden = areContentsHidden;
  }

  take(event: CaptureEvent, packet: NumberedPacket | undefined): void {
    this.#writer.take(event, packet === undefined ? [] : this.#commentsOn(packet));
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
}

const commentOf = ({ severity, statement, text }: Omit<ReportedProblem, 'rule'>): string =>
  `${severity} ${statement}: ${text}`;

function commentsOf({ dissected, event }: NumberedPacket): string[] {
  const { faults = [], textSpeakers = [] } = event;
  const comments = dissected.problems.map((problem) => commentOf(reportProblem(problem)));
  const said = dissected.isMasked ? [...comments, overwrittenComment] : comments;
  return [...said, ...textSpeakers.map(textSpeakerComment), ...faults.map(faultComment)];
}
