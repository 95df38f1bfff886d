/**
 * In the place of `buffer` for mqtt-packet: what its parser and its tables call of it, and nothing else of a module that is
 * as large as all of mqtt-packet. Text in an encoding other than UTF-8 is refused; they have none.
 */
// As Node's: what begins with a byte order mark keeps it.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

class Buffer extends Uint8Array {
  static from(value, offset, length) {
    return new Buffer(value, offset, length);
  }

  static alloc(size) {
    return new Buffer(size);
  }

  static concat(list) {
    const all = new Buffer(list.reduce((sum, bytes) => sum + bytes.length, 0));
    let at = 0;
    for (const bytes of list) {
      all.set(bytes, at);
      at += bytes.length;
    }
    return all;
  }

  /** Of the same memory, unlike that of a Uint8Array. */
  slice(start, end) {
    return this.subarray(start, end);
  }

  toString(encoding = 'utf8', start, end) {
    if (encoding !== 'utf8') throw new TypeError(`Unknown encoding: ${encoding}`);
    return decoder.decode(this.subarray(start, end));
  }

  readUInt8(at) {
    return this[at];
  }

  readUInt16BE(at) {
    return (this[at] << 8) | this[at + 1];
  }

  readUInt32BE(at) {
    return this.readUInt16BE(at) * 65_536 + this.readUInt16BE(at + 2);
  }

  writeUInt8(value, at) {
    this[at] = value;
    return at + 1;
  }
}

module.exports = { Buffer };
