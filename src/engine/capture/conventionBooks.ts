/** What is kept of messages on topics of conventions: requests with their replies, and devices. */
import type { MessageArrival } from '../conventions/convention.ts';
import type { Conventions } from '../conventions/conventions.ts';
import { followTopic } from '../conventions/followTopic.ts';
import type { ValueAt } from '../devices/device.ts';
import type {
  DeviceDetail,
  DeviceRequest,
  DevicesReply,
  DevicesRequest,
} from '../devices/deviceRows.ts';
import { Devices } from '../devices/devices.ts';
import type { PairsReply, PairsRequest } from '../pairs/pair.ts';
import type { PacketReply } from '../pairs/reply.ts';
import { RequestPairs } from '../pairs/requestPairs.ts';

export interface BookSources {
  readonly conventions: Conventions;
  /** Whether a stream goes on. */
  readonly isOpen: (stream: number) => boolean;
  /** Called with a request that is answered. */
  readonly onPaired: (packet: number) => void;
  readonly valueAt: ValueAt;
}

export class ConventionBooks {
  readonly #sources: BookSources;
  /** By the ids of their conventions. */
  readonly #pairs: ReadonlyMap<string, RequestPairs>;
  #devices: Devices;
  /** Of conventions that follow all their messages; by their ids. */
  readonly #followers = new Map<string, (message: MessageArrival) => void>();

  constructor(sources: BookSources) {
    this.#sources = sources;
    this.#pairs = new Map(
      [...sources.conventions.topics].map(
        ([id, { patience }]) =>
          [id, new RequestPairs(patience, sources.isOpen, undefined, sources.onPaired)] as const,
      ),
    );
    this.#devices = this.#noDevices();
  }

  clear(): void {
    for (const pairs of this.#pairs.values()) pairs.clear();
    this.#devices = this.#noDevices();
  }

  #noDevices(): Devices {
    this.#followers.clear();
    return new Devices(this.#sources.conventions.names, this.#sources.valueAt);
  }

  /** @param id of its convention */
  take(id: string, arrival: MessageArrival): void {
    // While the recording is stopped, a device goes on to be heard.
    if (arrival.number > 0) this.#pairs.get(id)?.publish(arrival);
    const book = this.#devices.book(id);
    if (book === undefined) return;
    const follow = this.#sources.conventions.topics.get(id)?.meaning.found?.follow;
    if (follow === undefined) {
      followTopic(arrival, book);
      return;
    }
    const follower = this.#followers.get(id) ?? follow(book);
    this.#followers.set(id, follower);
    follower(arrival);
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

  pairs(request: PairsRequest, now: number): PairsReply | undefined {
    return this.#pairs.get(request.convention)?.window(request, now);
  }

  devices(request: DevicesRequest, now: number): DevicesReply {
    return this.#devices.window(request, now);
  }

  device(request: DeviceRequest): DeviceDetail | null {
    return this.#devices.detail(request);
  }
}
