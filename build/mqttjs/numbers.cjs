/**
 * Numbers as mqtt-packet writes them. Its own makes 65,536 buffers before it writes the first packet; here each is
 * made when it is written.
 */
const { Buffer } = require('buffer');

const generateNumber = (number) => Buffer.from([number >> 8, number & 0xff]);

function genBufVariableByteInt(number) {
  const bytes = [];
  let left = number;
  for (; left > 127; left >>= 7) bytes.push((left & 0x7f) | 0x80);
  return Buffer.from([...bytes, left]);
}

const generate4ByteBuffer = (number) =>
  Buffer.from([number >>> 24, (number >> 16) & 0xff, (number >> 8) & 0xff, number & 0xff]);

module.exports = {
  cache: new Proxy({}, { get: (_none, number) => generateNumber(number) }),
  generateCache: () => undefined,
  generateNumber,
  genBufVariableByteInt,
  generate4ByteBuffer,
};
