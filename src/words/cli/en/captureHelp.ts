/** `--help` of the commands that read captures or make them. */
import { shared } from './shared.ts';

export const dissectHelp = {
  about: 'Prints the control packets of a capture file, one line each.',
  args: { FILE: shared.file },
  options: {
    filter: 'only the packets that this display filter lets through',
    json: shared.jsonLines,
    withSecrets: shared.withSecrets,
    keylog: shared.keylog,
    lang: shared.lang,
  },
  after: `
FILE is a capture of mqttscope, a pcap or pcapng file of tcpdump or Wireshark, lines that --json
printed, or - for standard input. Passwords, authentication data and delivered device secrets are
overwritten with * unless --with-secrets is given.

EXPR has Wireshark's field names and short ones:
  type == publish && topic ~ "sensors/+/temp" && qos > 0 && dir == in
  mqtt.msgtype in {1, 2} or mqtt.clientid contains "dev" or payload matches "^[0-9]+$"
  payload.params.temperature > 30 and user["site"] == "north" and size > 1kB
  problem or time < 2.5 or exchange.state == retried or exchange.latency > 50ms

TLS is decrypted with the keys that a pcapng file has in it, or those of --keylog FILE.

A filter on problem asks for what mqttscope problems finds in the whole conversation; "problems" of
--json is what the packet itself breaks. A filter on problem or exchange.* reads FILE twice; standard
input goes through a temporary file then, which nobody else can read and which is gone at the end.

A line of --json has a "schema" (now 2) and is described in docs/cli.md.

Exit codes: 0 read (also what a file that breaks off holds), 1 FILE cannot be read, 2 wrong arguments.`,
};

export const problemsHelp = {
  about: 'Prints what is wrong in a capture file, one problem a line.',
  args: { FILE: shared.file },
  options: {
    failOn: 'exit code 3 if there is such a problem, or a worse one',
    junit: 'also write JUnit XML, one test case a rule; - for standard output',
    json: shared.jsonLines,
    mute: 'leave a rule out',
    keylog: shared.keylog,
    allowEmpty: 'exit code 0, not 4, if no packet could be judged',
    listRules: 'print all rules instead',
    lang: shared.lang,
  },
  after: `
FILE is whatever mqttscope dissect reads. A line has the packet's number, seconds since the first
packet, stream, severity (error: the standard forbids it; warn: something went wrong or will; note:
worth knowing), rule, statement of the standard and what is wrong. --json prints an object a line:
{"schema", "no", "time", "stream", "rule", "severity", "statement", "title", "text"}.
With --junit - the XML alone goes to standard output.

What a capture does not show is not claimed: a stream that was captured from its middle on is not
held against what came before.

A capture in which no packet could be judged (encrypted, of other ports, empty) passes nothing: the
exit code is 4, and the JUnit file has an error, unless --allow-empty says that this is right.

Exit codes: 0 read, and no problem at the level of --fail-on; 1 FILE cannot be read or the JUnit file
not be written; 2 wrong arguments; 3 there is a problem at that level or above; 4 no packet could be
judged.`,
};

export const convertHelp = {
  about: 'Writes a capture file in another format.',
  args: { FILE: shared.file },
  options: {
    output: 'file to write, or - for standard output',
    format: 'format of OUT',
    withSecrets: shared.withSecrets,
    keylog: shared.keylog,
    standIns: 'replace topics and payloads by stand-ins of the same length',
    lang: shared.lang,
  },
  after: `
FILE is whatever mqttscope dissect reads. The format of OUT follows from its extension (.mqttscope,
.pcapng, .ndjson, .csv) unless --format names it; standard output has none, so there it has to. An OUT
that is there is replaced when the new one is complete.

Exit codes: 0 written (also what a file that breaks off holds), 1 FILE cannot be read or OUT not be
written, 2 wrong arguments.`,
};

export const recordHelp = {
  about: 'Records what a client of a broker sends and receives, to a capture file.',
  args: {},
  options: {
    url: 'broker: mqtt://, mqtts://, ws:// or wss://',
    subscribe: 'topic filter',
    output: 'file to write; one that is there is replaced at the end; - for standard output',
    for: 'end after this time: 500ms, 30s, 5m, 1h',
    count: 'end after so many received PUBLISH packets',
    until: 'end with the first packet that this display filter lets through',
    format: 'format of FILE',
    qos: 'QoS to subscribe with',
    protocol: 'version of MQTT',
    clientId: 'client identifier; a new one unless given',
    username: 'user name',
    passwordFile: 'file that holds the password; - for standard input',
    password: 'password; seen by all users of this machine',
    keepAlive: 'keep alive in seconds; 0 for none',
    clean: 'resume the session of --client-id, and keep it afterwards',
    reconnect: 'end when the connection is lost',
    ca: 'certificates (PEM) of the authorities to trust, for mqtts:// and wss://',
    insecure: 'take any certificate',
    cert: 'certificate (PEM) to show to the broker',
    key: 'its private key (PEM)',
    withSecrets: shared.withSecrets,
    lang: shared.lang,
  },
  after: `
Both directions are recorded, with the bytes as they were: what the broker sends, and what this
client answers. Packets go to FILE as they come, so memory stays bounded however long it takes. The
format follows from the ending of FILE (.mqttscope, .pcapng, .ndjson, .csv); any other is
mqttscope's own. The recording grows in FILE.partial: a FILE that is there is kept until it is
complete, and stays where no connection came about. Passwords, authentication data and delivered
device secrets are overwritten with * unless --with-secrets is given.

The recording ends with the first of
  --for DURATION   so long after the connection was accepted
  --count N        N received PUBLISH packets
  --until EXPR     a packet that the display filter lets through, which is the last one, or a packet
                   that shows that an earlier one now passes: exchange.state == retried
  Ctrl+C, SIGTERM
Handshakes under way are brought to their end (for a second at most), then it disconnects. Without
any of them it goes on for ever. A connection that is lost is opened again, unless --no-reconnect, and
also one that had to be ended because the broker broke a rule; one that cannot be opened in the first
place is an error. Malformed packets alone do not end it: finding them is what a recording is for.

The password comes from MQTTSCOPE_PASSWORD, or from --password-file (- for standard input).

Examples:
  mqttscope record --url mqtt://localhost --subscribe '#' --for 30s -o all.mqttscope
  mqttscope record --url mqtts://broker:8883 --ca ca.pem --username me --subscribe 'a/#' --count 100 -o a.pcapng
  mqttscope record --url wss://broker/mqtt --subscribe 'jobs/+' --until 'payload contains "done"' -o jobs.ndjson
  mqttscope record --url mqtt://localhost --subscribe '#' --for 1m -o - | mqttscope problems -

Exit codes: 0 recorded, 1 no connection, no subscription granted, connection lost for good or FILE
not writable (FILE.partial holds what was seen until then), 2 wrong arguments.`,
};
