/** Publishing while the writer of the chosen format is loading. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { eventually } from '../../../base/eventually.testkit.ts';
import type { Lazy } from '../../../base/lazy.ts';
import { SETTINGS } from '../../../profiles/settings/settings.testkit.ts';
import { SilentHandle } from '../connection/handle.testkit.ts';

/** Fresh modules, because other tests may have loaded the codecs already. */
async function fresh() {
  vi.resetModules();
  const [language, names, announcements, connections, tabs, forms, sending] = await Promise.all([
    import('../../kit/language/language.ts'),
    import('../../../payload/formats/names.ts'),
    import('../../kit/language/announcements.ts'),
    import('../connection/connections.ts'),
    import('../connectionTabs.ts'),
    import('./forms.ts'),
    import('./sendForm.ts'),
  ]);
  await language.loadTexts();
  return { ...names, ...announcements, ...connections, ...tabs, ...forms, ...sending };
}

let app: Awaited<ReturnType<typeof fresh>>;
let handle: SilentHandle;
let id = '';
beforeAll(async () => {
  app = await fresh();
});
beforeEach(() => {
  handle = new SilentHandle();
  app.setHandleFactory(() => handle);
  id = app.openConnection();
  app.connect(id, SETTINGS);
});
afterEach(() => {
  app.closeConnection(id);
  vi.restoreAllMocks();
});
afterAll(() => {
  vi.resetModules();
});

/** Delays the codec until it is released. Each codec can load only once, so every test uses a different one. */
function held<T>(part: Lazy<T>): () => void {
  const load = part.load.bind(part);
  let letGo = (): void => undefined;
  const free = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  vi.spyOn(part, 'load').mockImplementation(async () => {
    await free;
    return load();
  });
  return letGo;
}

const published = () =>
  handle.sent
    .filter((command) => command.kind === 'publish')
    .map(({ message }) => [message.topic, Buffer.from(message.payload).toString('hex')]);

test('each message is sent as it was at its request, in its format, whatever changes since', async () => {
  const letGo = held(app.CBOR.typed);
  app.changeForm(id, { topic: 'a', payload: '[1]' });
  app.chooseFormat(id, 'cbor');
  app.sendForm(id, 5);
  app.changeForm(id, { topic: 'b', payload: '[2]' });
  app.sendForm(id, 5);
  app.sendForm(id, 5);
  app.chooseFormat(id, 'text');
  app.changeForm(id, { payload: 'off' });
  app.sendForm(id, 5);
  expect(published()).toEqual([['b', '6f6666']]);
  app.chooseFormat(id, 'cbor');
  app.changeForm(id, { payload: '[3]' });
  app.sendForm(id, 5);
  letGo();
  await eventually(() => expect(app.formFor(id).format).toBe('cbor'));
  expect(published()).toEqual([
    ['b', '6f6666'],
    ['a', '8101'],
    ['b', '8102'],
    ['b', '8102'],
    ['b', '8103'],
  ]);
  app.sendForm(id, 5);
  expect(published()).toHaveLength(6);
  expect(app.formFor(id)).toMatchObject({ format: 'cbor', payload: '[3]' });
});

test('a format error is reported even if the form has another message; a file keeps its bytes until its format loads', async () => {
  const letGo = held(app.MESSAGE_PACK.typed);
  app.changeForm(id, { topic: 'lamp', payload: 'no json' });
  app.chooseFormat(id, 'messagepack');
  app.sendForm(id, 5);
  // 0x31 is "1" as text, and 49 as MessagePack.
  await app.takeFile(id, new File([Uint8Array.of(0x31)], 'one.bin'));
  letGo();
  await eventually(() => expect(app.formFor(id).format).toBe('messagepack'));
  expect(published()).toEqual([]);
  expect(app.useAnnouncement.getState()).toMatchObject({ isShown: true });
  expect(app.useAnnouncement.getState().text).toMatch(/^Not sent to lamp: Not valid JSON, line 1/);
  expect(app.formFor(id)).toMatchObject({ format: 'messagepack', payload: '49' });
});

test('an attached file is kept, whichever format is selected before the first one loads', async () => {
  const letGo = held(app.SPARKPLUG.typed);
  app.changeForm(id, { topic: 'a' });
  app.chooseFormat(id, 'sparkplug');
  await app.takeFile(id, new File(['on'], 'on.txt'));
  app.chooseFormat(id, 'text');
  expect(app.formFor(id)).toMatchObject({ format: 'text', payload: 'on' });
  letGo();
});
