import { PassThrough, Writable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { STANDARD_OUTPUT } from '../cli/replacedFile.ts';
import { heldOutput, openCaptureOutput } from './captureOutput.ts';

const MOST = 4;

async function held() {
  const stream = new PassThrough();
  const output = heldOutput(await openCaptureOutput(STANDARD_OUTPUT, stream), MOST);
  const write = (text: string): void => {
    output.write(Buffer.from(text));
  };
  const written = async (): Promise<string> => {
    await output.finish();
    stream.end();
    return (await buffer(stream)).toString();
  };
  return { stream, output, write, written };
}

it('writes what it holds at the end', async () => {
  const { stream, output, write, written } = await held();
  write('ab');
  write('cd');
  expect(stream.readableLength).toBe(0);
  expect(output.canDiscard()).toBe(true);
  expect(await written()).toBe('abcd');
});

it('writes nothing that was discarded', async () => {
  const { output, write, written } = await held();
  write('ab');
  await output.discard();
  write('c');
  expect(await written()).toBe('c');
});

it('holds no more than the beginning', async () => {
  const { stream, output, write, written } = await held();
  write('abcde');
  expect(stream.readableLength).toBe(5);
  expect(output.canDiscard()).toBe(false);
  write('f');
  await output.flush();
  expect(await written()).toBe('abcdef');
});

it('is complete on standard output only once its bytes are written', async () => {
  const closed = new Writable({
    write: (_bytes, _encoding, done) => setImmediate(done, new Error('closed')),
  });
  closed.on('error', () => undefined);
  const output = await openCaptureOutput(STANDARD_OUTPUT, closed);
  output.write(Buffer.from('ab'));
  await expect(output.finish()).rejects.toThrow('closed');
});
