/** The title of the page, which the browser also draws in its windows and history. */
import { afterEach, expect, test } from 'vitest';
import { type Shown, show } from '../kit/rows/liveCapture.testkit.ts';
import { renameConnection } from '../session/connection/connections.ts';
import { App } from './App.tsx';

let shown: Shown;
afterEach(() => shown.end());

test('has no control and direction characters of a name', async () => {
  shown = await show(App, () => undefined);
  await shown.run(() => renameConnection(shown.id, 'a\u202Eb\u0007c\u2028d'));
  await shown.until(() => document.title.startsWith('a'));
  expect(document.title).toMatch(/^a⟨U\+202E⟩b.{1,10}c.{1,10}d · .+ · mqttscope$/u);
  expect(document.title).not.toMatch(/[\p{Cc}\p{Cf}\u2028]/u);
});
