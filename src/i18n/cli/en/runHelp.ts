/** `--help` of `run`. */
import { captureHelp } from './captureHelp.ts';
import { shared } from './shared.ts';
import { tapHelp } from './tapHelp.ts';

const { problems } = captureHelp;

const run = {
  about: 'Runs a program that uses MQTT, records all its connections, and checks them.',
  args: { 'COMMAND...': 'the program and its arguments, after --' },
  options: {
    to: 'broker that COMMAND reaches: mqtt:// (default), mqtts://, ws:// or wss://; without this option, run starts a broker',
    toCa: tapHelp.tap.options.toCa,
    toCert: tapHelp.tap.options.toCert,
    toKey: tapHelp.tap.options.toKey,
    toFingerprint: tapHelp.tap.options.toFingerprint,
    faults: 'fault rules (JSON) for packets between COMMAND and the broker; see docs/faults.md',
    failOn: problems.options.failOn,
    mute: problems.options.mute,
    expect: 'exit with 3 if no packet matches this display filter',
    junit: 'also write JUnit XML, one test case per rule that could be judged',
    junitFailedOnly: problems.options.junitFailedOnly,
    output: tapHelp.tap.options.output.replace('; - for standard output', ''),
    format: tapHelp.tap.options.format,
    timeout:
      'end COMMAND after this time, and exit with 3, or with 4 if there was nothing to check: 500ms, 30s, 5m, 1h',
    withSecrets: shared.withSecrets,
    lang: shared.lang,
  },
  after: `
COMMAND gets the address of its broker in MQTT_URL, and as MQTT_HOST and MQTT_PORT; MQTT_WS_URL is the
same broker over WebSocket. It connects without TLS, even if --to is mqtts://. A user name and password in
--to are in MQTT_URL, MQTT_USERNAME and MQTT_PASSWORD. Every connection is recorded and checked, whatever
opens it. Standard input, output and error are those of COMMAND; problems, expectations and connections
that ended without DISCONNECT go to standard error.

When COMMAND ends, its child processes end as well. SIGINT, SIGTERM and SIGHUP are passed on to it.

Examples:
  mqttscope run -- npm test
  mqttscope run --fail-on warn --junit mqtt.xml -o run.pcapng -- ./client
  mqttscope run --expect 'type == puback' --timeout 30s -- python3 device.py
  mqttscope run --to mqtts://broker.example --faults lost-puback.json -- sh -c './client "$MQTT_URL"'

Exit codes: the one of COMMAND if it is not 0; otherwise 0 good, 1 COMMAND cannot be started, the broker of
--to cannot be reached, or a file cannot be read or written, 2 wrong arguments, 3 a problem at the level of --fail-on, an expectation not
met, or a timeout, 4 no packet could be checked, for example because COMMAND never connects.`,
};

export const runHelp = { run };
