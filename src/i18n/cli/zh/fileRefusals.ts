/** Errors for files and ports that the program cannot use. */

import { say } from '../../../base/message.ts';
import type { PredefinedTopicError } from '../../../mqttsn/predefinedTopics.ts';
import { closed } from '../../closed.ts';
import { devicesFileFault } from '../../zh/alibaba/devicesFile.ts';
import { aclErrors } from '../../zh/facts/aclErrors.ts';
import { noteFacts } from '../../zh/facts/noteFacts.ts';
import { rulesFileError } from '../../zh/facts/rulesFile.ts';
import { tslFaults } from '../../zh/facts/thingModelErrors.ts';
import { conventionError } from '../../zh/topics/conventionErrors.ts';
import { payloadRules } from '../../zh/topics/payloadRules.ts';
import type { files as english } from '../en/fileRefusals.ts';

const SN_TOPIC_FAULTS: Record<PredefinedTopicError, string> = {
  form: '没有编号和主题，例如 “1 plant/door”',
  number: '编号不是 1 至 65534 的数',
  topic: '编号之后不是主题名',
  twice: '该编号已有主题',
};

export const files: typeof english = {
  standardInput: '标准输入',
  notUtf8: (argument) =>
    `参数 ${argument} 不是 UTF-8，无法打开这个名称的文件。请重命名文件，或通过标准输入传入。`,
  inputTwice: '标准输入只能读取一次：请以文件给出另一个输入。',
  standardOutput: '标准输出',
  outputIsInput: (output, input) =>
    output === input
      ? `${output} 会同时被读取和写入。请为输出选择另一个文件。`
      : `${output} 与要读取的 ${input} 是同一个文件。请为输出选择另一个文件。`,
  outputsAreOne: (output, other) =>
    `${output} 与 ${other} 是同一个文件，两者都会被写入。请为其中之一选择另一个文件。`,
  cannotRun: (program, reason) => `无法启动 ${program}：${reason ?? '没有这个程序'}。`,
  cannotRead: (path, reason) => `无法读取 ${path}：${reason}。`,
  cannotReadOf: (path, option, reason) => `无法读取 ${path}（${option}）：${reason}。`,
  moreThanMebibytes: (mebibytes) => `内容超过 ${mebibytes} MiB`,
  cannotWrite: (path, reason) => `无法写入 ${path}：${reason}。`,
  cannotWriteOf: (path, option, reason) => `无法写入 ${path}（${option}）：${reason}。`,
  noFormats: (name) => `${name} 不能用于 --formats：应为 JSON 对象，键为主题过滤器，值为解析步骤。`,
  wrongRule: (name, filter) => `${name}：“${filter}”不是主题过滤器，或其步骤不是文本。`,
  wrongChain: (name, { filter, chain }, { start, why }) =>
    `${name} 中“${filter}”的步骤“${chain}”第 ${start + 1} 个字符：${say(payloadRules.errors, why)}。`,
  wrongConvention: (name, fault) => `${name}：${conventionError(fault)}`,
  cannotBeRead: (name, reason) => `无法读取 ${name}：${reason}。`,
  noHealth: (origin, reason) => `${origin} 没有响应：${reason}。`,
  cannotSpool: (folder, reason) =>
    `标准输入需要存入临时文件，但 ${folder} 无法写入：${reason}。请用 TMPDIR 指定另一个文件夹，或用文件名代替 -。`,
  cannotBeWritten: (name, reason) => `无法写入 ${name}：${reason}。`,
  cannotBeRemoved: (name, reason) => `无法删除 ${name}：${reason}。`,
  writtenUntilThen: (said, path) => `${said}之前写入的内容在 ${path} 中。`,
  notACapture: (name, why) => `${name} 不能作为抓包文件读取：${say(noteFacts, why)}`,
  printedBytes: (name) =>
    `${name} 不能作为抓包文件读取：其中是以文本写出的字节。要读取：mqttscope dissect --hex FILE；- 表示标准输入。`,
  noKeys: (path) =>
    `${path} 中没有 TLS 密钥：各行应形如 "CLIENT_RANDOM <64 位十六进制数> <十六进制密钥>"。请让客户端以 SSLKEYLOGFILE=FILE 写出该文件。`,
  noUsers: (path, option) => `${path}（${option}）中没有用户。`,
  wrongLine: (path, option, line, why) => `${path}（${option}）第 ${line} 行：${why}。`,
  wrongAcl: (path, option, line, fault) =>
    closed(`${path}（${option}）第 ${line} 行：${say(aclErrors, fault)}`, '。'),
  wrongSnTopics: (path, option, line, why) =>
    `${path}（${option}）第 ${line} 行：${SN_TOPIC_FAULTS[why]}。`,
  wrongDevices: (path, option, fault) => `${path}（${option}）：${devicesFileFault(fault)}。`,
  wrongModel: (path, option, { line, column, why }) =>
    `${path}（${option} 的 modelFile）第 ${line} 行第 ${column} 列：${say(tslFaults, why)}。`,
  wrongFaultRules: (path, option, fault) =>
    closed(`${path}（${option}）：${rulesFileError(fault)}`, '。'),

  dataTaken: (path) => `文件夹 ${path}（--data）正由另一个配套程序使用。`,
  dataForeign: (path) => `${path} 不是 --data 的文件。请另选文件夹，或移走该文件。`,
  dataVersion: (path, version) =>
    `${path} 的版本为 ${version}，由更新的 mqttscope 写成。请用那个版本，或另选文件夹。`,
  dataCorrupt: (path, at, behind) =>
    `${path} 在第 ${at} 字节处损坏，其后还有 ${behind} 字节是完好的：文件被改过，或磁盘有故障。请从副本恢复；或移走该文件夹（全部内容丢失）；或在副本上从该处截断（truncate -s ${at} ${path}，之后的内容丢失）。`,
  dataBroken: (path, at) =>
    `${path} 只有前 ${at} 字节完好，而该文件启用时的内容不止这些：文件被截断或改过，或磁盘有故障。请从副本恢复，或移走该文件夹（全部内容丢失）。`,
  dataUnreadable: (path, why) =>
    `无法理解 ${path}（${why}）：可能是 mqttscope 的缺陷，或文件被改过。请从副本恢复，或移走该文件夹（全部内容丢失）。`,

  appNotBuilt: (folder) => `应用尚未构建（没有 ${folder}）。构建方法：npm run build`,
  cannotListen: (address, reason, option) =>
    `无法监听 ${address}：${reason}。${option === undefined ? '' : `请用 ${option} 选择另一个端口；0 表示自动选择空闲端口。`}`,
  noPortFree: (host) => `无法监听 ${host}：没有空闲端口。`,

  noHome: () => '没有存放数据的文件夹：运行此进程的用户没有主目录（HOME、XDG_DATA_HOME）。',
  authorityElsewhere: (said) =>
    `${said}请用 --authority-dir 为 CA 指定另一个文件夹，或用 --tls-cert 和 --tls-key 提供自己的证书。`,
  noAuthority: (certPath, keyPath) =>
    `${certPath} 和 ${keyPath}（--authority-dir）不是 PEM 格式的证书及其 RSA 私钥。请恢复这两个文件，或同时删除以生成新的 CA。`,
  noCertificate: (path, option) => `${path}（${option}）中没有 PEM 格式的证书。`,
  otherKey: (keyPath, certPath) => `${keyPath} 中的私钥与 ${certPath} 中的证书不匹配。`,
  weakCertificate: (path, why) => `不接受 ${path}（--tls-cert）中的证书：${why}。`,
  unusablePair: (certPath, keyPath, reason) => `${certPath} 和 ${keyPath} 无法使用：${reason}。`,
  encryptedKey: (path) => `${path}（--tls-key）中的私钥已加密；请提供没有密码的私钥。`,
  noKey: (path) => `${path}（--tls-key）中没有 PEM 格式的私钥。`,
  noSubscription: () => '没有订阅成功，因此没有可记录的内容。',

  userWithoutColon: '用户名与哈希值之间没有冒号',
  userWithoutName: '用户名为空',
  userNotHashed: (path) => `密码不是哈希值；请用以下命令写入此行：mqttscope passwd ${path} NAME`,
  userHashWrong: (why, path) => `${why}；请用以下命令写入此行：mqttscope passwd ${path} NAME`,
  hashForm: '用户名之后不是 $scrypt$ln=…,r=…,p=…$SALT$HASH',
  hashNumbers: 'ln 和 r 必须不小于 1，p 必须是 1 至 64',
  hashMemory: (mebibytes) => `ln 和 r 所需内存超过 ${mebibytes} MiB`,
  hashLength: '盐或哈希值过短或过长',
  userTwice: '该用户已有一行',
  strangeLine: (path, line) =>
    `${path} 第 ${line} 行：用户名与哈希值之间没有冒号。没有作任何修改。`,
  noSuchUser: (path, name) => `${path} 中没有用户 ${JSON.stringify(name)}。`,
};
