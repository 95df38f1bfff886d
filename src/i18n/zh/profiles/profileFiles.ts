import type { Texts } from '../../en/texts.ts';
import { bytes } from '../../numbers.ts';
import { fileFacts, leftOutFacts, skipFacts } from '../facts/importFacts.ts';

export const profileFiles: Texts['profileFiles'] = {
  import: '导入连接配置',
  importIntro: '可读取其他程序的连接，以及在此导出的文件：',
  sources: {
    explorer: 'MQTT Explorer：其 settings.json 文件',
    explorerPlaces: [
      ['Windows', '%APPDATA%\\MQTT-Explorer\\settings.json'],
      ['macOS', '~/Library/Application Support/MQTT-Explorer/settings.json'],
      ['Linux', '~/.config/MQTT-Explorer/settings.json'],
    ],
    mqttx: 'MQTTX：桌面版或网页版导出的 JSON，一个或全部连接（备份）',
    own: 'mqttscope：导出的连接配置，普通或加密',
  },
  choose: '选择文件…',
  chooseOther: '选择其他文件…',
  file: '连接配置文件',
  from: {
    'mqtt-explorer': 'MQTT Explorer',
    mqttx: 'MQTTX',
    mqttscope: 'mqttscope',
  },
  found: (from, count) => `${from}：${count} 个连接配置`,
  take: (name) => `导入 ${name}`,
  complete: '全部内容都会导入。',
  note: '请注意：',
  notAlong: '不会导入：',
  skipped: '无法导入：',
  unnamed: '无名称',
  intoFolder: '放入文件夹',
  folderKept: '留空：各自放入原来的文件夹。',
  secrets: (count) => `同时导入 ${count} 个密码或密钥`,
  secretsHint: '加密保存在此浏览器中，直到选择“忘记”。',
  secretsOff: '不导入，连接时再输入。',
  passphraseNeeded: '此文件已加密。',
  passphrase: '密码',
  decrypt: '解密',
  importAction: (count) => `导入 ${count} 个连接配置`,
  imported: (count) => `已导入 ${count} 个连接配置`,
  failed: (reason) => `此浏览器未能保存：${reason}`,

  export: '导出连接配置',
  exportIntro: (count) => `将 ${count} 个连接配置写入文件，以便在其他地方导入。`,
  how: '密钥和密码',
  hows: { plain: '不含密钥和密码', encrypted: '加密，含密钥和密码' },
  plainHint: '可读的文件。不含密码、设备密钥和地址中的 token。',
  encryptedHint: (count) =>
    `整个文件用密码加密。其中包含此浏览器记住的密钥和密码：${
      count === 0 ? '目前没有' : `${count} 个连接配置的`
    }。`,
  repeat: '再次输入密码',
  passphraseHint: '得到文件的人可以不断尝试密码，请使用较长的密码。密码无法找回。',
  tooShort: (least) => `至少 ${least} 个字符：更短的密码逐一尝试即可猜出。`,
  differs: '两次输入的密码不同。',
  secretUnreadable: (name) =>
    `${name} 已记住的密钥或密码无法再解密。请打开该配置，选择“忘记”或重新输入。`,
  exportAction: '导出',
  exported: (name, size) => `已保存 ${name}，${bytes(size)}`,

  fileFacts,
  leftOutFacts,
  skipFacts,
};
