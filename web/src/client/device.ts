// What the owner reads in the list of their devices. Only words for people: nothing is laid out or
// decided by it.
import type { DeviceInfo } from "@parley/client";

const browsers: [RegExp, string][] = [
  [/Edg\//, "Edge"],
  [/OPR\//, "Opera"],
  [/Firefox\//, "Firefox"],
  [/Chrom(?:e|ium)\//, "Chrome"],
  [/Safari\//, "Safari"],
];
const systems: [RegExp, string][] = [
  [/Android/, "Android"],
  [/iPhone/, "iPhone"],
  [/iPad/, "iPad"],
  [/Windows/, "Windows"],
  [/Mac OS X/, "macOS"],
  [/CrOS/, "ChromeOS"],
  [/Linux/, "Linux"],
];

function first(table: [RegExp, string][], agent: string, otherwise: string): string {
  return table.find(([sign]) => sign.test(agent))?.[1] ?? otherwise;
}

export function deviceInfo(agent: string): DeviceInfo {
  const system = first(systems, agent, "an unknown system");
  return { name: `${first(browsers, agent, "Browser")} on ${system}`, platform: system };
}

export function isPhone(platform: string): boolean {
  return /Android|iPhone|iPad/i.test(platform);
}
