/** `--help` of the commands that read or write captures. */
import { READ_EXTENSIONS, WRITTEN_EXTENSIONS } from '../../../engine/files/captureFormats.ts';
import { shared } from './shared.ts';

const READ = READ_EXTENSIONS.join(', ');
const WRITTEN = WRITTEN_EXTENSIONS.join(', ');

const dissect = {
  about: 'Prints the control packets of a capture file, one per line.',
  args: { 'FILE...': shared.file },
  options: {
    series: shared.series,
    hex: 'FILE is bytes as text: hex, a hex dump, a C array, Base64…',
    filter: 'only the packets that match this display filter',
    json: shared.jsonLines,
    withSecrets: shared.withSecrets,
    formats: shared.formats,
    keylog: shared.keylog,
    mqttPort: shared.mqttPort,
    assumeVersion: shared.assumeVersion,
    snTopics: shared.snTopics,
    lang: shared.lang,
  },
  after: `
FILE is a capture from mqttscope, tcpdump or Wireshark (${READ}),
or - for standard input. Passwords, authentication data and delivered device secrets are overwritten
with * unless --with-secrets is given. The files of a series, such as those of tcpdump -C, are read as one
capture with --series; mqttscope help problems tells more about it.

With --hex, FILE is the text itself, a file with it, or standard input (no FILE, or -). It may be plain
hex, a dump of xxd, od, hexdump or Wireshark, numbers from -128 to 255 in brackets or after a word, a
string with \\x escapes, a <Buffer ...> of Node.js, lines of a log with any of these, or Base64.
Directions are those of the log (TX, RX) or follow from the packets:
  mqttscope dissect --hex "10 11 00 04 4d 51 54 54 04 02 00 3c 00 05 73 6f 69 6c 37"

EXPR uses Wireshark's field names or short ones:
  type == publish && topic ~ "sensors/+/temp" && qos > 0 && dir == in
  mqtt.msgtype in {1, 2} or mqtt.clientid contains "dev" or payload matches "^[0-9]+$"
  payload.params.temperature > 30 and user["site"] == "north" and size > 1kB
  problem or time < 2.5 or exchange.state == retried or exchange.latency > 50ms

TLS 1.2 and 1.3 with AES-GCM or ChaCha20-Poly1305 are decrypted with the keys in a pcapng file
or in the file of --key-log.

A filter on problem matches everything that mqttscope problems finds in the conversation; "problems"
in --json only has violations within the packet itself. With a filter on problem or exchange.*, FILE
is read twice. Standard input is then copied to a temporary file, which only you can read and which is
deleted at the end.

Each line of --json has a "schema" number, currently 2; docs/cli.md describes it.

Exit codes: 0 read, 1 FILE cannot be read or is truncated, 2 wrong arguments.`,
};

const problems = {
  about: 'Prints the problems in capture files, one per line.',
  args: { 'FILE...': shared.file },
  options: {
    series: shared.series,
    failOn: 'exit with 3 if a problem has this severity or a worse one',
    junit:
      'also write JUnit XML, one test case per rule that could be judged; - for standard output',
    junitFailedOnly: 'only the failed test cases in the JUnit file',
    json: shared.jsonLines,
    mute: 'ignore a rule',
    keylog: shared.keylog,
    mqttPort: shared.mqttPort,
    assumeVersion: shared.assumeVersion,
    snTopics: shared.snTopics,
    allowEmpty: 'exit with 0 instead of 4 if no packet could be checked',
    listRules: 'print each rule with its statement, reason and remedy, and exit',
    lang: shared.lang,
  },
  after: `
FILE is any file that mqttscope dissect can read. A line has the packet's number, seconds since the
first packet, connection, severity (error: the standard forbids it; warn: something went wrong or will;
note: worth knowing), rule, statement of the standard, and description. --json prints one object per
line: {"schema", "no", "time", "stream", "rule", "severity", "statement", "title", "text"}.
With --junit -, only the XML goes to standard output.

Of several files, each is a capture that is judged by itself. The files of a series are one capture: those
of record or tap with --rotate-size or --rotate-time, which mqttscope recognises, and all files with
--series, such as those of tcpdump -C. They are read in the order of their first packets. Connections,
packets and TLS records go on in the next file. Where a file is missing, a new capture begins. Files that
overlap by more than 1 s are not a series: the exit code is 2.

With several files, each line begins with the name of the file ("file" in --json, classname in JUnit), and
packets are numbered in the capture. Each capture has a summary (in --json an object with "kind":
"summary"), and so has the whole ("kind": "total"). A JUnit file has a suite for each capture. A file that
cannot be read does not stop the others. The exit code is the first of 3, 1, 4 and 0 that a capture has.

Only what the capture shows is reported: if a connection was captured from its middle, nothing is assumed
about the packets before.

If no packet could be checked (encrypted, other ports, empty), the check does not pass: the exit code
is 4, and the JUnit file has an error, unless --allow-empty is given. A truncated file does not pass
either: its packets are checked, the exit code is 1, and the JUnit file has an error.

Exit codes: 0 read, and no problem at the level of --fail-on; 1 FILE cannot be read or is truncated,
or the JUnit file cannot be written; 2 wrong arguments; 3 there is a problem at that level or above;
4 no packet could be checked.`,
};

