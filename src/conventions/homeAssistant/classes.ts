/** Components, classes and units that Home Assistant knows (home-assistant.io, MQTT, sensor and binary sensor). */

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** Components that MQTT discovery creates. */
export const COMPONENTS = words(
  'alarm_control_panel binary_sensor button camera climate cover date datetime device device_automation device_tracker event fan humidifier image infrared lawn_mower light lock notify number scene select sensor siren switch tag text time update vacuum valve water_heater',
);

export const STATE_CLASSES = words('measurement measurement_angle total total_increasing');

/** Device classes, by component. */
export const DEVICE_CLASSES: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  [
    'sensor',
    words(
      'absolute_humidity apparent_power aqi area atmospheric_pressure battery blood_glucose_concentration carbon_dioxide carbon_monoxide conductivity current data_rate data_size date distance duration energy energy_distance energy_storage enum frequency gas humidity illuminance irradiance moisture monetary nitrogen_dioxide nitrogen_monoxide nitrous_oxide ozone ph pm1 pm10 pm25 pm4 power power_factor precipitation precipitation_intensity pressure reactive_energy reactive_power signal_strength sound_pressure speed sulphur_dioxide temperature temperature_delta timestamp uptime volatile_organic_compounds volatile_organic_compounds_parts voltage volume volume_flow_rate volume_storage water weight wind_direction wind_speed',
    ),
  ],
  [
    'binary_sensor',
    words(
      'battery battery_charging carbon_monoxide cold connectivity door garage_door gas heat light lock moisture motion moving occupancy opening plug power presence problem running safety smoke sound tamper update vibration window',
    ),
  ],
  ['button', words('identify restart update')],
  ['event', words('button doorbell motion')],
  ['humidifier', words('dehumidifier humidifier')],
  ['update', words('firmware')],
  ['valve', words('gas water')],
  ['switch', words('outlet switch')],
  ['cover', words('awning blind curtain damper door garage gate shade shutter window')],
]);

/** Units of device classes of a sensor. Where versions differ, all of them count. */
export const UNITS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    battery: '%',
    humidity: '%',
    moisture: '%',
    illuminance: 'lx',
    signal_strength: 'dB dBm',
    temperature: '°C °F K',
    voltage: 'V mV μV µV kV MV',
    current: 'A mA',
    power: 'mW W kW MW GW TW BTU/h',
    frequency: 'Hz kHz MHz GHz',
    carbon_dioxide: 'ppm',
    pm1: 'μg/m³ µg/m³',
    pm10: 'μg/m³ µg/m³',
    pm25: 'μg/m³ µg/m³',
    wind_direction: '°',
    pressure: 'Pa hPa kPa bar cbar mbar mmHg inHg psi inH₂O mPa MPa',
    atmospheric_pressure: 'Pa hPa kPa bar cbar mbar mmHg inHg psi inH₂O mPa MPa',
    energy: 'J kJ MJ GJ mWh Wh kWh MWh GWh TWh cal kcal Mcal Gcal',
    weight: 'kg g mg μg µg oz lb st',
    duration: 'd h min s ms μs µs',
    gas: 'L m³ ft³ CCF MCF',
    water: 'L gal m³ ft³ CCF MCF',
    wind_speed: 'Beaufort ft/s in/s km/h kn m/min m/s mm/s mph',
    apparent_power: 'mVA VA kVA',
    reactive_power: 'mvar var kvar',
    nitrogen_dioxide: 'μg/m³ µg/m³ ppb ppm',
    irradiance: 'W/m² BTU/(h⋅ft²)',
    absolute_humidity: 'g/m³ mg/m³',
    area: 'm² cm² km² mm² in² ft² yd² mi² ac ha',
    blood_glucose_concentration: 'mg/dL mmol/L',
    carbon_monoxide: 'ppb ppm mg/m³ μg/m³ µg/m³',
    conductivity: 'S/cm mS/cm μS/cm µS/cm',
    data_rate: 'bit/s kbit/s Mbit/s Gbit/s B/s kB/s MB/s GB/s KiB/s MiB/s GiB/s',
    data_size: 'bit kbit Mbit Gbit B kB MB GB TB PB EB ZB YB KiB MiB GiB TiB PiB EiB ZiB YiB',
    distance: 'mm cm m km in ft yd mi nmi',
    energy_distance: 'kWh/100km Wh/km mi/kWh km/kWh',
    energy_storage: 'J kJ MJ GJ mWh Wh kWh MWh GWh TWh cal kcal Mcal Gcal',
    nitrogen_monoxide: 'ppb μg/m³ µg/m³',
    nitrous_oxide: 'μg/m³ µg/m³',
    ozone: 'ppb ppm μg/m³ µg/m³',
    pm4: 'μg/m³ µg/m³',
    precipitation: 'cm in mm',
    precipitation_intensity: 'in/d in/h mm/d mm/h',
    reactive_energy: 'varh kvarh',
    sound_pressure: 'dB dBA',
    speed: 'Beaufort ft/s in/d in/h in/s km/h kn m/min m/s mm/d mm/h mm/s mph',
    sulphur_dioxide: 'ppb μg/m³ µg/m³',
    temperature_delta: '°C °F K',
    volatile_organic_compounds: 'mg/m³ μg/m³ µg/m³',
    volatile_organic_compounds_parts: 'ppb ppm',
    volume_flow_rate: 'm³/h m³/min m³/s ft³/min L/h L/min L/s mL/s gal/d gal/h gal/min',
  }).map(([name, units]) => [name, words(units)]),
);
