/**
 * The limit: a worker that only counts the bytes of a WebSocket, and reports when a number of bytes has
 * arrived.
 */
self.onmessage = ({ data: url }: MessageEvent<string>) => {
  const socket = new WebSocket(url, 'mqtt');
  socket.binaryType = 'arraybuffer';
  let bytes = 0;
  let wanted = 0;
  socket.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => {
    bytes += data.byteLength;
    if (bytes === wanted) self.postMessage(performance.timeOrigin + performance.now());
  };
  self.onmessage = ({ data: more }: MessageEvent<number>) => {
    wanted = bytes + more;
    self.postMessage(0);
  };
};
