/** Lines that programs print around bytes, in the form that the readers of lines expect. */

/** socat -x. The left side, `>`, is the client in most commands. */
const OF_SOCAT =
  /^\s*([<>]) \d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d\.\d+\s+length=\d+ from=\d+ to=\d+\s*$/;
/** Zephyr and nRF Connect: `[00:00:01.234,000] <inf> net_mqtt: tx data`. */
const OF_ZEPHYR = /^\s*\[[\d:.,]{8,20}\] <(?:inf|dbg|wrn|err)> (.*[^:\s])\s*$/;
/** `AT+NSOSD=0,4,C0003000`, with the number of bytes before them. */
const AT_BYTES =
  /^\s*(?:AT)?[+#^$][A-Z]{2,20}[=:]\s*(?:[^,\n]{0,100},){0,6}?(\d{1,5}),\s*"?((?:[0-9a-f]{2})+)"?\s*$/i;
const AT_SEND = /^\s*AT[+#^$][A-Z]{2,20}(?:=.{0,200}?)?,"((?:[0-9A-Fa-f]{2}){2,})"\s*$/;
/** ESP-AT: `+IPD,0,4:` before the bytes. */
const AT_IPD = /^\s*\+IPD(?:,\d+){1,2}(?:,"[^"]*",\d+)?:(?=\s*[0-9a-f]{2})/i;
const AT_COMMAND = /^\s*AT(?:[+#^$&][A-Z]{1,20}.{0,200})?\s*$/;
const AT_NOTICE = /^\s*[+#^$][A-Z]{2,20}(?::|,)\s*.{0,200}$/;
const AT_RESULT = /^(?:OK|SEND OK|CONNECT|DATA ACCEPT:?\s?\d+|\+CME ERROR:.{0,40})$/;
/** NetAssist: `[2026-11-28 05:00:01.123]# SEND HEX>`, also in Chinese. */
const OF_NETASSIST = /^\[[\d:. -]{8,30}\]#?\s?(?:(SEND|发送)|RECV|接收) HEX[^<>]{0,60}>$/;
/** The same without a direction, before the bytes. */
const OF_STAMP = /^\s*\[[\d:. -]{8,30}\]#\s{0,4}(?=[0-9a-f]{2}(?:\s|$))/i;
/** Modbus Poll numbers the lines: `Tx:000012-10 13`. */
const OF_POLL = /^\s*([TR]x):\d{4,8}-(?=[0-9a-f]{2}(?:\s|$))/i;
/** ngrep -x. */
const OF_NGREP = /^[TU] \S{3,50}:\d{1,5} -> \S{3,50}:\d{1,5}(?: \[[A-Z]+\])?(?: #\d+)?$/;
const HEAD_OF_NGREP = /^(?:interface: \S+ \(|filter: |match: )/;
/** The frame of hexyl's, Netty's and of PowerShell's dumps. */
const OF_FRAME =
  /^\+-[-+]+\+$|^[┌├└]─[─┬┼┴]+[┐┤┘]$|^(?:\|\s{1,4})?0?0\s{1,3}0?1\s{1,3}0?2\s{1,3}0?3(?:\s{1,3}[0-9a-f]{1,2}){12}(?:\s?\|)?$|^----[\s-]*$/i;
const OF_BOX = /^\s*[|│]([0-9a-f]{8})[|│]((?:[ ┊]+[0-9a-f]{2})+)[ ┊]*[|│].{0,17}[|│]\s*$/i;
const OF_POWERSHELL = /^(?:Path: .*|Offset Bytes\s+Ascii)$/;

/** Undefined for a line without bytes or direction. */
export function logLine(line: string): string | undefined {
  const trimmed = line.trim();
  if ([OF_FRAME, OF_POWERSHELL, AT_RESULT, HEAD_OF_NGREP].some((one) => one.test(trimmed)))
    return undefined;
  const socat = OF_SOCAT.exec(line)?.[1];
  if (socat !== undefined) return socat === '>' ? 'sent:' : 'received:';
  const [, offset, pairs] = OF_BOX.exec(line) ?? [];
  if (offset !== undefined) return `${offset}: ${(pairs ?? '').replaceAll('┊', ' ').trim()}`;
  const netAssist = OF_NETASSIST.exec(trimmed);
  if (netAssist !== null) return netAssist[1] === undefined ? 'received:' : 'sent:';
  if (OF_NGREP.test(trimmed)) return 'packet:';
  return (
    ofModem(line) ??
    line.replace(OF_ZEPHYR, '$1:').replace(OF_STAMP, 'packet: ').replace(OF_POLL, '$1: ')
  );
}

function ofModem(line: string): string | undefined {
  if (!/^\s*(?:AT|[+#^$])/.test(line)) return undefined;
  const by = /^\s*AT/.test(line) ? 'sent' : 'received';
  const [, count, counted] = AT_BYTES.exec(line) ?? [];
  const bytes =
    counted !== undefined && counted.length === 2 * Number(count)
      ? counted
      : AT_SEND.exec(line)?.[1];
  if (bytes !== undefined) return `${by}: ${bytes}`;
  if (AT_IPD.test(line)) return line.replace(AT_IPD, 'received: ');
  return AT_COMMAND.test(line) || AT_NOTICE.test(line) ? `${by}:` : undefined;
}
