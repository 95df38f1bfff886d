/** A canvas that draws nothing: the tests' page has none. */

function nothing(): void {
  // Nobody looks.
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

/** From now on. */
export function withoutCanvas(): void {
  Object.defineProperty(HTMLCanvasElement.prototype, 'getContext', { value: () => context });
  Object.assign(globalThis, { Path2D: NoPath });
}
