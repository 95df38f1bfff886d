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

test('what is chosen is opened, all of it at once, and how to open each again is kept', async () => {
  const files = ['night.pcapng', 'keys.log'];
  expect(await chosen(async () => files.map(handle))).toEqual({
    asked: [{ multiple: true }],
    opened: files,
    kept: ['night.pcapng by night.pcapng', 'keys.log by keys.log'],
    inputs: 0,
  });
});

test('who changes their mind is not asked once more', async () => {
  const { opened, kept, inputs } = await chosen(fails('AbortError'));
  expect([opened, kept, inputs]).toEqual([[], [], 0]);
});

test('an input asks where the page may not use the picker, or a file is gone, and in a browser without one', async () => {
  expect((await chosen(fails('SecurityError'))).inputs).toBe(1);
  const gone = { name: 'gone', getFile: fails('NotFoundError') };
  expect(await chosen(async () => [handle('a'), gone])).toMatchObject({ opened: [], inputs: 1 });
  const none = await chosen(async () => [handle('a')], { showOpenFilePicker: undefined });
  expect(none).toMatchObject({ opened: [], inputs: 1 });
});
