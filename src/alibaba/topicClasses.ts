/** Custom topic classes of a product. */
import type { DevicesFileFaults } from './devicesFileFaults.ts';
import type { TopicClass } from './product.ts';

/** Placeholder for the name of each device. */
const DEVICE = '${deviceName}';

/** The console's default classes for a new product. */
export function defaultTopicClasses(productKey: string): readonly TopicClass[] {
  const own = `/${productKey}/${DEVICE}/user`;
  return [
    { topic: `${own}/get`, operation: 'SUB' },
    { topic: `${own}/update`, operation: 'PUB' },
    { topic: `${own}/update/error`, operation: 'PUB' },
  ];
}

type TopicClassFault = Extract<keyof DevicesFileFaults, `class-${string}`>;

/**
 * Reason why the platform rejects a class for this product; undefined if it accepts the class. Contains
 * nothing of the class.
 */
export function topicClassFault(
  { topic, operation }: TopicClass,
  productKey: string,
): TopicClassFault | undefined {
  const own = `/${productKey}/${DEVICE}/`;
  if (!topic.startsWith(own)) {
    return 'class-beginning';
  }
  const levels = topic.slice(own.length).split('/');
  if (levels.includes('')) return 'class-empty-level';
  const wild = levels.filter((level) => level === '+' || level === '#');
  if (wild.length > 0 && operation !== 'SUB') return 'class-wildcard';
  if (levels.slice(0, -1).includes('#')) return 'class-hash';
  if (!levels.every((level) => level === '+' || level === '#' || /^\w+$/.test(level))) {
    return 'class-level';
  }
  return undefined;
}
