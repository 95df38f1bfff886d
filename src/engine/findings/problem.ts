/** Problems as views and reports see them. */
import type { ProtocolVersion } from '../../mqtt/tables/packet.ts';
import type { Finding } from './findings.ts';

/** `error`: the standard forbids it. `warn`: something went wrong or will. `note`: worth knowing. */
export type ProblemSeverity = 'note' | 'warn' | 'error';

/** One rule. What a person is told of it is in `words`, by its id. */
export interface ProblemRule {
  /** Kept for ever: files, filters and muted rules name it, e.g. `pubrel-without-pubrec`. */
  readonly id: string;
  readonly severity: ProblemSeverity;
  /** Key of the table of normative statements (`MQTT-4.3.3-8`), or a section (`MQTT-3.1.2.10`). */
  readonly statement: (version: ProtocolVersion) => string;
}

/** What is wrong in one case. */
export interface FoundWrong {
  readonly finding: Finding;
  /** Rules of faults that treated the packet on purpose, and may have brought it about; `step`: step mode. */
  readonly treatedBy?: readonly string[];
}

/** How what is wrong reads: files and display filters have it in words, which this module has not. */
export interface ProblemWords {
  readonly foundWrong: (found: FoundWrong) => string;
}

export interface FoundProblem extends FoundWrong {
  readonly rule: string;
  readonly severity: ProblemSeverity;
  /** Of the stream's version. */
  readonly statement: string;
  /** The packet that shows it. */
  readonly packet: number;
  /** Another packet that belongs to it. */
  readonly other: number | undefined;
  readonly stream: number;
  /** µs since the capture's origin. */
  readonly time: number;
}

export interface ProblemGroup {
  readonly rule: string;
  readonly severity: ProblemSeverity;
  /** Of the newest, in the edition whose number it has. */
  readonly statement: string;
  readonly edition: 4 | 5;
  /** How often each was broken. */
  readonly statements: ReadonlyMap<string, number>;
  readonly count: number;
  /** Found since the person looked last. */
  readonly unread: number;
  readonly muted: boolean;
  /** Oldest that is still known, and newest. */
  readonly first: FoundProblem;
  readonly last: FoundProblem;
}

/** Groups always all; the occurrences of one rule by position, oldest first. */
export interface ProblemsRequest {
  readonly rule: string | undefined;
  readonly first: number;
  readonly count: number;
}

export interface ProblemsReply {
  /** Errors first, then by time of the first. */
  readonly groups: readonly ProblemGroup[];
  /** Of the rule that was asked for. */
  readonly rows:
    | {
        readonly rule: string;
        readonly first: number;
        readonly rows: readonly FoundProblem[];
        readonly total: number;
        /** Oldest occurrences that were forgotten to stay within bounds. */
        readonly forgotten: number;
      }
    | undefined;
}
