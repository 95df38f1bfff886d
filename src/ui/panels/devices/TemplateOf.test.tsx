import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  aPump,
  nbirth,
  PUMP,
  templates,
} from '../../../conventions/sparkplug/templates.testkit.ts';
import { publishBytes } from '../../../engine/topics/messages.testkit.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { setLayout } from '../../session/view/layout.ts';
import { DevicesView } from './DevicesView.tsx';

let shown: Shown;
beforeEach(() => setLayout({ topicsCollapsed: true }));
afterEach(() => shown.end());

const device = (name: string) =>
  [...shown.box.querySelectorAll('[aria-label=Devices] [data-index]')].find((each) =>
    each.textContent?.includes(name),
  );
const parts = () => [
  ...shown.box.querySelectorAll('[aria-label="Values of the device"] [data-index]'),
];
const texts = () => parts().map(({ textContent }) => textContent);
const link = (name: string) =>
  parts()
    .flatMap((row) => [...row.querySelectorAll('button')])
    .find(({ textContent }) => textContent === name) ?? shown.box;

test('an instance of a template links to its definition, and the definition to its instances', async () => {
  shown = await show(DevicesView, (live) => {
    live.receive(publishBytes('spBv1.0/plant/NBIRTH/press', nbirth({ Pump: PUMP })));
    const pumps = { p1: aPump(), p2: aPump({ template_ref: 'Valve' }) };
    live.receive(publishBytes('spBv1.0/plant/DBIRTH/press/motor', templates(1, pumps)));
  });
  await shown.until(() => device('motor') !== undefined);
  await shown.click(device('motor') ?? shown.box);
  await shown.until(() => parts().length === 8);
  expect(texts().slice(0, 4)).toEqual([
    expect.stringMatching(/^p1instanceofPump/),
    expect.stringMatching(/^maxparameter1500/),
    expect.stringMatching(/^rpm1480/),
    expect.stringMatching(/^runstrue/),
  ]);
  // The template is not defined, so its name is not a link.
  expect(
    parts()[4]?.querySelector('[title="The definition “Valve” was not seen."]'),
  ).not.toBeNull();
  await shown.click(link('Pump'));
  await shown.until(() => texts().some((text) => text?.includes('definitionused by') === true));
  const chosen = () => parts().find((row) => row.getAttribute('aria-selected') === 'true');
  expect(chosen()?.textContent).toMatch(/^Pumpdefinitionused byp1version 1\.2/);
  await shown.click(link('p1'));
  await shown.until(() => chosen()?.textContent?.startsWith('p1') === true);
});
