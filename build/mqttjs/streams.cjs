/** In the place of `readable-stream`: its streams, without pipelines, operators and web streams. */
const { Stream } = require('readable-stream/lib/internal/streams/legacy.js');

// As its own index has them.
Stream._isUint8Array = (value) => value instanceof Uint8Array;
Stream._uint8ArrayToBuffer = ({ buffer, byteOffset, byteLength }) =>
  require('buffer').Buffer.from(buffer, byteOffset, byteLength);

module.exports = {
  Duplex: require('readable-stream/lib/internal/streams/duplex.js'),
  Readable: require('readable-stream/lib/internal/streams/readable.js'),
  Writable: require('readable-stream/lib/internal/streams/writable.js'),
};
