/** Keeps the messages on topics of conventions: requests with their replies, and devices. */
import type {
  ConventionReports,
  Follower,
  MessageArrival,
  OnTooMuch,
  Settle,
} from '../conventions/convention.ts';
import type { Conventions } from '../conventions/conventions.ts';
import { foundIn } from '../conventions/foundIn.ts';
import type { DeviceBook } from '../devices/deviceBook.ts';
import type {
  AnnouncedReply,
  AnnouncedRequest,
  DeviceDetail,
  DeviceRequest,
  DevicesReply,
  DevicesRequest,
} from '../devices/deviceRows.ts';
import { Devices, type OtherTopics } from '../devices/devices.ts';
import type { ConventionLimit } from '../findings/conventionLimit.ts';
import type { PairsReply, PairsRequest } from '../requestResponse/pair.ts';
import { pairsWindow } from '../requestResponse/pairsWindow.ts';
import type { PacketReply } from '../requestResponse/reply.ts';
import { RequestPairs } from '../requestResponse/requestPairs.ts';

export interface BookSources extends OtherTopics {
  readonly conventions: Conventions;
  /** True while a stream is open. */
  readonly isOpen: (stream: number) => boolean;
  /** Called with a request that got an answer. */
  readonly onPaired: (packet: number) => void;
}

/** Reports a message that exceeds a limit. @param convention name of the convention */
export type ReportTooMuch = (
  message: MessageArrival,
  convention: string,
  ...limit: Parameters<OnTooMuch>
) => void;

/** Reports of all conventions. */
export type SharedReports = Omit<ConventionReports, 'settles'>;

export class ConventionBooks {
  readonly #conventions: Conventions;
  readonly #reports: SharedReports;
  readonly #reportTooMuch: ReportTooMuch;
  /** By the id of the convention. */
  readonly #pairs: ReadonlyMap<string, RequestPairs>;
  readonly #devices: Devices;
  /** Conventions that follow all their messages, by id. */
  readonly #followers = new Map<string, Follower>();
  readonly #settling: Settle[] = [];

  constructor(sources: BookSources, reports: SharedReports, reportTooMuch: ReportTooMuch) {
    const { conventions, isOpen, onPaired } = sources;
    this.#conventions = conventions;
    this.#reports = reports;
    this.#reportTooMuch = reportTooMuch;
    this.#pairs = new Map(
      [...conventions.topics].map(
        ([id, { patience }]) =>
          [id, new RequestPairs(patience, isOpen, undefined, onPaired)] as const,
      ),
    );
    this.#devices = new Devices(conventions.names, sources);
  }

  /** Clears the books. Followers keep their state, so they do not report known facts again. */
  clear(): void {
    for (const pairs of this.#pairs.values()) pairs.clear();
    this.#devices.clear();
  }

  /** Starts over: all messages are read again. */
  begin(): void {
    this.clear();
    this.#followers.clear();
    this.#settling.length = 0;
  }

  /** Reports what later messages did not refute. */
  readonly settle: Settle = (now, isOver) => {
    for (const settle of this.#settling) settle(now, isOver);
  };

  /** @param id id of the convention */
  enter(id: string, arrival: MessageArrival): void {
    const name = this.#conventions.names.get(id) ?? id;
    const reported: ConventionLimit[] = [];
    const onTooMuch: OnTooMuch = (of, most) => {
      if (!reported.includes(of)) this.#reportTooMuch(arrival, name, of, most);
      reported.push(of);
    };
    // Calls to a device are also followed while the recording is stopped.
    const isPaired = arrival.number > 0 && arrival.will === undefined;
    if (isPaired) this.#pairs.get(id)?.publish(arrival, onTooMuch);
    this.#updateDevices(id, arrival, onTooMuch);
  }

  #updateDevices(id: string, arrival: MessageArrival, onTooMuch: OnTooMuch): void {
    const book = this.#devices.book(id);
    if (book === undefined) return;
    const follow = this.#conventions.topics.get(id)?.meaning.found?.follow;
    if (follow !== undefined) {
      const follower = this.#followers.get(id) ?? follow(book, this.#reportsOf(book));
      this.#followers.set(id, follower);
      follower(arrival, onTooMuch);
    } else if (arrival.will === undefined) followTopic(arrival, book, onTooMuch);
    for (const { of, most } of book.exceeded.take()) onTooMuch(of, most);
  }

  /** A finding is also stored with the device that sent the message. */
  #reportsOf(book: DeviceBook): ConventionReports {
    const { report, ...others } = this.#reports;
    return {
      ...others,
      settles: (settle) => {
        this.#settling.push(settle);
      },
      report: (found, message) => {
        report(found, message);
        const { device = '' } = message.meaning ?? {};
        if (message.number > 0 && device !== '') book.findings.add(device, foundIn(message, found));
      },
    };
  }

  /** The packet's request or reply by a convention. */
  ofPacket(packet: number): PacketReply | undefined {
    for (const pairs of this.#pairs.values()) {
      const found = pairs.ofPacket(packet);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** Number of pairs, by the id of the convention. */
  get pairCounts(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#pairs].map(([id, { total }]) => [id, total]));
  }

  get deviceCount(): number {
    return this.#devices.count;
  }

  pairs(request: PairsRequest, now: number): PairsReply {
    return pairsWindow(this.#pairs, this.#conventions.names, request, now);
  }

  devices(request: DevicesRequest, now: number): DevicesReply {
    return this.#devices.window(request, now);
  }

  device(request: DeviceRequest, now: number): DeviceDetail | null {
    return this.#devices.detail(request, now);
  }

  announced(request: AnnouncedRequest, now: number): AnnouncedReply {
    return this.#devices.announced(request, now);
  }
}

/** Follows devices if each topic's meaning reads its own messages. */
function followTopic(message: MessageArrival, book: DeviceBook, onTooMuch: OnTooMuch): void {
  const { meaning, topic, payload, retain } = message;
  const { device, root = topic, isForDevice, isAlive = false } = meaning;
  // An empty message that clears a retained one reaches current subscribers without RETAIN. It does not
  // announce a device.
  const isNothing = payload.length === 0 && (retain || !isAlive);
  if (isNothing && device !== '' && book.get(device) === undefined) return;
  if (device !== '' && !isForDevice) book.heard(device, root, message);
  meaning.tell?.(message, book, onTooMuch);
}
