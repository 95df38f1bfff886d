/**
 * Components that MQTT discovery creates, with the options they need and the values that fit them
 * (home-assistant.io, integrations MQTT, sensor and binary sensor). Where versions differ, all values fit.
 */

export interface Component {
  /** Required options. Of those in an inner list, one is enough. */
  readonly needs?: readonly (string | readonly string[])[];
  /** Values of options that have only these; an option may also be a list of them. */
  readonly values?: Readonly<Record<string, readonly string[]>>;
}

/** A device class of a sensor. Absent members: anything fits. */
interface SensorClass {
  /** With the Greek mu, never the micro sign. An empty text stands for no unit. */
  readonly units?: readonly string[];
  readonly stateClasses?: readonly string[];
  /** The state is a text. */
  readonly isText?: true;
}

const words = (text: string): readonly string[] => text.split(' ');

/** Options of every component. */
export const ANY_COMPONENT: Component = {
  values: {
    availability_mode: words('all any latest'),
    entity_category: words('config diagnostic'),
    qos: words('0 1 2'),
  },
};

const MEASURED = { stateClasses: words('measurement') } as const;
const TOTAL = { stateClasses: words('total total_increasing') } as const;
const TEXT = { units: [''], stateClasses: [], isText: true } as const;

const ENERGY = words('J kJ MJ GJ mWh Wh kWh MWh GWh TWh cal kcal Mcal Gcal');
const PRESSURE = words('Pa hPa kPa bar cbar mbar mmHg inHg psi inH₂O mPa MPa');
const DENSITY = 'μg/m³';
const VOLUME = [...words('L mL m³ gal ft³ CCF MCF'), 'fl. oz.'];

export const SENSOR_CLASSES: ReadonlyMap<string, SensorClass> = new Map<string, SensorClass>([
  ['absolute_humidity', { units: words('g/m³ mg/m³'), ...MEASURED }],
  ['apparent_power', { units: words('mVA VA kVA'), ...MEASURED }],
  ['aqi', { units: [''], ...MEASURED }],
  ['area', { units: words('m² cm² km² mm² in² ft² yd² mi² ac ha') }],
  ['atmospheric_pressure', { units: PRESSURE, ...MEASURED }],
  ['battery', { units: ['%'], ...MEASURED }],
  ['blood_glucose_concentration', { units: words('mg/dL mmol/L'), ...MEASURED }],
  ['carbon_dioxide', { units: ['ppm'], ...MEASURED }],
  ['carbon_monoxide', { units: [...words('ppb ppm mg/m³'), DENSITY], ...MEASURED }],
  ['conductivity', { units: words('S/cm mS/cm μS/cm'), ...MEASURED }],
  ['current', { units: words('A mA'), ...MEASURED }],
  [
    'data_rate',
    {
      units: words('bit/s kbit/s Mbit/s Gbit/s B/s kB/s MB/s GB/s KiB/s MiB/s GiB/s'),
      ...MEASURED,
    },
  ],
  [
    'data_size',
    {
      units: words('bit kbit Mbit Gbit B kB MB GB TB PB EB ZB YB KiB MiB GiB TiB PiB EiB ZiB YiB'),
    },
  ],
  ['date', TEXT],
  ['distance', { units: words('mm cm m km in ft yd mi nmi') }],
  ['duration', { units: words('d h min s ms μs') }],
  ['energy', { units: ENERGY, ...TOTAL }],
  ['energy_distance', { units: words('kWh/100km Wh/km mi/kWh km/kWh'), ...MEASURED }],
  ['energy_storage', { units: ENERGY, ...MEASURED }],
  ['enum', TEXT],
  ['frequency', { units: words('Hz kHz MHz GHz'), ...MEASURED }],
  ['gas', { units: words('L m³ ft³ CCF MCF'), ...TOTAL }],
  ['humidity', { units: ['%'], ...MEASURED }],
  ['illuminance', { units: ['lx'], ...MEASURED }],
  ['irradiance', { units: words('W/m² BTU/(h⋅ft²)'), ...MEASURED }],
  ['moisture', { units: ['%'], ...MEASURED }],
  // Any code of ISO 4217 is a unit.
  ['monetary', { stateClasses: ['total'] }],
  ['nitrogen_dioxide', { units: [...words('ppb ppm'), DENSITY], ...MEASURED }],
  ['nitrogen_monoxide', { units: ['ppb', DENSITY], ...MEASURED }],
  ['nitrous_oxide', { units: [DENSITY], ...MEASURED }],
  ['ozone', { units: [...words('ppb ppm'), DENSITY], ...MEASURED }],
  ['ph', { units: [''], ...MEASURED }],
  ['pm1', { units: [DENSITY], ...MEASURED }],
  ['pm10', { units: [DENSITY], ...MEASURED }],
  ['pm25', { units: [DENSITY], ...MEASURED }],
  ['pm4', { units: [DENSITY], ...MEASURED }],
  ['power', { units: words('mW W kW MW GW TW BTU/h'), ...MEASURED }],
  ['power_factor', { units: ['%', ''], ...MEASURED }],
  ['precipitation', { units: words('cm in mm') }],
  ['precipitation_intensity', { units: words('in/d in/h mm/d mm/h'), ...MEASURED }],
  ['pressure', { units: PRESSURE, ...MEASURED }],
  ['reactive_energy', { units: words('varh kvarh'), ...TOTAL }],
  ['reactive_power', { units: words('mvar var kvar'), ...MEASURED }],
  ['signal_strength', { units: words('dB dBm'), ...MEASURED }],
  ['sound_pressure', { units: words('dB dBA'), ...MEASURED }],
  [
    'speed',
    {
      units: words('Beaufort ft/s in/d in/h in/s km/h kn m/min m/s mm/d mm/h mm/s mph'),
      ...MEASURED,
    },
  ],
  ['sulphur_dioxide', { units: ['ppb', DENSITY], ...MEASURED }],
  ['temperature', { units: words('°C °F K'), ...MEASURED }],
  ['temperature_delta', { units: words('°C °F K'), ...MEASURED }],
  ['timestamp', TEXT],
  ['uptime', TEXT],
  ['volatile_organic_compounds', { units: ['mg/m³', DENSITY], ...MEASURED }],
  ['volatile_organic_compounds_parts', { units: words('ppb ppm'), ...MEASURED }],
  ['voltage', { units: words('V mV μV kV MV'), ...MEASURED }],
  ['volume', { units: VOLUME, ...TOTAL }],
  [
    'volume_flow_rate',
    {
      units: words('m³/h m³/min m³/s ft³/min L/h L/min L/s mL/s gal/d gal/h gal/min'),
      ...MEASURED,
    },
  ],
  ['volume_storage', { units: VOLUME, ...MEASURED }],
  ['water', { units: words('L gal m³ ft³ CCF MCF'), ...TOTAL }],
  ['weight', { units: words('kg g mg μg oz lb st') }],
  ['wind_direction', { units: ['°'], stateClasses: words('measurement measurement_angle') }],
  ['wind_speed', { units: words('Beaufort ft/s in/s km/h kn m/min m/s mm/s mph'), ...MEASURED }],
]);

