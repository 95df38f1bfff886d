/**
 * In the place of `bl` for mqtt-packet's parser: the bytes that wait to be read. They are in one piece, because
 * whole packets come in.
 */
const { Buffer } = require('buffer');

class BytesInOne {
  #bytes = Buffer.alloc(0);

  get length() {
    return this.#bytes.length;
  }

  append({ buffer, byteOffset, byteLength }) {
    const more = Buffer.from(buffer, byteOffset, byteLength);
    this.#bytes = this.length === 0 ? more : Buffer.concat([this.#bytes, more]);
  }

  consume(count) {
    this.#bytes = this.#bytes.slice(count);
  }

  slice(start, end) {
    return this.#bytes.slice(start, end);
  }

  toString(encoding, start, end) {
    return this.#bytes.toString(encoding, start, end);
  }

  readUInt8(at) {
    return this.#bytes.readUInt8(at);
  }

  readUInt16BE(at) {
    return this.#bytes.readUInt16BE(at);
  }

  readUInt32BE(at) {
    return this.#bytes.readUInt32BE(at);
  }
}

module.exports = () => new BytesInOne();
