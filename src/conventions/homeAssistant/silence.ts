/** Finds silent entities: discovery names topics on which no messages arrive. */
import { isOrphan, type SilentOf } from '../../engine/devices/announced.ts';
import type { Device, DeviceAlarm } from '../../engine/devices/device.ts';
import { availabilitiesOf } from './availability.ts';
import { type Entity, isUnresolved, textOf } from './discovered.ts';

/** Components without a state, whose messages may never arrive. */
const SELDOM: ReadonlySet<string> = new Set(['device_automation', 'event', 'tag']);

/** Topics with regular messages while the entities exist, each once. */
export function topicsOf(entities: readonly Entity[]): readonly string[] {
  const named = entities
    .filter(({ isGone }) => !isGone)
    .flatMap(({ component, options }) => {
      const state = SELDOM.has(component) ? undefined : textOf(options, 'state_topic');
      const availability = availabilitiesOf(options).map(({ topic }) => topic);
      const all = [...(state === undefined ? [] : [state]), ...availability];
      return all.filter((topic) => !isUnresolved(topic, options));
    });
  return [...new Set(named)];
}

/** Topics that are commands, or of no message of the device. */
const NOT_TOLD = /(?:^|_)(?:command|set_(?:position|fan_speed)|send_command)_topic$/;

/** Other topics that the entities name, on which messages may never arrive: state, pictures, scans, actions. */
export function seldomTopicsOf(entities: readonly Entity[]): readonly string[] {
  const spoken = new Set(topicsOf(entities));
  const named = entities
    .filter(({ isGone }) => !isGone)
    .flatMap(({ options }) =>
      [...options.keys()]
        .filter((name) => name === 'topic' || (name.endsWith('_topic') && !NOT_TOLD.test(name)))
        .flatMap((name) => textOf(options, name) ?? []),
    );
  return [...new Set(named)].filter((topic) => !spoken.has(topic));
}

/** In the order of the entities that name the topics; a device that is completely silent is reported once. */
export function saidNothing(device: Device, silentOf: SilentOf): readonly DeviceAlarm[] {
  const [first] = device.announced.values();
  if (first === undefined) return [];
  if (isOrphan(device, silentOf)) {
    const { time, packet } = first;
    return [
      {
        what: {
          en: 'Nothing has come on any topic that its discovery names: it may be left over',
          zh: '其发现消息声明的所有主题均未收到消息：可能是残留的发现消息',
        },
        time,
        packet,
      },
    ];
  }
  const told = new Set<string>();
  return [...device.announced.values()].flatMap((announcement) => {
    const fresh = silentOf(announcement).filter((topic) => !told.has(topic));
    for (const topic of fresh) told.add(topic);
    const { time, packet } = announcement;
    return fresh.map((topic) => ({
      what: { en: `Nothing has come on ${topic}`, zh: `${topic} 上未收到任何消息` },
      time,
      packet,
    }));
  });
}
