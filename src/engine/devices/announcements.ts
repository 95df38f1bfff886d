/** Lists the announcements of a capture's devices. Answers windows. */
import { partOf } from '../lists/rowRange.ts';
import { searched } from '../lists/searched.ts';
import { lastsFor, Snapshot } from '../lists/snapshot.ts';
import { isOrphan, type LastOn, namedTopics, silence } from './announced.ts';
import type { DeviceBook } from './deviceBook.ts';
import type {
  AnnouncedReply,
  AnnouncedRequest,
  AnnouncedRow,
  AnnouncedShow,
} from './deviceRows.ts';

/** Maximum number of silent topics in a row. */
const NAMED = 5;

export class Announcements {
  readonly #books: ReadonlyMap<string, DeviceBook>;
  readonly #rows = new Snapshot<AnnouncedRow>();

  /** @param books by the id of the convention */
  constructor(books: ReadonlyMap<string, DeviceBook>) {
    this.#books = books;
  }

  window(request: AnnouncedRequest, lastOn: LastOn, now: number): AnnouncedReply {
    const { show, search, heard } = request;
    const { shown, counts } = searched(this.#all(lastOn, heard, now), SEARCHABLE, request);
    return { show, search, ...partOf(shown, request), counts };
  }

  #all(lastOn: LastOn, heard: AnnouncedRequest['heard'], now: number): readonly AnnouncedRow[] {
    let count = 0;
    for (const book of this.#books.values())
      for (const { announced } of book.all) count += announced.size;
    this.#rows.keep([count], false, now, () => this.#made(lastOn, heard, now), lastsFor(count));
    return this.#rows.rows;
  }

  /** Rows in the order of topics. */
  #made(lastOn: LastOn, heard: AnnouncedRequest['heard'], now: number): readonly AnnouncedRow[] {
    const silentOf = silence(lastOn, heard, now);
    const rows: AnnouncedRow[] = [];
    for (const [convention, book] of this.#books) {
      for (const device of book.all) {
        if (device.announced.size === 0) continue;
        const whose = { convention, device: device.id, deviceName: device.name };
        const orphan = isOrphan(device, silentOf);
        for (const announcement of device.announced.values()) {
          const { speaksOn, mayTellOn, ...own } = announcement;
          const silent = silentOf(announcement).slice(0, NAMED);
          const named = namedTopics({ speaksOn, mayTellOn });
          const isHeard = named.some((topic) => lastOn(topic) !== undefined);
          const topics = named.length;
          rows.push({ ...whose, ...own, topics, silent, isHeard, isOrphan: orphan });
        }
      }
    }
    return rows.sort((a, b) => (a.topic < b.topic ? -1 : 1));
  }
}

function isShown({ silent, isOrphan: isLeft }: AnnouncedRow, show: AnnouncedShow): boolean {
  if (show === 'all') return true;
  return show === 'orphan' ? isLeft : silent.length > 0;
}

const SEARCHABLE = {
  shows: ['all', 'silent', 'orphan'],
  none: { all: 0, silent: 0, orphan: 0 },
  isShown,
  texts: ({ topic, name, device, deviceName }: AnnouncedRow) => [topic, name, device, deviceName],
} as const;
