/** A ladder as data: lanes from left to right, and rows from top to bottom. */

export interface Lane {
  readonly name: string;
  /** The name is a client ID. */
  readonly isId?: boolean;
  /** Second line of its head. */
  readonly about?: string | undefined;
  readonly isChosen?: boolean;
}

/** When a packet was seen at the end whose clock the column follows. */
interface SeenAt {
  readonly text: string;
  /** Time of day. */
  readonly title: string;
  /** Columns of two clocks are at the left and at the right. */
  readonly side: 'left' | 'right';
  readonly end: 'sender' | 'receiver';
}

/** A packet between two lanes. */
export interface ArrowRow {
  readonly kind: 'arrow';
  /** Identifies the packet when others join. */
  readonly key: string;
  /** Lanes of sender and receiver. */
  readonly from: number;
  readonly to: number;
  readonly isToBroker: boolean;
  readonly name: string;
  /** `id 41`, `QoS 2`, `DUP` */
  readonly about: readonly string[];
  /** Those of `about` that tell two packets apart, for little room. */
  readonly short?: readonly string[];
  readonly time?: SeenAt;
  /** A packet that a fault rule stopped ends midway, and one that a rule made begins there. */
  readonly fate: 'arrives' | 'lost' | 'waits' | 'made';
  /** What a fault rule did to it. */
  readonly cause?: string | undefined;
  /** Dotted, because it has not been sent yet. */
  readonly isDue?: boolean;
  /** Its sender waits for an answer until the next packet on its lane. */
  readonly isAwaiting?: boolean;
  readonly packet?: { readonly number: number; readonly held: boolean };
  readonly hasProblem?: boolean;
  /** The packet in words. */
  readonly title: string;
}

/** Words between packets. */
interface NoteRow {
  readonly kind: 'note';
  readonly text: string;
  readonly tone: 'warn' | 'accent';
  /** A lane that the note is about. undefined: the first two. */
  readonly lane?: number;
}

/** An event across all lanes. */
interface BandRow {
  readonly kind: 'band';
  readonly title: string;
  readonly lines: readonly string[];
  /** Times of its begin and end. */
  readonly begin?: string | undefined;
  readonly end?: string | undefined;
}

interface Outcome {
  readonly lane: number;
  readonly tone: 'ok' | 'warn' | 'err' | 'accent';
  readonly text: string;
}

interface OutcomeRow {
  readonly kind: 'outcome';
  readonly outcomes: readonly Outcome[];
}

export type LadderRow = ArrowRow | NoteRow | BandRow | OutcomeRow;

export interface LadderModel {
  readonly lanes: readonly Lane[];
  readonly rows: readonly LadderRow[];
}
