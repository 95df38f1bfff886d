/** Limits the memory for the devices of all books of a capture. Sizes are estimates. */

/** Estimated bytes of an entry in addition to its texts. */
const ENTRY = 200;
/** Bytes of a device without entries, with names of full length. */
const DEVICE = 3000;

export class DeviceMemory {
  readonly most: number;
  #used = 0;

  constructor(most = 256 << 20) {
    this.most = most;
  }

  /** Takes nothing and returns false if less is left. @param bytes negative: gives back */
  take(bytes: number): boolean {
    if (bytes > 0 && this.#used + bytes > this.most) return false;
    this.#used += bytes;
    return true;
  }
}

export const deviceSize = (id: string, root: string): number => DEVICE + lengthOf(id, root);

/** Size of an entry that has only these texts. */
export const textsSize = (...texts: readonly (string | undefined)[]): number =>
  ENTRY + lengthOf(...texts);

/** A list has 8 bytes for each item, and two for each character. */
export const listSize = (list: readonly (string | number)[]): number =>
  list.reduce<number>((sum, one) => sum + 8 + (typeof one === 'string' ? 2 * one.length : 0), 0);

function lengthOf(...texts: readonly (string | undefined)[]): number {
  let length = 0;
  for (const text of texts) length += text?.length ?? 0;
  return 2 * length;
}
