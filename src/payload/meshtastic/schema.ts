/**
 * Messages of Meshtastic that are sent over MQTT: numbers, names and types of their fields
 * (meshtastic.org/docs).
 */

export const MESHTASTIC_PROTO = `
syntax = "proto3";
message ServiceEnvelope { MeshPacket packet = 1; string channel_id = 2; string gateway_id = 3; }
message MeshPacket {
  fixed32 from = 1; fixed32 to = 2; uint32 channel = 3; Data decoded = 4; bytes encrypted = 5;
  fixed32 id = 6; fixed32 rx_time = 7; float rx_snr = 8; uint32 hop_limit = 9; bool want_ack = 10;
  uint32 priority = 11; int32 rx_rssi = 12; bool via_mqtt = 14; uint32 hop_start = 15;
  bytes public_key = 16; bool pki_encrypted = 17;
}
message Data {
  PortNum portnum = 1; bytes payload = 2; bool want_response = 3; fixed32 dest = 4; fixed32 source = 5;
  fixed32 request_id = 6; fixed32 reply_id = 7; fixed32 emoji = 8; uint32 bitfield = 9;
}
enum PortNum {
  UNKNOWN_APP = 0; TEXT_MESSAGE_APP = 1; REMOTE_HARDWARE_APP = 2; POSITION_APP = 3; NODEINFO_APP = 4;
  ROUTING_APP = 5; ADMIN_APP = 6; TEXT_MESSAGE_COMPRESSED_APP = 7; WAYPOINT_APP = 8; AUDIO_APP = 9;
  DETECTION_SENSOR_APP = 10; REPLY_APP = 32; PAXCOUNTER_APP = 34; SERIAL_APP = 64; STORE_FORWARD_APP = 65;
  RANGE_TEST_APP = 66; TELEMETRY_APP = 67; ZPS_APP = 68; SIMULATOR_APP = 69; TRACEROUTE_APP = 70;
  NEIGHBORINFO_APP = 71; ATAK_PLUGIN = 72; MAP_REPORT_APP = 73;
}
message Position {
  sfixed32 latitude_i = 1; sfixed32 longitude_i = 2; int32 altitude = 3; fixed32 time = 4;
  uint32 ground_speed = 15; uint32 ground_track = 16; uint32 sats_in_view = 19; uint32 precision_bits = 23;
}
message User {
  string id = 1; string long_name = 2; string short_name = 3; bytes macaddr = 4; uint32 hw_model = 5;
  bool is_licensed = 6; uint32 role = 7; bytes public_key = 8;
}
message Telemetry { fixed32 time = 1; DeviceMetrics device_metrics = 2; EnvironmentMetrics environment_metrics = 3; }
message DeviceMetrics {
  uint32 battery_level = 1; float voltage = 2; float channel_utilization = 3; float air_util_tx = 4;
  uint32 uptime_seconds = 5;
}
message EnvironmentMetrics {
  float temperature = 1; float relative_humidity = 2; float barometric_pressure = 3; float gas_resistance = 4;
  float voltage = 5; float current = 6; uint32 iaq = 7;
}
message MapReport {
  string long_name = 1; string short_name = 2; uint32 role = 3; uint32 hw_model = 4; string firmware_version = 5;
  uint32 region = 6; uint32 modem_preset = 7; bool has_default_channel = 8; sfixed32 latitude_i = 9;
  sfixed32 longitude_i = 10; int32 altitude = 11; uint32 position_precision = 12;
  uint32 num_online_local_nodes = 13; bool has_opted_report_location = 14;
}
`;

/** Types of the content of `Data`, by port; the content of other ports stays bytes. */
export const CONTENT_BY_PORT: ReadonlyMap<number, string> = new Map([
  [1, 'string'],
  [3, 'Position'],
  [4, 'User'],
  [10, 'string'],
  [66, 'string'],
  [67, 'Telemetry'],
  [73, 'MapReport'],
]);
