/** A capture file in the engine: all views of a live capture, of a file. */
import { plainBreach } from '../../../mqtt/statements/breaches.ts';
import type { Capture } from '../../capture/capture.ts';
import { unknownServer } from '../../streams/unknownServer.ts';
import type {
  CaptureEvent,
  OpenedStream,
  ReadPacket,
  WithheldPacket,
} from '../events/captureEvents.ts';
import { endpointText } from '../events/endpointText.ts';

const UNKNOWN_PROBLEM = {
  severity: 'caution',
  statement: 'MQTT-4.2.0-1',
  breach: plainBreach('no-whole-packet'),
  offset: 0,
} as const;

/** Where a file does not tell: another program has made it. */
const UNKNOWN_FAULT = { rule: '?', action: 'drop' } as const;

/** Streams are numbered anew, in the order in which they come. */
export class CaptureFeed {
  /** Before the first event it is one without packets, from the beginning of 1970. */
  readonly capture: Capture;
  readonly #logBudget: number;
  readonly #streams = new Map<number, number>();
  /** Packets of the file; its marks name them by their place. */
  #packets = 0;
  /** Rows of packets that were not on the wire stand between those of the file's packets. */
  readonly #shifts: { readonly from: number; readonly by: number }[] = [];
  /** Number in the capture of the file's first packet, less 1. */
  readonly #before: number;

  /**
   * @param capture that has no packets yet
   * @param logBudget bytes of its log at least, once a file's events come
   */
  constructor(capture: Capture, logBudget = 0) {
    this.#logBudget = logBudget;
    this.capture = capture;
    this.#before = capture.newest;
  }

  /** The capture's own number of a stream of the file. */
  streamOf(stream: number): number | undefined {
    return this.#streams.get(stream);
  }

  take(event: CaptureEvent): void {
    if (event.kind === 'origin') {
      if (this.#packets > 0) return;
      this.capture.begin({ originWallClock: event.wallClock, logBudget: this.#logBudget });
    } else if (event.kind === 'opened') this.#open(event);
    else if (event.kind === 'packet') this.#packet(event);
    else if (event.kind === 'withheld') this.#withheld(event);
    else if (event.kind === 'mark') {
      this.capture.marks.set(this.#numberOf(event.packet), event.text);
    } else if (event.kind === 'note') {
      const stream = event.stream === undefined ? undefined : this.#streams.get(event.stream);
      if (stream === undefined) return;
      this.capture.noteStream(stream, event.fact);
      if (event.note === 'gap') this.capture.lacks(stream);
    } else if (event.kind === 'closed') {
      const stream = this.#streams.get(event.stream);
      if (stream !== undefined) this.capture.closeStream(stream, event.time, event.end);
    }
  }

  #open(opened: Pick<OpenedStream, 'stream'> & Partial<OpenedStream>): number {
    const { stream, version, time, client, server, carrier, fromStart = false, cut } = opened;
    const mayLackSide = opened.hasBothSides !== true;
    const ours = this.capture.openStream({
      version,
      time,
      carrier,
      fromStart,
      mayLackSide,
      // Who the client is, is known from the first byte on.
      begins: fromStart || cut || opened.framed ? 'cut' : 'guess',
      client: client && endpointText(client),
      server: opened.serverUnknown ? unknownServer(stream) : server && endpointText(server),
    });
    this.#streams.set(stream, ours);
    return ours;
  }

  /** In the capture, of a packet by its place in the file. */
  #numberOf(place: number): number {
    const shift = this.#shifts.findLast(({ from }) => from <= place)?.by ?? 0;
    return this.#before + place + shift;
  }

  #withheld({ stream, direction, time, bytes, masked, faults, mark }: WithheldPacket): void {
    const ours = this.#streams.get(stream) ?? this.#open({ stream });
    const [fault = UNKNOWN_FAULT, ...more] = faults;
    const packet = { stream: ours, direction, time, bytes, fault, masked: masked ?? false };
    const number = this.capture.faults.withheld(packet);
    if (number === 0) return;
    for (const one of more) this.capture.faults.mark(number, one);
    if (mark !== undefined) this.capture.marks.set(number, mark);
    this.#shifts.push({ from: this.#packets + 1, by: (this.#shifts.at(-1)?.by ?? 0) + 1 });
  }

  #packet(packet: ReadPacket): void {
    const { stream, direction, time, bytes, partial, problem, masked, afterGap, faults } = packet;
    this.#packets += 1;
    const ours = this.#streams.get(stream) ?? this.#open({ stream });
    if (afterGap) this.capture.gapIn(ours);
    if (!partial) {
      const number = this.capture.packet(ours, direction, time, bytes, masked);
      for (const fault of faults ?? []) this.capture.faults.mark(number, fault);
      if (problem) this.capture.fault(ours, number, time, problem);
      return;
    }
    const why = problem ?? { ...UNKNOWN_PROBLEM, length: bytes.length };
    this.capture.brokenBytes(ours, direction, time, bytes, why);
  }
}
