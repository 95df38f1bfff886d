/**
 * A canvas that draws nothing, for all tests with a page, because jsdom has none. Charts are loaded on demand
 * and may appear in any view.
 */

function nothing(): void {
  // Drawing has no effect.
}

const context = new Proxy(
  { measureText: () => ({ width: 10 }) },
  {
    get: (target, name): unknown => Reflect.get(target, name) ?? nothing,
    set: () => true,
  },
);

class NoPath {
  moveTo = nothing;
  lineTo = nothing;
  rect = nothing;
  arc = nothing;
  closePath = nothing;
  addPath = nothing;
}

Object.defineProperty(HTMLCanvasElement.prototype, 'getContext', {
  configurable: true,
  value: () => context,
});
Object.assign(globalThis, { Path2D: NoPath });
