/** Finds options that exclude or need others, as the schemas of Home Assistant's MQTT components say. */
import type { Wording } from '../../engine/devices/device.ts';
import { type Entity, isObject, type Options, textOf } from './discovered.ts';
import { refused, shown } from './refused.ts';

export function schemaFindings({ component, options }: Entity): readonly Wording[] {
  return [
    ...availabilityIn(options),
    ...categoryIn(component, options),
    ...wordsIn(component, options),
    ...listsIn(component, options),
    ...numbersIn(component, options),
    ...pairsIn(component, options),
    ...(component === 'sensor' ? sensorIn(options) : []),
  ];
}

function availabilityIn(options: Options): readonly Wording[] {
  const listed = options.get('availability');
  if (listed === undefined) return [];
  if (options.has('availability_topic')) {
    return [
      refused(
        'availability and availability_topic exclude each other',
        'availability 与 availability_topic 不能同时使用',
      ),
    ];
  }
  const all: readonly unknown[] = Array.isArray(listed) ? listed : [listed];
  const hasTopic = (one: unknown): boolean =>
    isObject(one) && typeof (one['topic'] ?? one['t']) === 'string';
  return all.every(hasTopic)
    ? []
    : [refused('an entry of availability has no topic', 'availability 中有一项没有 topic')];
}

const CATEGORIES: ReadonlySet<unknown> = new Set(['config', 'diagnostic']);
/** Entities without a command. */
const READ_ONLY: ReadonlySet<string> = new Set(['sensor', 'binary_sensor']);

function categoryIn(component: string, options: Options): readonly Wording[] {
  const category = options.get('entity_category');
  if (category === undefined || category === null) return [];
  if (!CATEGORIES.has(category)) {
    const what = shown(category);
    return [refused(`entity_category “${what}” is not known`, `未知的 entity_category“${what}”`)];
  }
  if (category !== 'config' || !READ_ONLY.has(component)) return [];
  return [
    refused(
      `a ${component} cannot have entity_category config`,
      `${component} 的 entity_category 不能是 config`,
    ),
  ];
}

/** Words of options, by component (empty: any). */
const WORDS: readonly (readonly [component: string, name: string, words: readonly string[]])[] = [
  ['', 'availability_mode', ['all', 'any', 'latest']],
  ['number', 'mode', ['auto', 'box', 'slider']],
  ['text', 'mode', ['text', 'password']],
  ['device_tracker', 'source_type', ['gps', 'router', 'bluetooth', 'bluetooth_le']],
  ['device_automation', 'automation_type', ['trigger']],
  ['climate', 'temperature_unit', ['C', 'F']],
  ['water_heater', 'temperature_unit', ['C', 'F']],
  ['light', 'on_command_type', ['last', 'first', 'brightness']],
];

/** Words in lists of options, by component. */
const LISTED: readonly (readonly [component: string, name: string, words: string])[] = [
  [
    'vacuum',
    'supported_features',
    'start stop pause return_home battery status locate clean_spot fan_speed send_command',
  ],
  [
    'alarm_control_panel',
    'supported_features',
    'arm_home arm_away arm_night arm_vacation arm_custom_bypass trigger',
  ],
  ['light', 'supported_color_modes', 'onoff brightness color_temp hs xy rgb rgbw rgbww white'],
];

function listsIn(component: string, options: Options): readonly Wording[] {
  const found: Wording[] = [];
  const listed = (name: string): readonly unknown[] => {
    const value = options.get(name);
    return Array.isArray(value) ? value : [];
  };
  for (const [where, name, words] of LISTED) {
    const known = new Set<unknown>(words.split(' '));
    const odd = where === component ? listed(name).find((one) => !known.has(one)) : undefined;
    if (odd === undefined) continue;
    const said = shown(odd);
    found.push(refused(`“${said}” in ${name} is not known`, `${name} 中有未知的“${said}”`));
  }
  const modes = listed('supported_color_modes');
  const alone = ['onoff', 'brightness'].find((mode) => modes.includes(mode));
  if (component === 'light' && alone !== undefined && modes.length > 1) {
    found.push(
      refused(
        `${alone} in supported_color_modes excludes other modes`,
        `supported_color_modes 中的 ${alone} 不能与其他模式同时使用`,
      ),
    );
  }
  const isReserved = component === 'climate' && listed('preset_modes').includes('none');
  if (isReserved) found.push(refused('preset_modes contains none', 'preset_modes 中不能有 none'));
  return found;
}

