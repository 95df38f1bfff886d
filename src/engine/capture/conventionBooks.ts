/** What is kept of messages on topics of conventions: requests with their replies, and devices. */
import type { MessageArrival, OnTooMuch, Telling } from '../conventions/convention.ts';
import type { Conventions } from '../conventions/conventions.ts';
import { followTopic } from '../conventions/followTopic.ts';
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
import type { PairsReply, PairsRequest } from '../requestResponse/pair.ts';
import { pairsWindow } from '../requestResponse/pairsWindow.ts';
import type { PacketReply } from '../requestResponse/reply.ts';
import { RequestPairs } from '../requestResponse/requestPairs.ts';

export interface BookSources extends OtherTopics {
  readonly conventions: Conventions;
  /** Whether a stream goes on. */
  readonly isOpen: (stream: number) => boolean;
  /** Called with a request that is answered. */
  readonly onPaired: (packet: number) => void;
}

/** Reports a message that exceeds a limit. @param convention its name */
export type ReportTooMuch = (
  message: MessageArrival,
  convention: string,
  ...limit: Parameters<OnTooMuch>
) => void;

export class ConventionBooks {
  readonly #conventions: Conventions;
  readonly #telling: Telling;
  readonly #reportTooMuch: ReportTooMuch;
  /** By the ids of their conventions. */
  readonly #pairs: ReadonlyMap<string, RequestPairs>;
  readonly #devices: Devices;
  /** Of conventions that follow all their messages; by their ids. */
  readonly #followers = new Map<string, (message: MessageArrival) => void>();

  constructor(sources: BookSources, telling: Telling, reportTooMuch: ReportTooMuch) {
    const { conventions, isOpen, onPaired } = sources;
    this.#conventions = conventions;
    this.#telling = telling;
    this.#reportTooMuch = reportTooMuch;
    this.#pairs = new Map(
      [...conventions.topics].map(
        ([id, { patience }]) =>
          [id, new RequestPairs(patience, isOpen, undefined, onPaired)] as const,
      ),
    );
    this.#devices = new Devices(conventions.names, sources);
  }

  /** Whoever follows messages goes on: what they learned is not told again. */
  clear(): void {
    for (const pairs of this.#pairs.values()) pairs.clear();
    this.#devices.clear();
  }

  /** All is told once more. */
  begin(): void {
    this.clear();
    this.#followers.clear();
  }

  /** @param id of its convention */
  publish(id: string, arrival: MessageArrival): void {
    this.#pairs.get(id)?.publish(arrival);
  }

  tellDevices(id: string, arrival: MessageArrival): void {
    const book = this.#devices.book(id);
    if (book === undefined) return;
    const follow = this.#conventions.topics.get(id)?.meaning.found?.follow;
    if (follow === undefined) {
      const name = this.#conventions.names.get(id) ?? id;
      const onTooMuch: OnTooMuch = (...limit) => this.#reportTooMuch(arrival, name, ...limit);
      if (arrival.will === undefined) followTopic(arrival, book, onTooMuch);
      return;
    }
    const follower = this.#followers.get(id) ?? follow(book, this.#tellingOf(book));
    this.#followers.set(id, follower);
    follower(arrival);
  }

  /** What is found wrong is also of the device whose message it was. */
  #tellingOf(book: DeviceBook): Telling {
    const { report, ...others } = this.#telling;
    return {
      ...others,
      report: (found, message) => {
        report(found, message);
        if (message.number > 0) book.findings.add(message.meaning.device, foundIn(message, found));
      },
    };
  }

  /** What a packet asks or answers by a convention. */
  ofPacket(packet: number): PacketReply | undefined {
    for (const pairs of this.#pairs.values()) {
      const found = pairs.ofPacket(packet);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** How many pairs there are, by the ids of conventions. */
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
