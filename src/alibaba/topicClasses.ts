/** Custom topic classes of a product. */
import type { TopicClass } from './product.ts';

/** Stands for the name of each device. */
const DEVICE = '${deviceName}';

/** What the console gives to every new product. */
export function defaultTopicClasses(productKey: string): readonly TopicClass[] {
  const own = `/${productKey}/${DEVICE}/user`;
  return [
    { topic: `${own}/get`, operation: 'SUB' },
    { topic: `${own}/update`, operation: 'PUB' },
    { topic: `${own}/update/error`, operation: 'PUB' },
  ];
}

/** Why the platform does not take a class for this product; undefined: it does. Repeats nothing of it. */
export function topicClassFault(
  { topic, operation }: TopicClass,
  productKey: string,
): string | undefined {
  const own = `/${productKey}/${DEVICE}/`;
  if (!topic.startsWith(own)) {
    return `topic must begin with a slash, the product key, and /${DEVICE}/`;
  }
  const levels = topic.slice(own.length).split('/');
  if (levels.includes('')) return 'topic has an empty level';
  const wild = levels.filter((level) => level === '+' || level === '#');
  if (wild.length > 0 && operation !== 'SUB') return 'wildcards need the operation SUB';
  if (levels.slice(0, -1).includes('#')) return '# may be the last level only';
  if (!levels.every((level) => level === '+' || level === '#' || /^\w+$/.test(level))) {
    return 'a level of topic may hold letters, digits and _ only';
  }
  return undefined;
}