const STATE: Component = { needs: ['state_topic'] };
const COMMAND: Component = { needs: ['command_topic'] };
const TOPIC: Component = { needs: ['topic'] };
const NOTHING: Component = {};

export const COMPONENTS: ReadonlyMap<string, Component> = new Map<string, Component>([
  [
    'alarm_control_panel',
    {
      needs: ['state_topic', 'command_topic'],
      values: {
        supported_features: words(
          'arm_home arm_away arm_night arm_vacation arm_custom_bypass trigger',
        ),
      },
    },
  ],
  [
    'binary_sensor',
    {
      ...STATE,
      values: {
        device_class: words(
          'battery battery_charging carbon_monoxide cold connectivity door garage_door gas heat light lock moisture motion moving occupancy opening plug power presence problem running safety smoke sound tamper update vibration window',
        ),
        entity_category: ['diagnostic'],
      },
    },
  ],
  ['button', { ...COMMAND, values: { device_class: words('identify restart update') } }],
  ['camera', TOPIC],
  ['climate', { values: { temperature_unit: ['C', 'F'] } }],
  [
    'cover',
    {
      values: {
        device_class: words('awning blind curtain damper door garage gate shade shutter window'),
      },
    },
  ],
  ['date', NOTHING],
  ['datetime', NOTHING],
  ['device', NOTHING],
  [
    'device_automation',
    {
      needs: ['automation_type', 'topic', 'type', 'subtype'],
      values: { automation_type: ['trigger'] },
    },
  ],
  [
    'device_tracker',
    {
      needs: [['state_topic', 'json_attributes_topic']],
      values: { source_type: words('gps router bluetooth bluetooth_le') },
    },
  ],
  [
    'event',
    {
      needs: ['state_topic', 'event_types'],
      values: { device_class: words('button doorbell motion') },
    },
  ],
  ['fan', COMMAND],
  [
    'humidifier',
    {
      needs: ['command_topic', 'target_humidity_command_topic'],
      values: { device_class: words('dehumidifier humidifier') },
    },
  ],
  ['image', { needs: [['image_topic', 'url_topic']] }],
  ['infrared', NOTHING],
  ['lawn_mower', NOTHING],
  [
    'light',
    {
      ...COMMAND,
      values: {
        on_command_type: words('last first brightness'),
        schema: words('basic default json template'),
        supported_color_modes: words('onoff brightness color_temp hs xy rgb rgbw rgbww white'),
      },
    },
  ],
  ['lock', COMMAND],
  ['notify', COMMAND],
  ['number', { ...COMMAND, values: { mode: words('auto box slider') } }],
  ['scene', COMMAND],
  ['select', { needs: ['command_topic', 'options'] }],
  [
    'sensor',
    {
      ...STATE,
      values: {
        device_class: [...SENSOR_CLASSES.keys()],
        entity_category: ['diagnostic'],
        state_class: words('measurement measurement_angle total total_increasing'),
      },
    },
  ],
  ['siren', COMMAND],
  ['switch', { ...COMMAND, values: { device_class: words('outlet switch') } }],
  ['tag', TOPIC],
  ['text', { ...COMMAND, values: { mode: words('text password') } }],
  ['time', NOTHING],
  ['update', { values: { device_class: ['firmware'] } }],
  [
    'vacuum',
    {
      values: {
        supported_features: words(
          'start stop pause return_home battery status locate clean_spot fan_speed send_command',
        ),
      },
    },
  ],
  ['valve', { values: { device_class: words('gas water') } }],
  ['water_heater', { values: { temperature_unit: ['C', 'F'] } }],
]);
