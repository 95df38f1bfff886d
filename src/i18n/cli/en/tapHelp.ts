/** `--help` of `tap`. */
import { shared } from './shared.ts';

const tap = {
  about: 'Forwards connections from devices to their broker unchanged, and records their packets.',
  args: {},
  options: {
    listen: 'where devices connect: [mqtt://|mqtts://|ws://|wss://][HOST:]PORT',
    to: 'broker: mqtt:// (default), mqtts://, ws:// or wss://; NAME= limits it to devices that request this server name (SNI), such as *.example.com',
    output: 'also write the packets to this file; - for standard output',
    format: 'format of FILE',
    rotateSize: shared.rotateSize,
    rotateTime: 'start a new file after this time: 10m, 1h, 24h',
    keep: shared.keepFiles,
    keyLog: 'append the TLS secrets of both sides to this file (SSLKEYLOGFILE), for Wireshark',
    faults: 'fault rules (JSON) for packets between devices and broker; see docs/faults.md',
    for: 'end after this time: 500ms, 30s, 5m, 1h',
    readyFile: 'write the address to this file once the tap listens; removed at the end',
    authority:
      'name of the certificate authority that signs the tap’s certificates; created on first use',
    authorityDir: 'folder of its certificate and key; default: mqttscope/tap in your data folder',
    showAuthority: 'print the certificate of the authority and exit: as PEM, C array or hex (DER)',
    name: 'additional name or address of this machine, for the certificate',
    tlsCert: 'your own certificate (PEM) for devices, instead of --authority',
    tlsKey: 'its private key (PEM)',
    toCa: 'certificates (PEM) of the authorities to trust for the broker',
    toCert: 'certificate (PEM) to present to the broker',
    toKey: 'its private key (PEM)',
    toFingerprint:
      'accept the broker’s certificate if it has this SHA-256 fingerprint, even if it is invalid',
    withSecrets: shared.withSecrets,
    lang: shared.lang,
  },
  after: `
Point the device at the tap instead of the broker; nothing else changes. Without a scheme, ports 8883
and 8884 listen with TLS, all others with plain MQTT; without HOST, only this machine can connect.

For TLS, devices must trust the tap: install the certificate of its authority in the device
(mqttscope tap --show-authority c), or give --tls-cert and --tls-key. mqttscope does not install anything.
The private key of the authority stays in --authority-dir; anyone who has it can impersonate any server to
devices that trust the authority.

The tap's address goes to standard output as "tap mqtt://127.0.0.1:1884", or to standard error with
-o -. When a connection ends, one line on standard error says who ended it, why, and what to do. Packets
are written as they arrive, so memory use stays bounded for days. If writing to FILE is too slow,
packets are omitted and counted, and devices are not slowed down. With --rotate-size or --rotate-time,
the files are named FILE_00001_TIME.EXT, and each is a complete capture. Passwords, authentication
data and delivered device secrets are overwritten with * unless --with-secrets is given.

Examples:
  mqttscope tap --listen 1884 --to mqtt://broker:1883
  mqttscope tap --listen mqtts://0.0.0.0:8883 --to mqtts://broker.example:8883 -o day.pcapng --rotate-time 1h --keep 48
  mqttscope tap --listen 1884 --to mqtt://broker -o - --format pcapng | wireshark -k -i -
  mqttscope tap --listen mqtts://:8883 --to a.example=mqtts://10.0.0.1 --to b.example=mqtts://10.0.0.2
  mqttscope tap --show-authority c > tap_ca.h

Exit codes: 0 ended by a signal or --for, 1 cannot listen, or FILE not writable, 2 wrong arguments.`,
};

export const tapHelp = { tap };
