/** Finds connections by their two endpoints, in either order. */
import { type EndKey, portOf } from './endKey.ts';

interface Ends {
  readonly first: EndKey;
  readonly second: EndKey;
}

/**
 * Indexed by the endpoint with the higher port, which is seldom the server's: most endpoints have one
 * connection and need no map.
 */
export class ByEnds<Connection extends Ends> {
  readonly #connections = new Map<EndKey, Connection | Map<EndKey, Connection>>();

  get(one: EndKey, other: EndKey): Connection | undefined {
    const [from, to] = inOrder(one, other);
    const known = this.#connections.get(from);
    if (known instanceof Map) return known.get(to);
    return known !== undefined && isBetween(known, from, to) ? known : undefined;
  }

  /** Replaces the connection between the same endpoints. */
  set(connection: Connection): void {
    const [from, to] = inOrder(connection.first, connection.second);
    const known = this.#connections.get(from);
    if (known instanceof Map) known.set(to, connection);
    else if (known === undefined || isBetween(known, from, to)) {
      this.#connections.set(from, connection);
    } else {
      const other = inOrder(known.first, known.second)[1];
      const both = new Map([
        [other, known],
        [to, connection],
      ]);
      this.#connections.set(from, both);
    }
  }

  *values(): Generator<Connection> {
    for (const known of this.#connections.values()) {
      if (known instanceof Map) yield* known.values();
      else yield known;
    }
  }

  delete(connection: Connection): void {
    const [from, to] = inOrder(connection.first, connection.second);
    const known = this.#connections.get(from);
    if (known instanceof Map) known.delete(to);
    if (known === connection || (known instanceof Map && known.size === 0)) {
      this.#connections.delete(from);
    }
  }
}

export const isBetween = ({ first, second }: Ends, source: EndKey, destination: EndKey): boolean =>
  (first === source && second === destination) || (first === destination && second === source);

function inOrder(one: EndKey, other: EndKey): readonly [EndKey, EndKey] {
  const [port, otherPort] = [portOf(one), portOf(other)];
  const isFirst = port === otherPort ? one > other : port > otherPort;
  return isFirst ? [one, other] : [other, one];
}
