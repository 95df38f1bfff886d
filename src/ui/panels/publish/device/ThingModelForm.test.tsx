/** Sources of a thing model. */
import { afterEach, expect, test } from 'vitest';
import { settingsWith } from '../../../../profiles/settings/settings.testkit.ts';
import { named } from '../../../kit/page/page.testkit.ts';
import { type Shown, show } from '../../../kit/rows/liveCapture.testkit.ts';
import { placeKey } from '../../../session/broker/brokerPlace.ts';
import { brokerPlaceOf, useBrokerStates } from '../../../session/broker/brokerStates.ts';
import { connect } from '../../../session/connection/connections.ts';
import { viewOf } from '../../../session/view/tabView.ts';
import { ThingModelForm } from './ThingModelForm.tsx';

let isClosed = false;

function Model({ connectionId }: { readonly connectionId: string }) {
  return (
    <ThingModelForm
      connectionId={connectionId}
      productKey="a1B2c3D4e5F"
      onClose={() => {
        isClosed = true;
      }}
    />
  );
}

let shown: Shown;
afterEach(() => shown.end());

const offers = () =>
  [...shown.box.querySelectorAll('button')].some(
    ({ textContent }) => textContent === 'From the local platform',
  );

test('offers a platform that this page may not access yet, with the steps to get access', async () => {
  shown = await show(Model, () => undefined);
  const { id, run, click, until } = shown;
  await run(() => connect(id, settingsWith({ url: 'ws://bench/mqtt' })));
  expect(offers()).toBe(false);
  const place = brokerPlaceOf(id);
  if (place === undefined) throw new Error('It is nowhere.');
  await run(() =>
    useBrokerStates.setState({
      [placeKey(place)]: { kind: 'needs-token', refused: false, platform: true },
    }),
  );
  await until(offers);
  await click(named(shown.box, 'button', 'From the local platform'));
  expect(viewOf(id).panel).toBe('platform');
  expect(isClosed).toBe(true);
});
