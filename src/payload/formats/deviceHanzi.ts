/**
 * Chinese characters of short device texts, such as 温度, 门开 or 报警. Two of them are four bytes that hardly
 * other data has, while any four high bytes may be two rare characters.
 */

const HANZI = new Set(
  '温度湿压力电流量功率频速转开关闭启动停止运行正常异故障报警告在离线上下左右前后门窗灯泵阀风机水位液气体烟雾火光照强弱' +
    '高低中大小过欠超限设备传感器网络信号连接断成功失败错误状态模式自手室内外房间一二三四五六七八九十已未无有是否充放池余剩' +
    '满空出入进口数据值时年月日分秒天周点钟主副用系统控制远程本地指令发送收完读写存储保护复重新更升级版服务端客户密码登录注' +
    '册名称编型类区域楼层栋单元车产仓库农田土壤肥氧化碳浓粉尘颗粒噪声振角置经纬移红人感应检测到触解除布防撤漏燃管道加热冷' +
    '通清洗工作待命等休眠唤醒试调你好世界国表柜箱炉锅锁卡充桩路总相负载',
);

/** Characters and punctuation of ASCII and of full width between them. */
const BETWEEN = /[\x20-\x7e\t\r\n\0℃°％：，。、！；（）【】～　]/gu;

/** Characters that one text needs, and a text with others. */
const FEWEST = 2;
const FEWEST_AMONG_OTHERS = 3;

export function isDeviceText(text: string): boolean {
  const characters = Array.from(text.replace(BETWEEN, ''));
  return characters.length >= FEWEST && characters.every((one) => HANZI.has(one));
}

/** @param text with characters that are not frequent, such as those of names */
export const hasDeviceHanzi = (text: string): boolean =>
  Array.from(text).filter((one) => HANZI.has(one)).length >= FEWEST_AMONG_OTHERS;
