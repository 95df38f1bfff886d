/** The limit: a WebSocket in a worker that only counts bytes. */
self.onmessage = ({ data }: MessageEvent<{ url: string; bytes: number }>) => {
  const socket = new WebSocket(data.url, 'mqtt');
  socket.binaryType = 'arraybuffer';
  let bytes = 0;
  let started = 0;
  socket.onmessage = ({ data: frame }: MessageEvent<ArrayBuffer>) => {
    if (started === 0) started = performance.now();
    bytes += frame.byteLength;
    if (bytes >= data.bytes) {
      self.postMessage({ ms: performance.now() - started, count: bytes });
      socket.close();
    }
  };
};
