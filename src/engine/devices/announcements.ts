/** What made the devices of a capture known; answers windows. */
import { isOrphan, silence } from './announced.ts';
import type { LastOn } from './device.ts';
import type { DeviceBook } from './deviceBook.ts';
import type {
  AnnouncedReply,
  AnnouncedRequest,
  AnnouncedRow,
  AnnouncedShow,
} from './deviceRows.ts';

/** µs; a list is read, and not made for each message: a long one less often. */
const SECOND = 1_000_000;
const EVERY_SECOND = 2000;
/** Silent topics of a row. */
const NAMED = 5;

export class Announcements {
  readonly #books: ReadonlyMap<string, DeviceBook>;
  #rows: readonly AnnouncedRow[] = [];
  #time = Number.NEGATIVE_INFINITY;
  #count = -1;

  /** @param books by the ids of their conventions */
  constructor(books: ReadonlyMap<string, DeviceBook>) {
    this.#books = books;
  }

  window(request: AnnouncedRequest, lastOn: LastOn, now: number): AnnouncedReply {
    const { show, search, heard } = request;
    const counts: Record<AnnouncedShow, number> = { all: 0, silent: 0, orphan: 0 };
    const text = search.toLowerCase();
    const shown: AnnouncedRow[] = [];
    for (const row of this.#all(lastOn, heard, now)) {
      if (text !== '' && !holds(row, text)) continue;
      for (const each of ['all', 'silent', 'orphan'] as const) {
        if (!isShown(row, each)) continue;
        counts[each] += 1;
        if (each === show) shown.push(row);
      }
    }
    const first = Math.max(0, Math.min(request.first, shown.length));
    const rows = shown.slice(first, first + request.count);
    return { show, search, first, total: shown.length, rows, counts };
  }

  /** By topic; at most once a second, unless some came or went. */
  #all(lastOn: LastOn, heard: AnnouncedRequest['heard'], now: number): readonly AnnouncedRow[] {
    let count = 0;
    for (const book of this.#books.values())
      for (const { announced } of book.all) count += announced.size;
    const rests = SECOND * Math.max(1, count / EVERY_SECOND);
    if (count === this.#count && Math.abs(now - this.#time) < rests) return this.#rows;
    this.#count = count;
    this.#time = now;
    const silentOf = silence(lastOn, heard, now);
    const rows: AnnouncedRow[] = [];
    for (const [convention, book] of this.#books) {
      for (const device of book.all) {
        if (device.announced.size === 0) continue;
        const whose = { convention, device: device.id, deviceName: device.name };
        const orphan = isOrphan(device, silentOf);
        for (const announcement of device.announced.values()) {
          const { speaksOn, ...own } = announcement;
          const silent = silentOf(announcement).slice(0, NAMED);
          const isHeard = speaksOn.some((topic) => lastOn(topic) !== undefined);
          const topics = speaksOn.length;
          rows.push({ ...whose, ...own, topics, silent, isHeard, isOrphan: orphan });
        }
      }
    }
    this.#rows = rows.sort((a, b) => (a.topic < b.topic ? -1 : 1));
    return this.#rows;
  }
}

function isShown({ silent, isOrphan: isLeft }: AnnouncedRow, show: AnnouncedShow): boolean {
  if (show === 'all') return true;
  return show === 'orphan' ? isLeft : silent.length > 0;
}

const holds = ({ topic, name, device, deviceName }: AnnouncedRow, text: string): boolean =>
  [topic, name, device, deviceName].some((each) => each?.toLowerCase().includes(text));
