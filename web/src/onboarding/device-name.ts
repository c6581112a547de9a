// What this browser is called in the list of devices, until the person gives it another name.

const browsers: readonly (readonly [RegExp, string])[] = [
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const systems: readonly (readonly [RegExp, string])[] = [
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
];

/** "Firefox, Linux". */
export function deviceName(userAgent = navigator.userAgent): string {
  const first = (table: typeof browsers) => table.find(([pattern]) => pattern.test(userAgent))?.[1];
  return [first(browsers) ?? 'Browser', first(systems)].filter(part => part !== undefined).join(', ');
}