function wordsIn(component: string, options: Options): readonly Wording[] {
  return WORDS.flatMap(([where, name, words]) => {
    const value = options.get(name);
    if ((where !== '' && where !== component) || typeof value !== 'string') return [];
    if (words.includes(value)) return [];
    const said = shown(value);
    return [
      refused(
        `${name} “${said}” is not known (${words.join(', ')})`,
        `未知的 ${name}“${said}”（${words.join('、')}）`,
      ),
    ];
  });
}

const MOST_TEXT = 255;
/** Default of `speed_range_max`. */
const SPEEDS = 100;
const LEAST_STEP = 0.001;

function numbersIn(component: string, options: Options): readonly Wording[] {
  const found: Wording[] = [];
  for (const name of ['expire_after', 'off_delay', 'suggested_display_precision']) {
    const value = options.get(name);
    const isNumber = typeof value === 'number' || /^-?\d+$/.test(String(value));
    if (value === undefined || value === null || (isNumber && Number(value) >= 0)) continue;
    const said = shown(value);
    found.push(refused(`${name} ${said} is no number from 0`, `${name} ${said} 不是非负整数`));
  }
  const [min, max, step] = ['min', 'max', 'step'].map((name) => options.get(name));
  if (component === 'number' && typeof min === 'number' && min === max) {
    found.push(refused(`min and max are both ${min}`, `min 和 max 同为 ${min}`));
  }
  if (component === 'number' && typeof step === 'number' && step < LEAST_STEP) {
    found.push(refused(`step ${step} is below ${LEAST_STEP}`, `step ${step} 小于 ${LEAST_STEP}`));
  }
  const [low, high] = ['speed_range_min', 'speed_range_max'].map((name) => options.get(name));
  if (component === 'fan' && typeof low === 'number') {
    const most = typeof high === 'number' ? high : SPEEDS;
    if (low < 1)
      found.push(refused(`speed_range_min ${low} is below 1`, `speed_range_min ${low} 小于 1`));
    if (low >= most) {
      const what = `speed_range_min ${low}`;
      found.push(refused(`${what} is not below ${most}`, `${what} 不小于 ${most}`));
    }
  }
  const humid = options.get('max_humidity');
  if (typeof humid === 'number' && humid > 100)
    found.push(refused(`max_humidity ${humid} is above 100`, `max_humidity ${humid} 大于 100`));
  if (component === 'text' && typeof min === 'number' && min < 0)
    found.push(refused(`min ${min} is below 0`, `min ${min} 小于 0`));
  if (component === 'text' && typeof max === 'number' && max > MOST_TEXT) {
    found.push(refused(`max ${max} is above ${MOST_TEXT}`, `max ${max} 大于 ${MOST_TEXT}`));
  }
  return found;
}

/** Options of which each needs the other. */
function together(component: string, one: string, other: string) {
  return [
    [component, one, other],
    [component, other, one],
  ] as const;
}

/** Options that need another one. */
const NEEDED_BESIDE: readonly (readonly [component: string, name: string, other: string])[] = [
  ...together('climate', 'preset_modes', 'preset_mode_command_topic'),
  ...together('fan', 'preset_modes', 'preset_mode_command_topic'),
  ...together('humidifier', 'modes', 'mode_command_topic'),
  ['climate', 'target_humidity_state_topic', 'target_humidity_command_topic'],
  ['cover', 'set_position_topic', 'position_topic'],
  ['cover', 'position_template', 'position_topic'],
  ['cover', 'set_position_template', 'set_position_topic'],
  ['cover', 'value_template', 'state_topic'],
];

/** Options of which one has to be there, by component. */
const ONE_OF: ReadonlyMap<string, readonly string[]> = new Map([
  ['image', ['image_topic', 'url_topic']],
  ['camera', ['topic']],
  ['tag', ['topic']],
]);

/** A device tracker may have both. */
const ANY_OF = ['state_topic', 'json_attributes_topic'] as const;

/** Options that all have to be there. */
const ALL_OF: ReadonlyMap<string, readonly string[]> = new Map([
  ['device_automation', ['automation_type', 'topic', 'type', 'subtype']],
  ['alarm_control_panel', ['state_topic', 'command_topic']],
  ['humidifier', ['command_topic', 'target_humidity_command_topic']],
]);

