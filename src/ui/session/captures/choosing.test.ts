/** Choosing files, with the browser's picker and without. */
import { expect, test } from 'vitest';
import { chooseFiles } from './choosing.ts';

/** Result for a picker answer. */
async function chosen(picker: (options: object) => Promise<object[]>, page: object = {}) {
  const opened: string[] = [];
  const kept: string[] = [];
  let inputs = 0;
  const asked: object[] = [];
  const showOpenFilePicker = (options: object) => {
    asked.push(options);
    return picker(options);
  };
  await chooseFiles(
    {
      multiple: true,
      open: (files) => opened.push(...files.map(({ name }) => name)),
      byInput: () => {
        inputs += 1;
      },
    },
    { showOpenFilePicker, ...page },
    (file, handle) => kept.push(`${file.name} by ${handle.name}`),
  );
  return { asked, opened, kept, inputs };
}

const handle = (name: string): object => ({ name, getFile: async () => new File(['x'], name) });
const fails = (name: string) => () => Promise.reject(new DOMException('', name));

test('opens all selected files at once, and keeps how to reopen each', async () => {
  const files = ['night.pcapng', 'keys.log'];
  expect(await chosen(async () => files.map(handle))).toEqual({
    asked: [{ multiple: true }],
    opened: files,
    kept: ['night.pcapng by night.pcapng', 'keys.log by keys.log'],
    inputs: 0,
  });
});

test('a cancelled selection is not requested again', async () => {
  const { opened, kept, inputs } = await chosen(fails('AbortError'));
  expect([opened, kept, inputs]).toEqual([[], [], 0]);
});

test('uses an input if the picker is blocked or missing, or a file is gone', async () => {
  expect((await chosen(fails('SecurityError'))).inputs).toBe(1);
  const gone = { name: 'gone', getFile: fails('NotFoundError') };
  expect(await chosen(async () => [handle('a'), gone])).toMatchObject({ opened: [], inputs: 1 });
  const none = await chosen(async () => [handle('a')], { showOpenFilePicker: undefined });
  expect(none).toMatchObject({ opened: [], inputs: 1 });
});
