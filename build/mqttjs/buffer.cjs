/**
 * In the place of `buffer` for mqtt.js, mqtt-packet, bl and readable-stream: what they call of it, and nothing else of a
 * module that is as large as all of mqtt-packet. Text in an encoding other than UTF-8 is refused; none of them has any.
 */
const UTF8 = new Set(['utf8', 'utf-8']);
const encoder = new TextEncoder();
// As Node's: what begins with a byte order mark keeps it.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

function checked(encoding = 'utf8') {
  if (!UTF8.has(encoding)) throw new TypeError(`Unknown encoding: ${encoding}`);
}

class Buffer extends Uint8Array {
  static from(value, encodingOrOffset, length) {
    if (typeof value === 'string') {
      checked(encodingOrOffset);
      const { buffer, byteOffset, byteLength } = encoder.encode(value);
      return new Buffer(buffer, byteOffset, byteLength);
    }
    if (value instanceof ArrayBuffer) return new Buffer(value, encodingOrOffset, length);
    return new Buffer(value);
  }

  static alloc(size) {
    return new Buffer(size);
  }

  static allocUnsafe(size) {
    return new Buffer(size);
  }

  static isBuffer(value) {
    return value instanceof Buffer;
  }

  /** Of bytes, mqtt.js says that they are `binary`. */
  static isEncoding(encoding) {
    return UTF8.has(encoding) || encoding === 'binary';
  }

  static byteLength(value) {
    return typeof value === 'string' ? encoder.encode(value).length : value.byteLength;
  }

  static concat(list, length = list.reduce((sum, bytes) => sum + bytes.length, 0)) {
    const all = new Buffer(length);
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

  copy(target, at = 0, start = 0, end = this.length) {
    const bytes = this.subarray(start, Math.min(end, start + target.length - at));
    target.set(bytes, at);
    return bytes.length;
  }

  toString(encoding, start, end) {
    checked(encoding);
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
