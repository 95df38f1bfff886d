/**
 * Allocates runs of bytes for values in shared slabs: an ArrayBuffer for each value would take several times
 * its bytes.
 */

/** Bytes of a slab; larger runs have their own slab. */
const SLAB = 1 << 16;
const LARGEST_SHARED = SLAB / 4;
/** Size of the first slab per size class, because most captures have few values. */
const FIRST_SLAB = 1 << 11;
/** Alignment of runs in bytes, as a power of two. */
const GRAIN = 3;
/**
 * Up to this many bytes, there is a size for each multiple of the alignment; above, eight sizes per doubling.
 */
const FINE = 512;
const STEPS = 3;

interface Slab {
  readonly words: DataView;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Size of each of its runs. */
  readonly size: number;
  /** Runs in use. */
  used: number;
  /** Offset of the first run never used. */
  fresh: number;
  /** The last freed run, whose first word links to the previous one; -1: none. */
  freed: number;
}

/** Slabs of a size class. */
interface Size {
  /** Numbers of slabs with free runs; some may have been released. */
  readonly open: number[];
  slabs: number;
}

/** Bytes taken by a run of at least this size. */
export function runSize(bytes: number): number {
  if (bytes <= FINE) return Math.max(1, (bytes + (1 << GRAIN) - 1) >> GRAIN) << GRAIN;
  if (bytes > LARGEST_SHARED) return bytes;
  const step = 1 << (31 - Math.clz32(bytes - 1) - STEPS);
  return Math.ceil(bytes / step) * step;
}

/** A run is identified by a number: its slab and its index. */
export class ByteRuns {
  readonly #slabs: (Slab | undefined)[] = [];
  readonly #gone: number[] = [];
  readonly #sizes = new Map<number, Size>();
  /** Bytes of the last released slab, so that repeated allocation of one run needs no new memory. */
  #spare: Uint8Array<ArrayBuffer> | undefined;

  /** @param size as returned by `runSize` */
  take(size: number): number {
    if (size > LARGEST_SHARED) return this.#addSlab(size, size) * (SLAB >> GRAIN);
    const sizes = this.#sizeOf(size);
    for (;;) {
      const number = sizes.open.at(-1);
      if (number === undefined) {
        sizes.slabs += 1;
        const room = Math.min(SLAB, FIRST_SLAB << Math.min(sizes.slabs, 8));
        sizes.open.push(this.#addSlab(Math.max(room, size * 2), size));
        continue;
      }
      const slab = this.#slabs[number];
      if (slab?.size !== size) {
        sizes.open.pop();
        continue;
      }
      const run = freeIn(slab);
      if (isFull(slab)) sizes.open.pop();
      return number * (SLAB >> GRAIN) + (run >> GRAIN);
    }
  }

  giveBack(run: number): void {
    const number = Math.floor(run / (SLAB >> GRAIN));
    const slab = this.#slabs[number];
    if (slab === undefined) return;
    slab.used -= 1;
    if (slab.used === 0) {
      this.#slabs[number] = undefined;
      if (slab.size <= LARGEST_SHARED) this.#spare = slab.bytes;
      this.#gone.push(number);
      return;
    }
    const wasFull = isFull(slab);
    const at = this.start(run);
    slab.words.setInt32(at, slab.freed);
    slab.freed = at;
    if (wasFull) this.#sizeOf(slab.size).open.push(number);
  }

  /** The slab of a run, from the start of the run. */
  words(run: number): DataView {
    return this.#slabs[Math.floor(run / (SLAB >> GRAIN))]?.words ?? NOTHING;
  }

  bytes(run: number): Uint8Array<ArrayBuffer> {
    return this.#slabs[Math.floor(run / (SLAB >> GRAIN))]?.bytes ?? NO_BYTES;
  }

  start(run: number): number {
    return (run % (SLAB >> GRAIN)) << GRAIN;
  }

  #sizeOf(size: number): Size {
    const known = this.#sizes.get(size);
    if (known !== undefined) return known;
    const made = { open: [], slabs: 0 };
    this.#sizes.set(size, made);
    return made;
  }

  #addSlab(room: number, size: number): number {
    const bytes = this.#spare?.length === room ? this.#spare : new Uint8Array(room);
    if (bytes === this.#spare) this.#spare = undefined;
    const number = this.#gone.pop() ?? this.#slabs.length;
    const isAlone = size > LARGEST_SHARED;
    const words = new DataView(bytes.buffer);
    const fresh = isAlone ? room : 0;
    this.#slabs[number] = { words, bytes, size, used: Number(isAlone), fresh, freed: -1 };
    return number;
  }
}

const NOTHING = new DataView(new ArrayBuffer(0));
const NO_BYTES = new Uint8Array(0);

const isFull = ({ freed, fresh, size, bytes }: Slab): boolean =>
  freed < 0 && fresh + size > bytes.length;

/** Takes a free run of a slab that is not full. */
function freeIn(slab: Slab): number {
  const { freed, fresh, size, words } = slab;
  slab.used += 1;
  if (freed < 0) {
    slab.fresh += size;
    return fresh;
  }
  slab.freed = words.getInt32(freed);
  return freed;
}
