/**
 * The classes of readable-stream that mqtt.js and our transport use, from the package's own files. Its entry adds
 * operators, pipelines and promises.
 */
const { Buffer } = require('buffer');
const { Stream } = require('readable-stream/lib/internal/streams/legacy');

// The entry sets these, and the classes call them.
Stream._isUint8Array = (value) => value instanceof Uint8Array;
Stream._uint8ArrayToBuffer = ({ buffer, byteOffset, byteLength }) =>
  Buffer.from(buffer, byteOffset, byteLength);

module.exports = {
  Duplex: require('readable-stream/lib/internal/streams/duplex'),
  Readable: require('readable-stream/lib/internal/streams/readable'),
  Writable: require('readable-stream/lib/internal/streams/writable'),
};
