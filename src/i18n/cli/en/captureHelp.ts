/** `--help` of the commands that read or write captures. */
import { READ_EXTENSIONS, WRITTEN_EXTENSIONS } from '../../../engine/files/captureFormats.ts';
import { shared } from './shared.ts';

const READ = READ_EXTENSIONS.join(', ');
const WRITTEN = WRITTEN_EXTENSIONS.join(', ');

const dissect = {
  about: 'Prints the control packets of a capture file, one per line.',
  args: { FILE: shared.file },
  options: {
    filter: 'only the packets that match this display filter',
    json: shared.jsonLines,
    withSecrets: shared.withSecrets,
    formats: shared.formats,
    keylog: shared.keylog,
    snTopics: shared.snTopics,
    lang: shared.lang,
  },
  after: `
FILE is a capture of mqttscope, tcpdump or Wireshark (${READ}), lines
printed by --json, or - for standard input. Passwords, authentication data and delivered device
secrets are overwritten with * unless --with-secrets is given.

EXPR uses Wireshark's field names or short ones:
  type == publish && topic ~ "sensors/+/temp" && qos > 0 && dir == in
  mqtt.msgtype in {1, 2} or mqtt.clientid contains "dev" or payload matches "^[0-9]+$"
  payload.params.temperature > 30 and user["site"] == "north" and size > 1kB
  problem or time < 2.5 or exchange.state == retried or exchange.latency > 50ms

TLS is decrypted with the keys in a pcapng file, or with those of --keylog FILE.

A filter on problem matches what mqttscope problems finds in the whole conversation; "problems" in
--json only has what the packet itself violates. With a filter on problem or exchange.*, FILE is read
twice. Standard input is then copied to a temporary file, which nobody else can read and which is
deleted at the end.

A line of --json has a "schema" (now 2) and is described in docs/cli.md.

Exit codes: 0 read (including a file that is cut off), 1 FILE cannot be read, 2 wrong arguments.`,
};

const problems = {
  about: 'Prints the problems in a capture file, one per line.',
  args: { FILE: shared.file },
  options: {
    failOn: 'exit code 3 if there is a problem of this severity or worse',
    junit: 'also write JUnit XML, one test case per rule; - for standard output',
    json: shared.jsonLines,
    mute: 'ignore a rule',
    keylog: shared.keylog,
    snTopics: shared.snTopics,
    allowEmpty: 'exit code 0, not 4, if no packet could be judged',
    listRules: 'print all rules instead',
    lang: shared.lang,
  },
  after: `
FILE is any file that mqttscope dissect can read. A line has the packet's number, seconds since the
first packet, stream, severity (error: the standard forbids it; warn: something went wrong or will;
note: worth knowing), rule, statement of the standard and what is wrong. --json prints one object per
line: {"schema", "no", "time", "stream", "rule", "severity", "statement", "title", "text"}.
With --junit -, only the XML goes to standard output.

Anything that a capture does not show is not reported: a stream that was captured from its middle is
not judged by what may have come before.

A capture in which no packet could be judged (encrypted, other ports, empty) does not pass: the exit
code is 4, and the JUnit file has an error, unless --allow-empty is given. A file that is cut off does
not pass either: it is judged up to the cut, the exit code is 1, and the JUnit file has an error.

Exit codes: 0 read, and no problem at the level of --fail-on; 1 FILE cannot be read or is cut off, or
the JUnit file cannot be written; 2 wrong arguments; 3 there is a problem at that level or above; 4 no packet could
be judged.`,
};

const convert = {
  about: 'Converts a capture file to another format.',
  args: { FILE: shared.file },
  options: {
    output: 'file to write, or - for standard output',
    format: 'format of OUT',
    withSecrets: shared.withSecrets,
    keylog: shared.keylog,
    standIns: 'replace topics and payloads with stand-ins of the same length',
    lang: shared.lang,
  },
  after: `
FILE is any file that mqttscope dissect can read. The extension of OUT selects the format
(${WRITTEN}) unless --format is given. Standard output has no extension, so
--format is required there. An existing OUT is replaced when the new one is complete.

Exit codes: 0 written (including a FILE that is cut off), 1 FILE cannot be read or OUT cannot be
written, 2 wrong arguments.`,
};

const record = {
  about: 'Connects to a broker as a client and records its packets to a capture file.',
  args: {},
  options: {
    url: 'broker: mqtt://, mqtts://, ws:// or wss://',
    subscribe: 'topic filter',
    output: 'file to write; an existing one is replaced at the end; - for standard output',
    for: 'end after this time: 500ms, 30s, 5m, 1h',
    count: 'end after this number of received PUBLISH packets',
    until: 'end with the first packet that matches this display filter',
    format: 'format of FILE',
    qos: 'QoS of the subscriptions',
    protocol: 'version of MQTT',
    clientId: 'client identifier; default: a new one',
    username: 'user name',
    passwordFile: 'file that contains the password; - for standard input',
    password: 'password; visible to all users of this machine',
    keepAlive: 'keep alive in seconds; 0 for none',
    clean: 'resume the session of --client-id, and keep it afterwards',
    reconnect: 'end when the connection is lost',
    ca: 'certificates (PEM) of the authorities to trust, for mqtts:// and wss://',
    insecure: 'accept any certificate',
    cert: 'certificate (PEM) to present to the broker',
    key: 'its private key (PEM)',
    withSecrets: shared.withSecrets,
    lang: shared.lang,
  },
  after: `
Both directions are recorded with their exact bytes: the packets of the broker and of this client.
Packets are written to FILE as they arrive, so memory use stays bounded however long it takes. The
extension of FILE selects the format (${WRITTEN}); any other extension gives
mqttscope's own format. Until the recording is complete it is written to a file of its own beside
FILE, named FILE.XXXXXXXX.partial; until then an existing FILE is kept, also if no connection could be
made. Passwords, authentication data and delivered device secrets are overwritten with * unless
--with-secrets is given.

The recording ends with the first of
  --for DURATION   this time after the connection was accepted
  --count N        N received PUBLISH packets
  --until EXPR     a packet that matches the display filter, which is recorded last, or a packet that
                   makes an earlier one match: exchange.state == retried
  Ctrl+C, SIGTERM
It then completes pending handshakes (for a second at most) and disconnects. Without any of these it
runs until it is stopped. A lost connection is opened again unless --no-reconnect is given, also if it
was closed because the broker broke a rule. If the first connection cannot be made, that is an error.
Malformed packets alone do not end the recording, because finding them is its purpose.

The password comes from MQTTSCOPE_PASSWORD, or from --password-file (- for standard input).

Examples:
  mqttscope record --url mqtt://localhost --subscribe '#' --for 30s -o all.mqttscope
  mqttscope record --url mqtts://broker:8883 --ca ca.pem --username me --subscribe 'a/#' --count 100 -o a.pcapng
  mqttscope record --url wss://broker/mqtt --subscribe 'jobs/+' --until 'payload contains "done"' -o jobs.ndjson
  mqttscope record --url mqtt://localhost --subscribe '#' --for 1m -o - | mqttscope problems -

Exit codes: 0 recorded, 1 no connection, no subscription granted, connection lost for good or FILE
not writable (the .partial file has what was recorded until then), 2 wrong arguments.`,
};

export const captureHelp = { dissect, problems, convert, record };
