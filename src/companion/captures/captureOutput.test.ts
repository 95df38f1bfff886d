import { Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { STANDARD_OUTPUT } from '../cli/replacedFile.ts';
import { openCaptureOutput } from './captureOutput.ts';

it('is complete on standard output only once its bytes are written', async () => {
  const closed = new Writable({
    write: (_bytes, _encoding, done) => setImmediate(done, new Error('closed')),
  });
  closed.on('error', () => undefined);
  const output = await openCaptureOutput(STANDARD_OUTPUT, closed);
  output.write(Buffer.from('ab'));
  await expect(output.finish()).rejects.toThrow('closed');
});