const convert = {
  about: 'Converts a capture file to another format.',
  args: { 'FILE...': shared.file },
  options: {
    series: shared.series,
    output: 'file to write; - for standard output',
    format: 'format of OUT',
    withSecrets: shared.withSecrets,
    keylog: shared.keylog,
    mqttPort: shared.mqttPort,
    assumeVersion: shared.assumeVersion,
    standIns: 'replace topics and payloads with stand-ins of the same length',
    lang: shared.lang,
  },
  after: `
FILE is any file that mqttscope dissect can read. The extension of OUT selects the format
(${WRITTEN}) unless --format is given. Standard output has no extension, so
--format is required there. An existing OUT is replaced once the new file is complete. With --series, OUT
has the packets of all files, in the order of their first packets.

Exit codes: 0 written, 1 FILE cannot be read or is truncated (OUT has the packets before the cut), or OUT
cannot be written, 2 wrong arguments.`,
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
    protocol: 'MQTT version',
    clientId: 'client ID; generated by default',
    username: 'user name',
    passwordFile: 'file that contains the password; - for standard input',
    password: 'password; visible to all users of this machine',
    rotateSize: shared.rotateSize,
    keep: shared.keepFiles,
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
The packets between the broker and this client are recorded with their exact bytes. Connections of
other clients are not: mqttscope run and mqttscope tap record those. Packets are written as they
arrive, so memory use stays bounded however long the recording takes. The extension of FILE selects
the format (${WRITTEN}) unless --format is given; standard output gets mqttscope's.
The recording is in FILE.XXXXXXXX.partial until it is complete, and then replaces FILE; if no
connection could be made, an existing FILE is kept. With --rotate-size, each file is complete in itself
(day_00001_20261122T161530Z.pcapng), and --keep removes the oldest of this recording. Passwords, authentication data and delivered
device secrets are overwritten with * unless --with-secrets is given.

The recording ends with the first of
  --for DURATION   this time after the connection was accepted
  --count N        N received PUBLISH packets
  --until EXPR     a packet that matches the display filter, which is recorded last, or a packet that
                   makes an earlier one match: exchange.state == retried
  Ctrl+C, SIGTERM, SIGHUP
It then waits up to a second for pending exchanges and disconnects. Without --for, --count and
--until, it runs until it is stopped. A lost connection is opened again unless --no-reconnect is given,
even if it was closed because the broker violated the standard. If the first connection fails, the
command fails. Malformed packets do not end the recording, because finding them is its purpose.

The password comes from MQTTSCOPE_PASSWORD, or from --password-file (- for standard input).

Examples:
  mqttscope record --url mqtt://localhost --subscribe '#' --for 30s -o all.mqttscope
  mqttscope record --url mqtts://broker:8883 --ca ca.pem --username me --subscribe 'a/#' --count 100 -o a.pcapng
  mqttscope record --url wss://broker/mqtt --subscribe 'jobs/+' --until 'payload contains "done"' -o jobs.ndjson
  mqttscope record --url mqtt://localhost --subscribe '#' --for 1m -o - | mqttscope problems -
  mqttscope record --url mqtt://localhost --subscribe '#' -o day.pcapng --rotate-size 100MB --keep 10

Exit codes: 0 recorded, 1 no connection, no subscription granted, connection lost for good or FILE
not writable (the .partial file has what was recorded until then), 2 wrong arguments, 3 --for ended the
recording before --count or --until did.`,
};

export const captureHelp = { dissect, problems, convert, record };
