/** Compares what comes on the topics of entities with what their discovery accepts. */
import type { ConventionReports } from '../../engine/conventions/convention.ts';
import { SILENCE } from '../../engine/devices/announced.ts';
import type { DeviceAlarm, Wording } from '../../engine/devices/device.ts';
import { stateTemplate } from './acceptedWords.ts';
import { type Alarms, problemOf } from './alarms.ts';
import {
  type Availability,
  availabilitiesOf,
  isAvailability,
  unknownAvailability,
} from './availability.ts';
import { type Entity, textOf } from './discovered.ts';
import { type Finding, named, unnamed } from './finding.ts';
import type { HeardPayload } from './heardPayload.ts';
import { HeardTopics, type Watcher } from './heardTopics.ts';
import { type NamedKey, NamedKeys } from './namedKeys.ts';
import { type ExpectedState, expectedState, isUtf8 } from './states.ts';
import { neededPath } from './valuePlace.ts';

/** What a view shows beside an entity, and who is told about its states. */
interface Entered {
  readonly name: string;
  readonly alarms: Alarms;
  readonly remark: (what: Wording | undefined) => void;
}

interface Pending {
  readonly key: NamedKey;
  readonly report: () => void;
}

interface WatchedAvailability {
  readonly entities: Set<string>;
  /** The last message, if Home Assistant ignores it. */
  alarm: DeviceAlarm | undefined;
}

/** Limit of topics with a reported availability. */
const MOST_REPORTED = 20_000;

export class WatchedEntities {
  readonly #report: ConventionReports['report'];
  readonly #topics: HeardTopics;
  readonly #keys = new NamedKeys();
  /** Keys that are not reported yet, by entity or availability. */
  readonly #pending = new Map<string, Pending>();
  /** Entities share the topic of their device. */
  readonly #availabilities = new Map<string, WatchedAvailability>();
  readonly #ofEntity = new Map<string, readonly string[]>();
  readonly #reported = new Set<string>();

  constructor({ report, hears }: Pick<ConventionReports, 'report' | 'hears'>) {
    this.#report = report;
    this.#topics = new HeardTopics(hears);
  }

  watch(key: string, entity: Entity, entered: Entered): void {
    this.#watchState(key, entity, entered);
    const places = availabilitiesOf(entity.options);
    const ids = places.map((place) => this.#watchAvailability(key, place));
    if (ids.length > 0) this.#ofEntity.set(key, ids);
  }

  forget(key: string): void {
    this.#topics.forget(key);
    this.#pending.delete(key);
    for (const id of this.#ofEntity.get(key) ?? []) {
      const watched = this.#availabilities.get(id);
      watched?.entities.delete(key);
      if (watched === undefined || watched.entities.size > 0) continue;
      this.#availabilities.delete(id);
      this.#topics.forget(id);
      this.#pending.delete(id);
    }
    this.#ofEntity.delete(key);
  }

  /** Messages on availability topics of entities that Home Assistant ignores. */
  availabilityAlarms(keys: Iterable<string>): readonly DeviceAlarm[] {
    const ids = new Set([...keys].flatMap((key) => this.#ofEntity.get(key) ?? []));
    return [...ids].flatMap((id) => this.#availabilities.get(id)?.alarm ?? []);
  }

  /** @param isOver no message comes any more; otherwise recent ones may still be followed by others */
  settle(now: number, isOver: boolean): void {
    for (const [id, { key, report }] of this.#pending) {
      const { hasCome, missing } = key;
      const isDue = missing !== undefined && (isOver || now - missing.time >= SILENCE);
      if (isDue) report();
      if (isDue || hasCome) this.#pending.delete(id);
    }
  }

  #watchState(key: string, entity: Entity, { name, alarms, remark }: Entered): void {
    const topic = textOf(entity.options, 'state_topic');
    if (topic === undefined) return;
    const expected = expectedState(entity);
    const template = stateTemplate(entity);
    const path = isUtf8(entity.options) ? neededPath(textOf(entity.options, template)) : [];
    const needed = this.#keys.of(topic, path);
    if (needed !== undefined) {
      const report = () => {
        const what = named(name, needed.finding(template));
        if (needed.missing) alarms.note(`${key} key`, what, needed.missing);
      };
      this.#pending.set(key, { key: needed, report });
    }
    if (expected === undefined && needed === undefined) return;
    const place = JSON.stringify(expected?.path);
    const watcher: Watcher = {
      hear: (payload, isForOther) => {
        const lack = needed?.hear(payload, isTakenWhole(payload, entity, expected));
        const value = expected && payload.at(expected);
        const isOdd = value !== undefined && expected?.fits(value) === false;
        if (isOdd && expected.hasWords && isForOther(place)) return;
        const misfit = isOdd ? expected.misfit(value.text) : undefined;
        if (value !== undefined)
          alarms.onState(`${entity.key} state`, misfit && named(name, misfit.finding), payload);
        remark(misfit?.remark ?? (lack && needed?.remark(lack)));
      },
      ...(expected?.hasWords === true && {
        accepts: (payload) => {
          const value = payload.at(expected);
          return value !== undefined && expected.fits(value) ? place : undefined;
        },
      }),
    };
    this.#topics.watch(key, topic, watcher);
  }

  /** @returns its key */
  #watchAvailability(entity: string, place: Availability): string {
    const { topic, path, hasTemplate, online, offline, isKnown, template, needed } = place;
    const words = [online, offline];
    const id = `availability ${JSON.stringify([topic, path, hasTemplate, words, isKnown, needed])}`;
    const known = this.#availabilities.get(id);
    if (known !== undefined) {
      known.entities.add(entity);
      return id;
    }
    const watched: WatchedAvailability = { entities: new Set([entity]), alarm: undefined };
    this.#availabilities.set(id, watched);
    const key = this.#keys.of(topic, needed);
    if (key !== undefined) {
      const report = () => {
        if (key.missing) this.#say(`key ${id}`, unnamed(key.finding(template)), key.missing);
      };
      this.#pending.set(id, { key, report });
    }
    this.#topics.watch(id, topic, {
      hear: (payload) => {
        const whole = payload.at(WHOLE);
        key?.hear(payload, whole !== undefined && words.includes(whole.text));
        const value = isKnown ? payload.at(place) : undefined;
        if (value === undefined) return;
        const isOdd = !isAvailability(place, value);
        const found = isOdd ? unnamed(unknownAvailability(place, value.text)) : undefined;
        watched.alarm = found && {
          what: { en: found.en, zh: found.zh },
          time: payload.time,
          packet: payload.number,
        };
        if (found !== undefined) this.#say(id, found, payload);
      },
    });
    return id;
  }

  /** Reports once what concerns all entities of a topic. */
  #say(id: string, found: Finding, place: NonNullable<NamedKey['missing']>): void {
    if (place.number === 0 || this.#reported.has(id) || this.#reported.size >= MOST_REPORTED)
      return;
    this.#reported.add(id);
    this.#report(problemOf(found), place);
  }
}

/** Home Assistant takes the payload itself where a template fails. A sensor ignores it. */
const WHOLE = { path: [], hasTemplate: true } as const;

function isTakenWhole(
  payload: HeardPayload,
  { component }: Entity,
  expected: ExpectedState | undefined,
): boolean {
  if (expected?.hasWords !== true || component === 'sensor') return false;
  const whole = payload.at(WHOLE);
  return whole !== undefined && expected.fits(whole);
}