function pairsIn(component: string, options: Options): readonly Wording[] {
  const found: Wording[] = [];
  for (const [where, name, other] of NEEDED_BESIDE) {
    if (where !== component || !options.has(name) || options.has(other)) continue;
    found.push(refused(`${name} needs ${other}`, `${name} 需要 ${other}`));
  }
  const one = ONE_OF.get(component) ?? [];
  const given = one.filter((name) => textOf(options, name) !== undefined);
  if (one.length > 0 && given.length === 0) {
    found.push(refused(`${one.join(' or ')} is missing`, `缺少 ${one.join(' 或 ')}`));
  } else if (given.length > 1) {
    found.push(
      refused(`${given.join(' and ')} exclude each other`, `${given.join(' 与 ')} 不能同时使用`),
    );
  }
  if (component === 'device_tracker' && !ANY_OF.some((name) => options.has(name))) {
    found.push(refused(`${ANY_OF.join(' or ')} is missing`, `缺少 ${ANY_OF.join(' 或 ')}`));
  }
  for (const name of ALL_OF.get(component) ?? []) {
    if (!options.has(name)) found.push(refused(`${name} is missing`, `缺少 ${name}`));
  }
  const positions = ['payload_open', 'payload_close', 'state_open', 'state_closed'];
  const binary = positions.find((name) => options.has(name));
  if (component === 'valve' && options.get('reports_position') === true && binary !== undefined) {
    found.push(
      refused(`reports_position excludes ${binary}`, `reports_position 不能与 ${binary} 同时使用`),
    );
  }
  const isTemplate = component === 'light' && options.get('schema') === 'template';
  for (const name of isTemplate ? ['command_on_template', 'command_off_template'] : []) {
    if (!options.has(name)) found.push(refused(`${name} is missing`, `缺少 ${name}`));
  }
  return found;
}

/** Device classes of totals, which are not measurements. */
const TOTALS: ReadonlySet<string> = new Set(['energy', 'gas', 'monetary', 'water', 'volume']);

/** Device classes of momentary values, which are not totals. */
const MOMENTARY: ReadonlySet<string> = new Set(
  'apparent_power aqi atmospheric_pressure battery carbon_dioxide carbon_monoxide conductivity current data_rate energy_storage frequency humidity illuminance irradiance moisture nitrogen_dioxide nitrogen_monoxide nitrous_oxide ozone ph pm1 pm10 pm25 power power_factor precipitation_intensity pressure reactive_power signal_strength sound_pressure speed sulphur_dioxide temperature volatile_organic_compounds volatile_organic_compounds_parts voltage volume_flow_rate volume_storage wind_speed'.split(
    ' ',
  ),
);
const TOTAL = ['total', 'total_increasing'];

function sensorIn(options: Options): readonly Wording[] {
  const found: Wording[] = [];
  const stateClass = textOf(options, 'state_class');
  const deviceClass = textOf(options, 'device_class') ?? '';
  if (stateClass === 'measurement' && TOTALS.has(deviceClass)) {
    found.push({
      en: `state_class measurement does not fit device_class ${deviceClass}: it has to be total`,
      zh: `state_class measurement 与 device_class ${deviceClass} 不符，应为 total`,
    });
  }
  if (TOTAL.includes(stateClass ?? '') && MOMENTARY.has(deviceClass)) {
    found.push({
      en: `state_class ${stateClass} does not fit device_class ${deviceClass}: it has to be measurement`,
      zh: `state_class ${stateClass} 与 device_class ${deviceClass} 不符，应为 measurement`,
    });
  }
  if (options.has('last_reset_value_template') && stateClass !== 'total') {
    found.push(
      refused(
        'last_reset_value_template needs state_class total',
        'last_reset_value_template 需要 state_class 为 total',
      ),
    );
  }
  const choices = options.get('options');
  if (choices === undefined || choices === null) return found;
  const others = ['state_class', 'unit_of_measurement'].filter((name) => options.get(name));
  if (Array.isArray(choices) && choices.length === 0) {
    found.push(refused('options is empty', 'options 为空'));
  } else if (others.length > 0) {
    const names = others.join(' / ');
    found.push(refused(`options excludes ${names}`, `options 不能与 ${names} 同时使用`));
  } else if (textOf(options, 'device_class') !== 'enum') {
    found.push(refused('options needs device_class enum', 'options 需要 device_class 为 enum'));
  }
  return found;
}
