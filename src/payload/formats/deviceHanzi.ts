/**
 * Chinese characters of short device texts, such as 温度, 门开 or 报警. Two of them are four bytes that hardly
 * other data has, while any four high bytes may be two rare characters.
 */

const HANZI = /^[温度湿压电量开关启停运行正常异故障报警在离线门水高低过设备]{2,}$/u;

const NOT_HANZI = /\P{Script=Han}/gu;

export const isDeviceText = (text: string): boolean => HANZI.test(text.replace(NOT_HANZI, ''));
