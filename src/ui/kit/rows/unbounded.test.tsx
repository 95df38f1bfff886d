/** Long lists draw only the rows that fit a window. */
import { afterEach, expect, test } from 'vitest';
import { type Shown, show } from './liveCapture.testkit.ts';
import { RowGrid } from './RowGrid.tsx';
import { useRows } from './useRows.ts';

const COUNT = 10_000;

let shown: Shown | undefined;
afterEach(async () => {
  await shown?.end();
  Reflect.deleteProperty(HTMLElement.prototype, 'clientHeight');
});

/** Layout of a browser: a box that may not shrink is as high as its content. */
function layOut(): void {
  Object.defineProperty(HTMLElement.prototype, 'clientHeight', {
    configurable: true,
    get(this: HTMLElement) {
      if (isBoundless && this.getAttribute('role') === 'grid') return 240_000;
      const content = this.querySelector<HTMLElement>(':scope > [role=presentation]');
      const height = 24 + Number.parseFloat(content?.style.height ?? '0');
      return this.classList.contains('shrink-0') ? height : Math.min(height, 600);
    },
  });
}

let isBoundless = false;

const drawn = (): number =>
  Number(shown?.box.querySelector('[data-drawn]')?.getAttribute('data-drawn'));

function List({ isWaiting }: { isWaiting: boolean }) {
  const rows = useRows({ count: COUNT, rowHeight: 24, head: 24 });
  return (
    <RowGrid
      name="list"
      focus="list"
      attach={rows.attach}
      rows={rows}
      count={isWaiting ? 0 : COUNT}
      columns={['a']}
      heads={{ a: 'A' }}
      headClass=""
      cellClass={() => ''}
      active={undefined}
      below={isWaiting && <p>Loading…</p>}
    >
      <div data-drawn={rows.to - rows.from} />
    </RowGrid>
  );
}

test('while another order is loading', async () => {
  layOut();
  shown = await show(
    () => <List isWaiting />,
    () => undefined,
  );
  expect(drawn()).toBeLessThan(100);
  expect(shown.box.querySelector('[role=grid]')?.clientHeight).toBe(24);
});

test('without a bounded layout', async () => {
  isBoundless = true;
  layOut();
  shown = await show(
    () => <List isWaiting={false} />,
    () => undefined,
  );
  isBoundless = false;
  expect(drawn()).toBeLessThan(100);
});
