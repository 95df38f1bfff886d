/**
 * Adds the effects of fault rules to a tap's packets, for files that are written in one pass. Events wait for
 * the end of their turn, because a rule reports its effect after the packet has passed the device's side.
 */
import type { Mark } from '../../broker/faults/marks.ts';
import type { RowFault } from '../../engine/faults/rowFault.ts';
import type {
  CaptureEvent,
  CaptureSink,
  ReadPacket,
} from '../../engine/files/events/captureEvents.ts';

/** Actions after which a packet never arrives; after all others it may. */
const LOST: ReadonlySet<Mark['action']> = new Set(['drop', 'silent']);
/** Limit of treated packets whose place on the wire is not known yet. */
const MOST_HELD = 2000;

interface Waiting {
  readonly event: CaptureEvent;
  readonly faults: RowFault[];
}

export class MarkedPackets {
  readonly #sink: CaptureSink;
  /** Clock time that is 0 in the file, ms. */
  readonly #origin: number;
  #queue: Waiting[] = [];
  /** Faults by place of their packet, for waiting and expected packets. */
  readonly #places = new Map<string, RowFault[]>();
  /** Marks by treated packet. */
  readonly #held = new Map<number, readonly Mark[]>();
  #isDue = false;

  constructor(sink: CaptureSink, origin: number) {
    this.#sink = sink;
    this.#origin = origin;
  }

  /** @param offset bytes of its direction before the packet */
  take(event: CaptureEvent, offset?: number): void {
    if (event.kind === 'closed') this.#closed(event.stream);
    if (event.kind !== 'packet') {
      this.#add(event, []);
      return;
    }
    const place = placeOf(event.stream, event.direction, offset);
    const faults = this.#places.get(place) ?? [];
    this.#places.set(place, faults);
    // The bytes are only lent, so they are copied.
    this.#add({ ...event, bytes: new Uint8Array(event.bytes) }, faults);
  }

  marked(mark: Mark): void {
    // A connection that a rule ended without a packet is reported by its end.
    if (mark.bytes.length === 0) return;
    if (mark.offset !== undefined) this.#place(mark, [mark]);
    else if (LOST.has(mark.action)) this.#offWire([...this.#taken(mark.treated), mark]);
    else this.#hold(mark);
  }

  /** The packet is on the wire to the device, or about to be. */
  placed(mark: Mark): void {
    this.#place(mark, [...this.#taken(mark.treated), mark]);
  }

  /** Passes waiting events to the writer. */
  flush(): void {
    const queue = this.#queue;
    this.#queue = [];
    for (const { event, faults } of queue) {
      if (event.kind === 'packet' && faults.length > 0) this.#sink({ ...event, faults });
      else this.#sink(event);
    }
    this.#places.clear();
  }

  #add(event: CaptureEvent, faults: RowFault[]): void {
    this.#queue.push({ event, faults });
    this.#flushLater();
  }

  #flushLater(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    setImmediate(() => {
      this.#isDue = false;
      this.flush();
    });
  }

  #place({ connection, direction, offset }: Mark, marks: readonly Mark[]): void {
    const place = placeOf(connection, direction === 'from-client' ? 'out' : 'in', offset);
    const faults = this.#places.get(place) ?? [];
    for (const { rule, action } of marks) {
      if (!faults.some((one) => one.rule === rule && one.action === action)) {
        faults.push({ rule, action });
      }
    }
    this.#places.set(place, faults);
    this.#flushLater();
  }

  #hold(mark: Mark): void {
    if (this.#held.size >= MOST_HELD && !this.#held.has(mark.treated)) return;
    const before = this.#held.get(mark.treated) ?? [];
    this.#held.set(mark.treated, [...before, { ...mark, bytes: new Uint8Array(mark.bytes) }]);
  }

  #taken(treated: number): readonly Mark[] {
    const marks = this.#held.get(treated) ?? [];
    this.#held.delete(treated);
    return marks;
  }

  /** Packets that were not sent by now never will be. */
  #closed(stream: number): void {
    for (const [treated, marks] of this.#held) {
      if (marks[0]?.connection !== stream) continue;
      this.#held.delete(treated);
      this.#offWire(marks);
    }
  }

  #offWire(marks: readonly Mark[]): void {
    const last = marks.at(-1);
    if (last === undefined) return;
    this.#add(
      {
        kind: 'withheld',
        stream: last.connection,
        direction: last.direction === 'from-client' ? 'out' : 'in',
        time: Math.round((last.time - this.#origin) * 1000),
        bytes: new Uint8Array(last.bytes),
        faults: marks.map(({ rule, action }) => ({ rule, action })),
      },
      [],
    );
  }
}

const placeOf = (
  stream: number,
  direction: ReadPacket['direction'],
  offset: number | undefined,
): string => `${stream} ${direction} ${offset}`;
