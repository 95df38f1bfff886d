/** Bytes that grow as they are unpacked, and are read again as they are. */
export class Unpacked {
  bytes: Uint8Array = new Uint8Array(1024);
  length = 0;

  room(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.length + more));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }

  add(more: Uint8Array): void {
    this.room(more.length);
    this.bytes.set(more, this.length);
    this.length += more.length;
  }

  fill(byte: number, count: number): void {
    this.room(count);
    this.bytes.fill(byte, this.length, this.length + count);
    this.length += count;
  }

  /** What stands `distance` before, which may reach into what is being written. */
  repeat(distance: number, count: number): void {
    this.room(count);
    const from = this.length - distance;
    if (distance >= count) this.bytes.copyWithin(this.length, from, from + count);
    else {
      for (let at = 0; at < count; at += 1) {
        this.bytes[this.length + at] = this.bytes[from + at] ?? 0;
      }
    }
    this.length += count;
  }

  upTo(most: number): Uint8Array {
    return this.bytes.slice(0, Math.min(this.length, most));
  }
}
