import { useState } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import { named } from '../../kit/page/page.testkit.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { TopicLevels } from './TopicLevels.tsx';

/** Reports the size once, as a browser does before it paints. */
class OneSize implements ResizeObserver {
  static count = 0;
  readonly #told: () => void;

  constructor(told: ResizeObserverCallback) {
    OneSize.count += 1;
    this.#told = () => told([], this);
  }

  observe(): void {
    queueMicrotask(this.#told);
  }
  unobserve(): void {}
  disconnect(): void {}
}

let shown: Shown;
afterEach(async () => {
  await shown.end();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** Characters that have room in the title. */
function room(characters: number): void {
  vi.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(characters);
  vi.spyOn(Element.prototype, 'scrollWidth', 'get').mockImplementation(function length(
    this: Element,
  ) {
    return this.textContent?.length ?? 0;
  });
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockImplementation(function place(
    this: Element,
  ) {
    const before = document.createRange();
    before.setStart(this.closest('h2') ?? this, 0);
    before.setEndBefore(this);
    return new DOMRect(before.toString().length, 0, this.textContent?.length ?? 0, 1);
  });
}

const NAME = 'plant/hall/oven/zone-2';
const DEEP = Array.from({ length: 24 }, (_, at) => `level-${at}`).join('/');

function Title({ connectionId, long = NAME }: { connectionId: string; long?: string }) {
  const [name, setName] = useState('plant');
  return (
    <>
      <button type="button" onClick={() => setName(long)}>
        Longer
      </button>
      <TopicLevels connectionId={connectionId} name={name} />
    </>
  );
}

const title = () => shown.box.querySelector('h2');

const DeepTitle = ({ connectionId }: { connectionId: string }) => (
  <Title connectionId={connectionId} long={DEEP} />
);

async function showLong(Shown = Title): Promise<void> {
  shown = await show(Shown, () => undefined);
  vi.stubGlobal('ResizeObserver', OneSize);
  await shown.until(() => title() !== null);
  await shown.click(named(shown.box, 'button', 'Longer'));
}

test.each([
  [40, 'plant / hall / oven / zone-2'],
  [25, '… / hall / oven / zone-2'],
  [3, '… / zone-2'],
])(
  'a title with room for %i characters drops whole levels at its start, never the last one',
  async (characters, expected) => {
    room(characters);
    await showLong();
    await shown.until(() => title()?.textContent === expected);
    expect(title()?.getAttribute('title')).toBe(NAME);
  },
);

test('a deep topic is measured once, not level by level', async () => {
  room(40);
  OneSize.count = 0;
  await showLong(DeepTitle);
  await shown.until(() => title()?.textContent === '… / level-21 / level-22 / level-23');
  expect(OneSize.count).toBeLessThanOrEqual(4);
});
