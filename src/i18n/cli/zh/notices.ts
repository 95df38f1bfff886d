/** 运行中的配套程序告诉启动者的内容。 */
import type { notices as english, FollowedName } from '../en/notices.ts';

const READ = { read: '读取', change: '修改', both: '读取和修改' } as const;

const FOLLOWED: Readonly<Record<FollowedName, string>> = {
  users: '用户',
  'access rules': '访问规则',
  'certificate and key': '证书和私钥',
  'certificate, key and client CA': '证书、私钥和客户端 CA',
};

const either = (words: readonly string[]): string => words.join(' 或 ');

export const notices: typeof english = {
  internalError: (where, error) => `配套程序内部错误（${where}）：${error}`,
  portMoved: (port, option, to) => `端口 ${port} 已被占用；${option} 改用 ${to}。`,
  portOfOther: (port) =>
    `另一用户的程序正在端口 ${port} 上监听。请关闭在该端口打开的 mqttscope 页面：重新加载后，它们就属于那个程序。`,
  foreignWorker: () =>
    '此前有其他程序在此端口上响应过：它在浏览器中留下了 service worker，现已移除。该程序能读取应用在此地址保存的内容，包括已记住的密钥，请更换它们。可用 --http 0 避免这种情况。',
  noBrowser: (address) => `无法打开浏览器；应用地址为 ${address}`,
  anonymousBehindProxy: (origin) =>
    `如果有代理提供 ${origin}，能访问它的人都是 Broker 的匿名客户端。请用 --users 或 --user 添加用户。`,
  anonymousAllowedBehindProxy: (place) =>
    `由于 --allow-anonymous，能访问代理（${place}）的人都可不用密码连接。`,
  anyUserName: '没有 --user 或 --users 时，客户端可使用访问控制列表中的任何用户名。',
  fewFiles: (files, connections) =>
    `系统只允许本程序打开 ${files} 个连接，少于 --max-connections 和 --max-http-connections 的 ${connections} 个：超出的连接会被关闭（参见 ulimit -n）。`,
  openToAll: (may, path, option, remedy) =>
    `本机所有用户都可${READ[may]} ${path}（${option}）。请用 ${remedy}。`,

  listensEverywhere: (apps) => `正在本机所有地址上监听；从其他机器请打开 ${either(apps)}`,
  notEncrypted: '密码和消息没有加密；请使用 --tls-cert 和 --tls-key。',
  deviceEntry: ({ hosts, port, productKey, deviceName, secureMode }) =>
    `设备登录参数：主机 ${either(hosts)}，端口 ${port}，ProductKey ${productKey}，DeviceName ${deviceName}，其密钥，securemode ${secureMode}${secureMode === 2 ? '（TLS）' : ''}。`,
  toPost: (others, command) =>
    `以其中一台设备的身份上报${others.length > 0 ? `（也可用 ${others.join('、')}）` : ''}：${command}`,
  productSecrets: (known) => `可供设备动态注册的产品及其密钥：${known.join('，')}`,

  readAgain: (what, result) => `已重新读取${FOLLOWED[what]}${result}。`,
  notReadAgain: (what, reason) => `${FOLLOWED[what]}保持不变：${reason}`,
  countNow: (count, ended) =>
    `：共 ${count} 个${ended === 0 ? '' : `；须重新登录的客户端：${ended} 个`}`,
  certificateNow: '，新连接将使用它们',

  logLost: (reason) => `无法写入事件日志（${reason}）：在可写入之前，事件会丢失。`,
  dataFails: (path, reason) =>
    `无法写入文件夹 ${path}（--data）：${reason}。在可写入之前，QoS 1 和 QoS 2 消息、保留消息、订阅和连接均被拒绝；已确认的内容不会丢失。`,
  dataWorks: (path) => `文件夹 ${path}（--data）已恢复写入。`,
  dataReplaced: (path, aside) =>
    `${path} 被其他程序删除、替换或修改。本程序会重新写入，已确认的内容不会丢失。${aside === undefined ? '' : `另一个文件保存为 ${aside}。`}`,
  dataSetAside: (path, aside) =>
    `${path} 已被修改或不完整，其中一部分无法读取。其副本保存为 ${aside}。`,
  dataCut: (path, bytes) =>
    `${path} 末尾有 ${bytes} 字节未写完，已略去。若因崩溃所致，没有客户端收到过对它们的确认；若文件是以其他方式被截断的（例如复制未完成），则可能缺少已确认的内容。`,
  faultDone: (rule, action, packet, direction, client) => {
    const whom = client === undefined ? '无名客户端' : ` ${JSON.stringify(client)} `;
    const side = direction === 'to-client' ? '发往' : '来自';
    return `故障规则 ${rule}：${action}，${side}${whom}的${packet === undefined ? '报文' : ` ${packet}`}。`;
  },
  faultsUntold: (rule) => `故障规则 ${rule}：不再打印后续报文。`,

  shortKey: (type, bits, least) => `密钥过短：${type} ${bits} 位，至少应为 ${least} 位`,
  weakHash: (hash) => `其签名基于可伪造的 ${hash}：至少应为 SHA-256`,
  notYetValid: (from) => `在 ${from} 之前无效`,
  expired: (to) => `已于 ${to} 过期`,
  outOfTime: (path, why) => `${path} 中的证书${why}：检查证书的客户端将不会连接。`,
};
