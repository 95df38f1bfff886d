/** Loads a capture file into the engine, so that all views of a live capture work for it. */
import { plainBreach } from '../../../mqtt/statements/breaches.ts';
import type { Capture } from '../../capture/capture.ts';
import { unknownServer } from '../../streams/unknownServer.ts';
import type {
  CaptureEvent,
  Endpoint,
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

/** Used if a file of another program does not name the fault. */
const UNKNOWN_FAULT = { rule: '?', action: 'drop' } as const;

/** Renumbers streams in order of appearance. */
export class CaptureFeed {
  /** Before the first event: an empty capture whose origin is the start of 1970. */
  readonly capture: Capture;
  readonly #logBudget: number;
  readonly #streams = new Map<number, number>();
  #lastServer = '';
  /** Packets of the file so far; marks refer to them by position. */
  #packets = 0;
  /** Number offsets: rows of withheld packets lie between those of the file's packets. */
  readonly #shifts: { readonly from: number; readonly by: number }[] = [];
  /** Number in the capture of the file's first packet, minus 1. */
  readonly #before: number;

  /**
   * @param capture must be empty
   * @param logBudget minimum size of its log in bytes, applied at the first event of a file
   */
  constructor(capture: Capture, logBudget = 0) {
    this.#logBudget = logBudget;
    this.capture = capture;
    this.#before = capture.newest;
  }

  /** The capture's number for a stream of the file. */
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
      // A relay knows the cause, and when the first side ended, which may be before the event.
      const end = event.told ? { ...event.end, cause: event.told.cause } : event.end;
      if (stream !== undefined) this.capture.closeStream(stream, event.time, end);
    }
  }

  #open(opened: Pick<OpenedStream, 'stream'> & Partial<OpenedStream>): number {
    const { stream, version, time, client, server, carrier, fromStart } = opened;
    const mayLackSide = opened.hasBothSides !== true;
    const ours = this.capture.openStream({
      version,
      isGuessed: opened.versionInferred,
      time,
      carrier,
      fromStart: fromStart ?? false,
      mayLackSide,
      client: client && endpointText(client),
      server: opened.serverUnknown ? unknownServer(stream) : server && this.#serverText(server),
    });
    this.#streams.set(stream, ours);
    return ours;
  }

  /** Most streams of a file share one server: its text is stored once. */
  #serverText(server: Endpoint): string {
    const text = endpointText(server);
    if (text !== this.#lastServer) this.#lastServer = text;
    return this.#lastServer;
  }

  /** Converts a position in the file to a number in the capture. */
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
    if (packet.version !== undefined) this.capture.setVersion(ours, packet.version);
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
