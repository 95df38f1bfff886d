import { EventEmitter as Nodes } from 'node:events';
import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';

type Emitter = Pick<
  Nodes,
  'on' | 'once' | 'removeListener' | 'emit' | 'listeners' | 'setMaxListeners'
>;

const loaded: unknown = createRequire(import.meta.url)('./events.cjs');
const isClass = (value: unknown): value is new () => Emitter => typeof value === 'function';
if (!isClass(loaded)) throw new Error('events.cjs is no class.');

describe.each([
  ['Node’s', Nodes],
  ['ours', loaded],
])('%s', (_, Emitter) => {
  const begin = () => {
    const emitter: Emitter = new Emitter();
    const heard: unknown[] = [];
    const hear =
      (who: string) =>
      (...values: readonly unknown[]) => {
        heard.push([who, ...values]);
      };
    return { emitter, heard, hear };
  };

  test('who listens hears in their order, who listens once only once', () => {
    const { emitter, heard, hear } = begin();
    expect(emitter.emit('a', 1)).toBe(false);
    emitter.setMaxListeners(1000).on('a', hear('first')).once('a', hear('once')).on('b', hear('b'));
    expect(emitter.emit('a', 1, 2)).toBe(true);
    expect(emitter.emit('a', 3)).toBe(true);
    expect(heard).toEqual([
      ['first', 1, 2],
      ['once', 1, 2],
      ['first', 3],
    ]);
  });

  test('who goes hears no more, also who would have listened once, and one time of two', () => {
    const { emitter, heard, hear } = begin();
    const [twice, once] = [hear('twice'), hear('once')];
    emitter.on('a', twice).once('a', once).on('a', twice);
    emitter.removeListener('a', once).removeListener('a', twice).removeListener('b', twice);
    emitter.emit('a');
    expect(heard).toEqual([['twice']]);
    emitter.removeListener('a', twice);
    expect(emitter.emit('a')).toBe(false);
    expect(emitter.listeners('a')).toEqual([]);
  });

  test('who comes or goes while an event is told makes no difference to it', () => {
    const { emitter, heard, hear } = begin();
    const last = hear('last');
    emitter.once('a', () => emitter.removeListener('a', last).on('a', hear('late')));
    emitter.on('a', last);
    emitter.emit('a', 1);
    emitter.emit('a', 2);
    expect(heard).toEqual([
      ['last', 1],
      ['late', 2],
    ]);
  });

  test('a failure of which nobody hears is thrown', () => {
    const { emitter, heard, hear } = begin();
    expect(() => emitter.emit('error', new Error('lost'))).toThrow('lost');
    emitter.on('error', hear('error'));
    const error = new Error('told');
    emitter.emit('error', error);
    expect(heard).toEqual([['error', error]]);
  });

  test('mixed into a class of which it is no base, as mqtt.js does', () => {
    class Client {
      declare on: Emitter['on'];
      declare emit: Emitter['emit'];
    }
    for (const name of Object.getOwnPropertyNames(Emitter.prototype)) {
      const property = Object.getOwnPropertyDescriptor(Emitter.prototype, name);
      if (name !== 'constructor' && property)
        Object.defineProperty(Client.prototype, name, property);
    }
    const [one, other] = [new Client(), new Client()];
    const { heard, hear } = begin();
    one.on('a', hear('one'));
    other.emit('a', 1);
    one.emit('a', 2);
    expect(heard).toEqual([['one', 2]]);
  });
});
