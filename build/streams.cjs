/**
 * The classes of readable-stream that mqtt.js and our transport use, from the package's own files. Its entry adds
 * operators, pipelines and promises.
 */
module.exports = {
  Duplex: require('readable-stream/lib/internal/streams/duplex'),
  Readable: require('readable-stream/lib/internal/streams/readable'),
  Writable: require('readable-stream/lib/internal/streams/writable'),
};
