/** Problems as views and reports see them. */
import type { PacketType, ProtocolVersion } from '../../mqtt/tables/packet.ts';
import type { Finding } from './findings.ts';

/** `error`: the standard forbids it. `warn`: something failed or will fail. `note`: worth knowing. */
export type ProblemSeverity = 'note' | 'warn' | 'error';

/** Each part, if given, needs one of its values. */
export interface JudgedOn {
  /** Editions of the standard that have the rule; none: the rule needs more than a capture. */
  readonly editions?: readonly (4 | 5)[];
  readonly types?: readonly PacketType[];
  /** First levels of topics. */
  readonly topicRoots?: readonly string[];
}

/** A rule. Its texts are in `i18n`, by its id. */
export interface ProblemRule {
  /** Never changes, because files, filters and muted rules refer to it, e.g. `pubrel-without-pubrec`. */
  readonly id: string;
  readonly severity: ProblemSeverity;
  /** Key of the table of normative statements (`MQTT-4.3.3-8`), or a section (`MQTT-3.1.2.10`). */
  readonly statement: (version: ProtocolVersion) => string;
  /** Contents that the rule needs in a capture; absent: any packet. */
  readonly judgedOn?: JudgedOn;
  /** True for a fault of the frame, which does not depend on the bytes in it. */
  readonly isOfFrame?: boolean;
}

/** The problem in one case. */
export interface FoundWrong {
  readonly finding: Finding;
  /** Fault rules that affected the packet and may have caused the problem; `step`: step mode. */
  readonly treatedBy?: readonly string[];
}

/** Texts of problems for files and display filters. This module has no texts. */
export interface ProblemWords {
  readonly foundWrong: (found: FoundWrong) => string;
}

export interface FoundProblem extends FoundWrong {
  readonly rule: string;
  readonly severity: ProblemSeverity;
  /** Statement in the stream's version. */
  readonly statement: string;
  /** The packet that shows it. */
  readonly packet: number;
  /** Another packet that is involved. */
  readonly other: number | undefined;
  readonly stream: number;
  /** µs since the capture's origin. */
  readonly time: number;
}

export interface ProblemCounts {
  /** All, notes included. */
  readonly total: number;
  readonly errors: number;
  readonly notes: number;
  /** Errors and warnings found since the user last looked. */
  readonly unread: number;
  /** Notes found since then. */
  readonly unreadNotes: number;
}

export interface ProblemGroup {
  readonly rule: string;
  readonly severity: ProblemSeverity;
  /** Statement of the newest problem, in the edition of its number. */
  readonly statement: string;
  readonly edition: 4 | 5;
  /** Number of violations of each statement. */
  readonly statements: ReadonlyMap<string, number>;
  readonly count: number;
  /** Problems found since the user last looked. */
  readonly unread: number;
  readonly muted: boolean;
  /** The oldest known problem; the newest follows. */
  readonly first: FoundProblem;
  readonly last: FoundProblem;
}

/** All groups, and the occurrences of one rule by position, oldest first. */
export interface ProblemsRequest {
  readonly rule: string | undefined;
  readonly first: number;
  readonly count: number;
}

export interface ProblemsReply {
  /** Errors first, then by time of the first occurrence. */
  readonly groups: readonly ProblemGroup[];
  /** Rows of the requested rule. */
  readonly rows:
    | {
        readonly rule: string;
        readonly first: number;
        readonly rows: readonly FoundProblem[];
        readonly total: number;
        /** Number of the oldest occurrences that were forgotten because of the limit. */
        readonly forgotten: number;
      }
    | undefined;
}
