/** Which module goes into which file of the build. */
import { expect, test } from 'vitest';
import { chunkGroups, type Entries } from './chunks.ts';

const ENTRIES: Entries = {
  index: { source: 'index.html', realm: 'page', isFirst: true },
  app: { source: 'start.ts', realm: 'page', isFirst: true },
  english: { source: 'en.ts', realm: 'page', isFirst: true },
  chinese: { source: 'zh.ts', realm: 'page', isFirst: true },
  connectionWorker: { source: 'connection.ts', realm: 'connection', isFirst: true },
  tabWorker: { source: 'tab.ts', realm: 'tab', isFirst: true },
  judgeWorker: { source: 'judge.ts', realm: 'judge', isFirst: false },
};

/** Of each module what it imports at once, and after a bar what it imports later. */
const MODULES: Readonly<Record<string, string>> = {
  'index.html': 'react.ts mqtt.ts | start.ts en.ts zh.ts',
  'start.ts': 'react.ts button.ts filter.ts recipe.ts mqtt.ts clock.ts | view.ts dialog.ts form.ts',
  'en.ts': 'grammar.ts told.ts',
  'zh.ts': 'grammar.ts',
  'connection.ts': 'client.ts filter.ts frames.ts mqtt.ts exchanges.ts | opening.ts saving.ts',
  'tab.ts': 'broker.ts frames.ts recipe.ts mqtt.ts',
  'judge.ts': 'diagnose.ts mqtt.ts clock.ts rules.ts',
  'view.ts':
    'react.ts pane.ts exchanges.ts told.ts diagnose.ts | words/en/view.ts words/zh/view.ts',
  'dialog.ts': 'pane.ts saved.ts field.ts | words/en/dialog.ts words/zh/dialog.ts',
  'form.ts': 'react.ts field.ts rules.ts | fold.ts',
  'fold.ts': 'pane.ts',
  'opening.ts': 'client.ts packed.ts',
  'saving.ts': 'packed.ts saved.ts',
  'exchanges.ts': 'mqtt.ts',
  'words/en/view.ts': 'words/en/named.ts',
  'words/en/dialog.ts': 'words/en/named.ts',
  'words/zh/view.ts': 'words/zh/named.ts',
  'words/zh/dialog.ts': 'words/zh/named.ts',
};

const graph = {
  getModuleInfo(id: string) {
    const [now = '', later = ''] = (MODULES[id.slice('/root/'.length)] ?? '').split('|');
    const ids = (list: string) => (list.match(/\S+/g) ?? []).map((name) => `/root/${name}`);
    return { importedIds: ids(now), dynamicallyImportedIds: ids(later) };
  },
};

/** The file of the first group that has one, as the bundler chooses. */
function fileOf(id: string): string | null {
  const groups = chunkGroups('/root', ENTRIES, ['form.ts']);
  groups.sort((a, b) => b.priority - a.priority);
  for (const { name } of groups) {
    const file = name(`/root/${id}`, graph);
    if (file !== null) return file;
  }
  return null;
}

test.each([
  // What the page begins with, and what it always asks for then.
  ['index.html', 'index'],
  ['react.ts', 'index'],
  ['start.ts', 'app'],
  ['button.ts', 'app'],
  // One language is not loaded for the other, and what both need is.
  ['told.ts', 'english'],
  ['zh.ts', 'chinese'],
  ['grammar.ts', 'app'],
  // What a worker begins with, alone: nothing that comes later may import it.
  ['connection.ts', 'connectionWorker'],
  ['client.ts', 'connectionWorker-rest'],
  ['tab.ts', 'tabWorker'],
  ['broker.ts', 'tabWorker-rest'],
  // Loaded by several at the first visit.
  ['mqtt.ts', 'common'],
  ['recipe.ts', 'common'],
  ['filter.ts', 'page-connection'],
  ['frames.ts', 'connection-tab'],
  // A view of the page needs it, too, and a worker must not begin in the page; nor the page in a worker.
  ['exchanges.ts', 'connectionWorker-shared'],
  ['clock.ts', 'app-shared'],
  // Soon after: with what others need too, and none of what comes later still.
  ['form.ts', 'soon'],
  ['field.ts', 'soon'],
  ['rules.ts', 'soon-shared'],
  ['fold.ts', null],
  // Later: by parts of the page, by parts of workers, by both.
  ['pane.ts', 'shared'],
  ['packed.ts', 'shared-by-workers'],
  ['saved.ts', 'shared-by-all'],
  ['diagnose.ts', 'shared-by-all'],
  // A page has one language.
  ['words/en/named.ts', 'shared-en'],
  ['words/zh/named.ts', 'shared-zh'],
  ['nowhere.ts', null],
])('%s goes into %s', (module, file) => {
  expect(fileOf(module)).toBe(file);
});
