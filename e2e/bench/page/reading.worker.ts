/** The limit: a worker that reads a file in large slices and counts bytes. */
const SLICE = 4 * 1024 * 1024;

self.onmessage = async ({ data: file }: MessageEvent<File>) => {
  const started = performance.now();
  let count = 0;
  while (count < file.size) {
    count += (await file.slice(count, count + SLICE).arrayBuffer()).byteLength;
  }
  self.postMessage({ ms: performance.now() - started, count });
};
